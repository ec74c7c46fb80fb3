package dev.kith.defaults.mail;

import dev.kith.core.Secret;
import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where mails are handed over.
 *
 * @param host the server's name
 * @param port the server's port
 * @param security how the connection is protected
 * @param login who we are to the server, {@code null} for nobody
 * @param timeout how long to wait for the connection, and for each answer; a conversation of many slow answers ends with
 *     the interruption of its thread
 */
public record MailServer(
        String host, int port, Security security, @Nullable Login login, Duration timeout) {

    /** How the connection to the server is protected. */
    public enum Security {
        /** Not at all; for a server on the same machine. */
        NONE(25),
        /** Starts in the open and must change to TLS before anything is said. */
        STARTTLS(587),
        /** TLS from the first byte. */
        TLS(465);

        private final int usualPort;

        Security(int usualPort) {
            this.usualPort = usualPort;
        }

        /**
         * The port that servers usually have for this.
         *
         * @return the port
         */
        public int usualPort() {
            return usualPort;
        }
    }

    /**
     * Who we are to the server.
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
            // For libraries that do not know the property above; with TLS they would send in the open on such a socket.
            properties.put(prefix + "socketFactory", new InterruptibleSocketFactory());
            properties.setProperty(prefix + "socketFactory.fallback", "false");
        }
        // The mail is the server's once it has said so; a slow farewell must not turn that into another try.
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
