package dev.kith.it.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Issues signed tokens (JWT, ES256) with a key of its own, and knows their holders. Safe for several threads. */
final class Tokens {
    static final String ISSUER = "https://issuer.conformance.example";
    static final String AUDIENCE = "kith-conformance";
    private static final int COORDINATE_BYTES = 32;

    private final KeyPair keys;
    private final Map<String, String> holders = new ConcurrentHashMap<>();

    Tokens() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public key as a JSON Web Key Set. */
    String keySet() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        Json jwk = object(
                "kty",
                "EC",
                "crv",
                "P-256",
                "kid",
                "conformance",
                "use",
                "sig",
                "alg",
                "ES256",
                "x",
                coordinate(key.getW().getAffineX()),
                "y",
                coordinate(key.getW().getAffineY()));
        return JsonText.write(new Json.Obj(Map.of("keys", new Json.Arr(List.of(jwk)))));
    }

    /** The holder of a token: the subject, then the groups, a line each; empty if the token is not valid. */
    String holder(String token) {
        return holders.getOrDefault(token, "");
    }

    /** The value of an authorization header for a subject with these groups. */
    String bearer(String subject, List<String> groups) {
        String token = token(subject, groups);
        holders.put(token, subject + groups.stream().map(group -> "\n" + group).collect(Collectors.joining()));
        return "Bearer " + token;
    }

    private String token(String subject, List<String> groups) {
        Json header = object("alg", "ES256", "typ", "JWT", "kid", "conformance");
        Instant now = Instant.now();
        Json claims = object("iss", ISSUER, "aud", AUDIENCE, "sub", subject)
                .with("iat", number(now))
                .with("exp", number(now.plusSeconds(3600)))
                .with(
                        "groups",
                        new Json.Arr(groups.stream().<Json>map(Json.Text::new).toList()));
        String content = base64(JsonText.write(header).getBytes(UTF_8)) + "."
                + base64(JsonText.write(claims).getBytes(UTF_8));
        return content + "." + base64(sign(content));
    }

    private byte[] sign(String content) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Json number(Instant time) {
        return new Json.Num(BigDecimal.valueOf(time.getEpochSecond()));
    }

    private static Json.Obj object(String... namesAndValues) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(namesAndValues[i], new Json.Text(namesAndValues[i + 1]));
        }
        return new Json.Obj(members);
    }

    /** Always 32 bytes, as the standard for these keys requires. */
    private static String coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(
                Arrays.copyOfRange(bytes, bytes.length - length, bytes.length),
                0,
                fixed,
                COORDINATE_BYTES - length,
                length);
        return base64(fixed);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
