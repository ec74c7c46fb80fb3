package dev.kith.defaults.mail;

import dev.kith.core.Secret;
import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The server that mails are sent through.
 *
 * @param host the server's name
 * @param port the server's port
 * @param security how the connection is protected
 * @param login the login at the server, {@code null} for none
 * @param timeout how long to wait for the connection and for each answer; a conversation of many slow answers ends when its
 *     thread is interrupted
 */
public record MailServer(
        String host, int port, Security security, @Nullable Login login, Duration timeout) {

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

    /**
     * The login at the server.
     *
     * @param username the name
     * @param password the password
     */
    public record Login(String username, Secret password) {}

    Session session() {
        return Session.getInstance(properties(), login == null ? null : authenticator(login));
    }

    private Properties properties() {
        String protocol = security == Security.TLS ? "smtps" : "smtp";
        String millis = String.valueOf(timeout.toMillis());
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", protocol);
        String prefix = "mail." + protocol + ".";
        properties.setProperty(prefix + "host", host);
        properties.setProperty(prefix + "port", String.valueOf(port));
        properties.setProperty(prefix + "auth", String.valueOf(login != null));
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

    private static Authenticator authenticator(Login login) {
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(login.username, login.password.reveal());
            }
        };
    }
}
