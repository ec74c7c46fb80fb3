package dev.kith.it.rules;

import static dev.kith.api.ProblemCode.CODE_EMPTY;
import static dev.kith.api.ProblemCode.IDEMPOTENCY_KEYS_EXHAUSTED;
import static dev.kith.api.ProblemCode.IDEMPOTENCY_KEY_REUSED;
import static dev.kith.api.ProblemCode.KEY_MISSING;
import static dev.kith.api.ProblemCode.PERMISSION_DENIED;
import static dev.kith.api.ProblemCode.USER_NOT_FOUND;
import static dev.kith.api.Receipt.Effect.CARRIED_OUT;
import static dev.kith.api.Receipt.Effect.REPLAYED;
import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.HOME;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.object;
import static dev.kith.it.rules.Fixture.problem;
import static dev.kith.it.rules.Fixture.refusal;
import static dev.kith.it.rules.Fixture.self;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.CallOptions;
import dev.kith.api.Preconditions.IdempotencyKey;
import dev.kith.api.Receipt;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserRef;
import dev.kith.api.Verification;
import dev.kith.core.CoreSettings;
import dev.kith.core.SecretKeys.Key;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The answers that are kept for retries (contract, ruling R73). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyTest {
    private static final Verification RETURN = new Verification.ReturnCode();

    private final Database database = Engine.H2_MEMORY.freshDatabase();
    private final Fixture fixture = new Fixture(withMostKeys(5), database);

    private static CoreSettings withMostKeys(int most) {
        CoreSettings rules = Fixture.announcing(
                new CoreSettings.Announcements(Set.of(), CoreSettings.UndoPolicy.NEVER, Duration.ofDays(7), true));
        return new CoreSettings(
                rules.instanceId(),
                rules.instanceDomains(),
                true,
                rules.publicUrl(),
                rules.allowedOrigins(),
                rules.codes(),
                rules.selfChange(),
                rules.ownerChange(),
                rules.announcements(),
                rules.chosenIds(),
                rules.schemas(),
                most);
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    private static Preconditions keyed(String key) {
        return Preconditions.NONE.with(CallOptions.idempotent(IdempotencyKey.of(key)));
    }

    /** Every key is of this test alone. */
    private static String freshKey() {
        return UUID.randomUUID().toString();
    }

    /** A caller whose keys are not those of other tests. */
    private static Caller fresh(String role) {
        return Caller.of("c-" + UUID.randomUUID(), Set.of(role));
    }

    private Outcome<Receipt> create(Caller caller, String key, String data) {
        return fixture.accounts.create(
                caller,
                new CreateUser(
                        Preconditions.inOrganization(HOME).with(CallOptions.idempotent(IdempotencyKey.of(key))),
                        new CreateUser.NewUser(Fixture.SCHEMA, object(data), null, null)));
    }

    private Outcome<Receipt> setEmail(Caller caller, Preconditions preconditions, String id, Verification how) {
        return fixture.accounts.setContactEmail(
                caller, new SetContactEmail(preconditions, id, new SetContact.Email("a@home.example", how)));
    }

    private Receipt resent(Caller caller, String key, String id) {
        return done(fixture.accounts.resendContactEmailCode(caller, new ResendCode(keyed(key), id, RETURN)));
    }

    @Test
    void the_same_call_gets_the_same_answer_and_has_one_effect() {
        Caller caller = fresh("IAM_OWNER");
        String key = freshKey();

        fixture.messages();

        Receipt first = done(create(caller, key, "{\"name\":\"Ada\",\"other\":{\"b\":1,\"a\":2}}"));
        assertThat(fixture.messages()).as("the event of the creation").hasSize(1);
        fixture.clock.forward(Duration.ofHours(1));
        Receipt again = done(create(caller, key, "{\"other\":{\"a\":2.0,\"b\":1},\"name\":\"Ada\"}"));

        assertThat(first.effect()).isEqualTo(CARRIED_OUT);
        assertThat(again).isEqualTo(new Receipt(first.details(), first.version(), null, null, REPLAYED));
        assertThat(fixture.messages()).as("no second event").isEmpty();
    }

    @Test
    void a_code_is_given_again_as_long_as_it_is_valid_and_no_longer() {
        String id = fixture.user("{}");
        Caller caller = fresh("IAM_OWNER");
        String key = freshKey();
        String code = done(setEmail(caller, keyed(key), id, RETURN)).emailCode();

        fixture.clock.forward(Duration.ofMinutes(59));
        assertThat(done(setEmail(caller, keyed(key), id, RETURN)).emailCode()).isEqualTo(code);

        fixture.clock.forward(Duration.ofMinutes(2));
        Receipt later = done(setEmail(caller, keyed(key), id, RETURN));
        assertThat(later.effect()).isEqualTo(CARRIED_OUT);
        assertThat(later.emailCode())
                .as("the same address again issues nothing")
                .isNull();
    }

    @Test
    void the_answer_in_the_place_of_one_that_has_ended_is_kept_as_well() {
        String id = fixture.user("{}");
        Caller caller = fresh("IAM_OWNER");
        String key = freshKey();
        done(setEmail(ADMIN, Preconditions.NONE, id, RETURN));
        String code = resent(caller, key, id).emailCode();
        fixture.clock.forward(Duration.ofHours(2));

        Receipt second = resent(caller, key, id);

        assertThat(second.effect()).isEqualTo(CARRIED_OUT);
        assertThat(second.emailCode()).isNotEqualTo(code);
        assertThat(resent(caller, key, id).emailCode()).isEqualTo(second.emailCode());
    }

    @Test
    void an_answer_without_a_code_is_kept_for_a_day() {
        String id = fixture.user("{}");
        Caller caller = fresh("IAM_OWNER");
        UserRef locked = new UserRef(keyed(freshKey()), id);
        Receipt first = done(fixture.accounts.lock(caller, locked));

        fixture.clock.forward(Duration.ofHours(24).minusSeconds(1));
        assertThat(done(fixture.accounts.lock(caller, locked)).version()).isEqualTo(first.version());
        fixture.clock.forward(Duration.ofSeconds(1));
        assertThat(refusal(fixture.accounts.lock(caller, locked)))
                .as("carried out again: it is locked already")
                .isEqualTo(USER_NOT_FOUND);
    }

    @Test
    void another_request_under_the_key_is_refused_and_does_nothing() {
        String id = fixture.user("{\"name\":\"Ada\"}");
        String other = fixture.user("{}");
        Caller caller = fresh("IAM_OWNER");
        Preconditions keyed = keyed(freshKey());
        PatchUser eve = new PatchUser(keyed, id, new Change.Members(null, object("{\"name\":\"Eve\"}"), null));
        Receipt first = done(fixture.accounts.patch(caller, eve));
        IdempotencyKey key = keyed.options().idempotencyKey() == null
                ? IdempotencyKey.of("none")
                : keyed.options().idempotencyKey();

        List<Outcome<Receipt>> others = List.of(
                fixture.accounts.patch(
                        caller, new PatchUser(keyed, id, new Change.Members(null, object("{\"name\":\"Max\"}"), null))),
                fixture.accounts.patch(caller, new PatchUser(keyed, other, eve.change())),
                fixture.accounts.patch(caller, new PatchUser(keyed, id, null)),
                fixture.accounts.patch(
                        caller,
                        new PatchUser(keyed, id, new Change.MergePatch(object("{\"data\":{\"name\":\"Eve\"}}")))),
                fixture.accounts.patch(
                        caller,
                        new PatchUser(Preconditions.inOrganization(HOME).with(keyed.options()), id, eve.change())),
                fixture.accounts.patch(
                        caller,
                        new PatchUser(
                                new Preconditions(
                                        keyed.instance(),
                                        keyed.organization(),
                                        new Preconditions.Precondition(Set.of(first.version()), false),
                                        keyed.options()),
                                id,
                                eve.change())),
                fixture.accounts.patch(
                        caller,
                        new PatchUser(
                                keyed.with(CallOptions.idempotent(new IdempotencyKey(key.value(), "elsewhere"))),
                                id,
                                eve.change())),
                setEmail(caller, keyed, id, RETURN),
                fixture.accounts.setContactPhone(caller, new SetContactPhone(keyed, id, null)),
                fixture.accounts.deactivate(caller, new UserRef(keyed, id)),
                fixture.accounts.lock(caller, new UserRef(keyed, id)),
                fixture.accounts.delete(caller, new UserRef(keyed, id)),
                create(caller, key.value(), "{\"name\":\"Eve\"}"));

        assertThat(others).allSatisfy(refused -> assertThat(refusal(refused)).isEqualTo(IDEMPOTENCY_KEY_REUSED));
        assertThat(fixture.get(id).version()).isEqualTo(first.version());
        assertThat(done(fixture.accounts.patch(caller, eve)).effect()).isEqualTo(REPLAYED);
    }

    @Test
    void callers_do_not_share_keys() {
        String id = fixture.user("{}");
        String key = freshKey();
        String code = done(setEmail(fresh("IAM_OWNER"), keyed(key), id, RETURN)).emailCode();

        Receipt other = done(setEmail(fresh("IAM_OWNER"), keyed(key), id, RETURN));

        assertThat(code).isNotNull();
        assertThat(other.effect()).isEqualTo(CARRIED_OUT);
        assertThat(other.emailCode()).isNull();
    }

    @Test
    void a_caller_who_has_lost_the_permission_gets_nothing_again() {
        String id = fixture.user("{}");
        Caller owner = fresh("ORG_OWNER@" + HOME);
        String key = freshKey();
        done(setEmail(owner, keyed(key), id, RETURN));

        for (String role : List.of("ORG_OWNER_VIEWER@" + HOME, "ORG_OWNER@" + Fixture.AWAY)) {
            Caller lesser = Caller.of(owner.subject(), Set.of(role));
            assertThat(refusal(setEmail(lesser, keyed(key), id, RETURN))).isEqualTo(PERMISSION_DENIED);
        }
        assertThat(refusal(setEmail(Caller.of(owner.subject(), Set.of()), keyed(key), id, RETURN)))
                .isEqualTo(PERMISSION_DENIED);
        assertThat(done(setEmail(owner, keyed(key), id, RETURN)).emailCode()).isNotNull();
    }

    @Test
    void a_user_gets_the_answer_about_itself_again() {
        String id = fixture.user("{}");
        PatchUser patch =
                new PatchUser(keyed(freshKey()), id, new Change.Members(null, object("{\"name\":\"Me\"}"), null));
        done(fixture.accounts.patch(self(id), patch));

        assertThat(done(fixture.accounts.patch(self(id), patch)).effect()).isEqualTo(REPLAYED);
    }

    @Test
    void a_refusal_is_judged_anew() {
        String id = fixture.user("{}");
        Caller caller = fresh("IAM_OWNER");
        ResendCode resend = new ResendCode(keyed(freshKey()), id, RETURN);
        assertThat(refusal(fixture.accounts.resendContactEmailCode(caller, resend)))
                .isEqualTo(CODE_EMPTY);
        done(setEmail(ADMIN, Preconditions.NONE, id, RETURN));

        assertThat(done(fixture.accounts.resendContactEmailCode(caller, resend)).effect())
                .isEqualTo(CARRIED_OUT);
    }

    @Test
    void a_deletion_can_be_repeated_and_its_creation_does_not_happen_again() {
        Caller caller = fresh("IAM_OWNER");
        String created = freshKey();
        String id = done(create(caller, created, "{}")).details().id();
        UserRef user = new UserRef(keyed(freshKey()), id);
        Receipt deleted = done(fixture.accounts.delete(caller, user));

        Receipt again = done(fixture.accounts.delete(caller, user));

        assertThat(again.version()).isEqualTo(deleted.version());
        assertThat(again.effect()).isEqualTo(REPLAYED);
        assertThat(done(create(caller, created, "{}")).details().id()).isEqualTo(id);
        assertThat(refusal(fixture.accounts.get(ADMIN, new UserRef(Preconditions.NONE, id))))
                .isEqualTo(USER_NOT_FOUND);
    }

    @Test
    void beyond_the_limit_a_caller_has_to_wait_for_its_first_key() {
        Caller caller = fresh("IAM_OWNER");
        String first = freshKey();
        done(create(caller, first, "{}"));
        fixture.clock.forward(Duration.ofHours(1));
        for (int more = 0; more < 4; more++) {
            done(create(caller, freshKey(), "{}"));
        }

        var refused = problem(create(caller, freshKey(), "{}"));

        assertThat(refused.code()).isEqualTo(IDEMPOTENCY_KEYS_EXHAUSTED);
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofHours(23));
        assertThat(done(create(caller, first, "{}")).effect())
                .as("what is kept")
                .isEqualTo(REPLAYED);
        done(create(fresh("IAM_OWNER"), freshKey(), "{}"));
        fixture.clock.forward(Duration.ofHours(23));
        done(create(caller, freshKey(), "{}"));
    }

    @Test
    void a_node_without_the_key_of_an_answer_gives_nothing() {
        Caller caller = fresh("IAM_OWNER");
        String id = fixture.user("{}");
        UserRef user = new UserRef(keyed(freshKey()), id);
        done(fixture.accounts.lock(caller, user));

        try (Fixture other = new Fixture(withMostKeys(5), database, new Key("other", new byte[32]))) {
            other.clock.forward(Duration.between(other.clock.instant(), fixture.clock.instant()));

            assertThat(refusal(other.accounts.lock(caller, user))).isEqualTo(KEY_MISSING);
        }
    }

    @Test
    void every_call_that_changes_a_user_can_be_repeated() {
        Caller caller = fresh("IAM_OWNER");
        String id = fixture.user("{}");
        done(setEmail(ADMIN, Preconditions.NONE, id, RETURN));
        done(fixture.setPhone(ADMIN, id, "+41791234567", RETURN));
        Caller second = fresh("IAM_OWNER");

        repeated(keyed -> setEmail(caller, keyed, id, RETURN));
        repeated(keyed -> fixture.accounts.setContactPhone(
                caller, new SetContactPhone(keyed, id, new SetContact.Phone("+41791234568", RETURN))));
        repeated(keyed -> fixture.accounts.resendContactEmailCode(caller, new ResendCode(keyed, id, RETURN)));
        repeated(keyed -> fixture.accounts.resendContactPhoneCode(caller, new ResendCode(keyed, id, null)));
        repeated(keyed -> fixture.accounts.patch(caller, new PatchUser(keyed, id, null)));
        repeated(keyed -> fixture.accounts.deactivate(second, new UserRef(keyed, id)));
        repeated(keyed -> fixture.accounts.activate(second, new UserRef(keyed, id)));
        repeated(keyed -> fixture.accounts.lock(second, new UserRef(keyed, id)));
        repeated(keyed -> fixture.accounts.unlock(second, new UserRef(keyed, id)));
        repeated(keyed -> fixture.accounts.delete(second, new UserRef(keyed, id)));
    }

    private static void repeated(Function<Preconditions, Outcome<Receipt>> call) {
        Preconditions keyed = keyed(freshKey());
        Receipt first = done(call.apply(keyed));
        Receipt again = done(call.apply(keyed));

        assertThat(first.effect()).isEqualTo(CARRIED_OUT);
        assertThat(again)
                .isEqualTo(
                        new Receipt(first.details(), first.version(), first.emailCode(), first.phoneCode(), REPLAYED));
    }

    @Test
    void a_dry_run_keeps_nothing() {
        String id = fixture.user("{}");
        Caller caller = fresh("IAM_OWNER");
        IdempotencyKey key = IdempotencyKey.of(freshKey());
        Preconditions both = Preconditions.NONE.with(new CallOptions(key, true));
        done(fixture.accounts.lock(caller, new UserRef(both, id)));

        Receipt real = done(fixture.accounts.unlock(
                caller,
                new UserRef(
                        Preconditions.NONE.with(CallOptions.idempotent(key)),
                        done(fixture.accounts.lock(ADMIN, new UserRef(Preconditions.NONE, id)))
                                .details()
                                .id())));

        assertThat(real.effect()).isEqualTo(CARRIED_OUT);
    }
}
