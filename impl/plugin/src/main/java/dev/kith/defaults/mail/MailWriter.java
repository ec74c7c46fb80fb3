package dev.kith.defaults.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.core.Sha256;
import dev.kith.spi.Notifier.Notification;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Clock;
import java.util.Date;
import java.util.HexFormat;

/** Writes a notification as a mail: plain text and HTML side by side, UTF-8, one recipient. */
final class MailWriter {
    private final Session session;
    private final Sender sender;
    private final Clock clock;

    MailWriter(Session session, Sender sender, Clock clock) {
        this.session = session;
        this.sender = sender;
        this.clock = clock;
    }

    MimeMessage write(Notification notification, RecipientAddress recipient) throws MessagingException {
        InternetAddress to = new InternetAddress();
        to.setAddress(recipient.text());
        MimeMessage mail = new MessageWithId(session, messageId(notification.id()));
        mail.setFrom(sender.address());
        mail.setRecipient(RecipientType.TO, to);
        mail.setSubject(oneLine(notification.subject()), UTF_8.name());
        mail.setSentDate(Date.from(clock.instant()));
        // Automatic mail must not get automatic answers (RFC 3834); the second header is what one family of servers
        // knows.
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("X-Auto-Response-Suppress", "All");
        MimeMultipart parts = new MimeMultipart("alternative");
        parts.addBodyPart(part(notification.text(), "plain"));
        if (notification.html() != null) {
            parts.addBodyPart(part(notification.html(), "html"));
        }
        mail.setContent(parts);
        mail.saveChanges();
        return mail;
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8.name(), subtype);
        // Links are longer than the lines that some servers wrap.
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    private String messageId(String id) {
        String plain = id.matches("[A-Za-z0-9_-]{1,64}") ? id : HexFormat.of().formatHex(Sha256.of(id));
        return "<" + plain + ".kith@" + sender.domain() + ">";
    }

    /** A mail that keeps its message id; the library would generate a new one for each attempt. */
    private static final class MessageWithId extends MimeMessage {
        private final String messageId;

        MessageWithId(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}
