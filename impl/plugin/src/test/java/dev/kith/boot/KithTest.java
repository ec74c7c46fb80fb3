package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.Kith;
import dev.kith.KithStartException;
import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.CreateUser.NewUser;
import dev.kith.api.InstanceAdmission;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.ProblemCode;
import dev.kith.api.Receipt;
import dev.kith.api.SetContact;
import dev.kith.api.UserRef;
import dev.kith.api.UserView;
import dev.kith.core.SchemaVetting;
import dev.kith.delivery.Logged;
import dev.kith.spi.Notifier;
import dev.kith.spi.UserSchemaProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KithTest {
    private static final Caller ADMINISTRATOR = Caller.of("admin", Set.of("IAM_OWNER"));
    private static final String ANYTHING = "{\"type\":\"object\"}";

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    @TempDir
    Path folder;

    @Test
    void a_data_source_is_all_that_it_needs() throws Exception {
        Received received = new Received();
        try (Kith kith = builder()
                .notifier(received)
                .setting("kith.public-url", "https://id.example.com/kith")
                .start()) {
            kith.userSchemas().register("person", "person", JsonText.read(ANYTHING));

            Receipt receipt = create(kith, "u1", "dora@example.com");

            Notifier.Notification sent = received.next();
            assertThat(receipt.details().id()).isEqualTo("u1");
            assertThat(sent.recipient()).isEqualTo("dora@example.com");
            assertThat(sent.code()).matches("[A-Z0-9]{6}");
            assertThat(sent.link())
                    .hasToString("https://id.example.com/kith/ui/login/mail/verification?userID=u1&code=" + sent.code()
                            + "&orgID=default&authRequestID=");
        }
    }

    @Test
    void the_settings_shape_the_codes() throws Exception {
        Received received = new Received();
        try (Kith kith = builder()
                .notifier(received)
                .settings(Map.of("kith.code.length", "12", "kith.code.alphabet", "digits"))
                .start()) {
            kith.userSchemas().register("person", "person", JsonText.read(ANYTHING));

            create(kith, "u1", "dora@example.com");

            Notifier.Notification sent = received.next();
            assertThat(sent.code()).matches("[0-9]{12}");
            assertThat(sent.link()).isNull();
        }
    }

    @Test
    void data_and_keys_outlive_it() throws Exception {
        try (Kith kith = builder().deliver(false).start()) {
            kith.userSchemas().register("person", "person", JsonText.read(ANYTHING));
            create(kith, "u1", "dora@example.com");
        }
        Received received = new Received();
        try (Kith kith = builder().notifier(received).start()) {
            assertThat(kith.userAccounts().get(ADMINISTRATOR, new UserRef(Preconditions.NONE, "u1")))
                    .isInstanceOfSatisfying(
                            Outcome.Done.class,
                            done -> assertThat(done.value())
                                    .isInstanceOfSatisfying(
                                            UserView.class,
                                            user -> assertThat(email(user)).isEqualTo("dora@example.com")));
            assertThat(received.next().recipient()).isEqualTo("dora@example.com");
        }
    }

    private static @Nullable String email(UserView user) {
        return user.email() == null ? null : user.email().value();
    }

    @Test
    void a_folder_of_schemas_is_registered_and_a_changed_file_is_a_new_revision() throws Exception {
        Path file = Files.writeString(folder.resolve("person.json"), ANYTHING);
        String directory = folder.toString();
        try (Kith kith = builder().setting("kith.schemas.directory", directory).start()) {
            create(kith, "u1", "dora@example.com");
        }
        Files.writeString(file, "{ \"type\" : \"object\" }");
        try (Kith kith = builder().setting("kith.schemas.directory", directory).start()) {
            assertThat(kith.userSchemas().register("person", "person", JsonText.read(ANYTHING)))
                    .isEqualTo(Outcome.done(1));
        }
        Files.writeString(file, "{\"type\":\"object\",\"required\":[\"name\"]}");
        try (Kith kith = builder().setting("kith.schemas.directory", directory).start()) {
            assertThat(kith.userSchemas().deactivate("person")).isEqualTo(Outcome.done(2));
        }
    }

    @Test
    void a_schema_whose_rules_can_tell_something_about_hidden_values_is_registered_with_a_warning() throws Exception {
        String schema =
                "{\"properties\":{\"risk\":{\"urn:zitadel:schema:permission\":{\"owner\":\"rw\"}}},\"minProperties\":1}";
        Files.writeString(folder.resolve("person.json"), schema);
        Files.writeString(folder.resolve("other.json"), schema.replace("minProperties", "default"));

        List<String> lines = Logged.by(
                SchemaVetting.class,
                () -> builder()
                        .setting("kith.schemas.directory", folder.toString())
                        .start()
                        .close());

        assertThat(lines)
                .containsExactly("WARNING schema=\"person\" rules=[\"/minProperties\"]: these rules tie what a role may"
                        + " write to what it may not read, so a refusal can tell it something about hidden values");
    }

    @Test
    void a_schema_that_cannot_be_used_stops_the_start() throws Exception {
        Files.writeString(folder.resolve("broken.json"), "{\"$ref\":\"file:///etc/passwd\"}");

        assertThatThrownBy(() -> builder()
                        .setting("kith.schemas.directory", folder.toString())
                        .start())
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("broken.json")
                .hasMessageContaining("Correct it or remove it.");
    }

    @Test
    void a_schema_may_refer_to_documents_beside_it_and_a_changed_one_is_a_new_revision() throws Exception {
        Files.writeString(folder.resolve("person.json"), "{\"properties\":{\"a\":{\"$ref\":\"common/a.json\"}}}");
        Files.writeString(folder.resolve("other.json"), ANYTHING);
        Path common = Files.createDirectory(folder.resolve("common"));
        Files.writeString(common.resolve("a.json"), "{\"type\":\"string\"}");
        Files.writeString(Files.createDirectory(folder.resolve("..data")).resolve("b.json"), "{");
        String directory = folder.toString();

        try (Kith kith = builder().setting("kith.schemas.directory", directory).start()) {
            assertThat(kith.userSchemas().deactivate("a")).isNotInstanceOf(Outcome.Done.class);
        }
        Files.writeString(common.resolve("a.json"), "{\"type\":\"integer\"}");
        try (Kith kith = builder().setting("kith.schemas.directory", directory).start()) {
            assertThat(kith.userSchemas().deactivate("person")).isEqualTo(Outcome.done(2));
            assertThat(kith.userSchemas().deactivate("other")).isEqualTo(Outcome.done(1));
        }
    }

    /** A provider whose schema is written in two documents. */
    private record DividedSchema(String reference) implements UserSchemaProvider {
        @Override
        public String name() {
            return "divided";
        }

        @Override
        public Optional<UserSchema> newest(String schemaId) {
            return revision(schemaId, 1);
        }

        @Override
        public Optional<UserSchema> revision(String schemaId, int revision) {
            String document = "{\"properties\":{\"a\":{\"$ref\":\"" + reference + "\"}}}";
            return Optional.of(new UserSchema(schemaId, "Person", revision, true, document));
        }

        @Override
        public Map<String, String> documentsBeside(UserSchema schema) {
            return Map.of("common/a.json", "{\"type\":\"string\"}");
        }
    }

    @Test
    void a_schema_of_a_provider_may_refer_to_documents_beside_it() throws Exception {
        try (Kith kith =
                builder().userSchemaProvider(new DividedSchema("common/a.json")).start()) {
            assertThat(created(kith, "{\"a\":\"x\"}")).isInstanceOf(Outcome.Done.class);
            assertThat(created(kith, "{\"a\":1}"))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.DATA_INVALID));
        }
    }

    @Test
    void a_schema_of_a_provider_that_refers_to_nothing_cannot_be_used() throws Exception {
        try (Kith kith =
                builder().userSchemaProvider(new DividedSchema("common/b.json")).start()) {
            assertThat(created(kith, "{}"))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.SCHEMA_INVALID));
        }
    }

    private static Outcome<Receipt> created(Kith kith, String data) throws JsonText.Unreadable {
        return kith.userAccounts()
                .create(
                        ADMINISTRATOR,
                        new CreateUser(
                                Preconditions.inOrganization("default"),
                                new NewUser("person", (Json.Obj) JsonText.read(data), null, null)));
    }

    @Test
    void a_file_that_is_no_json_stops_the_start() throws Exception {
        Files.writeString(folder.resolve("broken.json"), "{");

        assertThatThrownBy(() -> builder()
                        .setting("kith.schemas.directory", folder.toString())
                        .start())
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("broken.json is not valid JSON");
    }

    @Test
    void organizations_are_those_that_are_configured() throws Exception {
        try (Kith kith =
                builder().setting("kith.organizations", "acme=acme.example").start()) {
            assertThat(kith.unwrap(InstanceAdmission.class).admitOrganization("acme"))
                    .isEmpty();
            assertThat(kith.unwrap(InstanceAdmission.class).admitOrganization("default"))
                    .isPresent();
        }
    }

    @Test
    void an_administrator_token_is_known_by_its_hash() {
        try (Kith kith = builder().start()) {
            assertThat(kith.administratorTokens().isEmpty()).isTrue();
            String token = kith.administratorTokens().create();

            assertThat(kith.administratorTokens().isEmpty()).isFalse();
            assertThat(token).matches("kith_[A-Za-z0-9_-]{43}");
        }
    }

    @Test
    void the_servers_own_data_source_is_taken_where_none_is_named() {
        try (Kith kith = new DefaultKithBuilder()
                .serversDataSource(() -> Optional.of(database()))
                .start()) {
            assertThat(kith.unwrap(InstanceAdmission.class).admitOrganization("default"))
                    .isEmpty();
        }
    }

    @Test
    void the_servers_own_data_source_is_not_even_asked_for_where_another_one_is_passed() {
        DefaultKithBuilder builder = builder().serversDataSource(() -> {
            throw new IllegalStateException("asked for");
        });
        assertThatNoException().isThrownBy(() -> builder.start().close());
    }

    @Test
    void no_database_stops_the_start() {
        assertThatThrownBy(() -> Kith.builder().start())
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("There is no database.")
                .hasMessageContaining("kith.datasource");
    }

    @Test
    void an_unknown_key_of_the_program_stops_the_start() {
        assertThatThrownBy(() -> builder().setting("kith.code.size", "6").start())
                .isInstanceOf(KithStartException.class)
                .hasMessageStartingWith("kith.code.size in the builder is not a setting of Kith.");
    }

    @Test
    void a_lease_that_is_shorter_than_a_delivery_may_take_stops_the_start() {
        assertThatThrownBy(
                        () -> builder().setting("kith.delivery.lease", "PT1S").start())
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("kith.delivery.lease (PT1S) must be longer than kith.delivery.timeout (PT30S)");
    }

    @Test
    void mail_without_a_sender_stops_the_start() {
        assertThatThrownBy(
                        () -> builder().setting("kith.mail.host", "localhost").start())
                .isInstanceOf(KithStartException.class)
                .hasMessageStartingWith("kith.mail.from is missing.");
    }

    @Test
    void two_ways_to_log_in_to_a_mail_server_stop_the_start(@TempDir Path folder) throws IOException {
        String token = Files.writeString(folder.resolve("token"), "token").toString();

        assertThatThrownBy(() -> mailing()
                        .setting("kith.mail.username", "kith")
                        .setting("kith.mail.password", "hunter2hunter2")
                        .setting("kith.mail.token-file", token)
                        .start())
                .isInstanceOf(KithStartException.class)
                .hasMessage("kith.mail.password and kith.mail.token-file are both set. Remove one of them.");
        assertThatThrownBy(
                        () -> mailing().setting("kith.mail.token-file", token).start())
                .isInstanceOf(KithStartException.class)
                .hasMessageStartingWith("kith.mail.token-file is set without kith.mail.username.");
    }

    private DefaultKithBuilder mailing() {
        return builder().setting("kith.mail.host", "127.0.0.1").setting("kith.mail.from", "no-reply@id.example.com");
    }

    @Test
    void another_notifier_stands_in_for_a_mail_server_that_is_away() throws Exception {
        Received received = new Received();
        try (Kith kith = builder()
                .notifier(received)
                .setting("kith.mail.host", "127.0.0.1")
                .setting("kith.mail.port", String.valueOf(portOfNobody()))
                .setting("kith.mail.from", "no-reply@id.example.com")
                .setting("kith.notifier.email", "mail,received")
                .start()) {
            kith.userSchemas().register("person", "person", JsonText.read(ANYTHING));

            create(kith, "u1", "dora@example.com");

            Notifier.Notification sent = received.next();
            assertThat(sent.recipient()).isEqualTo("dora@example.com");
            assertThat(sent.attempt()).isEqualTo(1);
        }
    }

    private static int portOfNobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void texts_of_a_folder_are_sent() throws Exception {
        Files.writeString(
                folder.resolve("messages_de.properties"),
                "VerifyEmail.Subject=Bitte best\u00e4tigen, {{.DisplayName}}");
        Received received = new Received();
        try (Kith kith = builder()
                .notifier(received)
                .setting("kith.texts.directory", folder.toString())
                .setting("kith.texts.language", "de-AT")
                .start()) {
            kith.userSchemas().register("person", "person", JsonText.read(ANYTHING));

            create(kith, "u1", "dora@example.com");

            assertThat(received.next().subject()).isEqualTo("Bitte best\u00e4tigen, ");
        }
    }

    @Test
    void texts_that_cannot_be_used_stop_the_start() throws Exception {
        Files.writeString(folder.resolve("messages.properties"), "VerifyEmail.Title={{.Nmae}}");

        assertThatThrownBy(() -> builder()
                        .setting("kith.texts.directory", folder.toString())
                        .start())
                .isInstanceOf(KithStartException.class)
                .hasMessageStartingWith(
                        "The message texts cannot be used (kith.texts.language=en, kith.texts.directory=" + folder)
                .hasMessageContaining("messages.properties: the text VerifyEmail.Title: there is no value Nmae here")
                .hasMessageEndingWith(". Correct it.");
    }

    @Test
    void a_language_without_texts_stops_the_start() {
        assertThatThrownBy(() -> builder().setting("kith.texts.language", "ko").start())
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("there are no texts in the language ko");
    }

    private DefaultKithBuilder builder() {
        return new DefaultKithBuilder().dataSource(database());
    }

    private JdbcDataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(url);
        return database;
    }

    private static Receipt create(Kith kith, String id, String address) {
        SetContact contact = new SetContact(new SetContact.Email(address, null), null);
        Outcome<Receipt> outcome = kith.userAccounts()
                .create(
                        ADMINISTRATOR,
                        new CreateUser(
                                Preconditions.inOrganization("default"),
                                new NewUser("person", Json.Obj.EMPTY, contact, id)));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<Receipt>) outcome).value();
    }
}
