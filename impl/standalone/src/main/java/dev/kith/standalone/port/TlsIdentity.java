package dev.kith.standalone.port;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What the server shows to its clients: a certificate, those that vouch for it, and the key that belongs to it. As it was in
 * the files when they were read.
 */
final class TlsIdentity {
    /** A key store wants a password; this one is nowhere but in memory. */
    static final String PASSWORD = "memory";

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final byte[] certificateFile;
    private final byte[] keyFile;

    private TlsIdentity(byte[] certificateFile, byte[] keyFile) {
        this.certificateFile = certificateFile;
        this.keyFile = keyFile;
    }

    /**
     * Reads the files.
     *
     * @throws IllegalArgumentException if one cannot be read; the message is a sentence without its end
     */
    static TlsIdentity read(Path certificate, Path key) {
        return new TlsIdentity(bytes(certificate), bytes(key));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read (" + e + ")", e);
        }
    }

    /** Whether the files were the same. */
    boolean isSameAs(@Nullable TlsIdentity other) {
        return other != null
                && Arrays.equals(certificateFile, other.certificateFile)
                && Arrays.equals(keyFile, other.keyFile);
    }

    /**
     * The certificates and the key.
     *
     * @throws IllegalArgumentException if they cannot be used; the message is a sentence without its end
     */
    KeyStore keyStore() {
        X509Certificate[] chain = chain();
        PrivateKey key = key(chain[0].getPublicKey().getAlgorithm());
        if (!belongs(key, chain[0].getPublicKey())) {
            throw new IllegalArgumentException(
                    "the key does not belong to the first certificate; the server's own certificate has to come before those"
                            + " that vouch for it");
        }
        requireChain(chain);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("kith", key, PASSWORD.toCharArray(), chain);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the certificate and the key cannot be used together (" + e + ")", e);
        }
    }

    /** Some clients find their way through certificates in any order, others do not. */
    private static void requireChain(X509Certificate[] chain) {
        for (int i = 1; i < chain.length; i++) {
            if (!chain[i - 1].getIssuerX500Principal().equals(chain[i].getSubjectX500Principal())) {
                throw new IllegalArgumentException(
                        "the certificates are no chain: each has to be vouched for by the next one, but number "
                                + (i + 1) + " is another than the one that vouches for number " + i);
            }
        }
    }

    private X509Certificate[] chain() {
        Collection<? extends Certificate> found;
        try {
            found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(certificateFile));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("the file of the certificate is not in PEM format (" + e + ")", e);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("the file of the certificate has no certificate in PEM format");
        }
        return found.toArray(X509Certificate[]::new);
    }

    private PrivateKey key(String algorithm) {
        String text = new String(keyFile, US_ASCII);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END, Math.max(0, begin));
        if (begin < 0 || end < 0) {
            throw new IllegalArgumentException("the file of the key has no private key in the format PKCS#8 (" + BEGIN
                    + "), not encrypted; \"openssl" + " pkcs8 -topk8 -nodes -in <key>\" makes one of another format");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // What the exception says may quote the key.
            throw new IllegalArgumentException(
                    "the file of the key has no key of the kind " + algorithm + ", which the certificate is for");
        }
    }

    /** Signs something with the key and looks whether the certificate confirms it. */
    private static boolean belongs(PrivateKey key, PublicKey certified) {
        try {
            String algorithm = switch (certified.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> certified.getAlgorithm();
            };
            byte[] probe = {1, 2, 3};
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
