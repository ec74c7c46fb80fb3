package dev.kith.it.rules;

import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.HOME;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.refusal;
import static dev.kith.it.rules.Fixture.self;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.CreateUser;
import dev.kith.api.PatchUser.Change.Members;
import dev.kith.api.Preconditions;
import dev.kith.api.ProblemCode;
import dev.kith.api.SetContact;
import dev.kith.api.UserRef;
import dev.kith.api.Verification;
import dev.kith.core.CoreSettings;
import dev.kith.core.MessagePayload.Occurrence;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.it.engines.Engine;
import dev.kith.spi.UserEventListener.Change;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What listeners get for a call: all its facts in one event, and nothing for a call that changed nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventTest {
    private static final Verification VERIFIED = new Verification.Verified(true);
    private static final Verification RETURN = new Verification.ReturnCode();

    private final Fixture fixture = new Fixture(
            Fixture.announcing(
                    new CoreSettings.Announcements(Set.of(), CoreSettings.UndoPolicy.ALWAYS, Duration.ofDays(7), true)),
            Engine.H2_MEMORY.freshDatabase());

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void a_new_user_is_one_event() {
        String id = "u-new";
        done(fixture.accounts.create(
                ADMIN,
                new CreateUser(
                        Preconditions.inOrganization(HOME),
                        new CreateUser.NewUser(
                                Fixture.SCHEMA,
                                Fixture.object("{}"),
                                new SetContact(new SetContact.Email("a@home.example", RETURN), null),
                                id))));

        OutboxMessage event = fixture.messages().get(0);

        assertThat(event.kind()).isEqualTo(MessageKind.EVENT);
        assertThat(event.userId()).isEqualTo(id);
        assertThat(event.organization()).isEqualTo(HOME);
        assertThat(event.recipient()).isEmpty();
        assertThat(occurrence(event))
                .isEqualTo(new Occurrence(1, Set.of(Change.CREATED, Change.EMAIL_CHANGED, Change.EMAIL_CODE_ISSUED)));
    }

    @Test
    void a_patch_of_everything_is_one_event() {
        String id = fresh();
        done(fixture.patch(
                ADMIN,
                id,
                new Members(
                        null,
                        Fixture.object("{\"name\":\"Mini\"}"),
                        new SetContact(
                                new SetContact.Email("a@home.example", VERIFIED),
                                new SetContact.Phone("+41446681800", RETURN)))));

        assertThat(changes())
                .containsExactlyInAnyOrder(
                        Change.DATA_CHANGED,
                        Change.EMAIL_CHANGED,
                        Change.EMAIL_VERIFIED,
                        Change.PHONE_CHANGED,
                        Change.PHONE_CODE_ISSUED);
    }

    @Test
    void a_redeemed_code_is_an_event_of_its_own() {
        String id = fresh();
        String code = Objects.requireNonNull(
                done(fixture.setEmail(ADMIN, id, "a@home.example", RETURN)).emailCode());
        assertThat(changes()).containsExactlyInAnyOrder(Change.EMAIL_CHANGED, Change.EMAIL_CODE_ISSUED);

        done(fixture.verifyEmail(self(id), id, code));

        assertThat(changes()).containsExactly(Change.EMAIL_VERIFIED);
    }

    @Test
    void a_pending_address_is_an_issued_code_and_its_redemption_the_change() {
        String id = fresh();
        done(fixture.setEmail(ADMIN, id, "a@home.example", VERIFIED));
        fixture.messages();
        fixture.codes.next("SESAME");
        done(fixture.setEmail(self(id), id, "b@home.example", null));
        assertThat(changes()).containsExactly(Change.EMAIL_CODE_ISSUED);

        done(fixture.verifyEmail(self(id), id, "SESAME"));

        assertThat(changes()).containsExactlyInAnyOrder(Change.EMAIL_CHANGED, Change.EMAIL_VERIFIED);
    }

    @Test
    void a_pending_address_that_is_given_up_is_a_withdrawn_code() {
        String id = fresh();
        done(fixture.setEmail(ADMIN, id, "a@home.example", VERIFIED));
        done(fixture.setEmail(self(id), id, "b@home.example", null));
        fixture.messages();

        done(fixture.setEmail(self(id), id, "a@home.example", null));

        assertThat(changes()).containsExactly(Change.EMAIL_CODE_WITHDRAWN);
    }

    @Test
    void every_turn_of_a_users_state_is_an_event() {
        String id = fresh();
        UserRef user = new UserRef(Preconditions.NONE, id);
        done(fixture.accounts.deactivate(ADMIN, user));
        assertThat(changes()).containsExactly(Change.DEACTIVATED);
        done(fixture.accounts.activate(ADMIN, user));
        assertThat(changes()).containsExactly(Change.ACTIVATED);
        done(fixture.accounts.lock(ADMIN, user));
        assertThat(changes()).containsExactly(Change.LOCKED);
        done(fixture.accounts.unlock(ADMIN, user));
        assertThat(changes()).containsExactly(Change.UNLOCKED);
        done(fixture.accounts.delete(ADMIN, user));
        assertThat(changes()).containsExactly(Change.DELETED);
    }

    @Test
    void the_version_tells_which_event_came_first() {
        String id = fresh();
        done(fixture.patchData(ADMIN, id, "{\"name\":\"a\"}"));
        long first = version();
        done(fixture.patchData(ADMIN, id, "{\"name\":\"b\"}"));

        assertThat(version()).isEqualTo(first + 1);
    }

    @Test
    void what_changes_nothing_or_is_refused_is_no_event() {
        String id = fresh();
        done(fixture.patchData(ADMIN, id, "{}"));
        assertThat(refusal(fixture.patchData(ADMIN, id, "{\"name\":1}"))).isEqualTo(ProblemCode.DATA_INVALID);
        assertThat(refusal(fixture.verifyEmail(ADMIN, id, "WRONG1"))).isEqualTo(ProblemCode.CODE_EMPTY);

        assertThat(fixture.messages()).isEmpty();
    }

    @Test
    void an_event_says_nothing_of_data_or_addresses() {
        String id = fresh();
        done(fixture.setEmail(ADMIN, id, "canary@home.example", VERIFIED));
        OutboxMessage event = fixture.messages().get(0);

        assertThat(event + " " + fixture.protector.open(event).occurrence()).doesNotContain("canary");
    }

    private String fresh() {
        String id = fixture.user("{}");
        fixture.messages();
        return id;
    }

    private Set<Change> changes() {
        List<OutboxMessage> messages = fixture.messages();
        List<OutboxMessage> events =
                messages.stream().filter(m -> m.kind() == MessageKind.EVENT).toList();
        assertThat(events).hasSize(1);
        return occurrence(events.get(0)).changes();
    }

    private long version() {
        return occurrence(fixture.messages().get(0)).version();
    }

    private Occurrence occurrence(OutboxMessage event) {
        return Objects.requireNonNull(fixture.protector.open(event).occurrence());
    }
}
