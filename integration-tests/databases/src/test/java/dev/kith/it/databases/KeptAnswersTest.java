package dev.kith.it.databases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.CallOptions;
import dev.kith.api.Preconditions.IdempotencyKey;
import dev.kith.api.ProblemCode;
import dev.kith.api.Receipt;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserRef;
import dev.kith.api.Verification;
import dev.kith.core.Core;
import dev.kith.core.CoreSettings;
import dev.kith.core.DataProtector;
import dev.kith.core.Environment;
import dev.kith.core.Extensions;
import dev.kith.core.Meters;
import dev.kith.core.Ports;
import dev.kith.core.SecretKeys.Key;
import dev.kith.defaults.LibphonePhoneNumbers;
import dev.kith.defaults.SecureRandomCodes;
import dev.kith.defaults.auth.RoleAccessPolicy;
import dev.kith.jpa.JpaOrganizations;
import dev.kith.jpa.JpaStorage;
import dev.kith.jpa.JpaUserSchemas;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the answers that are kept for retries cost, and that calls at one instant have one effect, on every database. */
@ParameterizedClass
@EnumSource
class KeptAnswersTest {
    private static final int THREADS = 6;
    private static final Caller ADMIN = Caller.of("admin", Set.of("IAM_OWNER"));
    private static final Verification SEND = new Verification.SendCode(null);

    private final Store store;
    private final DatabaseParameter parameter;
    private final String instance = Store.freshInstance();
    private final JpaStorage storage;
    private final JpaUserSchemas schemas;
    private final JpaOrganizations organizations;
    private final UserAccounts accounts;

    KeptAnswersTest(DatabaseParameter parameter) {
        this.parameter = parameter;
        SecureRandom random = new SecureRandom();
        AnyDocument documents = new AnyDocument();
        store = Store.on(parameter);
        storage = new JpaStorage(store.unit, instance, true);
        schemas = new JpaUserSchemas(store.unit, instance, documents, Clock.systemUTC());
        organizations = new JpaOrganizations(store.unit, instance);
        accounts = new Core(
                        new CoreSettings(
                                instance,
                                Set.of(),
                                true,
                                null,
                                Set.of(),
                                CoreSettings.Codes.DEFAULTS,
                                CoreSettings.ContactChangePolicy.AFTER_VERIFICATION,
                                CoreSettings.ContactChangePolicy.IMMEDIATE,
                                CoreSettings.Announcements.DEFAULTS,
                                CoreSettings.ChosenIds.ALL,
                                CoreSettings.SchemaLimits.DEFAULTS,
                                CoreSettings.IDEMPOTENCY_KEYS),
                        new Extensions(
                                new RoleAccessPolicy(),
                                organizations,
                                schemas,
                                new SecureRandomCodes(random, SecureRandomCodes.LETTERS_AND_DIGITS, 6),
                                null),
                        new Ports(
                                storage,
                                schemas.store(),
                                documents,
                                new LibphonePhoneNumbers("CH"),
                                new DataProtector(
                                        List.of(new Key("k1", new byte[32])),
                                        new Key("lasting", new byte[32]),
                                        random)),
                        new Environment(Clock.systemUTC(), random, () -> {}, Meters.NONE))
                .accounts();
    }

    @BeforeEach
    void a_user() {
        organizations.register("org1", null);
        schemas.register("person", "Person", Json.Bool.TRUE);
        done(create(Preconditions.inOrganization("org1"), "u1"));
    }

    private static Preconditions keyed(Preconditions preconditions) {
        return preconditions.with(
                CallOptions.idempotent(IdempotencyKey.of(UUID.randomUUID().toString())));
    }

    private Outcome<Receipt> create(Preconditions preconditions, String id) {
        return accounts.create(
                ADMIN,
                new CreateUser(preconditions, new CreateUser.NewUser("person", Users.data("given", "Ada"), null, id)));
    }

    private Outcome<Receipt> createUnnamed(Preconditions preconditions) {
        SetContact contact = new SetContact(new SetContact.Email("a@example.org", SEND), null);
        return accounts.create(
                ADMIN,
                new CreateUser(
                        preconditions, new CreateUser.NewUser("person", Users.data("given", "Ada"), contact, null)));
    }

    private Outcome<Receipt> patch(Preconditions preconditions, String name) {
        return accounts.patch(
                ADMIN, new PatchUser(preconditions, "u1", new Change.Members(null, Users.data("given", name), null)));
    }

    private Outcome<Receipt> setEmail(Preconditions preconditions, Verification how) {
        return accounts.setContactEmail(
                ADMIN, new SetContactEmail(preconditions, "u1", new SetContact.Email("a@example.org", how)));
    }

    @Test
    void creations_at_one_instant_make_one_user_and_send_one_code() throws Exception {
        Preconditions keyed = keyed(Preconditions.inOrganization("org1"));

        List<Outcome<Receipt>> outcomes = Together.run(THREADS, thread -> () -> createUnnamed(keyed));

        assertOneEffect(outcomes);
        assertThat(rows("kith_user")).isEqualTo(2);
        assertThat(rows("kith_message")).isEqualTo(1);
        assertThat(rows("kith_answer")).isEqualTo(1);
    }

    @Test
    void a_chosen_id_is_taken_by_the_same_call_only() throws Exception {
        Preconditions keyed = keyed(Preconditions.inOrganization("org1"));

        assertOneEffect(Together.run(THREADS, thread -> () -> create(keyed, "chosen")));
    }

    /** The second one would be too early for a code, and finds no key as long as the first is on its way. */
    @Test
    void codes_that_are_asked_for_at_one_instant_are_one_code() throws Exception {
        done(setEmail(Preconditions.NONE, new Verification.ReturnCode()));
        Preconditions keyed = keyed(Preconditions.NONE);

        List<Outcome<Receipt>> outcomes = Together.run(
                THREADS, thread -> () -> accounts.resendContactEmailCode(ADMIN, new ResendCode(keyed, "u1", SEND)));

        assertOneEffect(outcomes);
        assertThat(rows("kith_message")).isEqualTo(1);
    }

    @Test
    void locks_and_deletions_at_one_instant_are_one() throws Exception {
        Preconditions lock = keyed(Preconditions.NONE);
        assertOneEffect(Together.run(THREADS, thread -> () -> accounts.lock(ADMIN, new UserRef(lock, "u1"))));
        Preconditions delete = keyed(Preconditions.NONE);
        assertOneEffect(Together.run(THREADS, thread -> () -> accounts.delete(ADMIN, new UserRef(delete, "u1"))));
    }

    @Test
    void calls_with_keys_of_their_own_all_happen() throws Exception {
        List<Outcome<Receipt>> outcomes =
                Together.run(THREADS, thread -> () -> patch(keyed(Preconditions.NONE), "Eve" + thread));

        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(done(outcome).effect()).isEqualTo(Receipt.Effect.CARRIED_OUT));
        assertThat(outcomes.stream().map(outcome -> done(outcome).version()).distinct())
                .hasSize(THREADS);
        assertThat(rows("kith_answer")).isEqualTo(THREADS);
    }

    private static void assertOneEffect(List<Outcome<Receipt>> outcomes) {
        List<Receipt> receipts = outcomes.stream().map(KeptAnswersTest::done).toList();

        assertThat(receipts.stream().filter(receipt -> receipt.effect() == Receipt.Effect.CARRIED_OUT))
                .hasSize(1);
        assertThat(receipts.stream().map(Receipt::version).distinct()).hasSize(1);
        assertThat(receipts.stream().map(receipt -> receipt.details().id()).distinct())
                .hasSize(1);
    }

    @Test
    void what_is_rolled_back_leaves_no_key() throws Exception {
        done(setEmail(Preconditions.NONE, SEND));
        ResendCode tooEarly = new ResendCode(keyed(Preconditions.NONE), "u1", SEND);

        assertThat(accounts.resendContactEmailCode(ADMIN, tooEarly))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.CODE_RATE));

        assertThat(rows("kith_answer")).isZero();
    }

    /** OpenJPA cannot read a user by one SELECT. */
    @Test
    void a_key_costs_one_select_and_one_insert_and_its_retry_one_select() {
        int user = parameter.provider.equals(DatabaseParameter.OPENJPA) ? 0 : 1;
        Preconditions keyed = keyed(Preconditions.NONE);

        List<String> first = cost(() -> patch(keyed, "Eve"));
        List<String> again = cost(() -> patch(keyed, "Eve"));

        if (user == 1) {
            assertThat(first).containsExactly("select", "select", "update", "insert");
        }
        assertThat(first).startsWith("select").endsWith("update", "insert");
        assertThat(again).containsExactly("select");
    }

    @Test
    void a_dry_run_only_reads() {
        Preconditions dry = Preconditions.NONE.with(CallOptions.DRY_RUN);

        assertThat(cost(() -> patch(dry, "Eve"))).containsOnly("select");
        assertThat(cost(() -> setEmail(dry, SEND))).containsOnly("select");
        assertThat(cost(() -> setEmail(dry, new Verification.ReturnCode()))).containsOnly("select");
        assertThat(cost(() -> accounts.delete(ADMIN, new UserRef(dry, "u1")))).containsOnly("select");
        assertThat(cost(() -> createUnnamed(Preconditions.inOrganization("org1").with(CallOptions.DRY_RUN))))
                .containsOnly("select");
    }

    @Test
    void what_has_ended_is_forgotten() throws Exception {
        done(patch(keyed(Preconditions.NONE), "Eve"));
        done(setEmail(keyed(Preconditions.NONE), new Verification.ReturnCode()));
        Instant now = Instant.now();

        assertThat(storage.forgetAnswers(now)).isZero();
        assertThat(storage.forgetAnswers(now.plus(Duration.ofHours(2))))
                .as("what has the code")
                .isEqualTo(1);
        assertThat(storage.forgetAnswers(now.plus(Duration.ofHours(25)))).isEqualTo(1);
        assertThat(rows("kith_answer")).isZero();
    }

    private long rows(String table) throws SQLException {
        try (Connection connection = store.counted.asDataSource().getConnection();
                PreparedStatement count =
                        connection.prepareStatement("select count(*) from " + table + " where instance_id = ?")) {
            count.setString(1, instance);
            try (ResultSet row = count.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getLong(1);
            }
        }
    }

    private List<String> cost(Supplier<Outcome<Receipt>> call) {
        return store.counted.during(() -> done(call.get())).stream()
                .map(sql -> sql.stripLeading().split("\\s")[0].toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Receipt done(Outcome<Receipt> outcome) {
        if (outcome instanceof Outcome.Done<Receipt> done) {
            return done.value();
        }
        throw new AssertionError("refused: " + ((Outcome.Refused<Receipt>) outcome).problem());
    }
}
