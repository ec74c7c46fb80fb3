package dev.kith.it.rules;

import static dev.kith.it.rules.World.ADMIN;
import static dev.kith.it.rules.World.HOME;
import static dev.kith.it.rules.World.done;
import static dev.kith.it.rules.World.refusal;
import static dev.kith.it.rules.World.self;
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
import dev.kith.core.OutboxMessage.Kind;
import dev.kith.it.engines.Engine;
import dev.kith.spi.UserEventListener.Change;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What listeners hear of a call: all facts of it in one event, and nothing of a call that changed nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventTest {
    private static final Verification VERIFIED = new Verification.Verified(true);
    private static final Verification RETURN = new Verification.ReturnCode();

    private final World world = new World(
            World.announcing(
                    new CoreSettings.Announcements(Set.of(), CoreSettings.Undo.ALWAYS, Duration.ofDays(7), true)),
            Engine.H2_MEMORY.freshDatabase());

    @AfterAll
    void stop() {
        world.close();
    }

    @Test
    void a_new_user_is_one_event() {
        String id = "u-new";
        done(world.accounts.create(
                ADMIN,
                new CreateUser(
                        Preconditions.inOrganization(HOME),
                        new CreateUser.NewUser(
                                World.SCHEMA,
                                World.object("{}"),
                                new SetContact(new SetContact.Email("a@home.example", RETURN), null),
                                id))));

        OutboxMessage event = world.messages().get(0);

        assertThat(event.kind()).isEqualTo(Kind.EVENT);
        assertThat(event.userId()).isEqualTo(id);
        assertThat(event.organization()).isEqualTo(HOME);
        assertThat(event.recipient()).isEmpty();
        assertThat(occurrence(event))
                .isEqualTo(new Occurrence(1, Set.of(Change.CREATED, Change.EMAIL_CHANGED, Change.EMAIL_CODE_ISSUED)));
    }

    @Test
    void a_patch_of_everything_is_one_event() {
        String id = fresh();
        done(world.patch(
                ADMIN,
                id,
                new Members(
                        null,
                        World.object("{\"name\":\"Mini\"}"),
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
                done(world.setEmail(ADMIN, id, "a@home.example", RETURN)).emailCode());
        assertThat(changes()).containsExactlyInAnyOrder(Change.EMAIL_CHANGED, Change.EMAIL_CODE_ISSUED);

        done(world.verifyEmail(self(id), id, code));

        assertThat(changes()).containsExactly(Change.EMAIL_VERIFIED);
    }

    @Test
    void a_pending_address_is_an_issued_code_and_its_redemption_the_change() {
        String id = fresh();
        done(world.setEmail(ADMIN, id, "a@home.example", VERIFIED));
        world.messages();
        world.codes.next("SESAME");
        done(world.setEmail(self(id), id, "b@home.example", null));
        assertThat(changes()).containsExactly(Change.EMAIL_CODE_ISSUED);

        done(world.verifyEmail(self(id), id, "SESAME"));

        assertThat(changes()).containsExactlyInAnyOrder(Change.EMAIL_CHANGED, Change.EMAIL_VERIFIED);
    }

    @Test
    void a_pending_address_that_is_given_up_is_a_withdrawn_code() {
        String id = fresh();
        done(world.setEmail(ADMIN, id, "a@home.example", VERIFIED));
        done(world.setEmail(self(id), id, "b@home.example", null));
        world.messages();

        done(world.setEmail(self(id), id, "a@home.example", null));

        assertThat(changes()).containsExactly(Change.EMAIL_CODE_WITHDRAWN);
    }

    @Test
    void every_turn_of_a_users_state_is_an_event() {
        String id = fresh();
        UserRef user = new UserRef(Preconditions.NONE, id);
        done(world.accounts.deactivate(ADMIN, user));
        assertThat(changes()).containsExactly(Change.DEACTIVATED);
        done(world.accounts.activate(ADMIN, user));
        assertThat(changes()).containsExactly(Change.ACTIVATED);
        done(world.accounts.lock(ADMIN, user));
        assertThat(changes()).containsExactly(Change.LOCKED);
        done(world.accounts.unlock(ADMIN, user));
        assertThat(changes()).containsExactly(Change.UNLOCKED);
        done(world.accounts.delete(ADMIN, user));
        assertThat(changes()).containsExactly(Change.DELETED);
    }

    @Test
    void the_version_tells_which_event_came_first() {
        String id = fresh();
        done(world.patchData(ADMIN, id, "{\"name\":\"a\"}"));
        long first = version();
        done(world.patchData(ADMIN, id, "{\"name\":\"b\"}"));

        assertThat(version()).isEqualTo(first + 1);
    }

    @Test
    void what_changes_nothing_or_is_refused_is_no_event() {
        String id = fresh();
        done(world.patchData(ADMIN, id, "{}"));
        assertThat(refusal(world.patchData(ADMIN, id, "{\"name\":1}"))).isEqualTo(ProblemCode.DATA_INVALID);
        assertThat(refusal(world.verifyEmail(ADMIN, id, "WRONG1"))).isEqualTo(ProblemCode.CODE_EMPTY);

        assertThat(world.messages()).isEmpty();
    }

    @Test
    void an_event_says_nothing_of_data_or_addresses() {
        String id = fresh();
        done(world.setEmail(ADMIN, id, "canary@home.example", VERIFIED));
        OutboxMessage event = world.messages().get(0);

        assertThat(event + " " + world.protector.open(event).occurrence()).doesNotContain("canary");
    }

    private String fresh() {
        String id = world.user("{}");
        world.messages();
        return id;
    }

    private Set<Change> changes() {
        List<OutboxMessage> messages = world.messages();
        List<OutboxMessage> events =
                messages.stream().filter(m -> m.kind() == Kind.EVENT).toList();
        assertThat(events).hasSize(1);
        return occurrence(events.get(0)).changes();
    }

    private long version() {
        return occurrence(world.messages().get(0)).version();
    }

    private Occurrence occurrence(OutboxMessage event) {
        return Objects.requireNonNull(world.protector.open(event).occurrence());
    }
}
