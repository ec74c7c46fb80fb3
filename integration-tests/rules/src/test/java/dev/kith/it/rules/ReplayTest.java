package dev.kith.it.rules;

import static dev.kith.api.ProblemCode.CODE_INVALID;
import static dev.kith.api.ProblemCode.CODE_RATE;
import static dev.kith.it.rules.World.ADMIN;
import static dev.kith.it.rules.World.done;
import static dev.kith.it.rules.World.refusal;
import static dev.kith.it.rules.World.self;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.CreateUser;
import dev.kith.api.DeliveryAdmin.Cause;
import dev.kith.api.DeliveryAdmin.Channel;
import dev.kith.api.DeliveryAdmin.Dead;
import dev.kith.api.DeliveryAdmin.Depth;
import dev.kith.api.DeliveryAdmin.Replay;
import dev.kith.api.Preconditions;
import dev.kith.api.ResendCode;
import dev.kith.api.UserRef;
import dev.kith.api.Verification;
import dev.kith.core.CoreSettings;
import dev.kith.core.Outbox.End;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.Kind;
import dev.kith.it.engines.Engine;
import dev.kith.spi.VerificationService;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator sees of messages that were given up, and what happens when they are given another chance. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayTest {
    private static final Verification VERIFIED = new Verification.Verified(true);
    private static final Verification SEND = new Verification.SendCode(null);
    private static final String ADDRESS = "mini@home.example";

    private final World shared = new World();
    private World world = shared;

    /** Nothing of an earlier test waits or is dead. */
    @BeforeEach
    void clean() {
        world = shared;
        world.clock.forward(Duration.ofDays(2));
        leased().forEach(one -> world.outbox.close(one, End.VOID, null, world.clock.instant()));
        world.outbox.purge(world.clock.instant().plusSeconds(1));
    }

    @AfterEach
    void closeOther() {
        if (!world.equals(shared)) {
            world.close();
        }
    }

    @AfterAll
    void stop() {
        shared.close();
    }

    @Test
    void a_message_with_a_code_becomes_a_new_message_with_a_new_code_and_the_old_one_is_void() {
        String id = userWithDeadCode("FIRST1");
        world.codes.next("SECOND");

        assertThat(replayOnly()).isEqualTo(Replay.NEW_CODE);

        Leased again = leased().get(0);
        assertThat(world.protector.open(again.message()).code()).isEqualTo("SECOND");
        assertThat(world.protector.open(again.message()).link())
                .isEqualTo("https://id.example/ui/login/mail/verification?userID=" + id
                        + "&code=SECOND&orgID=home&authRequestID=");
        assertThat(again.attempt()).isEqualTo(1);
        assertThat(again.message().recipient()).isEqualTo(ADDRESS);
        assertThat(world.operated.dead(10)).isEmpty();
        assertThat(refusal(world.verifyEmail(self(id), id, "FIRST1"))).isEqualTo(CODE_INVALID);
        done(world.verifyEmail(self(id), id, "SECOND"));
    }

    @Test
    void a_code_that_has_expired_is_issued_anew_as_well() {
        String id = userWithDeadCode("FIRST1");
        world.clock.forward(Duration.ofHours(2));
        world.codes.next("SECOND");

        assertThat(replayOnly()).isEqualTo(Replay.NEW_CODE);

        done(world.verifyEmail(self(id), id, "SECOND"));
    }

    @Test
    void a_replay_takes_nothing_out_of_the_budgets_and_asks_none() {
        fresh(World.rules(new CoreSettings.Codes(Duration.ofHours(1), 5, Duration.ofSeconds(30), 2)), null);
        String id = userWithDeadCode("FIRST1");
        assertThat(refusal(resend(id))).isEqualTo(CODE_RATE);

        assertThat(replayOnly()).isEqualTo(Replay.NEW_CODE);
        giveUpAll();
        assertThat(replayOnly()).isEqualTo(Replay.NEW_CODE);

        world.clock.forward(Duration.ofSeconds(30));
        done(resend(id));
    }

    @Test
    void the_code_for_a_pending_address_goes_to_that_address() {
        String id = world.userWithVerifiedEmail("old@home.example");
        world.messages();
        done(world.setEmail(self(id), id, ADDRESS, SEND));
        giveUpAll();
        world.codes.next("SECOND");

        assertThat(replayOnly()).isEqualTo(Replay.NEW_CODE);

        assertThat(leased()).extracting(leased -> leased.message().recipient()).containsExactly(ADDRESS);
        done(world.verifyEmail(self(id), id, "SECOND"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redeemed", "replaced", "vouched for", "deleted"})
    void what_nobody_needs_any_more_is_not_sent_and_no_longer_listed(String what) {
        String id = userWithDeadCode("FIRST1");
        switch (what) {
            case "redeemed" -> done(world.verifyEmail(self(id), id, "FIRST1"));
            case "replaced" -> done(world.setEmail(ADMIN, id, "other@home.example", new Verification.ReturnCode()));
            case "vouched for" -> done(world.setEmail(ADMIN, id, ADDRESS, VERIFIED));
            default -> done(world.accounts.delete(ADMIN, new UserRef(Preconditions.NONE, id)));
        }

        assertThat(replayOnly()).isEqualTo(Replay.NOT_NEEDED);

        assertThat(world.operated.dead(10)).isEmpty();
        assertThat(leased()).isEmpty();
    }

    @Test
    void a_message_that_was_not_given_up_cannot_be_replayed() {
        String id = world.user("{}");
        done(world.setEmail(ADMIN, id, ADDRESS, SEND));
        Leased waiting = leased().get(0);

        assertThat(world.operated.replay(waiting.message().id())).isEqualTo(Replay.NOT_DEAD);
        world.outbox.close(waiting, End.DELIVERED, null, world.clock.instant());
        assertThat(world.operated.replay(waiting.message().id())).isEqualTo(Replay.NOT_DEAD);
        assertThat(world.operated.replay("no such\u0000id")).isEqualTo(Replay.NOT_DEAD);
    }

    @Test
    void a_notice_is_sent_again_with_a_link_that_works() {
        String id = world.userWithVerifiedEmail("old@home.example");
        done(world.setEmail(ADMIN, id, "new@home.example", VERIFIED));
        giveUpAll();

        assertThat(replayOnly()).isEqualTo(Replay.DUE_AGAIN);

        OutboxMessage notice = leased().get(0).message();
        assertThat(notice.kind()).isEqualTo(Kind.NOTICE);
        assertThat(notice.recipient()).isEqualTo("old@home.example");
        assertThat(world.protector.open(notice).replacement()).isEqualTo("n***@h***.example");
        assertThat(done(world.restoration.restore(token(notice)))).isEqualTo("old@home.example");
        assertThat(Objects.requireNonNull(world.get(id).email()).value()).isEqualTo("old@home.example");
    }

    @Test
    void a_notice_of_a_change_that_was_undone_is_not_needed() {
        String id = world.userWithVerifiedEmail("old@home.example");
        done(world.setEmail(ADMIN, id, "new@home.example", VERIFIED));
        List<Leased> notices = leased();
        done(world.restoration.restore(token(notices.get(0).message())));
        giveUp(notices);

        assertThat(replayOnly()).isEqualTo(Replay.NOT_NEEDED);
    }

    @Test
    void a_notice_of_an_undoing_cannot_be_undone_in_its_replay_either() {
        String id = world.userWithVerifiedEmail("old@home.example");
        done(world.setEmail(ADMIN, id, "new@home.example", VERIFIED));
        done(world.restoration.restore(token(leased().get(0).message())));
        List<Leased> undone = leased();
        assertThat(undone.get(0).message().recipient()).isEqualTo("new@home.example");
        giveUp(undone);

        assertThat(replayOnly()).isEqualTo(Replay.DUE_AGAIN);

        assertThat(world.protector.open(leased().get(0).message()).link()).isNull();
    }

    @Test
    void a_notice_whose_change_can_no_longer_be_undone_is_not_needed() {
        String id = world.userWithVerifiedEmail("old@home.example");
        done(world.setEmail(ADMIN, id, "new@home.example", VERIFIED));
        giveUpAll();
        world.clock.forward(Duration.ofDays(7).plusSeconds(1));

        assertThat(replayOnly()).isEqualTo(Replay.NOT_NEEDED);
    }

    @Test
    void a_notice_tells_nothing_of_a_later_user_of_the_same_id() {
        String id = world.userWithVerifiedEmail("old@home.example");
        done(world.setEmail(ADMIN, id, "new@home.example", VERIFIED));
        giveUpAll();
        done(world.accounts.delete(ADMIN, new UserRef(Preconditions.NONE, id)));
        world.clock.forward(Duration.ofMinutes(1));
        done(world.accounts.create(
                ADMIN,
                new CreateUser(
                        Preconditions.inOrganization(World.HOME),
                        new CreateUser.NewUser(World.SCHEMA, World.object("{\"name\":\"Other\"}"), null, id))));
        done(world.setEmail(ADMIN, id, "other@home.example", VERIFIED));

        assertThat(replayOnly()).isEqualTo(Replay.NOT_NEEDED);
    }

    @Test
    void an_event_is_told_again_to_those_who_have_not_accepted_it() {
        fresh(
                World.announcing(
                        new CoreSettings.Announcements(Set.of(), CoreSettings.Undo.ALWAYS, Duration.ofDays(7), true)),
                null);
        world.user("{}");
        Leased event = leased().get(0);
        OutboxMessage before = event.message();
        giveUp(List.of(event.accepted(Set.of("accepted", "!refused"))));

        assertThat(replayOnly()).isEqualTo(Replay.DUE_AGAIN);

        Leased again = leased().get(0);
        assertThat(again.message()).isEqualTo(before);
        assertThat(again.accepted()).containsExactly("accepted");
        assertThat(again.attempt()).isEqualTo(1);
    }

    @Test
    void a_verification_that_an_outside_service_makes_is_started_again_under_the_same_id() {
        fresh(World.RULES, new OutsideService());
        String id = world.user("{}");
        done(world.setPhone(ADMIN, id, "+41446681800", SEND));
        String message = giveUpAll().get(0).message().id();

        assertThat(replayOnly()).isEqualTo(Replay.DUE_AGAIN);

        assertThat(leased()).extracting(leased -> leased.message().id()).containsExactly(message);
        done(world.verifyPhone(self(id), id, OutsideService.CODE));
    }

    @Test
    void a_verification_that_has_expired_is_started_anew() {
        fresh(World.RULES, new OutsideService());
        String id = world.user("{}");
        done(world.setPhone(ADMIN, id, "+41446681800", SEND));
        String message = giveUpAll().get(0).message().id();
        world.clock.forward(Duration.ofHours(2));

        assertThat(replayOnly()).isEqualTo(Replay.NEW_CODE);

        assertThat(leased())
                .extracting(leased -> leased.message().id())
                .hasSize(1)
                .doesNotContain(message);
        done(world.verifyPhone(self(id), id, OutsideService.CODE));
    }

    @Test
    void what_was_given_up_is_listed_by_the_time_of_that_and_tells_neither_code_nor_recipient() {
        String id = userWithDeadCode("FIRST1");
        Instant first = world.clock.instant();
        world.clock.forward(Duration.ofMinutes(5));
        userWithDeadCode("OTHER1");

        assertThat(world.operated.dead(1)).hasSize(1);
        List<Dead> dead = world.operated.dead(10);
        assertThat(dead).hasSize(2);
        Dead one = dead.get(0);
        assertThat(one.userId()).isEqualTo(id);
        assertThat(one.organizationId()).isEqualTo("home");
        assertThat(one.kind()).isEqualTo(dev.kith.api.DeliveryAdmin.Kind.SEND_CODE);
        assertThat(one.channel()).isEqualTo(Channel.EMAIL);
        assertThat(one.cause()).isEqualTo(Cause.GIVEN_UP);
        assertThat(one.detail()).isEqualTo("smtp-451");
        assertThat(one.attempts()).isEqualTo(1);
        assertThat(one.created()).isEqualTo(first);
        assertThat(one.died()).isEqualTo(first);
        assertThat(dead.toString()).doesNotContain("FIRST1", "OTHER1", "mini", "home.example");
    }

    @Test
    void the_backlog_tells_what_waits_what_is_on_its_way_and_what_was_given_up() {
        userWithDeadCode("FIRST1");
        Instant oldest = world.clock.instant();
        String id = world.user("{}");
        done(world.setEmail(ADMIN, id, "a@home.example", SEND));
        world.clock.forward(Duration.ofSeconds(1));
        done(world.setPhone(ADMIN, id, "+41446681800", SEND));
        assertThat(world.outbox.lease(OutboxMessage.Kind.ALL, "one", 1, world.clock.instant(), Duration.ofMinutes(1)))
                .hasSize(1);

        assertThat(world.operated.backlog().oldest()).isEqualTo(oldest);
        assertThat(codes()).isEqualTo(new Depth(dev.kith.api.DeliveryAdmin.Kind.SEND_CODE, 1, 1, 1));
        assertThat(world.operated.backlog().depths()).hasSize(dev.kith.api.DeliveryAdmin.Kind.values().length);

        world.clock.forward(Duration.ofMinutes(1));
        assertThat(codes()).isEqualTo(new Depth(dev.kith.api.DeliveryAdmin.Kind.SEND_CODE, 2, 0, 1));
    }

    @Test
    void where_nothing_waits_there_is_no_oldest() {
        assertThat(world.operated.backlog().oldest()).isNull();
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "H2_FILE", mode = EnumSource.Mode.EXCLUDE)
    void of_several_who_replay_a_message_at_once_one_does_it(Engine engine) throws Exception {
        world = new World(World.RULES, engine.freshDatabase());
        String id = userWithDeadCode("FIRST1");
        String message = world.operated.dead(1).get(0).id();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Replay> replay = () -> world.operated.replay(message);
            List<Replay> results = new ArrayList<>();
            for (Future<Replay> one : threads.invokeAll(List.of(replay, replay, replay, replay))) {
                results.add(one.get());
            }

            assertThat(results).containsOnlyOnce(Replay.NEW_CODE).contains(Replay.NOT_DEAD);
            assertThat(results).containsOnly(Replay.NEW_CODE, Replay.NOT_DEAD);
            assertThat(leased())
                    .singleElement()
                    .satisfies(leased -> assertThat(leased.message().userId()).isEqualTo(id));
        } finally {
            threads.shutdownNow();
        }
    }

    private void fresh(CoreSettings settings, @Nullable VerificationService outside) {
        world = new World(settings, Engine.H2_MEMORY.freshDatabase(), World.KEY, outside);
    }

    private String userWithDeadCode(String code) {
        String id = world.user("{}");
        world.codes.next(code);
        done(world.setEmail(ADMIN, id, ADDRESS, SEND));
        giveUpAll();
        return id;
    }

    private List<Leased> leased() {
        return world.outbox.lease(
                OutboxMessage.Kind.ALL, UUID.randomUUID().toString(), 100, world.clock.instant(), Duration.ofDays(1));
    }

    private List<Leased> giveUpAll() {
        return giveUp(leased());
    }

    private List<Leased> giveUp(List<Leased> messages) {
        messages.forEach(one -> world.outbox.close(one, End.DEAD, "given-up: smtp-451", world.clock.instant()));
        return messages;
    }

    private Replay replayOnly() {
        List<Dead> dead = world.operated.dead(10);
        assertThat(dead).hasSize(1);
        return world.operated.replay(dead.get(0).id());
    }

    private Depth codes() {
        return world.operated.backlog().depths().get(0);
    }

    private dev.kith.api.Outcome<?> resend(String id) {
        return world.accounts.resendContactEmailCode(ADMIN, new ResendCode(Preconditions.NONE, id, null));
    }

    private String token(OutboxMessage notice) {
        String query = URI.create(
                        Objects.requireNonNull(world.protector.open(notice).link()))
                .getQuery();
        return query.substring("token=".length());
    }
}
