package dev.kith.it.rules;

import static dev.kith.api.ProblemCode.CODE_RATE;
import static dev.kith.api.ProblemCode.DATA_INVALID;
import static dev.kith.api.ProblemCode.DRY_RUN_IMPOSSIBLE;
import static dev.kith.api.ProblemCode.PERMISSION_DENIED;
import static dev.kith.api.ProblemCode.USER_EXISTS;
import static dev.kith.api.ProblemCode.USER_NOT_FOUND;
import static dev.kith.api.ProblemCode.VERSION_MISMATCH;
import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.HOME;
import static dev.kith.it.rules.Fixture.SCHEMA;
import static dev.kith.it.rules.Fixture.VIEWER;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.object;
import static dev.kith.it.rules.Fixture.problem;
import static dev.kith.it.rules.Fixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.CreateUser;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.CallOptions;
import dev.kith.api.Receipt;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserRef;
import dev.kith.api.UserView;
import dev.kith.api.Verification;
import dev.kith.api.VerifyContact;
import dev.kith.core.CoreSettings;
import dev.kith.it.engines.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Dry runs of calls that change users (contract, ruling R74). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserDryRunTest {
    private static final Preconditions DRY = Preconditions.NONE.with(CallOptions.DRY_RUN);
    private static final Verification RETURN = new Verification.ReturnCode();
    private static final Verification SEND = new Verification.SendCode(null);

    /** Two codes an hour, without a pause. */
    private final Fixture fixture = new Fixture(
            Fixture.rules(new CoreSettings.Codes(Duration.ofHours(1), 5, Duration.ZERO, 2)),
            Engine.H2_MEMORY.freshDatabase());

    @AfterAll
    void stop() {
        fixture.close();
    }

    private Outcome<Receipt> create(Preconditions preconditions, @Nullable String id, String address) {
        return fixture.accounts.create(
                ADMIN,
                new CreateUser(
                        preconditions,
                        new CreateUser.NewUser(
                                SCHEMA,
                                object("{\"name\":\"Ada\"}"),
                                new SetContact(new SetContact.Email(address, RETURN), null),
                                id)));
    }

    private Outcome<Receipt> setEmail(String id, String address, Verification how) {
        return fixture.accounts.setContactEmail(
                ADMIN, new SetContactEmail(DRY, id, new SetContact.Email(address, how)));
    }

    private static String address() {
        return UUID.randomUUID() + "@home.example";
    }

    @Test
    void a_creation_tells_what_there_would_be_without_id_version_and_code() {
        Preconditions dry = Preconditions.inOrganization(HOME).with(CallOptions.DRY_RUN);
        String id = "chosen-" + UUID.randomUUID();

        Receipt receipt = done(create(dry, id, address()));

        assertThat(receipt.effect()).isEqualTo(Receipt.Effect.DRY_RUN);
        assertThat(receipt.details().id()).isEmpty();
        assertThat(receipt.details().organization()).isEqualTo(HOME);
        assertThat(receipt.details().changed()).isEqualTo(receipt.details().created());
        assertThat(receipt.version()).isEmpty();
        assertThat(receipt.emailCode()).isNull();
        assertThat(refusal(fixture.accounts.get(ADMIN, new UserRef(Preconditions.NONE, id))))
                .isEqualTo(USER_NOT_FOUND);
        assertThat(done(create(Preconditions.inOrganization(HOME), id, address()))
                        .emailCode())
                .isNotNull();
        assertThat(refusal(create(dry, id, address()))).isEqualTo(USER_EXISTS);
    }

    @Test
    void no_call_stores_or_sends_anything() {
        String id = fixture.user("{\"name\":\"Ada\"}");
        done(fixture.setEmail(ADMIN, id, address(), new Verification.Verified(true)));
        done(fixture.setPhone(ADMIN, id, "+41791234567", RETURN));
        fixture.messages();
        UserView before = fixture.get(id);
        UserRef user = new UserRef(DRY, id);

        List<Outcome<Receipt>> outcomes = List.of(
                fixture.accounts.patch(
                        ADMIN, new PatchUser(DRY, id, new Change.Members(null, object("{\"name\":\"Eve\"}"), null))),
                fixture.accounts.patch(ADMIN, new PatchUser(DRY, id, null)),
                setEmail(id, address(), SEND),
                setEmail(id, address(), RETURN),
                fixture.accounts.setContactPhone(
                        ADMIN, new SetContactPhone(DRY, id, new SetContact.Phone("+41791234569", RETURN))),
                fixture.accounts.resendContactPhoneCode(ADMIN, new ResendCode(DRY, id, RETURN)),
                fixture.accounts.resendContactPhoneCode(ADMIN, new ResendCode(DRY, id, null)),
                fixture.accounts.deactivate(ADMIN, user),
                fixture.accounts.lock(ADMIN, user),
                fixture.accounts.delete(ADMIN, user));

        assertThat(outcomes).allSatisfy(outcome -> {
            Receipt receipt = done(outcome);
            assertThat(receipt.effect()).isEqualTo(Receipt.Effect.DRY_RUN);
            assertThat(receipt.details().id()).isEqualTo(id);
            assertThat(receipt.version()).isEmpty();
            assertThat(receipt.emailCode()).isNull();
            assertThat(receipt.phoneCode()).isNull();
        });
        assertThat(fixture.get(id)).isEqualTo(before);
        assertThat(fixture.messages()).isEmpty();
    }

    @Test
    void the_time_of_change_would_move_only_where_something_would_change() {
        String id = fixture.user("{\"name\":\"Ada\"}");
        UserView before = fixture.get(id);
        fixture.clock.forward(Duration.ofMinutes(1));

        assertThat(done(fixture.accounts.patch(
                                ADMIN,
                                new PatchUser(DRY, id, new Change.Members(null, object("{\"name\":\"Eve\"}"), null))))
                        .details()
                        .changed())
                .isEqualTo(before.details().changed().plus(Duration.ofMinutes(1)));
        assertThat(done(fixture.accounts.patch(
                                ADMIN,
                                new PatchUser(DRY, id, new Change.Members(null, object("{\"name\":\"Ada\"}"), null))))
                        .details())
                .isEqualTo(before.details());
    }

    @Test
    void what_would_be_refused_is_refused() {
        String id = fixture.user("{}");

        assertThat(refusal(fixture.accounts.patch(
                        ADMIN, new PatchUser(DRY, id, new Change.Members(null, object("{\"name\":1}"), null)))))
                .isEqualTo(DATA_INVALID);
        assertThat(refusal(fixture.accounts.unlock(ADMIN, new UserRef(DRY, id))))
                .isEqualTo(USER_NOT_FOUND);
        assertThat(refusal(fixture.accounts.delete(VIEWER, new UserRef(DRY, id))))
                .isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(fixture.accounts.delete(ADMIN, new UserRef(DRY, "nobody"))))
                .isEqualTo(USER_NOT_FOUND);
        Preconditions another = new Preconditions(
                DRY.instance(),
                DRY.organization(),
                new Preconditions.Precondition(Set.of("another"), false),
                DRY.options());
        assertThat(refusal(fixture.accounts.delete(ADMIN, new UserRef(another, id))))
                .isEqualTo(VERSION_MISMATCH);
    }

    @Test
    void budgets_are_looked_at_and_not_spent() {
        String recipient = address();
        String id = fixture.user("{}");
        for (int often = 0; often < 5; often++) {
            done(setEmail(id, recipient, SEND));
        }
        for (int often = 0; often < 2; often++) {
            done(fixture.setEmail(ADMIN, fixture.user("{}"), recipient, SEND));
        }

        var refused = problem(setEmail(id, recipient, SEND));

        assertThat(refused.code()).isEqualTo(CODE_RATE);
        assertThat(refused.retryAfter())
                .isEqualTo(problem(fixture.setEmail(ADMIN, id, recipient, SEND)).retryAfter())
                .isEqualTo(Duration.ofHours(1));
        fixture.clock.forward(Duration.ofHours(1));
        done(setEmail(id, recipient, SEND));
    }

    @Test
    void a_guess_has_no_dry_run() {
        String id = fixture.user("{}");
        String code = done(fixture.setEmail(ADMIN, id, address(), RETURN)).emailCode();
        assertThat(code).isNotNull();

        for (String guess : List.of("WRONG1", String.valueOf(code))) {
            VerifyContact command = new VerifyContact(DRY, id, guess);
            assertThat(refusal(fixture.accounts.verifyContactEmail(ADMIN, command)))
                    .isEqualTo(DRY_RUN_IMPOSSIBLE);
            assertThat(refusal(fixture.accounts.verifyContactPhone(ADMIN, command)))
                    .isEqualTo(DRY_RUN_IMPOSSIBLE);
        }
    }
}
