package dev.kith.defaults.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a mail server. A connection that has sent a mail successfully is kept for the next one, until no more mails are
 * due. Safe for several threads; each connection is used by one thread at a time.
 */
final class MailConnections implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MailConnections.class.getName());

    /** Many servers accept this many mails over one connection and no more. */
    private static final int MOST_MAILS = 100;

    private final SmtpConnector connector;
    private final Deque<Connection> kept = new ArrayDeque<>();
    private boolean closed;

    MailConnections(SmtpConnector connector) {
        this.connector = connector;
    }

    /**
     * An open connection.
     *
     * @param transport the connection
     * @param mails how many mails it has sent
     */
    record Connection(Transport transport, int mails) {
        boolean isFresh() {
            return mails == 0;
        }
    }

    /** Returns a connection that was kept and still answers, otherwise a new one. */
    Connection take() throws MessagingException {
        Connection next = next();
        while (next != null) {
            // The library asks the server, so that a connection that has been closed meanwhile is found before the mail
            // is sent.
            if (next.transport.isConnected()) {
                return next;
            }
            close(next);
            next = next();
        }
        return fresh();
    }

    Connection fresh() throws MessagingException {
        return new Connection(connector.connect(), 0);
    }

    private synchronized @Nullable Connection next() {
        return kept.pollLast();
    }

    /** Takes back a connection that has sent a mail successfully. */
    void keep(Connection connection) {
        if (connection.mails + 1 >= MOST_MAILS || !kept(new Connection(connection.transport, connection.mails + 1))) {
            close(connection);
        }
    }

    private synchronized boolean kept(Connection connection) {
        return !closed && kept.add(connection);
    }

    /** Closes the connections that are kept. */
    void release() {
        all().forEach(connection -> close(connection));
    }

    private synchronized List<Connection> all() {
        List<Connection> all = new ArrayList<>(kept);
        kept.clear();
        return all;
    }

    static void close(Connection connection) {
        close(connection.transport);
    }

    /** A failure to close does not matter: the server has accepted or refused the mail before. */
    static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.log(Level.DEBUG, "outcome=not-closed error={0}", e.getClass().getName());
        }
    }

    /** Closes the connections that are kept, and keeps no more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        release();
    }
}
