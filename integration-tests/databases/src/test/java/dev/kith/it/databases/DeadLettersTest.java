package dev.kith.it.databases;

import static dev.kith.it.databases.Messages.makeNewer;
import static dev.kith.it.databases.Messages.message;
import static dev.kith.it.databases.Users.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kith.api.DeliveryAdmin.Cause;
import dev.kith.api.DeliveryAdmin.Dead;
import dev.kith.api.DeliveryAdmin.Depth;
import dev.kith.api.DeliveryAdmin.Kind;
import dev.kith.core.ContactChannel;
import dev.kith.core.Outbox;
import dev.kith.core.Outbox.End;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.Sealed;
import dev.kith.core.UserStore;
import dev.kith.core.UserStore.Contended;
import dev.kith.core.UserStore.DeadMessage;
import dev.kith.core.UserStore.Session;
import dev.kith.jpa.JpaOutbox;
import dev.kith.jpa.JpaStorage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class DeadLettersTest {
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Store store;
    private final String instance = Store.freshInstance();
    private final UserStore userStore;
    private final Outbox outbox;

    DeadLettersTest(DatabaseParameter parameter) {
        store = Store.on(parameter);
        userStore = new JpaStorage(store.unit, instance, false);
        outbox = new JpaOutbox(store.unit, instance, new Random(7));
    }

    @Test
    void what_waits_is_on_its_way_or_dead_is_counted_by_kind() {
        enqueue(message("m1", "u1", NOW.minusSeconds(5)));
        enqueue(message("m2"));
        enqueue(message("m3"));
        enqueue(event("e1"));
        giveUp("e1", Set.of());
        outbox.lease(OutboxMessage.MessageKind.ALL, "w1", 1, NOW, LEASE);

        assertThat(userStore.backlog(NOW).oldest()).isEqualTo(NOW.minusSeconds(5));
        assertThat(userStore.backlog(NOW).depths())
                .containsExactly(
                        new Depth(Kind.SEND_CODE, 2, 1, 0),
                        new Depth(Kind.START_VERIFICATION, 0, 0, 0),
                        new Depth(Kind.NOTICE, 0, 0, 0),
                        new Depth(Kind.EVENT, 0, 0, 1),
                        new Depth(Kind.OTHER, 0, 0, 0));
        assertThat(userStore.backlog(NOW.plus(LEASE)).depths().get(0)).isEqualTo(new Depth(Kind.SEND_CODE, 3, 0, 0));
    }

    @Test
    void nothing_is_counted_where_there_is_nothing() {
        assertThat(userStore.backlog(NOW).oldest()).isNull();
        assertThat(userStore.backlog(NOW).depths())
                .allMatch(depth -> depth.waiting() + depth.onTheirWay() + depth.dead() == 0);
        assertThat(userStore.dead(10)).isEmpty();
    }

    @Test
    void dead_messages_are_listed_and_others_are_not() {
        enqueue(message("m1"));
        enqueue(event("e1"));
        enqueue(message("m2"));
        giveUp("m1", Set.of());
        giveUp("e1", Set.of());

        assertThat(userStore.dead(10))
                .containsExactlyInAnyOrder(
                        new Dead(
                                "m1",
                                Kind.SEND_CODE,
                                dev.kith.api.DeliveryAdmin.Channel.EMAIL,
                                "u1",
                                "org1",
                                Cause.REFUSED,
                                "smtp-550",
                                1,
                                NOW,
                                NOW),
                        new Dead("e1", Kind.EVENT, null, "u1", "org1", Cause.REFUSED, "smtp-550", 1, NOW, NOW));
        assertThat(userStore.dead(1)).hasSize(1);
    }

    @Test
    void what_only_newer_versions_know_is_counted_and_listed_as_something_else() {
        for (String id : List.of("m1", "m2", "m3", "m4")) {
            enqueue(message(id));
        }
        giveUp("m1", Set.of());
        giveUp("m2", Set.of());
        makeNewer(store, instance, "m1", "kind");
        makeNewer(store, instance, "m2", "channel");
        makeNewer(store, instance, "m3", "kind");
        makeNewer(store, instance, "m4", "kind");

        assertThat(userStore.backlog(NOW).depths())
                .contains(new Depth(Kind.SEND_CODE, 0, 0, 1), new Depth(Kind.OTHER, 2, 0, 1));
        assertThat(userStore.backlog(NOW).oldest()).isEqualTo(NOW);
        assertThat(userStore.dead(10))
                .extracting(Dead::id, Dead::kind, Dead::channel)
                .containsExactlyInAnyOrder(
                        tuple("m1", Kind.OTHER, dev.kith.api.DeliveryAdmin.Channel.EMAIL),
                        tuple("m2", Kind.SEND_CODE, null));
        assertThat(isDead("m1")).as("known well enough to be replayed").isFalse();
        assertThat(isDead("m2")).as("known well enough to be replayed").isFalse();
    }

    @Test
    void a_message_that_is_revived_is_due_as_if_it_were_new() {
        enqueue(message("m1"));
        giveUp("m1", Set.of());

        does(session -> session.revive("m1", new Sealed("key2", "resealed"), Set.of(), NOW.plusSeconds(9)));

        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w2", 10, NOW.plusSeconds(8), LEASE))
                .isEmpty();
        Leased again = outbox.lease(OutboxMessage.MessageKind.ALL, "w3", 10, NOW.plusSeconds(9), LEASE)
                .get(0);
        assertThat(again.attempt()).isEqualTo(1);
        assertThat(again.message().payload()).isEqualTo(new Sealed("key2", "resealed"));
        assertThat(again.message().recipient()).isEqualTo("a@example.org");
        assertThat(userStore.dead(10)).isEmpty();
    }

    @Test
    void an_event_that_is_revived_carries_what_it_carried() {
        enqueue(event("e1"));
        giveUp("e1", Set.of("one", "!two"));
        DeadMessage dead = userStore.transaction(session -> session.dead("e1"));
        assertThat(Objects.requireNonNull(dead).accepted()).containsExactlyInAnyOrder("one", "!two");

        does(session -> session.revive("e1", null, Set.of("one"), NOW));

        Leased again = outbox.lease(OutboxMessage.MessageKind.ALL, "w3", 10, NOW, LEASE)
                .get(0);
        assertThat(again.message()).isEqualTo(event("e1"));
        assertThat(again.accepted()).containsExactly("one");
    }

    @Test
    void what_is_dismissed_is_gone_with_its_payload_and_purged_like_everything_closed() {
        enqueue(event("e1"));
        giveUp("e1", Set.of());

        does(session -> session.dismiss("e1", NOW.plusSeconds(5)));

        assertThat(userStore.dead(10)).isEmpty();
        assertThat(isDead("e1")).isFalse();
        assertThat(outbox.purge(NOW.plusSeconds(5))).isZero();
        assertThat(outbox.purge(NOW.plusSeconds(6))).isEqualTo(1);
    }

    @Test
    void what_is_not_dead_is_neither_found_nor_revived_nor_dismissed() {
        enqueue(message("m1"));

        assertThat(isDead("m1")).isFalse();
        assertThatThrownBy(() -> does(session -> session.revive("m1", new Sealed("k", "t"), Set.of(), NOW)))
                .isInstanceOf(Contended.class);
        assertThatThrownBy(() -> does(session -> session.dismiss("m1", NOW))).isInstanceOf(Contended.class);
        assertThat(outbox.lease(OutboxMessage.MessageKind.ALL, "w1", 10, NOW, LEASE))
                .containsExactly(new Leased(message("m1"), "w1", NOW.plus(LEASE), 1, Set.of()));
    }

    private static OutboxMessage event(String id) {
        return new OutboxMessage(
                id,
                "u1",
                "org1",
                ContactChannel.EMAIL,
                OutboxMessage.MessageKind.EVENT,
                "",
                new Sealed("key1", "sealed-" + id),
                NOW,
                null);
    }

    private void giveUp(String id, Set<String> accepted) {
        List<Leased> all = outbox.lease(OutboxMessage.MessageKind.ALL, "giving up " + id, 10, NOW, LEASE);
        for (Leased leased : all) {
            if (leased.message().id().equals(id)) {
                outbox.close(leased.accepted(accepted), End.DEAD, "refused: smtp-550", NOW);
            } else {
                outbox.postpone(
                        new Leased(leased.message(), leased.owner(), leased.ends(), 0, Set.of()), NOW, "not-this-one");
            }
        }
    }

    private boolean isDead(String id) {
        return userStore.transaction(session -> session.dead(id) != null);
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
}
