package dev.kith.defaults.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a mail server. One that has carried a mail well is kept for the next one, until there is none for the
 * moment. Safe for several threads; each connection is used by one at a time.
 */
final class MailConnections implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MailConnections.class.getName());

    /** Servers bear with so many mails over one connection and no more. */
    private static final int MOST_MAILS = 100;

    private final Session session;
    private final Deque<Connection> kept = new ArrayDeque<>();
    private boolean closed;

    MailConnections(Session session) {
        this.session = session;
    }

    /**
     * An open connection.
     *
     * @param transport the connection
     * @param mails how many mails it has carried
     */
    record Connection(Transport transport, int mails) {
        boolean isFresh() {
            return mails == 0;
        }
    }

    /** One that was kept and still answers, else a new one. */
    Connection take() throws MessagingException {
        Connection next = next();
        while (next != null) {
            // The library asks the server; one that has hung up meanwhile is not found out by the mail.
            if (next.transport.isConnected()) {
                return next;
            }
            close(next);
            next = next();
        }
        return fresh();
    }

    Connection fresh() throws MessagingException {
        String protocol = session.getProperty("mail.transport.protocol");
        Transport transport = session.getTransport(protocol == null ? "smtp" : protocol);
        Connection connection = new Connection(transport, 0);
        try {
            transport.connect();
            return connection;
        } catch (MessagingException e) {
            close(connection);
            throw e;
        }
    }

    private synchronized @Nullable Connection next() {
        return kept.pollLast();
    }

    /** Takes back a connection that has carried a mail well. */
    void keep(Connection connection) {
        if (connection.mails + 1 >= MOST_MAILS || !kept(new Connection(connection.transport, connection.mails + 1))) {
            close(connection);
        }
    }

    private synchronized boolean kept(Connection connection) {
        return !closed && kept.add(connection);
    }

    /** Gives up what is kept. */
    void rest() {
        all().forEach(MailConnections::close);
    }

    private synchronized List<Connection> all() {
        List<Connection> all = new ArrayList<>(kept);
        kept.clear();
        return all;
    }

    /** Whatever goes wrong here: the server has taken the mail, or it has refused it, before. */
    static void close(Connection connection) {
        try {
            connection.transport.close();
        } catch (MessagingException e) {
            LOG.log(Level.DEBUG, "outcome=not-closed error={0}", e.getClass().getName());
        }
    }

    /** Keeps nothing any more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        rest();
    }
}
