package dev.kith.defaults.mail;

import static dev.kith.defaults.ScriptedSmtpServer.CUT;
import static dev.kith.defaults.ScriptedSmtpServer.DRIP;
import static dev.kith.defaults.ScriptedSmtpServer.SILENCE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.kith.core.Secret;
import dev.kith.defaults.Certificates;
import dev.kith.defaults.Notifications;
import dev.kith.defaults.ScriptedSmtpServer;
import dev.kith.defaults.mail.MailServer.Login;
import dev.kith.defaults.mail.MailServer.Security;
import dev.kith.spi.Notifier;
import dev.kith.spi.Notifier.Outcome;
import dev.kith.spi.contract.NotifierContract;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Provider;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Filter;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailNotifierTest extends NotifierContract {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String FROM = "Kith <no-reply@id.example.com>";

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Override
    protected Notifier notifier() {
        SmtpServer smtp = server.getSmtp();
        return notifier(smtp.getPort(), Duration.ofSeconds(20));
    }

    @Override
    protected Optional<Supplier<List<String>>> reached() {
        return Optional.of(() -> Stream.of(server.getReceivedMessages())
                .map(mail -> only(mail, RecipientType.TO))
                .toList());
    }

    @Override
    protected Optional<Notifier> notifierOfSilence() {
        return Optional.of(notifier(scripted(Map.of("CONNECT", SILENCE)).port(), Duration.ofMillis(200)));
    }

    @Override
    protected Optional<Notifier> notifierOfNowhere() {
        return Optional.of(notifier(portOfNobody(), Duration.ofSeconds(20)));
    }

    /** The mail library traces the whole talk where an operator switches its loggers on. */
    @Override
    protected boolean answersFor(String logger) {
        return !logger.startsWith("org.eclipse.angus.") && !logger.startsWith("com.icegreen.");
    }

    @Test
    void a_mail_has_one_recipient_and_the_headers_of_a_robot() throws Exception {
        notifier().deliver(Notifications.mail("4711", "mini@example.com"));

        MimeMessage mail = received();
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("mini@example.com");
        assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("Kith <no-reply@id.example.com>");
        assertThat(mail.getSubject()).isEqualTo("Verify email");
        assertThat(mail.getSentDate()).isEqualTo(NOW);
        assertThat(mail.getHeader("Message-ID")).containsExactly("<4711.kith@id.example.com>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("X-Auto-Response-Suppress")).containsExactly("All");
        assertThat(mail.getHeader("MIME-Version")).containsExactly("1.0");
        assertThat(mail.getHeader("Bcc")).isNull();
    }

    @Test
    void a_mail_is_text_and_html_side_by_side_in_utf_8() throws Exception {
        notifier().deliver(Notifications.mail("4711", "mini@example.com"));

        MimeMessage mail = received();
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        Multipart parts = (Multipart) mail.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertPart(parts.getBodyPart(0), "text/plain");
        assertPart(parts.getBodyPart(1), "text/html");
        assertThat(text(parts.getBodyPart(0))).contains("Hello Zoë 中文 😀,").contains(Notifications.LINK);
        assertThat(Jsoup.parse(text(parts.getBodyPart(1))).select("a").attr("href"))
                .isEqualTo(Notifications.LINK);
    }

    @Test
    void every_line_is_short_and_plain_enough_for_every_server() throws Exception {
        notifier()
                .deliver(Notifications.mail(
                        "4711",
                        "mini@example.com",
                        "Verify email",
                        "x".repeat(5_000) + "ë\n.\n..\n",
                        "<p>" + "y".repeat(5_000)));

        byte[] raw = server.getReceivedMessages()[0].getInputStream().readAllBytes();
        assertThat(new String(raw, ISO_8859_1).lines())
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(78).matches("[\\x20-\\x7e]*"));
        assertThat(text(((Multipart) received().getContent()).getBodyPart(0)))
                .isEqualToNormalizingNewlines("x".repeat(5_000) + "ë\n.\n..\n");
    }

    @Test
    void the_same_message_has_the_same_message_id_on_every_try() throws Exception {
        notifier().deliver(Notifications.mail("4711", "mini@example.com"));
        notifier().deliver(Notifications.mail("4711", "mini@example.com"));

        assertThat(Stream.of(server.getReceivedMessages()).map(MailNotifierTest::messageId))
                .containsExactly("<4711.kith@id.example.com>", "<4711.kith@id.example.com>");
    }

    @Test
    void an_id_that_does_not_fit_into_a_header_is_hashed() throws Exception {
        notifier().deliver(Notifications.mail("a>\r\nBcc: b@example.com", "mini@example.com"));

        assertThat(messageId(received())).matches("<[0-9a-f]{64}\\.kith@id\\.example\\.com>");
        assertThat(received().getHeader("Bcc")).isNull();
    }

    @Test
    void a_subject_beyond_ascii_arrives_and_one_with_line_breaks_stays_one_line() throws Exception {
        notifier()
                .deliver(Notifications.mail(
                        "1", "mini@example.com", "Grüezi 中文\r\nBcc: b@example.com\u2028x", "text", "<p>html</p>"));

        assertThat(received().getSubject()).isEqualTo("Grüezi 中文 Bcc: b@example.com x");
        assertThat(received().getAllRecipients()).hasSize(1);
        assertThat(received().getHeader("Bcc")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b\r\nRCPT TO:<x@example.com>",
                "\"a b\"@example.com",
                "<a@b>c@d",
                "a@b,c@d",
                "=?utf-8?q?a=40b?=",
                "a(x)@example.com",
                "@b,@c:a@example.com",
                "a@example.com\u0000",
                "a@example.com.",
                ".a@example.com",
                "a..b@example.com",
                "a.@example.com",
                "a@-b.example.com",
                "a@b_c.example.com",
                "a@[127.0.0.1]",
                "\u0131@example.com",
                "a@ex\u00E4mple.com",
                "a\uFF20example.com",
                "a@b@c.d",
                "@",
                "a@",
                "@b",
                "",
                "1234567890123456789012345678901234567890123456789012345678901234x@example.com"
            })
    void what_is_not_exactly_one_plain_address_is_refused_before_the_server_hears_of_it(String address)
            throws Exception {
        ScriptedSmtpServer silent = scripted(Map.of());

        assertThat(notifier(silent.port(), Duration.ofSeconds(20)).deliver(Notifications.mail("1", address)))
                .isEqualTo(Outcome.refused("address"));

        assertThat(silent.commands()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin@localhost",
                "o'brien+tag/x=1@mail.example.com",
                "a!#$%&'*+/=?^_`{|}~-b@example.com",
                "1234567890123456789012345678901234567890123456789012345678901234@x.ch"
            })
    void an_address_that_the_api_takes_reaches_the_server_as_it_is(String address) throws Exception {
        ScriptedSmtpServer scripted = scripted(Map.of());

        assertThat(notifier(scripted.port(), Duration.ofSeconds(20)).deliver(Notifications.mail("1", address)))
                .isEqualTo(Outcome.accepted());

        assertThat(scripted.commands())
                .filteredOn(command -> command.startsWith("RCPT"))
                .singleElement()
                .asString()
                .startsWith("RCPT TO:<" + address + ">");
    }

    @Test
    void a_text_message_is_not_for_the_mail_server() throws Exception {
        assertThat(notifier().deliver(Notifications.textMessage("1", "+41446681800")))
                .isEqualTo(Outcome.refused("no-mail"));
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 550 5.7.1 sender mini@example.com refused, smtp-550",
        "RCPT, 550 5.1.1 mini@example.com unknown, smtp-550",
        "RCPT, 501 bad, smtp-501",
        "RCPT, 554 AB&C=1, smtp-554",
        "DATA, 554 no, smtp-554",
        "., 552 too much, smtp-552"
    })
    void a_permanent_refusal_of_the_server_is_final(String command, String answer, String reason) throws Exception {
        assertThat(answerTo(Map.of(command, answer))).isEqualTo(Outcome.refused(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 451 later, smtp-451",
        "RCPT, 450 4.2.1 mini@example.com greylisted, smtp-450",
        "RCPT, 452 full, smtp-452",
        "DATA, 421 closing, smtp-421",
        "., 451 later, smtp-451"
    })
    void a_passing_refusal_of_the_server_is_for_later(String command, String answer, String reason) throws Exception {
        assertThat(answerTo(Map.of(command, answer))).isEqualTo(Outcome.tryLater(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "."})
    void a_connection_that_breaks_is_for_later(String command) throws Exception {
        Map<String, String> script = command.equals("EHLO") ? Map.of("EHLO", CUT, "HELO", CUT) : Map.of(command, CUT);

        assertThat(answerTo(script)).isEqualTo(Outcome.tryLater("connection"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "."})
    void a_server_that_falls_silent_is_for_later(String command) throws Exception {
        ScriptedSmtpServer scripted = scripted(Map.of(command, SILENCE));

        Outcome outcome =
                notifier(scripted.port(), Duration.ofMillis(200)).deliver(Notifications.mail("1", "mini@example.com"));

        assertThat(outcome).isEqualTo(Outcome.tryLater("connection"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"554 go away", "421 too busy"})
    void a_server_that_greets_with_a_refusal_is_for_later(String greeting) throws Exception {
        assertThat(answerTo(Map.of("CONNECT", greeting))).isInstanceOf(Outcome.TryLater.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {CUT, SILENCE, "500 what"})
    void a_mail_that_was_taken_is_accepted_however_the_connection_ends(String answer) throws Exception {
        ScriptedSmtpServer scripted = scripted(Map.of("QUIT", answer));

        assertThat(notifier(scripted.port(), Duration.ofSeconds(20))
                        .deliver(Notifications.mail("1", "mini@example.com")))
                .isEqualTo(Outcome.accepted());
    }

    @Test
    void a_server_that_offers_no_starttls_gets_no_mail() throws Exception {
        ScriptedSmtpServer plain = scripted(Map.of());
        Notifier notifier = new MailNotifier(
                new MailServer("127.0.0.1", plain.port(), Security.STARTTLS, null, null, Duration.ofSeconds(20)),
                FROM,
                CLOCK);

        assertThat(notifier.deliver(Notifications.mail("1", "mini@example.com")))
                .isInstanceOf(Outcome.TryLater.class);

        assertThat(plain.commands()).noneMatch(command -> command.startsWith("MAIL") || command.startsWith("AUTH"));
    }

    @Test
    void a_server_whose_certificate_nobody_vouches_for_gets_no_mail() throws Exception {
        GreenMail secure = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        opened.add(secure::stop);
        secure.start();
        Notifier notifier = new MailNotifier(
                new MailServer(
                        "127.0.0.1", secure.getSmtps().getPort(), Security.TLS, null, null, Duration.ofSeconds(20)),
                FROM,
                CLOCK);

        assertThat(notifier.deliver(Notifications.mail("1", "mini@example.com")))
                .isEqualTo(Outcome.tryLater("tls"));

        assertThat(secure.getReceivedMessages()).isEmpty();
    }

    @Test
    void it_logs_in_where_it_is_told_who_it_is() throws Exception {
        server.setUser("kith@id.example.com", "kith", "right");

        assertThat(withLogin("right").deliver(Notifications.mail("1", "mini@example.com")))
                .isEqualTo(Outcome.accepted());
    }

    @Test
    void a_log_in_that_fails_is_not_the_fault_of_the_message() throws Exception {
        server.setUser("kith@id.example.com", "kith", "right");

        assertThat(withLogin("wrong").deliver(Notifications.mail("1", "mini@example.com")))
                .isEqualTo(Outcome.tryLater("authentication"));

        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_session_of_the_host_is_used_as_it_is() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", String.valueOf(server.getSmtp().getPort()));

        Notifier notifier = new MailNotifier(Session.getInstance(properties), "kith@id.example.com", CLOCK);

        assertThat(notifier.deliver(Notifications.mail("1", "mini@example.com")))
                .isEqualTo(Outcome.accepted());
        assertThat(received().getFrom()).extracting(Object::toString).containsExactly("kith@id.example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nobody", "a@b, c@d", "Kith <a b@example.com>", "k\u00EFth@example.com", "a@b\r\nBcc: c@d"})
    void a_sender_that_is_no_address_stops_the_start(String from) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MailNotifier(Session.getInstance(new Properties()), from, CLOCK))
                .withMessageContaining("sender");
    }

    @Test
    void a_library_that_takes_mails_as_sent_too_early_is_told() throws Exception {
        Session session = Session.getInstance(new Properties());
        session.addProvider(new Provider(
                Provider.Type.TRANSPORT, "smtp", "org.apache.geronimo.mail.transport.smtp.SMTPTransport", "", ""));

        assertThat(warnings(() -> new MailNotifier(session, FROM, CLOCK)))
                .singleElement()
                .asString()
                .startsWith("mail=unreliable");
        assertThat(warnings(() -> new MailNotifier(Session.getInstance(new Properties()), FROM, CLOCK)))
                .isEmpty();
    }

    private static List<String> warnings(Runnable work) {
        List<String> warnings = new CopyOnWriteArrayList<>();
        Filter ear = entry -> {
            warnings.add(entry.getMessage());
            return false;
        };
        Logger logger = Logger.getLogger(MailNotifier.class.getName());
        logger.setFilter(ear);
        try {
            work.run();
        } finally {
            logger.setFilter(null);
        }
        return warnings;
    }

    @Test
    void the_password_is_not_shown() {
        assertThat(new MailServer(
                                "h",
                                25,
                                Security.NONE,
                                null,
                                new Login.WithPassword("kith", new Secret("secret")),
                                Duration.ofSeconds(1))
                        .toString())
                .contains("kith")
                .doesNotContain("secret");
    }

    @Test
    void mails_that_follow_each_other_go_over_one_connection() throws Exception {
        ScriptedSmtpServer scripted = scripted(Map.of());
        Notifier notifier = notifier(scripted.port(), Duration.ofSeconds(20));

        for (int i = 0; i < 5; i++) {
            assertThat(notifier.deliver(Notifications.mail("m" + i, "mini@example.com")))
                    .isEqualTo(Outcome.accepted());
        }

        assertThat(scripted.talks()).isEqualTo(1);
        assertThat(scripted.commands())
                .filteredOn(command -> command.startsWith("RCPT"))
                .hasSize(5);
        assertThat(scripted.commands()).doesNotContain("QUIT");
    }

    @Test
    void the_connection_is_given_up_where_no_more_is_due() throws Exception {
        ScriptedSmtpServer scripted = scripted(Map.of());
        Notifier notifier = notifier(scripted.port(), Duration.ofSeconds(20));
        notifier.deliver(Notifications.mail("1", "mini@example.com"));

        notifier.idle();

        scripted.awaitEnd();
        assertThat(scripted.commands()).endsWith("QUIT");
        notifier.deliver(Notifications.mail("2", "mini@example.com"));
        assertThat(scripted.talks()).isEqualTo(2);
    }

    @Test
    void a_notifier_that_is_closed_keeps_no_connection() throws Exception {
        ScriptedSmtpServer scripted = scripted(Map.of());
        MailNotifier notifier = (MailNotifier) notifier(scripted.port(), Duration.ofSeconds(20));
        notifier.deliver(Notifications.mail("1", "mini@example.com"));

        notifier.close();

        scripted.awaitEnd();
        assertThat(notifier.deliver(Notifications.mail("2", "mini@example.com")))
                .isEqualTo(Outcome.accepted());
        scripted.awaitEnd();
    }

    @Test
    void a_connection_carries_a_hundred_mails_and_no_more() throws Exception {
        ScriptedSmtpServer scripted = scripted(Map.of());
        Notifier notifier = notifier(scripted.port(), Duration.ofSeconds(20));

        for (int i = 0; i < 101; i++) {
            notifier.deliver(Notifications.mail("m" + i, "mini@example.com"));
        }

        assertThat(scripted.talks()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"421 idle for too long", CUT})
    void a_kept_connection_that_has_ended_meanwhile_is_replaced_before_the_mail(String answer) throws Exception {
        ScriptedSmtpServer scripted = scripted(Map.of("NOOP", answer));
        Notifier notifier = notifier(scripted.port(), Duration.ofSeconds(20));
        notifier.deliver(Notifications.mail("1", "mini@example.com"));

        assertThat(notifier.deliver(Notifications.mail("2", "mini@example.com")))
                .isEqualTo(Outcome.accepted());

        assertThat(scripted.talks()).isEqualTo(2);
        assertThat(scripted.commands()).containsOnlyOnce("NOOP");
    }

    @ParameterizedTest
    @CsvSource({"MAIL, 250 fine|421 enough for one connection|250 fine", "., 250 taken|421 shutting down|250 taken"})
    void a_server_that_has_enough_of_a_connection_gets_the_mail_over_another(String command, String answers)
            throws Exception {
        ScriptedSmtpServer scripted = scripted(Map.of(command, answers));
        Notifier notifier = notifier(scripted.port(), Duration.ofSeconds(20));
        notifier.deliver(Notifications.mail("1", "mini@example.com"));

        assertThat(notifier.deliver(Notifications.mail("2", "mini@example.com")))
                .isEqualTo(Outcome.accepted());

        assertThat(scripted.talks()).isEqualTo(2);
    }

    @Test
    void a_connection_that_breaks_after_the_mail_was_sent_over_it_is_for_later_and_not_tried_twice() throws Exception {
        ScriptedSmtpServer scripted = scripted(Map.of(".", "250 taken|" + CUT));
        Notifier notifier = notifier(scripted.port(), Duration.ofSeconds(20));
        notifier.deliver(Notifications.mail("1", "mini@example.com"));

        assertThat(notifier.deliver(Notifications.mail("2", "mini@example.com")))
                .isEqualTo(Outcome.tryLater("connection"));

        assertThat(scripted.talks()).isEqualTo(1);
    }

    @Test
    void a_refused_mail_does_not_spoil_the_next_one() throws Exception {
        ScriptedSmtpServer scripted = scripted(Map.of("RCPT", "250 fine|550 unknown|250 fine"));
        Notifier notifier = notifier(scripted.port(), Duration.ofSeconds(20));

        assertThat(notifier.deliver(Notifications.mail("1", "mini@example.com")))
                .isEqualTo(Outcome.accepted());
        assertThat(notifier.deliver(Notifications.mail("2", "nobody@example.com")))
                .isEqualTo(Outcome.refused("smtp-550"));
        assertThat(notifier.deliver(Notifications.mail("3", "mini@example.com")))
                .isEqualTo(Outcome.accepted());
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, silence",
        "EHLO, silence",
        "MAIL, silence",
        "RCPT, drip",
        "DATA, silence",
        "., silence",
        "., drip",
        "CONNECT, drip"
    })
    void an_interruption_ends_the_conversation_with_a_slow_server(String command, String answer) throws Exception {
        ScriptedSmtpServer scripted = scripted(Map.of(command, answer));
        assertEndsWithItsInterruption(notifier(scripted.port(), Duration.ofMinutes(10)), scripted);
    }

    private static void assertEndsWithItsInterruption(Notifier notifier, ScriptedSmtpServer scripted) throws Exception {
        FutureTask<Outcome> delivery =
                new FutureTask<>(() -> notifier.deliver(Notifications.mail("1", "mini@example.com")));
        Thread thread = new Thread(delivery, "delivering");
        thread.start();
        scripted.awaitTrouble();

        thread.interrupt();

        assertThatThrownBy(() -> delivery.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(InterruptedException.class);
        scripted.awaitEnd();
    }

    @ParameterizedTest
    @EnumSource(names = {"TLS", "STARTTLS"})
    void mails_go_protected_over_one_connection(Security security, @TempDir Path folder) throws Exception {
        SSLContext tls = Certificates.forName(folder, "localhost");
        ScriptedSmtpServer scripted = scripted(Map.of(), tls, security);
        Notifier notifier = protectedBy(tls, security, scripted.port());

        for (String id : List.of("1", "2")) {
            assertThat(notifier.deliver(Notifications.mail(id, "mini@example.com")))
                    .isEqualTo(Outcome.accepted());
        }

        assertThat(scripted.talks()).isEqualTo(1);
        assertThat(scripted.commands().contains("STARTTLS")).isEqualTo(security == Security.STARTTLS);
    }

    @ParameterizedTest
    @EnumSource(names = {"TLS", "STARTTLS"})
    void a_certificate_for_another_name_gets_no_mail(Security security, @TempDir Path folder) throws Exception {
        SSLContext tls = Certificates.forName(folder, "mail.example.com");
        ScriptedSmtpServer scripted = scripted(Map.of(), tls, security);

        assertThat(protectedBy(tls, security, scripted.port()).deliver(Notifications.mail("1", "mini@example.com")))
                .isEqualTo(Outcome.tryLater("tls"));

        assertThat(scripted.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }

    @ParameterizedTest
    @EnumSource(names = {"TLS", "STARTTLS"})
    void an_interruption_ends_a_protected_conversation_too(Security security, @TempDir Path folder) throws Exception {
        SSLContext tls = Certificates.forName(folder, "localhost");
        ScriptedSmtpServer scripted = scripted(Map.of("RCPT", DRIP), tls, security);

        assertEndsWithItsInterruption(protectedBy(tls, security, scripted.port()), scripted);
    }

    private ScriptedSmtpServer scripted(Map<String, String> script, SSLContext tls, Security security)
            throws IOException {
        ScriptedSmtpServer scripted = new ScriptedSmtpServer(script, tls, security == Security.TLS);
        opened.add(scripted);
        return scripted;
    }

    /** Everything as in earnest but whom it trusts. */
    private static Notifier protectedBy(SSLContext trusted, Security security, int port) {
        Session session = new MailServer("localhost", port, security, null, null, Duration.ofMinutes(10))
                .session("id.example.com");
        String prefix = security == Security.TLS ? "mail.smtps" : "mail.smtp";
        session.getProperties().put(prefix + ".ssl.socketFactory", trusted.getSocketFactory());
        return new MailNotifier(session, FROM, CLOCK);
    }

    private Notifier withLogin(String password) {
        return new MailNotifier(
                new MailServer(
                        "127.0.0.1",
                        server.getSmtp().getPort(),
                        Security.NONE,
                        null,
                        new Login.WithPassword("kith", new Secret(password)),
                        Duration.ofSeconds(20)),
                FROM,
                CLOCK);
    }

    private Outcome answerTo(Map<String, String> script) throws Exception {
        return notifier(scripted(script).port(), Duration.ofSeconds(20))
                .deliver(Notifications.mail("1", "mini@example.com"));
    }

    private static Notifier notifier(int port, Duration timeout) {
        return new MailNotifier(new MailServer("127.0.0.1", port, Security.NONE, null, null, timeout), FROM, CLOCK);
    }

    private ScriptedSmtpServer scripted(Map<String, String> script) {
        try {
            ScriptedSmtpServer scripted = new ScriptedSmtpServer(script);
            opened.add(scripted);
            return scripted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int portOfNobody() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MimeMessage received() {
        assertThat(server.getReceivedMessages()).hasSize(1);
        return server.getReceivedMessages()[0];
    }

    private static void assertPart(BodyPart part, String type) throws MessagingException {
        assertThat(part.getContentType().toLowerCase(Locale.ROOT))
                .startsWith(type)
                .contains("utf-8");
        assertThat(part.getHeader("Content-Transfer-Encoding")).containsExactly("quoted-printable");
    }

    private static String text(BodyPart part) throws MessagingException, IOException {
        return (String) part.getContent();
    }

    private static String messageId(MimeMessage mail) {
        return first(mail, "Message-ID");
    }

    private static String first(MimeMessage mail, String header) {
        try {
            String[] values = mail.getHeader(header);
            return values == null ? "" : values[0];
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String only(MimeMessage mail, RecipientType type) {
        try {
            Address @Nullable [] all = mail.getRecipients(type);
            assertThat(all).hasSize(1);
            assertThat(mail.getAllRecipients()).hasSize(1);
            return String.valueOf(all == null ? null : all[0]);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
