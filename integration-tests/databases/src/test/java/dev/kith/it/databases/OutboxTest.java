package dev.kith.it.databases;

import static dev.kith.it.databases.Messages.makeNewer;
import static dev.kith.it.databases.Messages.message;
import static dev.kith.it.databases.Users.NOW;
import static dev.kith.it.databases.Users.contact;
import static dev.kith.it.databases.Users.proof;
import static dev.kith.it.databases.Users.user;
import static dev.kith.it.databases.Users.withEmail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.core.ContactChannel;
import dev.kith.core.Outbox;
import dev.kith.core.Outbox.End;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.Sealed;
import dev.kith.core.SecretKeys;
import dev.kith.core.UndoEntry;
import dev.kith.core.User;
import dev.kith.core.UserStore;
import dev.kith.core.UserStore.Session;
import dev.kith.jpa.JpaOutbox;
import dev.kith.jpa.JpaStorage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource
class OutboxTest {
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Store store;
    private final String instance = Store.freshInstance();
    private final UserStore userStore;
    private final Outbox outbox;

    OutboxTest(DatabaseParameter parameter) {
        store = Store.on(parameter);
        userStore = new JpaStorage(store.unit, instance, false);
        outbox = new JpaOutbox(store.unit, instance, new Random(7));
    }

    private static OutboxMessage event(String id) {
        return new OutboxMessage(
                id,
                "u1",
                "org1",
                ContactChannel.EMAIL,
                OutboxMessage.MessageKind.EVENT,
                "",
                new OutboxMessage.Sealed("key1", "sealed"),
                NOW,
                null);
    }

    @Test
    void a_message_is_leased_as_it_was_stored() {
        OutboxMessage external = new OutboxMessage(
                "m1",
                "u1",
                "org1",
                ContactChannel.PHONE,
                OutboxMessage.MessageKind.START_VERIFICATION,
                "+41791234567",
                new OutboxMessage.Sealed("key1", "x".repeat(5000)),
                NOW,
                null);
        enqueue(external);

        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w1", 10, NOW, LEASE))
                .containsExactly(new Leased(external, "w1", NOW.plus(LEASE), 1, Set.of()));
    }

    @Test
    void a_leased_message_is_not_leased_again_until_the_lease_has_ended() {
        enqueue(message("m1"));
        outbox.lease(OutboxMessage.MessageKind.ALL, "w1", 10, NOW, LEASE);

        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w2", 10, NOW.plusSeconds(59), LEASE))
                .isEmpty();
        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w3", 10, NOW.plusSeconds(60), LEASE))
                .containsExactly(new Leased(message("m1"), "w3", NOW.plusSeconds(120), 2, Set.of()));
    }

    @Test
    void no_more_than_wanted_is_leased_and_the_rest_is_left() {
        IntStream.range(0, 7).forEach(number -> enqueue(message("m" + number)));

        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w1", 5, NOW, LEASE))
                .hasSize(5);
        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w2", 5, NOW, LEASE))
                .hasSize(2);
        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w3", 5, NOW, LEASE))
                .isEmpty();
    }

    @Test
    void a_message_that_is_not_due_is_not_leased() {
        enqueue(message("m1", "u1", NOW.plusSeconds(1)));

        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w1", 10, NOW, LEASE))
                .isEmpty();
    }

    @Test
    void a_closed_message_is_gone_and_its_payload_with_it() {
        enqueue(message("m1"));
        Leased leased = lease("w1");

        outbox.close(leased, End.DELIVERED, null, NOW);

        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w2", 10, NOW.plus(LEASE), LEASE))
                .isEmpty();
        assertThat(payloads()).isEqualTo(0);
    }

    @Test
    void a_postponed_message_is_due_again_and_counts_its_tries() {
        enqueue(message("m1"));

        outbox.postpone(lease("w1"), NOW.plusSeconds(5), "connection-refused");

        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w2", 10, NOW.plusSeconds(4), LEASE))
                .isEmpty();
        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w3", 10, NOW.plusSeconds(5), LEASE))
                .containsExactly(new Leased(message("m1"), "w3", NOW.plusSeconds(65), 2, Set.of()));
    }

    @Test
    void a_postponed_event_remembers_who_has_taken_it_in() {
        enqueue(event("e1"));

        outbox.postpone(lease("w1").accepted(Set.of("audit", "!crm")), NOW.plusSeconds(5), "later");

        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w2", 10, NOW.plusSeconds(5), LEASE))
                .containsExactly(new Leased(event("e1"), "w2", NOW.plusSeconds(65), 2, Set.of("audit", "!crm")));
    }

    @Test
    void names_that_do_not_fit_are_left_out() {
        enqueue(event("e1"));
        Set<String> names = IntStream.range(0, 40)
                .mapToObj(number -> "listener-with-a-rather-long-name-" + number)
                .collect(Collectors.toSet());

        outbox.postpone(lease("w1").accepted(names), NOW.plusSeconds(5), "later");

        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w2", 10, NOW.plusSeconds(5), LEASE)
                        .get(0)
                        .accepted())
                .hasSizeBetween(20, 39)
                .isSubsetOf(names);
    }

    @Test
    void an_event_that_nobody_took_keeps_its_payload_and_one_that_was_taken_does_not() {
        enqueue(event("e1"));
        outbox.close(lease("w1"), End.DEAD, "too-many-tries", NOW);
        assertThat(payloads()).isEqualTo(1);
        enqueue(event("e2"));
        outbox.close(lease("w2"), End.DELIVERED, null, NOW);
        assertThat(payloads()).isEqualTo(1);
    }

    @Test
    void who_has_lost_the_lease_changes_nothing() {
        enqueue(message("m1"));
        Leased lost = lease("w1");
        Instant later = NOW.plus(LEASE);
        Leased present = outbox.lease(OutboxMessage.MessageKind.ALL, "w2", 10, later, LEASE)
                .get(0);

        outbox.close(lost, End.DEAD, "refused", later);
        outbox.postpone(lost, NOW, "refused");

        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w3", 10, later, LEASE))
                .isEmpty();
        outbox.postpone(present, later, "later");
        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w4", 10, later, LEASE))
                .hasSize(1);
    }

    @Test
    void a_node_leaves_messages_alone_that_only_others_can_open_until_nobody_needs_them() {
        Outbox others = with("key1");
        Outbox own = with("key2");
        OutboxMessage expiring = message("m1");
        OutboxMessage endless = event("e1");
        OutboxMessage external = new OutboxMessage(
                "s1",
                "u1",
                "org1",
                ContactChannel.PHONE,
                OutboxMessage.MessageKind.START_VERIFICATION,
                "+41791234567",
                new OutboxMessage.Sealed("key1", "sealed"),
                NOW,
                null);
        enqueue(expiring);
        enqueue(endless);
        Instant expires = Objects.requireNonNull(expiring.expires());

        assertThat(own.lease(OutboxMessage.MessageKind.ALL, "w1", 10, expires, LEASE))
                .isEmpty();
        assertThat(own.nextDue(OutboxMessage.MessageKind.ALL)).isNull();
        assertThat(others.nextDue(OutboxMessage.MessageKind.ALL)).isEqualTo(NOW);
        enqueue(external);
        assertThat(own.lease(OutboxMessage.MessageKind.ALL, "w2", 10, NOW, LEASE))
                .containsExactly(new Leased(external, "w2", NOW.plus(LEASE), 1, Set.of()));

        assertThat(own.lease(OutboxMessage.MessageKind.TO_PEOPLE, "w3", 10, expires.plusSeconds(1), LEASE))
                .contains(new Leased(expiring, "w3", expires.plusSeconds(61), 1, Set.of()));
        assertThat(own.lease(OutboxMessage.MessageKind.TO_LISTENERS, "w4", 10, NOW.plus(SecretKeys.OPENS), LEASE))
                .isEmpty();
        assertThat(own.lease(
                        OutboxMessage.MessageKind.TO_LISTENERS,
                        "w5",
                        10,
                        NOW.plus(SecretKeys.OPENS).plusSeconds(1),
                        LEASE))
                .containsExactly(
                        new Leased(endless, "w5", NOW.plus(SecretKeys.OPENS).plusSeconds(61), 1, Set.of()));
    }

    @Test
    void messages_that_others_open_keep_no_own_one_waiting() {
        IntStream.range(0, 50).forEach(number -> enqueue(message("m" + number)));
        OutboxMessage own = new OutboxMessage(
                "own",
                "u1",
                "org1",
                ContactChannel.EMAIL,
                OutboxMessage.MessageKind.EVENT,
                "",
                new OutboxMessage.Sealed("key2", "sealed"),
                NOW,
                null);
        enqueue(own);

        assertThat(with("key2", "key3").lease(OutboxMessage.MessageKind.ALL, "w1", 1, NOW, LEASE))
                .containsExactly(new Leased(own, "w1", NOW.plus(LEASE), 1, Set.of()));
        assertThat(with("key1").lease(OutboxMessage.MessageKind.ALL, "w2", 100, NOW, LEASE))
                .hasSize(50);
    }

    private Outbox with(String... keys) {
        return new JpaOutbox(
                store.unit,
                instance,
                new Random(7),
                new JpaOutbox.HeldKeys(() -> Set.of(keys), Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    @Test
    void the_next_message_tells_when_it_can_be_leased() {
        assertThat(outbox.nextDue(OutboxMessage.MessageKind.ALL)).isNull();
        enqueue(message("m1", "u1", NOW));
        assertThat(outbox.nextDue(OutboxMessage.MessageKind.ALL)).isEqualTo(NOW);

        Leased leased = lease("w1");
        assertThat(outbox.nextDue(OutboxMessage.MessageKind.ALL)).isEqualTo(NOW.plus(LEASE));

        outbox.postpone(leased, NOW.plusSeconds(30), "later");
        assertThat(outbox.nextDue(OutboxMessage.MessageKind.ALL)).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void messages_that_were_closed_long_ago_are_purged() {
        enqueue(message("m1"));
        enqueue(message("m2"));
        List<Leased> both = outbox.lease(OutboxMessage.MessageKind.ALL, "w1", 10, NOW, LEASE);
        outbox.close(both.get(0), End.DELIVERED, null, NOW);

        assertThat(outbox.purge(NOW)).isZero();
        assertThat(outbox.purge(NOW.plusSeconds(1))).isEqualTo(1);
        assertThat(outbox.purge(NOW.plusSeconds(1))).isZero();
        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w2", 10, NOW.plus(LEASE), LEASE))
                .hasSize(1);
    }

    @Test
    void more_messages_than_are_purged_at_once_are_purged_all_the_same() {
        IntStream.range(0, 77)
                .forEach(dozen -> does(session -> IntStream.range(0, 13)
                        .forEach(number -> session.enqueue(message("m" + (dozen * 13 + number))))));
        does(session -> session.insert(user("u1", 1, Json.Obj.EMPTY, null, null)));
        does(session -> session.delete(user("u1", 1, Json.Obj.EMPTY, null, null)));

        assertThat(outbox.purge(NOW.plusSeconds(1))).isEqualTo(1001);
    }

    @Test
    void undone_changes_are_purged_when_they_cannot_be_undone_again_anyway() {
        userStore.transaction(session -> {
            session.markUndone("n1", "u1", ContactChannel.EMAIL, NOW.minusSeconds(9), NOW);
            return true;
        });
        outbox.purge(NOW);
        assertThat(undone(NOW)).isTrue();

        outbox.purge(NOW.plusSeconds(1));

        assertThat(undone(NOW)).isFalse();
    }

    @Test
    void links_are_purged_a_while_after_they_have_expired() {
        does(session -> session.keepUndo(
                new UndoEntry("n1", "hash", "u1", NOW, ContactChannel.EMAIL, new Sealed("k", "x"), NOW, null)));
        outbox.purge(NOW.plus(Duration.ofDays(7)));
        assertThat(hasLink()).isTrue();

        outbox.purge(NOW.plus(Duration.ofDays(7)).plusSeconds(1));

        assertThat(hasLink()).isFalse();
    }

    private boolean hasLink() {
        return userStore.transaction(session -> session.undo("hash") != null);
    }

    @Test
    void a_message_that_is_to_wait_is_not_due_before() {
        does(session -> session.enqueue(message("m1"), NOW.plusSeconds(10)));

        assertThat(outbox.nextDue(OutboxMessage.MessageKind.ALL)).isEqualTo(NOW.plusSeconds(10));
        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w1", 1, NOW.plusSeconds(9), LEASE))
                .isEmpty();
        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w2", 1, NOW.plusSeconds(10), LEASE))
                .hasSize(1);
    }

    private boolean undone(Instant made) {
        return userStore.transaction(session -> session.undone("u1", ContactChannel.EMAIL, made));
    }

    @Test
    void budgets_that_ended_long_ago_are_purged_with_the_messages() {
        does(session -> session.openBudget("old", NOW.minus(Duration.ofDays(1)).minusSeconds(1)));
        does(session -> session.openBudget("young", NOW.minus(Duration.ofDays(1))));

        outbox.purge(NOW);

        assertThat(hasBudget("old")).isFalse();
        assertThat(hasBudget("young")).isTrue();
    }

    private boolean hasBudget(String recipient) {
        return userStore.transaction(session -> session.budgetWindow(recipient) != null);
    }

    @Test
    void a_message_is_current_as_long_as_its_proof_is_outstanding() {
        User before = user("u1", 1, Json.Obj.EMPTY, contact("a@example.org", proof("m1", "a@example.org")), null);
        does(session -> session.insert(before));
        enqueue(message("m1"));
        enqueue(message("m2"));
        enqueue(message("m3", "nobody", NOW));
        List<Leased> leased = outbox.lease(OutboxMessage.MessageKind.ALL, "w1", 10, NOW, LEASE);
        assertThat(outbox.current(leased)).containsExactly("m1");

        User replaced = withEmail(before, contact("a@example.org", proof("m2", "a@example.org")));
        does(session -> session.update(before, replaced));

        assertThat(outbox.current(leased)).containsExactly("m2");
    }

    @Test
    void what_is_superseded_is_closed_unless_a_worker_has_it() {
        Outbox others = new JpaOutbox(store.unit, "other-" + instance, new Random(7));
        new JpaStorage(store.unit, "other-" + instance, false).transaction(session -> {
            session.enqueue(message("m1"));
            return true;
        });
        enqueue(message("leased"));
        Leased leased = lease("w1");
        enqueue(message("postponed"));
        outbox.postpone(lease("w2"), NOW.plusSeconds(5), "later");
        List.of("m1", "m2").forEach(id -> enqueue(message(id)));

        does(session -> session.supersede(List.of("m1", "postponed", "leased", "unheard-of"), NOW));

        assertThat(payloads()).isEqualTo(2);
        assertThat(outbox.purge(NOW.plusSeconds(1))).isEqualTo(2);
        outbox.postpone(leased, NOW, "later");
        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w3", 10, NOW.plusSeconds(5), LEASE))
                .extracting(again -> again.message().id())
                .containsExactlyInAnyOrder("m2", "leased");
        assertThat(others.lease(OutboxMessage.MessageKind.ALL, "w4", 10, NOW, LEASE))
                .hasSize(1);
    }

    @Test
    void a_message_is_superseded_or_leased_and_never_both() throws Exception {
        int messages = 200;
        IntStream.range(0, messages).forEach(number -> enqueue(message("m" + number)));

        List<List<String>> results =
                Together.run(3, worker -> () -> worker == 0 ? supersedeAll(messages) : drain("w" + worker));

        List<String> taken = results.stream().flatMap(List::stream).toList();
        assertThat(taken).doesNotHaveDuplicates();
        assertThat(outbox.nextDue(OutboxMessage.MessageKind.ALL)).isNull();
        assertThat(payloads()).isZero();
        assertThat(outbox.purge(NOW.plusSeconds(1))).isEqualTo(messages);
    }

    private List<String> supersedeAll(int messages) {
        for (int number = messages - 1; number >= 0; number--) {
            List<String> ids = List.of("m" + number);
            untilDone(session -> session.supersede(ids, NOW));
        }
        return List.of();
    }

    private void untilDone(Consumer<Session> work) {
        boolean done = false;
        while (!done) {
            try {
                does(work);
                done = true;
            } catch (UserStore.Contended e) {
                // A worker was in the way.
            }
        }
    }

    @Test
    void a_user_that_is_deleted_takes_its_messages_along() {
        User user = user("u1", 1, Json.Obj.EMPTY, contact("a@example.org", proof("m1", "a@example.org")), null);
        does(session -> {
            session.insert(user);
            session.enqueue(message("m1"));
            session.enqueue(message("m2"));
            session.enqueue(message("m3", "u2", NOW));
        });
        outbox.lease(OutboxMessage.MessageKind.ALL, "w1", 1, NOW, LEASE);

        does(session -> session.delete(user));

        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w2", 10, NOW.plus(LEASE), LEASE))
                .extracting(leased -> leased.message().id())
                .containsExactly("m3");
        assertThat(payloads()).isEqualTo(1);
    }

    @Test
    void what_has_happened_is_told_of_a_user_that_is_deleted_since() {
        User user = user("u1", 1, Json.Obj.EMPTY, null, null);
        does(session -> {
            session.insert(user);
            session.enqueue(event("e1"));
        });

        does(session -> session.delete(user));

        assertThat(lease("w1").message()).isEqualTo(event("e1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind", "channel"})
    void what_only_a_newer_version_knows_is_left_to_it_and_holds_up_nothing(String column) {
        Instant earlier = NOW.minusSeconds(9);
        enqueue(message("new", "u1", earlier));
        makeNewer(store, instance, "new", column);
        assertThat(outbox.nextDue(OutboxMessage.MessageKind.ALL))
                .as("nothing to wake up for")
                .isNull();
        enqueue(message("m1"));

        assertThat(outbox.nextDue(OutboxMessage.MessageKind.ALL)).isEqualTo(NOW);
        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w1", 10, NOW, LEASE))
                .extracting(leased -> leased.message().id())
                .containsExactly("m1");
        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w2", 10, NOW, LEASE))
                .isEmpty();
        assertThat(untouched("new", earlier)).isTrue();
    }

    private boolean untouched(String id, Instant due) {
        return store.unit
                .run(manager -> manager.createQuery(
                                "select m.id from KithMessage m where m.instance = :instance and m.id = :id"
                                        + " and m.status = 'WAITING' and m.attempts = 0 and m.owner is null"
                                        + " and m.due = :due and m.payload is not null",
                                String.class)
                        .setParameter("instance", instance)
                        .setParameter("id", id)
                        .setParameter("due", ChronoUnit.MICROS.between(Instant.EPOCH, due))
                        .getResultList())
                .contains(id);
    }

    @Test
    void nothing_is_leased_but_what_is_asked_for() {
        enqueue(event("e1"));
        enqueue(message("m1", "u1", NOW.plusSeconds(1)));
        Instant now = NOW.plusSeconds(2);

        assertThat(outbox.nextDue(OutboxMessage.MessageKind.TO_PEOPLE)).isEqualTo(NOW.plusSeconds(1));
        assertThat(outbox.nextDue(OutboxMessage.MessageKind.TO_LISTENERS)).isEqualTo(NOW);
        assertThat(outbox.lease(OutboxMessage.MessageKind.TO_PEOPLE, "w1", 10, now, LEASE))
                .extracting(leased -> leased.message().id())
                .containsExactly("m1");
        assertThat(outbox.lease(OutboxMessage.MessageKind.TO_LISTENERS, "w2", 10, now, LEASE))
                .extracting(leased -> leased.message().id())
                .containsExactly("e1");
    }

    @Test
    void workers_share_the_messages_without_taking_one_twice() throws Exception {
        int messages = 400;
        IntStream.range(0, messages).forEach(number -> enqueue(message("m" + number)));

        List<List<String>> taken = Together.run(4, worker -> () -> drain("w" + worker));

        assertThat(taken.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, messages)
                        .mapToObj(number -> "m" + number)
                        .toList());
    }

    private List<String> drain(String worker) {
        Outbox own = new JpaOutbox(store.unit, instance, new Random(worker.hashCode()));
        List<String> taken = new ArrayList<>();
        for (int round = 0; own.nextDue(OutboxMessage.MessageKind.ALL) != null; round++) {
            for (Leased leased : own.lease(OutboxMessage.MessageKind.ALL, worker + "-" + round, 20, NOW, LEASE)) {
                taken.add(leased.message().id());
                own.close(leased, End.DELIVERED, null, NOW);
            }
        }
        return taken;
    }

    @Test
    void what_is_given_back_is_due_at_once_and_no_try_is_counted() {
        IntStream.range(0, 3).forEach(number -> enqueue(message("m" + number)));
        List<Leased> leased = outbox.lease(OutboxMessage.MessageKind.ALL, "w1", 3, NOW, LEASE);

        outbox.giveBack(leased.subList(1, 3), NOW.plusSeconds(1));

        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w2", 10, NOW.plusSeconds(1), LEASE))
                .hasSize(2)
                .allMatch(again -> again.attempt() == 1);
    }

    @Test
    void messages_of_both_queues_that_were_leased_together_are_given_back_and_closed_together() {
        enqueue(message("m1"));
        enqueue(event("e1"));

        outbox.giveBack(outbox.lease(OutboxMessage.MessageKind.ALL, "w1", 10, NOW, LEASE), NOW);
        List<Leased> again = outbox.lease(OutboxMessage.MessageKind.ALL, "w2", 10, NOW, LEASE);
        assertThat(again).hasSize(2);

        outbox.settle(
                again.stream()
                        .<Outbox.Settlement>map(one -> new Outbox.Settlement.Closed(one, End.DELIVERED, null))
                        .toList(),
                NOW);
        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w3", 10, NOW.plus(LEASE), LEASE))
                .isEmpty();
    }

    @Test
    void what_a_node_of_the_previous_version_has_stored_is_put_into_its_queue() {
        enqueue(message("m1"));
        enqueue(event("e1"));
        store.unit.run(
                manager -> manager.createQuery("update KithMessage m set m.queue = '' where m.instance = :instance")
                        .setParameter("instance", instance)
                        .executeUpdate());

        assertThat(outbox.nextDue(OutboxMessage.MessageKind.TO_PEOPLE)).isEqualTo(NOW);

        assertThat(outbox.lease(OutboxMessage.MessageKind.TO_PEOPLE, "w1", 10, NOW, LEASE))
                .extracting(leased -> leased.message().id())
                .containsExactly("m1");
        assertThat(outbox.lease(OutboxMessage.MessageKind.TO_LISTENERS, "w2", 10, NOW, LEASE))
                .extracting(leased -> leased.message().id())
                .containsExactly("e1");
    }

    @Test
    void instances_do_not_share_an_outbox() {
        Outbox other = new JpaOutbox(store.unit, Store.freshInstance(), new Random(7));
        enqueue(message("m1"));

        assertThat(other.lease(OutboxMessage.MessageKind.ALL, "w1", 10, NOW, LEASE))
                .isEmpty();
        assertThat(other.nextDue(OutboxMessage.MessageKind.ALL)).isNull();
        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w1", 10, NOW, LEASE))
                .hasSize(1);
    }

    private void enqueue(OutboxMessage message) {
        does(session -> session.enqueue(message));
    }

    private void does(Consumer<Session> work) {
        userStore.transaction(session -> {
            work.accept(session);
            return true;
        });
    }

    private Leased lease(String worker) {
        return outbox.lease(OutboxMessage.MessageKind.ALL, worker, 1, NOW, LEASE)
                .get(0);
    }

    private long payloads() {
        return store.unit.run(manager -> manager.createQuery(
                        "select count(m.id) from KithMessage m where m.instance = :instance"
                                + " and (m.payload is not null or m.payloadKey is not null)",
                        Long.class)
                .setParameter("instance", instance)
                .getSingleResult());
    }
}
