package dev.kith.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.Outbox.End;
import dev.kith.core.SealedPayloads;
import dev.kith.spi.Notifier;
import dev.kith.spi.UserEventListener;
import dev.kith.spi.UserEventListener.Change;
import dev.kith.spi.UserEventListener.Event;
import dev.kith.spi.UserEventListener.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events reach every listener, each until it has answered for good. */
class EventListenersTest {
    /** A hanging listener is not interrupted as long as a test runs. */
    private static final RetryPolicy PATIENT = new RetryPolicy(
            Duration.ofMinutes(2),
            Duration.ofMinutes(3),
            5,
            Duration.ofSeconds(4),
            Duration.ofSeconds(20),
            1,
            Duration.ofDays(7));

    private final Scene scene = new Scene();
    private final Hearing audit = new Hearing("audit");
    private final Hearing crm = new Hearing("crm");

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void every_listener_hears_what_happened() throws Exception {
        scene.event("e1", 7, Set.of(Change.EMAIL_CHANGED, Change.EMAIL_VERIFIED));

        deliver();

        Event event = new Event(
                "e1", Scene.START, "default", "o1", "u1", 7, Set.of(Change.EMAIL_CHANGED, Change.EMAIL_VERIFIED));
        assertThat(audit.heard).containsExactly(event);
        assertThat(crm.heard).containsExactly(event);
        assertThat(scene.outbox.row("e1").end()).isEqualTo(End.DELIVERED);
        assertThat(scene.outbox.row("e1").payloadKept()).isFalse();
    }

    @Test
    void who_has_accepted_an_event_does_not_hear_it_again_when_another_one_needs_more_tries() throws Exception {
        scene.event("e1", 1, Set.of(Change.CREATED));
        crm.answers.add(Outcome.tryLater("busy"));

        deliver();
        assertThat(scene.outbox.row("e1").end()).isNull();
        scene.clock.forward(Duration.ofSeconds(4));
        deliver();

        assertThat(audit.heard).hasSize(1);
        assertThat(crm.heard).hasSize(2);
        assertThat(scene.outbox.row("e1").end()).isEqualTo(End.DELIVERED);
    }

    @Test
    void a_listener_that_throws_is_asked_again_and_the_others_hear_the_event_all_the_same() throws Exception {
        scene.event("e1", 1, Set.of(Change.CREATED));
        audit.thrown = new IllegalStateException("secret");

        deliver();

        assertThat(crm.heard).hasSize(1);
        assertThat(scene.outbox.row("e1").end()).isNull();
        assertThat(scene.outbox.row("e1").reason()).doesNotContain("secret");
        audit.thrown = null;
        scene.clock.forward(Duration.ofSeconds(4));
        deliver();
        assertThat(audit.heard).hasSize(2);
        assertThat(crm.heard).hasSize(1);
    }

    @Test
    void a_refused_event_is_dead_when_all_have_answered_and_keeps_what_it_says() throws Exception {
        scene.event("e1", 1, Set.of(Change.CREATED));
        audit.answers.add(Outcome.refused("unknown-user"));
        crm.answers.add(Outcome.tryLater("busy"));

        deliver();
        scene.clock.forward(Duration.ofSeconds(4));
        deliver();

        assertThat(audit.heard).hasSize(1);
        assertThat(scene.outbox.row("e1").end()).isEqualTo(End.DEAD);
        assertThat(scene.outbox.row("e1").reason()).isEqualTo("refused: listener");
        assertThat(scene.outbox.row("e1").payloadKept()).isTrue();
    }

    @Test
    void what_a_listener_says_is_one_line_in_the_log() throws Exception {
        scene.event("e1", 1, Set.of(Change.CREATED));
        crm.answers.add(Outcome.tryLater("busy\r\nWARNING: listener=audit outcome=Accepted[]"));

        List<String> lines = Logged.by(PluginInvoker.class, this::deliver);

        assertThat(lines).singleElement().asString().contains("busy_WARNING").doesNotContain("\n");
    }

    @Test
    void an_event_that_nobody_takes_is_dead_in_the_end() throws Exception {
        scene.event("e1", 1, Set.of(Change.CREATED));
        for (int i = 0; i < Scene.TERMS.attempts(); i++) {
            audit.answers.add(Outcome.tryLater("busy"));
            deliver();
            scene.clock.forward(Duration.ofMinutes(1));
        }

        assertThat(scene.outbox.row("e1").end()).isEqualTo(End.DEAD);
        assertThat(scene.outbox.row("e1").reason()).isEqualTo("given-up: audit:busy");
        assertThat(crm.heard).hasSize(1);
    }

    @Test
    void an_event_is_worth_telling_whatever_has_become_of_the_users_codes() throws Exception {
        scene.event("e1", 1, Set.of(Change.EMAIL_CODE_ISSUED));
        scene.outbox.outdate("e1");

        deliver();

        assertThat(audit.heard).hasSize(1);
    }

    @Test
    void people_do_not_wait_for_events_that_came_before() throws Exception {
        Recorder recorder = new Recorder();
        for (int i = 0; i < 20; i++) {
            scene.event("e" + i, 1, Set.of(Change.CREATED));
        }
        scene.mail("m1");

        scene.delivery(new EventListeners("default", List.of(audit)), recorder).deliverNext();

        assertThat(recorder.seen).hasSize(1);
        assertThat(audit.heard).isEmpty();
    }

    @Test
    void events_have_their_turn_as_soon_as_no_more_people_wait() throws Exception {
        Recorder recorder = new Recorder();
        MessageDelivery delivery = scene.delivery(new EventListeners("default", List.of(audit)), recorder);
        scene.mail("m1");
        delivery.deliverDue();
        scene.mail("m2");
        scene.event("e1", 1, Set.of(Change.CREATED));

        assertThat(delivery.deliverNext().tried())
                .as("fewer people than it looked for, so an event as well")
                .isEqualTo(2);

        assertThat(audit.heard).hasSize(1);
    }

    @Test
    void people_do_not_wait_for_a_listener_that_hangs() throws Exception {
        Recorder recorder = new Recorder();
        Hanging hanging = new Hanging();
        MessageDelivery delivery = scene.delivery(PATIENT, scene.threads, carriers(hanging, recorder));
        scene.event("e1", 1, Set.of(Change.CREATED));
        scene.event("e2", 2, Set.of(Change.LOCKED));
        Future<MessageDelivery.BatchResult> first = scene.threads.submit(delivery::deliverNext);
        hanging.begun.acquire();

        assertThat(delivery.deliverNext().tried())
                .as("no thread but that one is for events")
                .isZero();
        assertThat(delivery.idleTime(Duration.ofHours(1)))
                .as("nothing to look for")
                .isEqualTo(Duration.ofHours(1));
        assertThat(scene.outbox.row("e2").attempts()).isZero();
        scene.mail("m1");
        assertThat(delivery.deliverNext().tried()).isEqualTo(1);
        assertThat(recorder.seen).hasSize(1);

        hanging.freed.countDown();
        assertThat(first.get().tried()).isEqualTo(1);
        assertThat(delivery.deliverNext().tried()).isEqualTo(1);
        assertThat(scene.outbox.row("e2").end()).isEqualTo(End.DELIVERED);
    }

    @Test
    void a_worker_keeps_a_thread_free_of_listeners() throws Exception {
        Hanging hanging = new Hanging();
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        for (int i = 0; i < 3; i++) {
            scene.event("e" + i, 1, Set.of(Change.CREATED));
        }
        MessageDelivery delivery = scene.delivery(PATIENT, scene.threads, carriers(hanging, new Arrivals(arrived)));
        try (DeliveryWorker worker =
                DeliveryWorker.start(delivery, scene.threads, 2, Duration.ofDays(1), Duration.ofMinutes(1))) {
            hanging.begun.acquire();
            for (int i = 0; i < 20; i++) {
                scene.mail("m" + i);
                worker.wake();
                assertThat(arrived.poll(1, TimeUnit.MINUTES)).isEqualTo("m" + i);
            }
            assertThat(hanging.begun.availablePermits()).as("other events").isZero();
            hanging.freed.countDown();
        }
    }

    @Test
    void listeners_that_ignore_their_interruption_stop_the_events_and_nothing_else() throws Exception {
        Recorder recorder = new Recorder();
        Hanging hanging = new Hanging();
        hanging.stubborn = true;
        for (int i = 0; i < 100; i++) {
            scene.event("e" + i, 1, Set.of(Change.CREATED));
        }
        MessageDelivery delivery = scene.delivery(
                Scene.within(Duration.ofMillis(1)),
                new Punctual(scene.threads, hanging.begun),
                carriers(hanging, new Announced(recorder, hanging.begun)));
        try {
            assertThat(delivery.deliverDue()).isEqualTo(64);
            assertThat(delivery.idleTime(Duration.ofSeconds(1)))
                    .as("nothing to look for")
                    .isPositive();
            scene.mail("m1");

            assertThat(delivery.deliverNext().tried()).isEqualTo(1);

            assertThat(recorder.seen).hasSize(1);
            assertThat(scene.outbox.row("e64").attempts()).isZero();
        } finally {
            hanging.freed.countDown();
        }
    }

    @Test
    void an_event_waits_for_a_node_with_listeners_where_this_one_has_none() throws Exception {
        scene.event("e1", 1, Set.of(Change.CREATED));
        scene.delivery(EventListeners.NONE).deliverDue();
        assertThat(scene.outbox.row("e1").end()).isNull();
        scene.clock.forward(Duration.ofSeconds(4));

        deliver();

        assertThat(audit.heard).hasSize(1);
        assertThat(scene.outbox.row("e1").end()).isEqualTo(End.DELIVERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"HALO_CHANGED\"", "\"CREATED\",\"HALO_CHANGED\""})
    void an_event_that_only_a_newer_version_understands_is_tried_later_and_told_to_nobody_in_part(String changes)
            throws Exception {
        String payload = "{\"code\":\"\",\"version\":3,\"changes\":[" + changes + "]}";
        scene.event("e1", SealedPayloads.sealText(scene.protector, payload, "e1"));

        deliver();

        assertThat(audit.heard).isEmpty();
        assertThat(scene.outbox.row("e1").end()).isNull();
        assertThat(scene.outbox.row("e1").reason()).isEqualTo("newer-version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[7]", "\"CREATED\""})
    void an_event_that_tells_nothing_is_unreadable(String changes) throws Exception {
        String payload = "{\"code\":\"\",\"version\":3,\"changes\":" + changes + "}";
        scene.event("e1", SealedPayloads.sealText(scene.protector, payload, "e1"));

        deliver();

        assertThat(scene.outbox.row("e1").reason()).isEqualTo("unreadable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "!audit", "a\nb", "012345678901234567890123456789012345678901234567890"})
    void a_name_that_cannot_be_kept_is_refused(String name) {
        assertThatThrownBy(() -> new EventListeners("default", List.of(new Hearing(name))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Hearing.class.getName());
    }

    @Test
    void two_listeners_of_one_name_are_refused() {
        assertThatThrownBy(() -> new EventListeners("default", List.of(audit, new Hearing("audit"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("belongs to another");
    }

    private static NotifierRouting carriers(UserEventListener listener, Notifier notifier) {
        return new NotifierRouting(Scene.routes(notifier), null, new EventListeners("default", List.of(listener)));
    }

    private void deliver() throws InterruptedException {
        scene.delivery(new EventListeners("default", List.of(audit, crm))).deliverDue();
    }

    /** Hangs until it is freed; where it is stubborn, also when it is interrupted. */
    private static final class Hanging implements UserEventListener {
        private final Semaphore begun = new Semaphore(0);
        private final CountDownLatch freed = new CountDownLatch(1);
        private volatile boolean stubborn;

        @Override
        public String name() {
            return "hanging";
        }

        @Override
        public Outcome handle(Event event) throws InterruptedException {
            begun.release();
            boolean waits = true;
            while (waits) {
                try {
                    freed.await();
                    waits = false;
                } catch (InterruptedException e) {
                    if (!stubborn) {
                        throw e;
                    }
                }
            }
            return Outcome.accepted();
        }
    }

    /** Tells what has arrived. */
    private record Arrivals(BlockingQueue<String> ids) implements Notifier {
        @Override
        public String name() {
            return "arrivals";
        }

        @Override
        public boolean carries(Channel channel) {
            return true;
        }

        @Override
        public Notifier.Outcome deliver(Notification notification) {
            ids.add(notification.id());
            return Notifier.Outcome.accepted();
        }
    }

    /** Remembers what it hears, and answers as it was told. */
    private static final class Hearing implements UserEventListener {
        private final String name;
        private final Queue<Event> heard = new ConcurrentLinkedQueue<>();
        private final Queue<Outcome> answers = new ArrayDeque<>();
        private volatile @Nullable RuntimeException thrown;

        Hearing(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Outcome handle(Event event) {
            heard.add(event);
            RuntimeException toThrow = thrown;
            if (toThrow != null) {
                throw toThrow;
            }
            Outcome answer = answers.poll();
            return answer == null ? Outcome.accepted() : answer;
        }
    }
}
