package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.kith.Kith;
import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.CreateUser.NewUser;
import dev.kith.api.EmailLinks.Link;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.SetContact;
import dev.kith.api.UserRef;
import dev.kith.api.UserView;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.h2.jdbcx.JdbcDataSource;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the call to the mailbox and back by the link, with nothing but settings. */
class VerificationByMailTest {
    private static final Caller ADMINISTRATOR = Caller.of("admin", Set.of("IAM_OWNER"));

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void the_link_in_the_mail_verifies_the_address() throws Exception {
        try (Kith kith = kith()) {
            create(kith, "{\"displayName\":\"D\u00F6rte <b>&\\r\\nBcc nobody\"}");

            MimeMessage mail = received();
            assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("doerte@example.com");
            assertThat(mail.getSubject()).isEqualTo("Verify email");
            String text = part(mail, 0);
            Document html = Jsoup.parse(part(mail, 1));
            assertThat(text).startsWith("Hello D\u00F6rte <b>& Bcc nobody,");
            assertThat(html.select("b")).isEmpty();
            assertThat(html.text()).contains("Hello D\u00F6rte <b>& Bcc nobody,");
            String link = html.select("a").attr("href");
            assertThat(text.lines()).contains(link);
            assertThat(verified(kith)).isFalse();

            Map<String, String> query = query(link);
            assertThat(kith.emailLinks()
                            .redeem(new Link("u1", query.getOrDefault("code", ""), query.getOrDefault("orgID", ""))))
                    .isInstanceOf(Outcome.Done.class);

            assertThat(verified(kith)).isTrue();
        }
    }

    @Test
    void a_mail_server_that_never_answers_does_not_hold_up_the_end() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ThreadGroup group = new ThreadGroup("of this test");
            FutureTask<Boolean> life = new FutureTask<>(() -> {
                try (Kith kith = kith(silent.getLocalPort())) {
                    create(kith, "{}");
                    return silent.accept().isConnected();
                }
            });
            Thread thread = new Thread(group, life);
            thread.start();

            assertThat(life.get(1, TimeUnit.MINUTES)).isTrue();
            for (Thread left : threads(group)) {
                left.join(30_000);
            }
            assertThat(threads(group)).as("threads that are left").isEmpty();
        }
    }

    private static List<Thread> threads(ThreadGroup group) {
        Thread[] threads = new Thread[100];
        return Arrays.asList(threads).subList(0, group.enumerate(threads));
    }

    private Kith kith() {
        return kith(server.getSmtp().getPort());
    }

    private static Kith kith(int port) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return Kith.builder()
                .dataSource(database)
                .setting("kith.public-url", "https://id.example.com")
                .setting("kith.mail.host", "127.0.0.1")
                .setting("kith.mail.port", String.valueOf(port))
                .setting("kith.mail.timeout", "PT10M")
                .setting("kith.delivery.timeout", "PT20M")
                .setting("kith.delivery.lease", "PT30M")
                .setting("kith.delivery.drain", "PT0.1S")
                .setting("kith.mail.security", "none")
                .setting("kith.mail.from", "Kith <no-reply@id.example.com>")
                .start();
    }

    private static void create(Kith kith, String data) throws Exception {
        kith.userSchemas().register("person", "person", JsonText.read("{\"type\":\"object\"}"));
        SetContact contact = new SetContact(new SetContact.Email("doerte@example.com", null), null);
        NewUser user = new NewUser("person", (Json.Obj) JsonText.read(data), contact, "u1");
        assertThat(kith.userAccounts()
                        .create(ADMINISTRATOR, new CreateUser(Preconditions.inOrganization("default"), user)))
                .isInstanceOf(Outcome.Done.class);
    }

    private MimeMessage received() {
        assertThat(server.waitForIncomingEmail(TimeUnit.MINUTES.toMillis(1), 1)).isTrue();
        return server.getReceivedMessages()[0];
    }

    private static String part(MimeMessage mail, int number) throws Exception {
        return (String) ((Multipart) mail.getContent()).getBodyPart(number).getContent();
    }

    private static Map<String, String> query(String link) {
        return Arrays.stream(URI.create(link).getRawQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static boolean verified(Kith kith) {
        Outcome<UserView> outcome = kith.userAccounts().get(ADMINISTRATOR, new UserRef(Preconditions.NONE, "u1"));
        return outcome instanceof Outcome.Done<UserView> done
                && done.value().email() != null
                && done.value().email().verified();
    }
}
