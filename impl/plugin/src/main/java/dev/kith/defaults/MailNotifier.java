package dev.kith.defaults;

import dev.kith.spi.Notifier;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;

/**
 * Hands messages to a mail server. A message that comes again has the same {@code Message-ID}, so that mailboxes may drop
 * the second one. Safe for several threads: each message has a connection of its own.
 */
public final class MailNotifier implements Notifier {
    private final Session session;
    private final MailWriter writer;

    /**
     * A notifier that uses a session of the host.
     *
     * @param session the session, with the host's own settings
     * @param from the sender, {@code kith@example.com} or {@code Kith <kith@example.com>}
     * @param clock the time
     * @throws IllegalArgumentException when the sender is no mail address
     */
    public MailNotifier(Session session, String from, Clock clock) {
        this.session = session;
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
        MailAddress recipient = MailAddress.read(notification.recipient()).orElse(null);
        if (recipient == null) {
            return Outcome.refused("address");
        }
        // The mail library does not notice interruptions by itself.
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            send(writer.write(notification, recipient), recipient);
            return Outcome.accepted();
        } catch (AuthenticationFailedException e) {
            return Outcome.tryLater("authentication");
        } catch (MessagingException e) {
            return SmtpAnswer.of(e).outcome();
        }
    }

    private void send(MimeMessage mail, MailAddress recipient) throws MessagingException {
        Transport transport = transport();
        try {
            transport.connect();
            InternetAddress to = new InternetAddress();
            to.setAddress(recipient.text());
            transport.sendMessage(mail, new InternetAddress[] {to});
        } finally {
            close(transport);
        }
    }

    private Transport transport() throws MessagingException {
        String protocol = session.getProperty("mail.transport.protocol");
        return session.getTransport(protocol == null ? "smtp" : protocol);
    }

    /** Whatever goes wrong here: the server has taken the mail, or it has refused it, before. */
    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            System.getLogger(MailNotifier.class.getName())
                    .log(
                            System.Logger.Level.DEBUG,
                            "outcome=not-closed error={0}",
                            e.getClass().getName());
        }
    }
}
