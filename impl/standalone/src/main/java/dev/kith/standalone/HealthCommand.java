package dev.kith.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.KithStartException;
import dev.kith.boot.config.ConfiguredSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Asks the server of the same settings on this machine whether it is ready: the health check of containers, in which there is no
 * other program that could ask. Opens no database.
 */
final class HealthCommand {
    /** The server answers within a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int MOST_BYTES = 1_000;

    private HealthCommand() {}

    /** Prints what the server says, and returns the exit code: 0 when it is ready, else 1. */
    static int run(ConfiguredSettings settings, PrintStream out) {
        int port = settings.get(ProgramSetting.HTTP_PORT);
        if (port == 0) {
            throw new KithStartException(
                    "The command \"health\" cannot know the port of the server: set kith.http.port to it.");
        }
        return run(Runner.local(settings, port), PATIENCE, out);
    }

    static int run(URI server, Duration patience, PrintStream out) {
        URI page = server.resolve("/health/ready");
        try {
            HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection(Proxy.NO_PROXY);
            if (connection instanceof HttpsURLConnection secure) {
                secure.setSSLSocketFactory(trusting().getSocketFactory());
                secure.setHostnameVerifier((host, session) -> true);
            }
            connection.setConnectTimeout((int) patience.toMillis());
            connection.setReadTimeout((int) patience.toMillis());
            connection.setInstanceFollowRedirects(false);
            boolean ready = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            try (InputStream body = ready ? connection.getInputStream() : connection.getErrorStream()) {
                out.println(body == null ? "" : new String(body.readNBytes(MOST_BYTES), UTF_8));
            }
            connection.disconnect();
            return ready ? 0 : 1;
        } catch (IOException | GeneralSecurityException e) {
            out.println(page + " does not answer: " + e);
            return 1;
        }
    }

    /** The server's certificate is for its name, not for this machine; nothing is told to it, and its answer is one word. */
    private static SSLContext trusting() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyCertificate()}, null);
        return context;
    }

    private static final class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
