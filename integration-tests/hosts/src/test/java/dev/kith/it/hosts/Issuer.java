package dev.kith.it.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Issues tokens as MicroProfile JWT requires them (RS256). Their holders have a login name in addition to the subject, as
 * with most issuers.
 */
final class Issuer {
    static final String NAME = "https://issuer.example";
    private static final int KEY_BITS = 2048;

    private final KeyPair keys;

    Issuer() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public key as PEM writes it, in one line. */
    String publicKey() {
        return "-----BEGIN PUBLIC KEY-----"
                + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()) + "-----END PUBLIC KEY-----";
    }

    /** The value of an authorization header. */
    String bearer(String subject, List<String> groups) {
        long now = Instant.now().getEpochSecond();
        String claims = """
                {"iss":"%s","sub":"%s","upn":"%s@people.example","jti":"%s","iat":%d,"exp":%d,"groups":[%s]}""".formatted(
                        NAME,
                        subject,
                        subject,
                        UUID.randomUUID(),
                        now,
                        now + 3600,
                        groups.stream().map(group -> '"' + group + '"').collect(joining(",")));
        String content =
                base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "." + base64(claims.getBytes(UTF_8));
        return "Bearer " + content + "." + base64(sign(content));
    }

    private byte[] sign(String content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
