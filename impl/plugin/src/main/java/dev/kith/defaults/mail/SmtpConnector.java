package dev.kith.defaults.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.kith.defaults.mail.MailServer.Login;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Connects to a mail server and logs in there. Safe for several threads. */
final class SmtpConnector {
    private static final int MOST_TOKEN = 16 * 1024;
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]+");

    /** What the library says where it has tried nothing, because the server offers nothing that it knows; there is no type for it. */
    private static final String NOTHING_IN_COMMON = "No authentication mech";

    private final Session session;
    private final @Nullable Session challenged;
    private final @Nullable Login login;

    private SmtpConnector(Session session, @Nullable Session challenged, @Nullable Login login) {
        this.session = session;
        this.challenged = challenged;
        this.login = login;
    }

    /** Connects as the session of a host says, which also has the login. */
    static SmtpConnector of(Session session) {
        return new SmtpConnector(session, null, null);
    }

    static SmtpConnector of(MailServer server, String helo) {
        return new SmtpConnector(
                server.session(helo),
                server.login() instanceof Login.WithPassword ? server.challengedSession(helo) : null,
                server.login());
    }

    Session session() {
        return session;
    }

    Transport connect() throws MessagingException {
        if (login == null) {
            return connect(session, null, null);
        }
        String credential = credential(login);
        try {
            return connect(session, login.username(), credential);
        } catch (AuthenticationFailedException e) {
            if (challenged == null || !hasTriedNothing(e)) {
                throw e;
            }
            return connect(challenged, login.username(), credential);
        }
    }

    private static Transport connect(Session session, @Nullable String username, @Nullable String credential)
            throws MessagingException {
        String protocol = session.getProperty("mail.transport.protocol");
        Transport transport = session.getTransport(protocol == null ? "smtp" : protocol);
        try {
            if (credential == null) {
                transport.connect();
            } else {
                transport.connect(username, credential);
            }
            return transport;
        } catch (MessagingException e) {
            MailConnections.close(transport);
            throw e;
        }
    }

    /** Whether the server offers no way to log in that is known here, so that nothing was tried. */
    static boolean hasTriedNothing(AuthenticationFailedException failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith(NOTHING_IN_COMMON);
    }

    /** Read anew for each login, because tokens are replaced before they expire. */
    private static String credential(Login login) throws UnusableToken {
        return login instanceof Login.WithToken token
                ? token(token.file())
                : ((Login.WithPassword) login).password().reveal();
    }

    private static String token(Path file) throws UnusableToken {
        try (InputStream in = Files.newInputStream(file)) {
            String token = new String(in.readNBytes(MOST_TOKEN + 1), ISO_8859_1).strip();
            if (token.length() > MOST_TOKEN || !TOKEN.matcher(token).matches()) {
                throw new UnusableToken(null);
            }
            return token;
        } catch (IOException e) {
            throw new UnusableToken(e);
        }
    }

    /** The file with the token cannot be read or holds none. */
    static final class UnusableToken extends MessagingException {
        private static final long serialVersionUID = 1L;

        private UnusableToken(@Nullable IOException cause) {
            super("the file with the token cannot be used", cause);
        }
    }
}
