package dev.kith.it.rules;

import static dev.kith.api.ProblemCode.CODE_INVALID;
import static dev.kith.api.ProblemCode.CODE_RATE;
import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.refusal;
import static dev.kith.it.rules.Fixture.self;
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
import dev.kith.core.OutboxMessage.MessageKind;
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

    private final Fixture shared = new Fixture(Fixture.UNDOABLE, Engine.H2_MEMORY.freshDatabase());
    private Fixture fixture = shared;

    /** Nothing of an earlier test waits or is dead. */
    @BeforeEach
    void clean() {
        fixture = shared;
        fixture.clock.forward(Duration.ofDays(2));
        leased().forEach(one -> fixture.outbox.close(one, End.VOID, null, fixture.clock.instant()));
        fixture.outbox.purge(fixture.clock.instant().plusSeconds(1));
    }

    @AfterEach
    void closeOther() {
        if (!fixture.equals(shared)) {
            fixture.close();
        }
    }

    @AfterAll
    void stop() {
        shared.close();
    }

    @Test
    void a_message_with_a_code_becomes_a_new_message_with_a_new_code_and_the_old_one_is_void() {
        String id = userWithDeadCode("FIRST1");
        fixture.codes.next("SECOND");

        assertThat(replayOnly()).isEqualTo(Replay.NEW_CODE);

        Leased again = leased().get(0);
        assertThat(fixture.protector.open(again.message()).code()).isEqualTo("SECOND");
        assertThat(fixture.protector.open(again.message()).link())
                .isEqualTo("https://id.example/ui/login/mail/verification?userID=" + id
                        + "&code=SECOND&orgID=home&authRequestID=");
        assertThat(again.attempt()).isEqualTo(1);
        assertThat(again.message().recipient()).isEqualTo(ADDRESS);
        assertThat(fixture.operated.dead(10)).isEmpty();
        assertThat(refusal(fixture.verifyEmail(self(id), id, "FIRST1"))).isEqualTo(CODE_INVALID);
        done(fixture.verifyEmail(self(id), id, "SECOND"));
    }

    @Test
    void a_code_that_has_expired_is_issued_anew_as_well() {
        String id = userWithDeadCode("FIRST1");
        fixture.clock.forward(Duration.ofHours(2));
        fixture.codes.next("SECOND");

        assertThat(replayOnly()).isEqualTo(Replay.NEW_CODE);

        done(fixture.verifyEmail(self(id), id, "SECOND"));
    }

    @Test
    void a_replay_takes_nothing_out_of_the_budgets_and_asks_none() {
        fresh(Fixture.rules(new CoreSettings.Codes(Duration.ofHours(1), 5, Duration.ofSeconds(30), 2)), null);
        String id = userWithDeadCode("FIRST1");
        assertThat(refusal(resend(id))).isEqualTo(CODE_RATE);

        assertThat(replayOnly()).isEqualTo(Replay.NEW_CODE);
        giveUpAll();
        assertThat(replayOnly()).isEqualTo(Replay.NEW_CODE);

        fixture.clock.forward(Duration.ofSeconds(30));
        done(resend(id));
    }

    @Test
    void the_code_for_a_pending_address_goes_to_that_address() {
        String id = fixture.userWithVerifiedEmail("old@home.example");
        fixture.messages();
        done(fixture.setEmail(self(id), id, ADDRESS, SEND));
        giveUpAll();
        fixture.codes.next("SECOND");

        assertThat(replayOnly()).isEqualTo(Replay.NEW_CODE);

        assertThat(leased()).extracting(leased -> leased.message().recipient()).containsExactly(ADDRESS);
        done(fixture.verifyEmail(self(id), id, "SECOND"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redeemed", "replaced", "vouched for", "deleted"})
    void what_nobody_needs_any_more_is_not_sent_and_no_longer_listed(String what) {
        String id = userWithDeadCode("FIRST1");
        switch (what) {
            case "redeemed" -> done(fixture.verifyEmail(self(id), id, "FIRST1"));
            case "replaced" -> done(fixture.setEmail(ADMIN, id, "other@home.example", new Verification.ReturnCode()));
            case "vouched for" -> done(fixture.setEmail(ADMIN, id, ADDRESS, VERIFIED));
            default -> done(fixture.accounts.delete(ADMIN, new UserRef(Preconditions.NONE, id)));
        }

        assertThat(replayOnly()).isEqualTo(Replay.NOT_NEEDED);

        assertThat(fixture.operated.dead(10)).isEmpty();
        assertThat(leased()).isEmpty();
    }

    @Test
    void a_message_that_was_not_given_up_cannot_be_replayed() {
        String id = fixture.user("{}");
        done(fixture.setEmail(ADMIN, id, ADDRESS, SEND));
        Leased waiting = leased().get(0);

        assertThat(fixture.operated.replay(waiting.message().id())).isEqualTo(Replay.NOT_DEAD);
        fixture.outbox.close(waiting, End.DELIVERED, null, fixture.clock.instant());
        assertThat(fixture.operated.replay(waiting.message().id())).isEqualTo(Replay.NOT_DEAD);
        assertThat(fixture.operated.replay("no such\u0000id")).isEqualTo(Replay.NOT_DEAD);
    }

    @Test
    void a_notice_is_sent_again_with_a_link_that_works() {
        String id = fixture.userWithVerifiedEmail("old@home.example");
        done(fixture.setEmail(ADMIN, id, "new@home.example", VERIFIED));
        giveUpAll();

        assertThat(replayOnly()).isEqualTo(Replay.DUE_AGAIN);

        OutboxMessage notice = leased().get(0).message();
        assertThat(notice.kind()).isEqualTo(MessageKind.NOTICE);
        assertThat(notice.recipient()).isEqualTo("old@home.example");
        assertThat(fixture.protector.open(notice).replacement()).isEqualTo("n***@h***.example");
        assertThat(done(fixture.restoration.restore(token(notice)))).isEqualTo("old@home.example");
        assertThat(Objects.requireNonNull(fixture.get(id).email()).value()).isEqualTo("old@home.example");
    }

    @Test
    void a_notice_of_a_change_that_was_undone_is_not_needed() {
        String id = fixture.userWithVerifiedEmail("old@home.example");
        done(fixture.setEmail(ADMIN, id, "new@home.example", VERIFIED));
        List<Leased> notices = leased();
        done(fixture.restoration.restore(token(notices.get(0).message())));
        giveUp(notices);

        assertThat(replayOnly()).isEqualTo(Replay.NOT_NEEDED);
    }

    @Test
    void a_notice_of_an_undoing_cannot_be_undone_in_its_replay_either() {
        String id = fixture.userWithVerifiedEmail("old@home.example");
        done(fixture.setEmail(ADMIN, id, "new@home.example", VERIFIED));
        done(fixture.restoration.restore(token(leased().get(0).message())));
        List<Leased> undone = leased();
        assertThat(undone.get(0).message().recipient()).isEqualTo("new@home.example");
        giveUp(undone);

        assertThat(replayOnly()).isEqualTo(Replay.DUE_AGAIN);

        assertThat(fixture.protector.open(leased().get(0).message()).link()).isNull();
    }

    @Test
    void a_notice_whose_change_can_no_longer_be_undone_is_not_needed() {
        String id = fixture.userWithVerifiedEmail("old@home.example");
        done(fixture.setEmail(ADMIN, id, "new@home.example", VERIFIED));
        giveUpAll();
        fixture.clock.forward(Duration.ofDays(7).plusSeconds(1));

        assertThat(replayOnly()).isEqualTo(Replay.NOT_NEEDED);
    }

    @Test
    void a_notice_tells_nothing_of_a_later_user_of_the_same_id() {
        String id = fixture.userWithVerifiedEmail("old@home.example");
        done(fixture.setEmail(ADMIN, id, "new@home.example", VERIFIED));
        giveUpAll();
        done(fixture.accounts.delete(ADMIN, new UserRef(Preconditions.NONE, id)));
        fixture.clock.forward(Duration.ofMinutes(1));
        done(fixture.accounts.create(
                ADMIN,
                new CreateUser(
                        Preconditions.inOrganization(Fixture.HOME),
                        new CreateUser.NewUser(Fixture.SCHEMA, Fixture.object("{\"name\":\"Other\"}"), null, id))));
        done(fixture.setEmail(ADMIN, id, "other@home.example", VERIFIED));

        assertThat(replayOnly()).isEqualTo(Replay.NOT_NEEDED);
    }

    @Test
    void an_event_is_told_again_to_those_who_have_not_accepted_it() {
        fresh(
                Fixture.announcing(new CoreSettings.Announcements(
                        Set.of(), CoreSettings.UndoPolicy.ALWAYS, Duration.ofDays(7), true)),
                null);
        fixture.user("{}");
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
        fresh(Fixture.RULES, new OutsideService());
        String id = fixture.user("{}");
        done(fixture.setPhone(ADMIN, id, "+41446681800", SEND));
        String message = giveUpAll().get(0).message().id();

        assertThat(replayOnly()).isEqualTo(Replay.DUE_AGAIN);

        assertThat(leased()).extracting(leased -> leased.message().id()).containsExactly(message);
        done(fixture.verifyPhone(self(id), id, OutsideService.CODE));
    }

    @Test
    void a_verification_that_has_expired_is_started_anew() {
        fresh(Fixture.RULES, new OutsideService());
        String id = fixture.user("{}");
        done(fixture.setPhone(ADMIN, id, "+41446681800", SEND));
        String message = giveUpAll().get(0).message().id();
        fixture.clock.forward(Duration.ofHours(2));

        assertThat(replayOnly()).isEqualTo(Replay.NEW_CODE);

        assertThat(leased())
                .extracting(leased -> leased.message().id())
                .hasSize(1)
                .doesNotContain(message);
        done(fixture.verifyPhone(self(id), id, OutsideService.CODE));
    }

    @Test
    void what_was_given_up_is_listed_by_the_time_of_that_and_tells_neither_code_nor_recipient() {
        String id = userWithDeadCode("FIRST1");
        Instant first = fixture.clock.instant();
        fixture.clock.forward(Duration.ofMinutes(5));
        userWithDeadCode("OTHER1");

        assertThat(fixture.operated.dead(1)).hasSize(1);
        List<Dead> dead = fixture.operated.dead(10);
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
        Instant oldest = fixture.clock.instant();
        String id = fixture.user("{}");
        done(fixture.setEmail(ADMIN, id, "a@home.example", SEND));
        fixture.clock.forward(Duration.ofSeconds(1));
        done(fixture.setPhone(ADMIN, id, "+41446681800", SEND));
        assertThat(fixture.outbox.lease(
                        OutboxMessage.MessageKind.ALL, "one", 1, fixture.clock.instant(), Duration.ofMinutes(1)))
                .hasSize(1);

        assertThat(fixture.operated.backlog().oldest()).isEqualTo(oldest);
        assertThat(codes()).isEqualTo(new Depth(dev.kith.api.DeliveryAdmin.Kind.SEND_CODE, 1, 1, 1));
        assertThat(fixture.operated.backlog().depths()).hasSize(dev.kith.api.DeliveryAdmin.Kind.values().length);

        fixture.clock.forward(Duration.ofMinutes(1));
        assertThat(codes()).isEqualTo(new Depth(dev.kith.api.DeliveryAdmin.Kind.SEND_CODE, 2, 0, 1));
    }

    @Test
    void where_nothing_waits_there_is_no_oldest() {
        assertThat(fixture.operated.backlog().oldest()).isNull();
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "H2_FILE", mode = EnumSource.Mode.EXCLUDE)
    void of_several_who_replay_a_message_at_once_one_does_it(Engine engine) throws Exception {
        fixture = new Fixture(Fixture.RULES, engine.freshDatabase());
        String id = userWithDeadCode("FIRST1");
        String message = fixture.operated.dead(1).get(0).id();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Replay> replay = () -> fixture.operated.replay(message);
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
        fixture = new Fixture(settings, Engine.H2_MEMORY.freshDatabase(), Fixture.KEY, outside);
    }

    private String userWithDeadCode(String code) {
        String id = fixture.user("{}");
        fixture.codes.next(code);
        done(fixture.setEmail(ADMIN, id, ADDRESS, SEND));
        giveUpAll();
        return id;
    }

    private List<Leased> leased() {
        return fixture.outbox.lease(
                OutboxMessage.MessageKind.ALL,
                UUID.randomUUID().toString(),
                100,
                fixture.clock.instant(),
                Duration.ofDays(1));
    }

    private List<Leased> giveUpAll() {
        return giveUp(leased());
    }

    private List<Leased> giveUp(List<Leased> messages) {
        messages.forEach(one -> fixture.outbox.close(one, End.DEAD, "given-up: smtp-451", fixture.clock.instant()));
        return messages;
    }

    private Replay replayOnly() {
        List<Dead> dead = fixture.operated.dead(10);
        assertThat(dead).hasSize(1);
        return fixture.operated.replay(dead.get(0).id());
    }

    private Depth codes() {
        return fixture.operated.backlog().depths().get(0);
    }

    private dev.kith.api.Outcome<?> resend(String id) {
        return fixture.accounts.resendContactEmailCode(ADMIN, new ResendCode(Preconditions.NONE, id, null));
    }

    private String token(OutboxMessage notice) {
        String query = URI.create(
                        Objects.requireNonNull(fixture.protector.open(notice).link()))
                .getQuery();
        return query.substring("token=".length());
    }
}
