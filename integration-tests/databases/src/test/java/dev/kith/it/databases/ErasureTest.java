package dev.kith.it.databases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.CallOptions;
import dev.kith.api.Preconditions.IdempotencyKey;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserRef;
import dev.kith.api.Verification;
import dev.kith.core.ContactChannel;
import dev.kith.core.Core;
import dev.kith.core.CoreSettings;
import dev.kith.core.DataProtector;
import dev.kith.core.Environment;
import dev.kith.core.Extensions;
import dev.kith.core.Meters;
import dev.kith.core.Ports;
import dev.kith.core.SecretKeys.Key;
import dev.kith.core.UserStore;
import dev.kith.defaults.LibphonePhoneNumbers;
import dev.kith.defaults.SecureRandomCodes;
import dev.kith.defaults.auth.RoleAccessPolicy;
import dev.kith.jpa.JpaOrganizations;
import dev.kith.jpa.JpaStorage;
import dev.kith.jpa.JpaTokens;
import dev.kith.jpa.JpaUserSchemas;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left of a user that was erased: nothing, in no column of no table. */
@ParameterizedClass
@EnumSource
class ErasureTest {
    private static final Caller ADMIN = Caller.of("admin", Set.of("IAM_OWNER"));
    /** Where the rows of each table are in the export of a user. */
    private static final Map<String, List<String>> EXPORTED = Map.of(
            "kith_user", List.of("user"),
            "kith_contact", List.of("user", "contact"),
            "kith_undo", List.of("replacedContacts"),
            "kith_undone", List.of("undoneReplacements"),
            "kith_message", List.of("messages"),
            "kith_token", List.of("tokens"),
            "kith_claim", List.of("uniqueContacts"),
            "kith_answer", List.of("keptAnswers"));

    private static final Verification VERIFIED = new Verification.Verified(true);

    private final Store store;
    private final String instance = Store.freshInstance();

    /** Part of the id, the addresses and the data. */
    private final String canary = "canary" + Long.toUnsignedString(new SecureRandom().nextLong());

    private final String number = "+4179" + (1_000_000 + new SecureRandom().nextInt(8_999_999));
    private final UserStore userStore;
    private final Core core;
    private final JpaOrganizations organizations;
    private final JpaUserSchemas schemas;

    ErasureTest(DatabaseParameter parameter) {
        store = Store.on(parameter);
        SecureRandom random = new SecureRandom();
        AnyDocument documents = new AnyDocument();
        schemas = new JpaUserSchemas(store.unit, instance, documents, Clock.systemUTC());
        organizations = new JpaOrganizations(store.unit, instance);
        userStore = new JpaStorage(store.unit, instance, true);
        core = new Core(
                new CoreSettings(
                        instance,
                        Set.of(),
                        true,
                        URI.create("https://id.example"),
                        Set.of(),
                        new CoreSettings.Codes(Duration.ofHours(1), 5, Duration.ZERO, 10),
                        CoreSettings.ContactChangePolicy.AFTER_VERIFICATION,
                        CoreSettings.ContactChangePolicy.IMMEDIATE,
                        new CoreSettings.Announcements(
                                Set.of(ContactChannel.EMAIL, ContactChannel.PHONE),
                                CoreSettings.UndoPolicy.ALWAYS,
                                Duration.ofDays(7),
                                true),
                        CoreSettings.ChosenIds.ALL,
                        CoreSettings.SchemaLimits.DEFAULTS,
                        CoreSettings.UniqueContacts.INSTANCE,
                        CoreSettings.IDEMPOTENCY_KEYS),
                new Extensions(
                        new RoleAccessPolicy(),
                        organizations,
                        schemas,
                        new SecureRandomCodes(random, SecureRandomCodes.LETTERS_AND_DIGITS, 6),
                        null),
                new Ports(
                        userStore,
                        schemas.store(),
                        documents,
                        new LibphonePhoneNumbers("CH"),
                        new DataProtector(
                                List.of(new Key("k1", new byte[32])), new Key("lasting", new byte[32]), random)),
                new Environment(Clock.systemUTC(), random, () -> {}, Meters.NONE));
    }

    @BeforeEach
    void two_users_with_everything_that_users_have() {
        organizations.register("org1", null);
        schemas.register("person", "Person", Json.Bool.TRUE);
        everythingOf(canary, number);
        everythingOf("other", "+41791234567");
        new JpaTokens(store.unit, instance, Clock.systemUTC()).add("hash", canary, Set.of("IAM_OWNER"));
    }

    private void everythingOf(String id, String phone) {
        done(core.accounts()
                .create(
                        ADMIN,
                        new CreateUser(
                                Preconditions.inOrganization("org1"),
                                new CreateUser.NewUser("person", Users.data("given", id + "-data"), null, id))));
        email(id, id + "-first@example.com", VERIFIED);
        email(id, id + "-second@example.com", VERIFIED);
        email(id, id + "-third@example.com", null);
        done(core.accounts()
                .setContactPhone(
                        ADMIN, new SetContactPhone(Preconditions.NONE, id, new SetContact.Phone(phone, VERIFIED))));
        done(core.accounts()
                .patch(
                        ADMIN,
                        new PatchUser(
                                Preconditions.NONE.with(CallOptions.idempotent(IdempotencyKey.of("key-" + id))),
                                id,
                                new Change.Members(null, Users.data("given", id + "-more"), null))));
    }

    private void email(String id, String address, @Nullable Verification verification) {
        done(core.accounts()
                .setContactEmail(
                        ADMIN,
                        new SetContactEmail(Preconditions.NONE, id, new SetContact.Email(address, verification))));
    }

    @Test
    void of_a_user_nothing_is_left_in_any_column_and_others_keep_everything() throws SQLException {
        assertThat(places(canary))
                .contains(
                        "kith_user.id",
                        "kith_contact.address",
                        "kith_claim.user_id",
                        "kith_message.recipient",
                        "kith_message.user_id",
                        "kith_undo.user_id",
                        "kith_token.subject",
                        "kith_answer.user_id",
                        "kith_user.data");
        assertThat(places(number)).contains("kith_contact.address");
        Set<String> others = places("other");

        assertThat(core.eraseUser(canary)).isTrue();

        assertThat(places(canary)).isEmpty();
        assertThat(places(number)).isEmpty();
        assertThat(places("other")).isEqualTo(others);
        assertThat(core.eraseUser(canary)).isFalse();
    }

    @Test
    void everything_that_would_be_erased_is_in_the_export_of_the_user_and_no_secret() throws SQLException {
        userStore.transaction(session -> {
            session.markUndone("n-" + canary, canary, ContactChannel.EMAIL, Users.NOW, Users.NOW);
            return true;
        });

        Json.Obj export = core.transfer().exportUser(canary).orElseThrow();

        Set<String> tables = new TreeSet<>();
        places(canary).forEach(place -> tables.add(place.substring(0, place.indexOf('.'))));
        assertThat(tables).isSubsetOf(EXPORTED.keySet()).contains("kith_undone");
        tables.forEach(table ->
                assertThat(exported(export, EXPORTED.get(table))).as(table).isNotIn("null", "[]", "{}"));
        assertThat(exported(export, List.of("user", "contact", "email")))
                .contains(canary + "-third@example.com", "\"pendingCode\":{\"for\":");
        assertThat(exported(export, List.of("replacedContacts")))
                .contains(canary + "-first@example.com", canary + "-second@example.com");
        assertThat(JsonText.write(export)).contains(number).doesNotContain("hash", "other@", "payload", "token_hash");
        assertThat(core.transfer().exportUser("nobody")).isEmpty();
    }

    private static String exported(Json.Obj export, @Nullable List<String> path) {
        Json found = export;
        for (String name : Objects.requireNonNull(path)) {
            found = found instanceof Json.Obj object ? object.get(name) : null;
        }
        return found == null ? "null" : JsonText.write(found);
    }

    @Test
    void what_a_deleted_user_has_left_behind_is_erased_as_well() throws SQLException {
        done(core.accounts().delete(ADMIN, new UserRef(Preconditions.NONE, canary)));
        assertThat(places(canary)).contains("kith_message.recipient", "kith_message.user_id");

        assertThat(core.eraseUser(canary)).isTrue();

        assertThat(places(canary)).isEmpty();
    }

    /** Their caller is stored as a keyed hash alone. */
    @Test
    void the_answers_that_were_kept_for_the_user_as_a_caller_are_erased_as_well() {
        UserRef other =
                new UserRef(Preconditions.NONE.with(CallOptions.idempotent(IdempotencyKey.of("as-caller"))), "other");
        Caller caller = Caller.of("operator", Set.of("IAM_OWNER"));
        done(core.accounts().lock(caller, other));

        assertThat(core.eraseUser("operator")).isTrue();

        assertThat(core.eraseUser("operator")).isFalse();
    }

    @Test
    void an_id_of_which_there_is_nothing_is_told_so() {
        assertThat(core.eraseUser("nobody")).isFalse();
    }

    /** The columns of this instance's rows, whatever their tables and types, in which a text is found. */
    private Set<String> places(String text) throws SQLException {
        Set<String> places = new TreeSet<>();
        try (Connection connection = store.counted.asDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : tables(connection)) {
                try (ResultSet rows = statement.executeQuery("select * from " + table)) {
                    while (rows.next()) {
                        places.addAll(places(rows, table, text));
                    }
                }
            }
        }
        return places;
    }

    private Set<String> places(ResultSet rows, String table, String text) throws SQLException {
        Map<String, String> row = new TreeMap<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
            String value = rows.getString(column);
            if (value != null) {
                row.put(rows.getMetaData().getColumnName(column).toLowerCase(Locale.ROOT), value);
            }
        }
        Set<String> places = new TreeSet<>();
        if (row.getOrDefault("instance_id", instance).equals(instance)) {
            row.forEach((column, value) -> {
                if (value.contains(text)) {
                    places.add(table + "." + column);
                }
            });
        }
        return places;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = connection
                .getMetaData()
                .getTables(
                        connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        assertThat(tables).contains("kith_user", "kith_message");
        return tables;
    }

    private static <T> void done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }
}
