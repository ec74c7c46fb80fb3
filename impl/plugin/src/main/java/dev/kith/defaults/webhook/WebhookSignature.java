package dev.kith.defaults.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.kith.core.SecretKeys.Key;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests as the Standard Webhooks specification 1.0 defines. */
final class WebhookSignature {
    private static final String HMAC = "HmacSHA256";

    private final List<Key> newestFirst;

    WebhookSignature(List<Key> newestLast) {
        List<Key> keys = new ArrayList<>(newestLast);
        Collections.reverse(keys);
        this.newestFirst = List.copyOf(keys);
    }

    String keyIds() {
        return newestFirst.stream().map(Key::id).collect(joining(" "));
    }

    /** Returns a signature for each key, so that the receiver can change to a new key at any time. */
    String of(String id, long timestamp, byte[] body) {
        return newestFirst.stream()
                .map(key -> "v1," + one(key, id + "." + timestamp + ".", body))
                .collect(joining(" "));
    }

    private static String one(Key key, String start, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.secret(), HMAC));
            mac.update(start.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
