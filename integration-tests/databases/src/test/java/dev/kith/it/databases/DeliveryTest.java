package dev.kith.it.databases;

import static dev.kith.it.databases.Users.NOW;
import static dev.kith.it.databases.Users.contact;
import static dev.kith.it.databases.Users.proof;
import static dev.kith.it.databases.Users.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.api.Json;
import dev.kith.core.ContactChannel;
import dev.kith.core.DataProtector;
import dev.kith.core.MessagePayload;
import dev.kith.core.Meters;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.core.SealedPayloads;
import dev.kith.core.SecretKeys.Key;
import dev.kith.core.Spans;
import dev.kith.core.UserStore;
import dev.kith.delivery.DeliveryWorker;
import dev.kith.delivery.EventListeners;
import dev.kith.delivery.MessageDelivery;
import dev.kith.delivery.NotifierRouting;
import dev.kith.delivery.RetryPolicy;
import dev.kith.delivery.text.MessageRenderer;
import dev.kith.delivery.text.MessageTexts;
import dev.kith.jpa.JpaOutbox;
import dev.kith.jpa.JpaStorage;
import dev.kith.spi.Notifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"H2_HIBERNATE", "POSTGRESQL_HIBERNATE", "MARIADB_HIBERNATE"})
class DeliveryTest {
    private static final int MESSAGES = 60;

    private final String instance = Store.freshInstance();
    private final UserStore userStore;
    private final FragileDataSource database;
    private final DataProtector protector =
            new DataProtector(List.of(new Key("k1", new byte[32])), new Key("lasting", new byte[32]), new Random(1));
    private final ExecutorService threads = DeliveryWorker.ownThreads();
    private final Hand clock = new Hand();
    private final Recorder recorder = new Recorder();

    DeliveryTest(DatabaseParameter parameter) {
        userStore = new JpaStorage(Store.on(parameter).unit, instance, false);
        database = FragileDataSource.on(parameter);
    }

    @AfterEach
    void close() {
        database.away(false);
        threads.shutdownNow();
    }

    @Test
    void two_nodes_share_the_work_and_never_deliver_a_message_twice() throws Exception {
        IntStream.range(0, MESSAGES).forEach(number -> enqueue("m" + number));

        try (DeliveryWorker one =
                        DeliveryWorker.start(delivery(1), threads, 2, Duration.ofMillis(10), Duration.ofMinutes(1));
                DeliveryWorker other =
                        DeliveryWorker.start(delivery(2), threads, 2, Duration.ofMillis(10), Duration.ofMinutes(1))) {
            one.wake();
            other.wake();
            for (int i = 0; i < MESSAGES; i++) {
                assertThat(recorder.delivered.poll(1, TimeUnit.MINUTES)).isNotNull();
            }
        }

        assertThat(recorder.seen).hasSize(MESSAGES).doesNotHaveDuplicates();
        assertThat(recorder.together).as("delivered by two at the same time").isEmpty();
        assertThat(new JpaOutbox(database.unit, instance, new Random(3)).nextDue(OutboxMessage.MessageKind.ALL))
                .isNull();
    }

    @Test
    void a_message_whose_code_was_replaced_or_whose_user_was_deleted_is_not_delivered() throws Exception {
        enqueue("m1");
        userStore.transaction(session -> {
            session.enqueue(message("m2", "u-m1"));
            session.enqueue(message("m3", "nobody"));
            return true;
        });

        assertThat(delivery(1).deliverDue()).isEqualTo(3);

        assertThat(recorder.seen).containsExactly("m1");
    }

    @Test
    void what_a_node_that_died_had_leased_comes_again() throws Exception {
        enqueue("m1");
        new JpaOutbox(database.unit, instance, new Random(3))
                .lease(OutboxMessage.MessageKind.ALL, "died", 1, NOW, Duration.ofSeconds(60));
        MessageDelivery delivery = delivery(1);
        assertThat(delivery.deliverDue()).isZero();

        clock.forward(Duration.ofSeconds(60));

        assertThat(delivery.deliverDue()).isEqualTo(1);
        assertThat(recorder.seen).containsExactly("m1");
    }

    @Test
    void a_message_that_was_sent_while_the_database_went_away_is_not_sent_again() throws Exception {
        enqueue("m1");
        MessageDelivery delivery = delivery(1);
        recorder.whileDelivering = () -> database.away(true);
        assertThatThrownBy(delivery::deliverNext).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(delivery::deliverNext).isInstanceOf(RuntimeException.class);

        database.away(false);
        assertThat(delivery.deliverDue()).isZero();
        clock.forward(Duration.ofMinutes(10));
        assertThat(delivery.deliverDue()).isZero();

        assertThat(recorder.seen).containsExactly("m1");
    }

    @Test
    void a_worker_outlives_a_database_that_is_away() throws Exception {
        database.away(true);
        enqueue("m1");
        try (DeliveryWorker worker =
                DeliveryWorker.start(delivery(1), threads, 1, Duration.ofMillis(1), Duration.ofMinutes(1))) {
            worker.wake();
            assertThat(recorder.seen).isEmpty();
            database.away(false);

            assertThat(recorder.delivered.poll(1, TimeUnit.MINUTES)).isEqualTo("m1");
        }
    }

    @Test
    void what_is_to_be_tried_later_comes_again_when_it_is_due() throws Exception {
        enqueue("m1");
        recorder.answers.add(Notifier.Outcome.tryLater("busy"));
        MessageDelivery delivery = delivery(1);

        assertThat(delivery.deliverDue()).isEqualTo(1);
        assertThat(delivery.deliverDue()).isZero();
        clock.forward(RetryPolicy.DEFAULTS.firstPause());
        assertThat(delivery.deliverDue()).isEqualTo(1);

        assertThat(recorder.seen).containsExactly("m1", "m1");
    }

    private MessageDelivery delivery(int node) {
        return new MessageDelivery(
                new JpaOutbox(database.unit, instance, new Random(node)),
                new MessageRenderer(protector, MessageTexts.shipped()),
                new NotifierRouting(Map.of(Notifier.Channel.EMAIL, List.of(recorder)), null, EventListeners.NONE),
                RetryPolicy.DEFAULTS,
                threads,
                clock,
                new Random(100 + node),
                Meters.NONE,
                Spans.NONE);
    }

    /** A message with the user and the proof that it belongs to. */
    private void enqueue(String id) {
        String userId = "u-" + id;
        userStore.transaction(session -> {
            session.insert(user(userId, 1, Json.Obj.EMPTY, contact("a@example.org", proof(id, "a@example.org")), null));
            session.enqueue(message(id, userId));
            return true;
        });
    }

    private OutboxMessage message(String id, String userId) {
        MessagePayload payload = new MessagePayload("AB12CD", null, null);
        return new OutboxMessage(
                id,
                userId,
                "org1",
                ContactChannel.EMAIL,
                MessageKind.SEND_CODE,
                "a@example.org",
                SealedPayloads.seal(protector, payload, id),
                NOW,
                NOW.plusSeconds(3600));
    }

    /** A clock that is moved by hand. */
    private static final class Hand extends Clock {
        private volatile Instant now = NOW;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }

        void forward(Duration time) {
            now = now.plus(time);
        }
    }

    /** Records what it was given, and whether two calls for one message overlapped. */
    private static final class Recorder implements Notifier {
        private final Queue<String> seen = new ConcurrentLinkedQueue<>();
        private final BlockingQueue<String> delivered = new LinkedBlockingQueue<>();
        private final Queue<Outcome> answers = new ConcurrentLinkedQueue<>();
        private final Set<String> working = ConcurrentHashMap.newKeySet();
        private final Queue<String> together = new ConcurrentLinkedQueue<>();
        private volatile Runnable whileDelivering = () -> {};

        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public boolean carries(Notifier.Channel channel) {
            return true;
        }

        @Override
        public Outcome deliver(Notification notification) {
            if (!working.add(notification.id())) {
                together.add(notification.id());
            }
            seen.add(notification.id());
            whileDelivering.run();
            working.remove(notification.id());
            delivered.add(notification.id());
            Outcome answer = answers.poll();
            return answer == null ? Outcome.accepted() : answer;
        }
    }
}
