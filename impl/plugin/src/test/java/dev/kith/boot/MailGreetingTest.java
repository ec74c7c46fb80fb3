package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.Kith;
import dev.kith.KithBuilder;
import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.CreateUser.NewUser;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.SetContact;
import dev.kith.defaults.ScriptedSmtpServer;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The name that a mail server hears, by what is configured. */
class MailGreetingTest {
    private static final Caller ADMINISTRATOR = Caller.of("admin", Set.of("IAM_OWNER"));

    @ParameterizedTest
    @CsvSource({
        "https://id.example.com/auth, , id.example.com",
        "https://id.example.com/auth, mx1.example.org, mx1.example.org",
        "http://localhost:8080, , mail.example.com",
        "http://127.0.0.1:8080, , mail.example.com",
        "http://kith:8080, , mail.example.com",
        " , , mail.example.com",
        " , [192.0.2.1], [192.0.2.1]"
    })
    void a_mail_server_is_greeted_with_a_name_that_others_know(
            @Nullable String publicUrl, @Nullable String helo, String name) throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(Map.of("QUIT", "221 bye"));
                Kith kith = kith(server.port(), publicUrl, helo)) {
            create(kith);
            server.awaitTrouble();

            assertThat(server.commands()).startsWith("EHLO " + name, "MAIL FROM:<kith@mail.example.com>");
        }
    }

    @ParameterizedTest
    @CsvSource({" , delivered", "mx1, refused"})
    void a_server_that_refuses_names_without_a_dot_takes_the_mail(@Nullable String helo, String outcome)
            throws Exception {
        String refusal = "421 4.7.0 Try again later, closing connection. (EHLO)";
        try (ScriptedSmtpServer server =
                        new ScriptedSmtpServer(Map.of(ScriptedSmtpServer.UNDOTTED, refusal, ".", "250 taken"));
                Kith kith = kith(server.port(), null, helo)) {
            create(kith);
            server.awaitTrouble();

            assertThat(server.mails()).hasSize(outcome.equals("delivered") ? 1 : 0);
        }
    }

    private static Kith kith(int port, @Nullable String publicUrl, @Nullable String helo) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        KithBuilder builder = Kith.builder()
                .dataSource(database)
                .setting("kith.mail.host", "127.0.0.1")
                .setting("kith.mail.port", String.valueOf(port))
                .setting("kith.mail.from", "Kith <kith@mail.example.com>");
        if (publicUrl != null) {
            builder = builder.setting("kith.public-url", publicUrl);
        }
        return (helo == null ? builder : builder.setting("kith.mail.helo", helo)).start();
    }

    private static void create(Kith kith) throws Exception {
        kith.userSchemas().register("person", "person", JsonText.read("{\"type\":\"object\"}"));
        SetContact contact = new SetContact(new SetContact.Email("doerte@example.com", null), null);
        NewUser user = new NewUser("person", Json.Obj.EMPTY, contact, "u1");
        assertThat(kith.userAccounts()
                        .create(ADMINISTRATOR, new CreateUser(Preconditions.inOrganization("default"), user)))
                .isInstanceOf(Outcome.Done.class);
    }
}
