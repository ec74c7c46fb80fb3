package dev.kith.it.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A mail server that hands every mail to the inbox, as a mail program reads it. */
final class PostOffice implements AutoCloseable {
    private static final String SENDER = "Kith <no-reply@id.example.com>";
    private static final Pattern MESSAGE_ID = Pattern.compile("<([A-Za-z0-9_-]+)\\.kith@id\\.example\\.com>");
    private static final Pattern CODE = Pattern.compile("\\(Code (.+?)\\) If");
    private static final long MILLIS_TO_LOOK_UP = 1_000;

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Set<String> seen = new HashSet<>();
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private volatile boolean open = true;

    PostOffice() {
        server.start();
    }

    /** How a server sends its mails here. */
    Map<String, String> settings() {
        return Map.of(
                "kith.notifier", "reporting",
                "kith.notifier.email", "mail",
                "kith.mail.host", "127.0.0.1",
                "kith.mail.port", String.valueOf(server.getSmtp().getPort()),
                "kith.mail.from", SENDER);
    }

    /**
     * From now on mails go into an inbox.
     *
     * @param inbox the inbox
     * @param users finds the user of a message
     */
    void deliverTo(Inbox inbox, UnaryOperator<String> users) {
        Thread postman = new Thread(() -> work(inbox, users), "postman");
        postman.setDaemon(true);
        postman.start();
    }

    private void work(Inbox inbox, UnaryOperator<String> users) {
        while (open) {
            if (server.waitForIncomingEmail(MILLIS_TO_LOOK_UP, seen.size() + 1)) {
                for (MimeMessage mail : server.getReceivedMessages()) {
                    deliver(mail, inbox, users);
                }
            }
        }
    }

    private void deliver(MimeMessage mail, Inbox inbox, UnaryOperator<String> users) {
        try {
            if (seen.add(mail.getMessageID())) {
                inbox.receive(read(mail, users));
            }
        } catch (MessagingException | IOException | RuntimeException | AssertionError e) {
            faults.add(e);
        }
    }

    /** What was wrong with mails. */
    List<Throwable> faults() {
        return List.copyOf(faults);
    }

    private static Captured read(MimeMessage mail, UnaryOperator<String> users) throws MessagingException, IOException {
        assertThat(mail.getAllRecipients()).as("recipients").hasSize(1);
        assertThat(mail.getFrom()).extracting(Object::toString).containsExactly(SENDER);
        assertThat(mail.getSentDate()).as("date").isNotNull();
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(new String(mail.getRawInputStream().readAllBytes(), ISO_8859_1).lines())
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(78).matches("[\\x20-\\x7e]*"));
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getCount()).as("parts").isEqualTo(2);
        String text = text(parts.getBodyPart(0), "text/plain");
        String html = text(parts.getBodyPart(1), "text/html");
        return captured(mail, text, html, users);
    }

    private static String text(BodyPart part, String type) throws MessagingException, IOException {
        assertThat(part.getContentType().toLowerCase(Locale.ROOT))
                .startsWith(type)
                .contains("utf-8");
        assertThat(part.getHeader("Content-Transfer-Encoding")).containsExactly("quoted-printable");
        return ((String) part.getContent()).replace("\r\n", "\n");
    }

    private static Captured captured(MimeMessage mail, String text, String html, UnaryOperator<String> users)
            throws MessagingException {
        Document page = Jsoup.parse(html);
        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.select("script, img, link, form, iframe")).isEmpty();
        String link = page.select("a").attr("href");
        assertThat(text.lines()).as("the link of both parts is the same").anyMatch(link::equals);
        String code = found(CODE, text);
        assertThat(found(CODE, page.body().text()))
                .as("the code of both parts is the same")
                .isEqualTo(code);
        String id = found(MESSAGE_ID, mail.getMessageID());
        String user = users.apply(id);
        assertThat(text).as("the account").contains("the account " + user);
        return new Captured(
                id,
                Channel.EMAIL,
                "Verify email".equals(mail.getSubject()) ? "VerifyEmail" : "EmailChanged",
                String.valueOf(mail.getAllRecipients()[0]),
                mail.getSubject(),
                text,
                html,
                code,
                link,
                user);
    }

    /** Nothing where there is none: a notice has no code. */
    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    @Override
    public void close() {
        open = false;
        server.stop();
    }
}
