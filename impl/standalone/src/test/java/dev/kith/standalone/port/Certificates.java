package dev.kith.standalone.port;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Certificates and keys, made by the JDK's keytool and written as PEM files. */
final class Certificates {
    private static final String PASSWORD = "changeit";
    private static final String NAMES = "SAN=dns:localhost,ip:127.0.0.1";

    private final Path folder;

    Certificates(Path folder) {
        this.folder = folder;
    }

    /** A certificate for this machine, and its key. */
    record Pair(X509Certificate certificate, String certificatePem, String keyPem) {}

    /** Makes one; {@code kind} is an algorithm of keys that keytool knows. */
    Pair make(String name, String kind) throws Exception {
        keytool(name, "-genkeypair", "-keyalg", kind, "-dname", "CN=" + name, "-validity", "2", "-ext", NAMES);
        return read(store(name));
    }

    /** Makes one that another one vouches for, which comes second in the file. */
    Pair makeChain(String name, String authority) throws Exception {
        keytool(authority, "-genkeypair", "-keyalg", "RSA", "-dname", "CN=" + authority, "-ext", "bc=ca:true");
        Pair above = read(store(authority));
        Pair own = make(name, "RSA");
        Path request = folder.resolve(name + ".csr");
        Path signed = folder.resolve(name + ".crt");
        keytool(name, "-certreq", "-file", request.toString());
        keytool(
                authority,
                "-gencert",
                "-rfc",
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString(),
                "-ext",
                NAMES);
        X509Certificate certificate;
        try (InputStream bytes = Files.newInputStream(signed)) {
            certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
        }
        return new Pair(certificate, Files.readString(signed) + above.certificatePem(), own.keyPem());
    }

    private Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private void keytool(String name, String... arguments) throws IOException, InterruptedException {
        Path said = folder.resolve(name + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "kith", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore"));
        command.add(store(name).toString());
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException(Files.readString(said));
        }
    }

    private static Pair read(Path store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        X509Certificate certificate = (X509Certificate) keys.getCertificate("kith");
        return new Pair(
                certificate,
                pem("CERTIFICATE", certificate.getEncoded()),
                pem("PRIVATE KEY", keys.getKey("kith", PASSWORD.toCharArray()).getEncoded()));
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what + "-----\n";
    }
}
