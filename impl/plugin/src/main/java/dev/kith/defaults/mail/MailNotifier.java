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
import java.util.Objects;

/**
 * Sends messages through a mail server. A message that is sent again has the same {@code Message-ID}, so that mailboxes can
 * drop the second one. Mails that are due together share one connection for each thread. Safe for several threads.
 */
public final class MailNotifier implements Notifier, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MailNotifier.class.getName());

    /** Treats a mail as sent if the connection ends before the server has answered; cannot connect over TLS. */
    private static final String UNRELIABLE = "org.apache.geronimo.";

    private final MailConnections connections;
    private final MailWriter writer;

    /**
     * A notifier that uses a session of the host.
     *
     * @param session the session, with the host's own settings; only the time-outs of the session end a conversation that takes
     *     too long
     * @param from the sender, {@code kith@example.com} or {@code Kith <kith@example.com>}; the name in any script
     * @param clock the time
     * @throws IllegalArgumentException if the sender is not a mail address
     */
    public MailNotifier(Session session, String from, Clock clock) {
        this(SmtpConnector.of(session), Sender.of(from), clock);
    }

    /**
     * A notifier that connects to a server.
     *
     * @param server the server
     * @param from the sender, {@code kith@example.com} or {@code Kith <kith@example.com>}; the name in any script
     * @param clock the time
     * @throws IllegalArgumentException if the sender is not a mail address
     */
    public MailNotifier(MailServer server, String from, Clock clock) {
        this(server, Sender.of(from), clock);
    }

    private MailNotifier(MailServer server, Sender sender, Clock clock) {
        this(SmtpConnector.of(server, Objects.requireNonNullElse(server.helo(), sender.domain())), sender, clock);
    }

    private MailNotifier(SmtpConnector connector, Sender sender, Clock clock) {
        this.connections = new MailConnections(connector);
        warnIfUnreliable(connector.session());
        this.writer = new MailWriter(connector.session(), sender, clock);
    }

    private static void warnIfUnreliable(Session session) {
        for (Provider provider : session.getProviders()) {
            if (provider.getProtocol().equals("smtp") && provider.getClassName().startsWith(UNRELIABLE)) {
                LOG.log(
                        Level.WARNING,
                        "mail=unreliable library={0}: this Jakarta Mail treats a mail as sent even if the connection broke"
                                + " before the mail server accepted it, and cannot send over TLS; replace it with Angus Mail,"
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
            return sendReusing(writer.write(notification, recipient), recipient);
        } catch (AuthenticationFailedException e) {
            return Outcome.tryLater(SmtpConnector.hasTriedNothing(e) ? "no-common-login" : "authentication");
        } catch (SmtpConnector.UnusableToken e) {
            return Outcome.tryLater("token-file");
        } catch (MessagingException e) {
            // An interruption closes the connection, which the mail library reports as a network failure.
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return SmtpReply.of(e).outcome();
        }
    }

    private Outcome sendReusing(MimeMessage mail, RecipientAddress recipient)
            throws MessagingException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Connection connection = connections.take();
        try {
            send(mail, recipient, connection);
        } catch (MessagingException e) {
            if (connection.isFresh() || !SmtpReply.of(e).closesConnection()) {
                throw e;
            }
            // The server closes this connection and has not accepted the mail.
            send(mail, recipient, connections.fresh());
        }
        return Outcome.accepted();
    }

    /** A connection on which anything has failed is not used again. */
    private void send(MimeMessage mail, RecipientAddress recipient, Connection connection) throws MessagingException {
        boolean accepted = false;
        try {
            InternetAddress to = new InternetAddress();
            to.setAddress(recipient.text());
            connection.transport().sendMessage(mail, new InternetAddress[] {to});
            accepted = true;
        } finally {
            if (accepted) {
                connections.keep(connection);
            } else {
                MailConnections.close(connection);
            }
        }
    }

    @Override
    public void idle() {
        connections.release();
    }

    /** Closes its connections; each message that is delivered afterwards gets a connection of its own. */
    @Override
    public void close() {
        connections.close();
    }
}
