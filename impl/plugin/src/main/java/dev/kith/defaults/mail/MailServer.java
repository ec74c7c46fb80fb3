package dev.kith.defaults.mail;

import dev.kith.core.Secret;
import jakarta.mail.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The server that mails are sent through.
 *
 * @param host the server's name
 * @param port the server's port
 * @param security how the connection is protected
 * @param helo the name to greet the server with, {@code null} for the domain of the sender
 * @param login the login at the server, {@code null} for none
 * @param timeout how long to wait for the connection and for each answer; a conversation of many slow answers ends when its
 *     thread is interrupted
 */
public record MailServer(
        String host,
        int port,
        Security security,
        @Nullable String helo,
        @Nullable Login login,
        Duration timeout) {

    /** How the connection to the server is protected. */
    public enum Security {
        /** Not protected; for a server on the same machine. */
        NONE(25),
        /** Starts unencrypted and must switch to TLS before anything is sent. */
        STARTTLS(587),
        /** TLS from the first byte. */
        TLS(465);

        private final int usualPort;

        Security(int usualPort) {
            this.usualPort = usualPort;
        }

        /**
         * Returns the port that servers usually have for this.
         *
         * @return the port
         */
        public int usualPort() {
            return usualPort;
        }
    }

    /** The login at the server. */
    public sealed interface Login {
        /**
         * Returns the name of the account.
         *
         * @return the name
         */
        String username();

        /**
         * With a password.
         *
         * @param username the name
         * @param password the password
         */
        record WithPassword(String username, Secret password) implements Login {}

        /**
         * With an access token of OAuth 2.0, by the mechanism {@code XOAUTH2}.
         *
         * @param username the name
         * @param file the file that holds the token and nothing else; read for each login
         */
        record WithToken(String username, Path file) implements Login {}
    }

    /** How to connect, greeting with a name. */
    Session session(String name) {
        return Session.getInstance(properties(name));
    }

    /**
     * How to connect to a server that takes passwords by {@code CRAM-MD5} alone. The mail library has that from the JDK, and
     * prefers it to its own ways wherever it is told to know it; there it can fail where those do not, because not every
     * server keeps what it takes.
     */
    Session challengedSession(String name) {
        Properties properties = properties(name);
        String prefix = "mail." + protocol() + ".";
        properties.setProperty(prefix + "auth.mechanisms", "CRAM-MD5");
        properties.setProperty(prefix + "sasl.enable", "true");
        properties.setProperty(prefix + "sasl.mechanisms", "CRAM-MD5");
        return Session.getInstance(properties);
    }

    private String protocol() {
        return security == Security.TLS ? "smtps" : "smtp";
    }

    private Properties properties(String name) {
        String protocol = protocol();
        String millis = String.valueOf(timeout.toMillis());
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", protocol);
        String prefix = "mail." + protocol + ".";
        properties.setProperty(prefix + "host", host);
        properties.setProperty(prefix + "port", String.valueOf(port));
        properties.setProperty(prefix + "localhost", name);
        properties.setProperty(prefix + "auth", String.valueOf(login != null));
        if (login instanceof Login.WithToken) {
            properties.setProperty(prefix + "auth.mechanisms", "XOAUTH2");
        }
        properties.setProperty(prefix + "connectiontimeout", millis);
        properties.setProperty(prefix + "timeout", millis);
        properties.setProperty(prefix + "usesocketchannels", "true");
        if (security != Security.TLS) {
            // For libraries that do not know the property above; with TLS they would send unencrypted on such a socket.
            properties.put(prefix + "socketFactory", new InterruptibleSocketFactory());
            properties.setProperty(prefix + "socketFactory.fallback", "false");
        }
        // The server has accepted the mail by then; a slow reply to QUIT must not lead to another attempt.
        properties.setProperty(prefix + "quitwait", "false");
        properties.setProperty(prefix + "starttls.enable", String.valueOf(security == Security.STARTTLS));
        properties.setProperty(prefix + "starttls.required", String.valueOf(security == Security.STARTTLS));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        return properties;
    }
}
