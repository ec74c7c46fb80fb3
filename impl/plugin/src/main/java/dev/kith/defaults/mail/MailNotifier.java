package dev.kith.defaults.mail;

import dev.kith.defaults.mail.MailConnections.Connection;
import dev.kith.spi.Notifier;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Provider;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.lang.System.Logger.Level;
import java.time.Clock;

/**
 * Hands messages to a mail server. A message that comes again has the same {@code Message-ID}, so that mailboxes may drop
 * the second one. Mails that are due together go over one connection for each thread. Safe for several threads.
 */
public final class MailNotifier implements Notifier, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MailNotifier.class.getName());

    /** Takes a mail as sent where the connection ends instead of the server's answer to it; its TLS finds no server. */
    private static final String UNSOUND = "org.apache.geronimo.";

    private final MailConnections connections;
    private final MailWriter writer;

    /**
     * A notifier that uses a session of the host.
     *
     * @param session the session, with the host's own settings; only its own time-outs end a conversation that takes too
     *     long
     * @param from the sender, {@code kith@example.com} or {@code Kith <kith@example.com>}
     * @param clock the time
     * @throws IllegalArgumentException when the sender is no mail address
     */
    public MailNotifier(Session session, String from, Clock clock) {
        this.connections = new MailConnections(session);
        warnWhereUnsound(session);
        this.writer = new MailWriter(session, from, clock);
    }

    /**
     * A notifier that connects to a server.
     *
     * @param server the server
     * @param from the sender, {@code kith@example.com} or {@code Kith <kith@example.com>}
     * @param clock the time
     * @throws IllegalArgumentException when the sender is no mail address
     */
    public MailNotifier(MailServer server, String from, Clock clock) {
        this(server.session(), from, clock);
    }

    private static void warnWhereUnsound(Session session) {
        for (Provider provider : session.getProviders()) {
            if (provider.getProtocol().equals("smtp") && provider.getClassName().startsWith(UNSOUND)) {
                LOG.log(
                        Level.WARNING,
                        "mail=unsound library={0}: this Jakarta Mail takes a mail as sent although the connection broke"
                                + " before the mail server said so, and does not send over TLS; put Angus Mail in its place,"
                                + " or send through a webhook (kith.webhook.url, kith.notifier.email=webhook)",
                        provider.getClassName());
            }
        }
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public boolean carries(Channel channel) {
        return channel == Channel.EMAIL;
    }

    @Override
    public Outcome deliver(Notification notification) throws InterruptedException {
        if (!carries(notification.channel())) {
            return Outcome.refused("no-mail");
        }
        RecipientAddress recipient =
                RecipientAddress.read(notification.recipient()).orElse(null);
        if (recipient == null) {
            return Outcome.refused("address");
        }
        try {
            return handOver(writer.write(notification, recipient), recipient);
        } catch (AuthenticationFailedException e) {
            return Outcome.tryLater("authentication");
        } catch (MessagingException e) {
            // An interruption closes the connection, which the mail library takes for a fault of the network.
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return SmtpReply.of(e).outcome();
        }
    }

    private Outcome handOver(MimeMessage mail, RecipientAddress recipient)
            throws MessagingException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Connection connection = connections.take();
        try {
            send(mail, recipient, connection);
        } catch (MessagingException e) {
            if (connection.isFresh() || !SmtpReply.of(e).hangsUp()) {
                throw e;
            }
            // The server has had enough of this connection and has not taken the mail.
            send(mail, recipient, connections.fresh());
        }
        return Outcome.accepted();
    }

    /** A connection on which anything went wrong is not used again. */
    private void send(MimeMessage mail, RecipientAddress recipient, Connection connection) throws MessagingException {
        boolean taken = false;
        try {
            InternetAddress to = new InternetAddress();
            to.setAddress(recipient.text());
            connection.transport().sendMessage(mail, new InternetAddress[] {to});
            taken = true;
        } finally {
            if (taken) {
                connections.keep(connection);
            } else {
                MailConnections.close(connection);
            }
        }
    }

    @Override
    public void idle() {
        connections.rest();
    }

    /** Gives up its connections; what is delivered afterwards has one of its own each. */
    @Override
    public void close() {
        connections.close();
    }
}
