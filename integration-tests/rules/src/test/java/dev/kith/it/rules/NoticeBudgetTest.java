package dev.kith.it.rules;

import static dev.kith.api.ProblemCode.CODE_INVALID;
import static dev.kith.api.ProblemCode.CODE_RATE;
import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.HOME_OWNER;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.DeliveryAdmin.Depth;
import dev.kith.api.DeliveryAdmin.Kind;
import dev.kith.api.Preconditions;
import dev.kith.api.UserRef;
import dev.kith.api.Verification;
import dev.kith.core.CoreSettings;
import dev.kith.core.Outbox.End;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Notices of replaced contacts are limited, and none that is beyond a limit is lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoticeBudgetTest {
    private static final Verification VERIFIED = new Verification.Verified(true);
    private static final Verification SEND = new Verification.SendCode(null);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String VICTIM = "victim@corp.example";
    private static final CoreSettings TWO_CODES_AN_HOUR = new CoreSettings(
            "default",
            Fixture.UNDOABLE.instanceDomains(),
            true,
            Fixture.UNDOABLE.publicUrl(),
            Fixture.UNDOABLE.allowedOrigins(),
            new CoreSettings.Codes(HOUR, 5, Duration.ZERO, 2),
            Fixture.UNDOABLE.selfChange(),
            Fixture.UNDOABLE.ownerChange(),
            Fixture.UNDOABLE.announcements(),
            CoreSettings.ChosenIds.ALL,
            CoreSettings.SchemaLimits.DEFAULTS,
            CoreSettings.IDEMPOTENCY_KEYS);

    private final Fixture fixture = new Fixture(TWO_CODES_AN_HOUR, Engine.H2_MEMORY.freshDatabase());

    /** Nothing of an earlier test waits, and no budget is spent. */
    @BeforeEach
    void forget() {
        fixture.clock.forward(Duration.ofDays(20));
        delivered();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void sixty_changes_of_an_address_give_three_notices_and_a_fourth_in_the_next_hour() {
        String id = fixture.userWithVerifiedEmail(VICTIM);
        flip(id, 60);

        assertThat(recipients(notices())).containsExactlyInAnyOrder(VICTIM, "other@corp.example", VICTIM);
        fixture.clock.forward(HOUR.minusSeconds(1));
        assertThat(notices()).isEmpty();
        fixture.clock.forward(Duration.ofSeconds(1));
        assertThat(recipients(notices())).containsExactly("other@corp.example");
        fixture.clock.forward(Duration.ofDays(1));
        assertThat(notices()).isEmpty();
    }

    @Test
    void an_address_that_is_changed_all_day_gets_three_notices_an_hour() {
        String id = fixture.userWithVerifiedEmail("a@corp.example");
        List<Integer> hours = new ArrayList<>();
        for (int hour = 0; hour < 5; hour++) {
            flip(id, 20);
            hours.add(notices().size());
            fixture.clock.forward(HOUR);
        }

        assertThat(hours).containsExactly(3, 3, 3, 3, 3);
        assertThat(notices()).hasSize(1);
    }

    @Test
    void a_notice_that_waits_carries_the_oldest_value_and_undoing_it_voids_the_younger() {
        String id = fixture.userWithVerifiedEmail("v0@corp.example");
        for (int change = 1; change <= 9; change++) {
            done(fixture.setEmail(ADMIN, id, "v" + change + "@corp.example", VERIFIED));
        }
        List<OutboxMessage> first = notices();
        assertThat(recipients(first)).containsExactly("v0@corp.example", "v1@corp.example", "v2@corp.example");
        fixture.clock.forward(HOUR);
        OutboxMessage waited = notices().get(0);

        assertThat(waited.recipient()).isEqualTo("v3@corp.example");
        assertThat(done(fixture.restoration.restore(token(waited)))).isEqualTo("v3@corp.example");
        assertThat(Objects.requireNonNull(fixture.get(id).email()).value()).isEqualTo("v3@corp.example");
        assertThat(done(fixture.restoration.restore(token(first.get(0))))).isEqualTo("v0@corp.example");
        assertThat(Objects.requireNonNull(fixture.get(id).email()).value()).isEqualTo("v0@corp.example");
    }

    @Test
    void undoing_an_older_change_voids_the_link_of_a_notice_that_waits() {
        String id = fixture.userWithVerifiedEmail("v0@corp.example");
        for (int change = 1; change <= 4; change++) {
            done(fixture.setEmail(ADMIN, id, "v" + change + "@corp.example", VERIFIED));
        }
        done(fixture.restoration.restore(token(notices().get(0))));
        fixture.clock.forward(HOUR);
        OutboxMessage waited = notices().get(0);

        assertThat(refusal(fixture.restoration.restore(token(waited)))).isEqualTo(CODE_INVALID);
        assertThat(Objects.requireNonNull(fixture.get(id).email()).value()).isEqualTo("v0@corp.example");
    }

    @Test
    void a_recipient_of_many_users_gets_ten_notices_an_hour_and_all_of_them_in_the_end() {
        List<String> users = IntStream.range(0, 25)
                .mapToObj(i -> fixture.userWithVerifiedEmail(i % 2 == 0 ? VICTIM : "Victim+tag" + i + "@CORP.example"))
                .toList();
        users.forEach(id -> done(fixture.setEmail(HOME_OWNER, id, "new@corp.example", VERIFIED)));

        List<String> told = new ArrayList<>();
        List<Integer> hours = new ArrayList<>();
        for (int hour = 0; hour < 4; hour++) {
            List<OutboxMessage> notices = notices();
            notices.forEach(notice -> told.add(notice.userId()));
            hours.add(notices.size());
            fixture.clock.forward(HOUR);
        }

        assertThat(hours).containsExactly(10, 10, 5, 0);
        assertThat(told).containsExactlyInAnyOrderElementsOf(users);
    }

    @Test
    void who_waits_for_a_later_hour_takes_a_place_of_that_hour() {
        List<String> users = IntStream.range(0, 12)
                .mapToObj(i -> fixture.userWithVerifiedEmail(VICTIM))
                .toList();
        users.forEach(id -> done(fixture.setEmail(ADMIN, id, "new@corp.example", VERIFIED)));
        assertThat(notices()).hasSize(10);
        fixture.clock.forward(HOUR);
        List<String> more = IntStream.range(0, 10)
                .mapToObj(i -> fixture.userWithVerifiedEmail(VICTIM))
                .toList();
        more.forEach(id -> done(fixture.setEmail(ADMIN, id, "new@corp.example", VERIFIED)));

        assertThat(notices()).hasSize(10);
        fixture.clock.forward(HOUR);
        assertThat(notices()).hasSize(2);
    }

    /** What a user's own limit puts off until the next hour is one of the ten of the hour in which it goes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30})
    void a_notice_that_waits_for_its_user_is_one_of_the_ten_of_its_recipient(int minutes) {
        String first = fixture.userWithVerifiedEmail("a0@corp.example");
        done(fixture.setEmail(ADMIN, first, "a1@corp.example", VERIFIED));
        fixture.clock.forward(Duration.ofMinutes(minutes));
        done(fixture.setEmail(ADMIN, first, "a2@corp.example", VERIFIED));
        done(fixture.setEmail(ADMIN, first, VICTIM, VERIFIED));
        done(fixture.setEmail(ADMIN, first, "thief@corp.example", VERIFIED));
        IntStream.range(0, 12)
                .mapToObj(i -> fixture.userWithVerifiedEmail(VICTIM))
                .forEach(id -> done(fixture.setEmail(ADMIN, id, "new@corp.example", VERIFIED)));

        Instant begun = fixture.clock.instant();
        int[] hours = new int[4];
        for (int minute = 0; minute <= 180; minute++) {
            int hour = (int) Duration.between(begun, fixture.clock.instant()).toHours();
            hours[hour] += Collections.frequency(recipients(notices()), VICTIM);
            fixture.clock.forward(Duration.ofMinutes(1));
        }

        assertThat(IntStream.of(hours).max().orElseThrow()).isLessThanOrEqualTo(10);
        assertThat(IntStream.of(hours).sum()).isEqualTo(13);
    }

    @Test
    void a_notice_comes_to_a_recipient_whose_codes_are_used_up() {
        String victim = fixture.userWithVerifiedEmail(VICTIM);
        for (int code = 0; code < 2; code++) {
            done(fixture.setEmail(ADMIN, fixture.user("{}"), VICTIM, SEND));
        }
        String beyond = fixture.user("{}");
        assertThat(refusal(fixture.setEmail(ADMIN, beyond, VICTIM, SEND))).isEqualTo(CODE_RATE);

        done(fixture.setEmail(ADMIN, victim, "thief@corp.example", VERIFIED));

        assertThat(recipients(notices())).containsExactly(VICTIM);
    }

    @Test
    void codes_come_to_a_recipient_and_user_whose_notices_are_used_up() {
        List<String> users = IntStream.range(0, 11)
                .mapToObj(i -> fixture.userWithVerifiedEmail(VICTIM))
                .toList();
        users.forEach(id -> done(fixture.setEmail(ADMIN, id, "new@corp.example", VERIFIED)));
        String flipped = fixture.userWithVerifiedEmail("a@corp.example");
        flip(flipped, 8);
        delivered();

        done(fixture.setEmail(ADMIN, flipped, VICTIM, SEND));
        done(fixture.setEmail(ADMIN, fixture.user("{}"), VICTIM, SEND));

        assertThat(delivered())
                .extracting(OutboxMessage::kind)
                .containsOnly(MessageKind.SEND_CODE)
                .hasSize(2);
    }

    @Test
    void the_other_contact_of_a_user_has_a_budget_of_its_own() {
        String id = fixture.userWithVerifiedEmail("a@corp.example");
        done(fixture.setPhone(ADMIN, id, "+41446681800", VERIFIED));
        flip(id, 8);
        notices();

        done(fixture.setPhone(ADMIN, id, "+41446681801", VERIFIED));

        assertThat(recipients(notices())).containsExactly("+41446681800");
    }

    @Test
    void what_waits_for_its_turn_is_counted_apart_from_what_waits_for_delivery() {
        String id = fixture.userWithVerifiedEmail("a@corp.example");
        flip(id, 8);

        assertThat(fixture.operated.backlog().depths()).contains(new Depth(Kind.NOTICE, 3, 0, 0, 1));
        notices();
        assertThat(fixture.operated.backlog().depths()).contains(new Depth(Kind.NOTICE, 0, 0, 0, 1));
        fixture.clock.forward(HOUR);
        assertThat(fixture.operated.backlog().depths()).contains(new Depth(Kind.NOTICE, 1, 0, 0, 0));
    }

    @Test
    void a_notice_that_waits_is_not_sent_about_a_user_who_was_deleted() {
        String id = fixture.userWithVerifiedEmail("a@corp.example");
        flip(id, 8);
        notices();
        done(fixture.accounts.delete(ADMIN, new UserRef(Preconditions.NONE, id)));
        fixture.clock.forward(HOUR);

        assertThat(notices()).isEmpty();
    }

    @Test
    void a_notice_that_waits_longer_than_its_link_would_work_has_none_and_is_sent() throws SQLException {
        Database database = Engine.H2_MEMORY.freshDatabase();
        try (Fixture other = new Fixture(Fixture.UNDOABLE, database)) {
            List<String> users = IntStream.range(0, 3)
                    .mapToObj(i -> other.userWithVerifiedEmail(VICTIM))
                    .toList();
            done(other.setEmail(ADMIN, users.get(0), "new@corp.example", VERIFIED));
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("update kith_budget set spent = 10 * 24 * 7 - 1");
            }
            done(other.setEmail(ADMIN, users.get(1), "new@corp.example", VERIFIED));
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("update kith_budget set spent = 10 * 24 * 7 + 10");
            }
            done(other.setEmail(ADMIN, users.get(2), "new@corp.example", VERIFIED));
            other.messages();

            other.clock.forward(Duration.ofDays(7).minus(HOUR));
            OutboxMessage last = ofUser(users.get(1), other.messages());
            assertThat(other.protector.open(last).link()).isNotNull();

            other.clock.forward(HOUR.multipliedBy(2));
            OutboxMessage late = ofUser(users.get(2), other.messages());
            assertThat(other.protector.open(late).link()).isNull();
            assertThat(late.expires()).isAfter(other.clock.instant());
        }
    }

    private static OutboxMessage ofUser(String id, List<OutboxMessage> messages) {
        return messages.stream()
                .filter(message -> message.userId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "H2_FILE", mode = EnumSource.Mode.EXCLUDE)
    void notices_that_are_made_at_once_share_the_budget_of_their_recipient(Engine engine) throws Exception {
        try (Fixture other = new Fixture(Fixture.UNDOABLE, engine.freshDatabase())) {
            List<String> users = IntStream.range(0, 24)
                    .mapToObj(i -> other.userWithVerifiedEmail(VICTIM))
                    .toList();
            ExecutorService threads = Executors.newFixedThreadPool(6);
            try {
                List<Callable<Object>> changes = new ArrayList<>();
                users.forEach(id -> changes.add(() -> done(other.setEmail(ADMIN, id, "new@corp.example", VERIFIED))));
                for (Future<Object> change : threads.invokeAll(changes)) {
                    change.get();
                }
            } finally {
                threads.shutdownNow();
            }
            List<Integer> hours = new ArrayList<>();
            for (int hour = 0; hour < 4; hour++) {
                hours.add(other.messages().size());
                other.clock.forward(HOUR);
            }
            assertThat(hours).containsExactly(10, 10, 4, 0);
        }
    }

    /** The address and another one in turn, which an administrator vouches for. */
    private void flip(String id, int times) {
        String present = Objects.requireNonNull(fixture.get(id).email()).value();
        for (int change = 0; change < times; change++) {
            done(fixture.setEmail(HOME_OWNER, id, change % 2 == 0 ? "other@corp.example" : present, VERIFIED));
        }
    }

    /** The notices that are due, delivered, oldest first. */
    private List<OutboxMessage> notices() {
        return delivered().stream()
                .filter(message -> message.kind() == MessageKind.NOTICE)
                .sorted(Comparator.comparing(OutboxMessage::id))
                .toList();
    }

    private List<OutboxMessage> delivered() {
        List<Leased> leased =
                fixture.outbox.lease(MessageKind.ALL, UUID.randomUUID().toString(), 100, fixture.clock.instant(), HOUR);
        leased.forEach(one -> fixture.outbox.close(one, End.DELIVERED, null, fixture.clock.instant()));
        return leased.stream().map(Leased::message).toList();
    }

    private static List<String> recipients(List<OutboxMessage> notices) {
        return notices.stream().map(OutboxMessage::recipient).toList();
    }

    private String token(OutboxMessage notice) {
        String link = Objects.requireNonNull(fixture.protector.open(notice).link());
        return link.substring(link.indexOf('=') + 1);
    }
}
