package dev.kith.bench.bare;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.bench.bare.KithStatements.Code;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Codes with the cryptography of the program: a keyed hash of the code and of the recipient, and a sealed message. */
final class Codes implements KithStatements.Codes {
    private static final String ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 6;
    private static final SecretKeySpec HASHING = new SecretKeySpec(new byte[32], "HmacSHA256");
    private static final SecretKeySpec SEALING = new SecretKeySpec(new byte[32], "AES");

    private final SecureRandom random = new SecureRandom();
    private final AtomicLong ids = new AtomicLong(System.currentTimeMillis() << 22);

    @Override
    public Code make(String user, String address) {
        StringBuilder code = new StringBuilder();
        for (int at = 0; at < LENGTH; at++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        String id = Long.toString(ids.incrementAndGet());
        String link = "http://127.0.0.1/ui/login/mail/verification?userID=" + user + "&code=" + code + "&orgID=default";
        try {
            return new Code(
                    id,
                    hash(user + id + address + code),
                    sealed("{\"code\":\"" + code + "\",\"link\":\"" + link + "\"}", id),
                    hash("recipient" + address),
                    now());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }

    private static String hash(String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(HASHING);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    }

    private String sealed(String text, String id) throws GeneralSecurityException {
        byte[] nonce = new byte[12];
        random.nextBytes(nonce);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, SEALING, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(id.getBytes(UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cipher.doFinal(text.getBytes(UTF_8)));
    }
}
