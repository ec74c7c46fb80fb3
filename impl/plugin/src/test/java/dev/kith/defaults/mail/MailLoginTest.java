package dev.kith.defaults.mail;

import static dev.kith.defaults.ScriptedSmtpServer.CUT;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.Secret;
import dev.kith.defaults.Certificates;
import dev.kith.defaults.Notifications;
import dev.kith.defaults.ScriptedSmtpServer;
import dev.kith.defaults.mail.MailServer.Login;
import dev.kith.defaults.mail.MailServer.Security;
import dev.kith.spi.Notifier.Outcome;
import jakarta.mail.Session;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a mail server is greeted and logged in to. */
class MailLoginTest {
    private static final String FROM = "Kith <kith@mail.example.com>";
    private static final String CHALLENGE = "<1896.697170952@mail.example.com>";

    private final List<AutoCloseable> opened = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Test
    void without_another_name_the_server_is_greeted_with_the_domain_of_the_sender() throws Exception {
        ScriptedSmtpServer server = scripted(Map.of());

        assertThat(deliver(notifier(server, null, null))).isEqualTo(Outcome.accepted());

        assertThat(greetings(server)).containsExactly("EHLO mail.example.com");
    }

    @Test
    void the_name_is_said_again_after_starttls() throws Exception {
        SSLContext tls = Certificates.forName(folder, "localhost");
        ScriptedSmtpServer server = open(new ScriptedSmtpServer(Map.of(), tls, false));
        Session session = new MailServer(
                        "localhost", server.port(), Security.STARTTLS, null, null, Duration.ofSeconds(20))
                .session("mx1.example.org");
        session.getProperties().put("mail.smtp.ssl.socketFactory", tls.getSocketFactory());

        assertThat(deliver(open(new MailNotifier(session, FROM, Clock.systemUTC()))))
                .isEqualTo(Outcome.accepted());

        assertThat(greetings(server)).containsExactly("EHLO mx1.example.org", "EHLO mx1.example.org");
    }

    @Test
    void an_old_server_hears_the_same_name() throws Exception {
        ScriptedSmtpServer server = scripted(Map.of("EHLO", "502 what"));

        assertThat(deliver(notifier(server, "mx1.example.org", null))).isEqualTo(Outcome.accepted());

        assertThat(greetings(server)).containsExactly("EHLO mx1.example.org", "HELO mx1.example.org");
    }

    @Test
    void a_session_of_the_host_greets_as_the_host_says() throws Exception {
        ScriptedSmtpServer server = scripted(Map.of());
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", String.valueOf(server.port()));
        properties.setProperty("mail.smtp.localhost", "host.example.net");

        assertThat(deliver(open(new MailNotifier(Session.getInstance(properties), FROM, Clock.systemUTC()))))
                .isEqualTo(Outcome.accepted());

        assertThat(greetings(server)).containsExactly("EHLO host.example.net");
    }

    @ParameterizedTest
    @CsvSource({
        "https://id.example.com/auth, id.example.com",
        "https://ID.example.com:8443, ID.example.com",
        "https://id.example.com./, id.example.com",
        "https://xn--kse-qla.example, xn--kse-qla.example",
        "https://7.example.com, 7.example.com"
    })
    void the_host_of_a_url_is_a_name(URI url, String name) {
        assertThat(HeloName.of(url)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080",
                "http://localhost.:8080",
                "http://kith.localhost:8080",
                "http://localhost.localdomain",
                "http://127.0.0.1:8080",
                "http://127.1",
                "http://192.0.2.1/auth",
                "http://[::1]:8080",
                "http://[2001:db8::1]",
                "http://kith:8080",
                "urn:kith"
            })
    void an_address_this_machine_and_a_name_without_a_dot_are_none(URI url) {
        assertThat(HeloName.of(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mx1.example.org", "mx1", "[192.0.2.1]", "[IPv6:2001:db8::1]", "xn--kse-qla.example"})
    void a_host_name_and_an_address_in_brackets_can_be_said(String name) {
        assertThat(HeloName.isValid(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "mx1.example.org\r\nMAIL",
                "mx_1.example.org",
                ".example.org",
                "example.org.",
                "-a.org",
                "mäil.example.org",
                "192.0.2.1]",
                "[mx1.example.org]",
                "mx1..example.org",
                "a@b"
            })
    void nothing_else_can_be_said(String name) {
        assertThat(HeloName.isValid(name)).isFalse();
    }

    @Test
    void a_token_is_read_from_its_file_for_each_login() throws Exception {
        ScriptedSmtpServer server =
                scripted(Map.of("EHLO", "250-x\r\n250 AUTH PLAIN LOGIN XOAUTH2", "AUTH", "235 welcome"));
        Path file = Files.writeString(folder.resolve("token"), "first.token-1\n");
        MailNotifier notifier = notifier(server, null, new Login.WithToken("kith@example.com", file));

        assertThat(deliver(notifier)).isEqualTo(Outcome.accepted());
        Files.writeString(file, "second.token-2");
        notifier.idle();
        assertThat(deliver(notifier)).isEqualTo(Outcome.accepted());

        assertThat(server.commands())
                .filteredOn(command -> command.startsWith("AUTH"))
                .containsExactly(xoauth2("first.token-1"), xoauth2("second.token-2"));
    }

    @Test
    void a_token_that_the_server_does_not_take_is_for_later() throws Exception {
        ScriptedSmtpServer server =
                scripted(Map.of("EHLO", "250-x\r\n250 AUTH XOAUTH2", "AUTH", "334 eyJzdGF0dXMiOiI0MDAifQ=="));
        Path file = Files.writeString(folder.resolve("token"), "token");

        assertThat(deliver(notifier(server, null, new Login.WithToken("kith", file))))
                .isEqualTo(Outcome.tryLater("authentication"));

        assertThat(server.talks()).isEqualTo(1);
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void a_token_is_never_sent_as_a_password() throws Exception {
        ScriptedSmtpServer server = scripted(Map.of("EHLO", "250-x\r\n250 AUTH PLAIN LOGIN CRAM-MD5"));
        Path file = Files.writeString(folder.resolve("token"), "token");

        assertThat(deliver(notifier(server, null, new Login.WithToken("kith", file))))
                .isEqualTo(Outcome.tryLater("no-common-login"));

        assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "two words", "two\nlines", "a\u0001auth=Bearer b", "t\u00F6ken"})
    void a_file_without_a_token_is_for_later(String text) throws Exception {
        ScriptedSmtpServer server = scripted(Map.of());
        Path file = Files.writeString(folder.resolve("token"), text);

        assertThat(deliver(notifier(server, null, new Login.WithToken("kith", file))))
                .isEqualTo(Outcome.tryLater("token-file"));

        assertThat(server.talks()).isZero();
    }

    @Test
    void a_file_that_is_gone_is_for_later() throws Exception {
        ScriptedSmtpServer server = scripted(Map.of());

        assertThat(deliver(notifier(server, null, new Login.WithToken("kith", folder.resolve("gone")))))
                .isEqualTo(Outcome.tryLater("token-file"));
    }

    @Test
    void a_challenge_is_answered_where_the_server_offers_nothing_else() throws Exception {
        String answer = challengeAnswer("right");
        Map<String, String> script = new HashMap<>();
        script.put("EHLO", "250-x\r\n250 AUTH CRAM-MD5");
        script.put("AUTH", "334 " + base64(CHALLENGE));
        script.put(answer.toUpperCase(Locale.ROOT), "235 welcome");
        ScriptedSmtpServer server = scripted(script);

        assertThat(deliver(notifier(server, null, password("right")))).isEqualTo(Outcome.accepted());

        assertThat(server.commands()).contains("AUTH CRAM-MD5", answer);
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void a_wrong_answer_to_a_challenge_is_for_later() throws Exception {
        Map<String, String> script = new HashMap<>();
        script.put("EHLO", "250-x\r\n250 AUTH GSSAPI CRAM-MD5");
        script.put("AUTH", "334 " + base64(CHALLENGE));
        script.put(challengeAnswer("wrong").toUpperCase(Locale.ROOT), "535 5.7.8 no");
        ScriptedSmtpServer server = scripted(script);

        assertThat(deliver(notifier(server, null, password("wrong")))).isEqualTo(Outcome.tryLater("authentication"));

        assertThat(server.mails()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PLAIN CRAM-MD5, 535 5.7.8 no", "CRAM-MD5 PLAIN, 454 4.7.0 later", "CRAM-MD5 LOGIN, " + CUT})
    void a_server_that_has_refused_one_way_is_not_asked_in_another(String offered, String answer) throws Exception {
        ScriptedSmtpServer server = scripted(Map.of("EHLO", "250-x\r\n250 AUTH " + offered, "AUTH", answer));

        assertThat(deliver(notifier(server, null, password("wrong")))).isEqualTo(Outcome.tryLater("authentication"));

        assertThat(server.talks()).isEqualTo(1);
        assertThat(server.commands()).doesNotContain("AUTH CRAM-MD5");
    }

    @Test
    void a_server_with_which_there_is_no_common_way_gets_no_mail() throws Exception {
        ScriptedSmtpServer server = scripted(Map.of("EHLO", "250-x\r\n250 AUTH XOAUTH2"));

        assertThat(deliver(notifier(server, null, password("right")))).isEqualTo(Outcome.tryLater("no-common-login"));

        assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH") || command.startsWith("MAIL"));
    }

    private static Login password(String password) {
        return new Login.WithPassword("kith", new Secret(password));
    }

    private static String xoauth2(String token) {
        return "AUTH XOAUTH2 " + base64("user=kith@example.com\u0001auth=Bearer " + token + "\u0001\u0001");
    }

    /** RFC 2195, section 2. */
    private static String challengeAnswer(String password) throws Exception {
        Mac mac = Mac.getInstance("HmacMD5");
        mac.init(new SecretKeySpec(password.getBytes(UTF_8), "HmacMD5"));
        return base64("kith " + HexFormat.of().formatHex(mac.doFinal(CHALLENGE.getBytes(US_ASCII))));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static Outcome deliver(MailNotifier notifier) throws InterruptedException {
        return notifier.deliver(Notifications.mail("1", "mini@example.com"));
    }

    private static List<String> greetings(ScriptedSmtpServer server) {
        return server.commands().stream()
                .filter(command -> command.matches("(EHLO|HELO) .*"))
                .toList();
    }

    private MailNotifier notifier(ScriptedSmtpServer server, @Nullable String helo, @Nullable Login login) {
        return open(new MailNotifier(
                new MailServer("127.0.0.1", server.port(), Security.NONE, helo, login, Duration.ofSeconds(20)),
                FROM,
                Clock.systemUTC()));
    }

    private ScriptedSmtpServer scripted(Map<String, String> script) throws Exception {
        return open(new ScriptedSmtpServer(script));
    }

    private <T extends AutoCloseable> T open(T one) {
        opened.add(one);
        return one;
    }
}
