package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.Kith;
import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.CreateUser.NewUser;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.ProblemCode;
import dev.kith.api.Receipt;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.Verification;
import dev.kith.spi.Notifier.Notification;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the templates of callers may lead, by the setting {@code kith.links.allowed-origins}. */
class LinkOriginsTest {
    private static final Caller ADMINISTRATOR = Caller.of("admin", Set.of("IAM_OWNER"));
    private static final Caller SELF = Caller.of("u1", Set.of());
    private static final String PUBLIC = "https://id.example.com";
    private static final String ALLOWED = "MyApp://verify, https://App.example.com:443";

    private final Received received = new Received();
    private JdbcDataSource database = new JdbcDataSource();

    @BeforeEach
    void a_database() {
        database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @Test
    void a_link_leads_to_an_application_that_the_operator_has_named() throws Exception {
        try (Kith kith = kith(ALLOWED)) {
            assertThat(set(kith, SELF, "myapp://verify/e?u={{.UserID}}&c={{.Code}}"))
                    .isInstanceOf(Outcome.Done.class);

            Notification mail = received.next();
            String link = "myapp://verify/e?u=u1&c=" + mail.code();
            assertThat(mail.link()).hasToString(link);
            assertThat(mail.text().lines()).contains(link);
            assertThat(Jsoup.parse(Objects.requireNonNull(mail.html()))
                            .select("a")
                            .attr("href"))
                    .isEqualTo(link);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example.com/v?c={{.Code}}", "HTTPS://APP.EXAMPLE.COM:443/", "MYAPP://Verify/"})
    void an_origin_is_the_same_in_every_spelling(String template) {
        try (Kith kith = kith(ALLOWED)) {
            assertThat(set(kith, ADMINISTRATOR, template)).isInstanceOf(Outcome.Done.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "myapp://other/?c={{.Code}}",
                "myapp://verify.evil.example/",
                "myapp://verify:1/",
                "myapp://verify@evil/",
                "myapp:verify",
                "otherapp://verify/",
                "myapps://verify/",
                "my{{.Code}}app://verify/",
                "https://evil.example/",
                "https://id.example.com/",
                "javascript://verify/%0aalert(1)",
                "JAVASCRIPT://verify/",
                "java\tscript://verify/",
                "java%73cript://verify/",
                "data://verify/",
                "file://verify/"
            })
    void no_caller_names_another_origin_than_those(String template) {
        try (Kith kith = kith(ALLOWED)) {
            assertThat(refusal(set(kith, ADMINISTRATOR, template))).isEqualTo(ProblemCode.TEMPLATE_REFUSED);
            assertThat(refusal(set(kith, SELF, template))).isEqualTo(ProblemCode.TEMPLATE_REFUSED);
        }
    }

    @Test
    void without_the_setting_links_lead_to_web_pages_alone() {
        try (Kith kith = kith("")) {
            assertThat(refusal(set(kith, ADMINISTRATOR, "myapp://verify/"))).isEqualTo(ProblemCode.TEMPLATE_REFUSED);
            assertThat(set(kith, ADMINISTRATOR, "https://elsewhere.example/")).isInstanceOf(Outcome.Done.class);
        }
    }

    private Kith kith(String origins) {
        DefaultKithBuilder builder = new DefaultKithBuilder()
                .dataSource(database)
                .notifier(received)
                .setting("kith.public-url", PUBLIC)
                .setting("kith.code.pause", "PT0S");
        Kith kith = (origins.isEmpty() ? builder : builder.setting("kith.links.allowed-origins", origins)).start();
        kith.userSchemas().register("person", "person", json());
        assertThat(kith.userAccounts()
                        .create(
                                ADMINISTRATOR,
                                new CreateUser(
                                        Preconditions.inOrganization("default"),
                                        new NewUser("person", Json.Obj.EMPTY, null, "u1"))))
                .isInstanceOf(Outcome.Done.class);
        return kith;
    }

    private static Json json() {
        try {
            return JsonText.read("{}");
        } catch (JsonText.Unreadable e) {
            throw new AssertionError(e);
        }
    }

    private static Outcome<Receipt> set(Kith kith, Caller caller, String template) {
        return kith.userAccounts()
                .setContactEmail(
                        caller,
                        new SetContactEmail(
                                Preconditions.NONE,
                                "u1",
                                new SetContact.Email("dora@example.com", new Verification.SendCode(template))));
    }

    private static ProblemCode refusal(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).problem().code();
    }
}
