package dev.kith.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.Outbox;
import dev.kith.core.Outbox.End;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.spi.Notifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryWorkerTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofSeconds(5);

    private final Scene scene = new Scene();
    private final Recorder recorder = new Recorder();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_wake_up_delivers_at_once() throws Exception {
        Signalling notifier = new Signalling();
        try (DeliveryWorker worker = DeliveryWorker.start(scene.delivery(notifier), scene.threads, 2, NEVER, LONG)) {
            for (int i = 0; i < 20; i++) {
                scene.mail("m" + i);
                worker.wake();
                assertThat(notifier.delivered.poll(1, TimeUnit.MINUTES)).isEqualTo("m" + i);
            }
        }
        assertThat(scene.outbox.row("m19").end()).isEqualTo(End.DELIVERED);
    }

    @Test
    void a_worker_without_memory_tells_whoever_ends_the_process() throws Exception {
        OutOfMemoryError full = new OutOfMemoryError("Java heap space");
        recorder.thrown = full;
        scene.mail("m");
        BlockingQueue<Throwable> told = new LinkedBlockingQueue<>();
        ExecutorService watched = DeliveryWorker.threadsOf(work -> {
            Thread thread = new Thread(work, "watched");
            thread.setUncaughtExceptionHandler((same, thrown) -> told.add(thrown));
            return thread;
        });

        try (DeliveryWorker worker = DeliveryWorker.start(scene.delivery(recorder), watched, 1, NEVER, LONG)) {
            assertThat(told.poll(1, TimeUnit.MINUTES)).isSameAs(full);
            assertThat(worker).isNotNull();
        } finally {
            watched.shutdownNow();
        }
    }

    @Test
    void notifiers_are_told_when_nothing_more_is_due() throws Exception {
        Signalling notifier = new Signalling();
        for (int i = 0; i < 5; i++) {
            scene.mail("m" + i);
        }
        try (DeliveryWorker worker = DeliveryWorker.start(scene.delivery(notifier), scene.threads, 1, NEVER, LONG)) {
            assertThat(notifier.idle.tryAcquire(1, TimeUnit.MINUTES)).isTrue();

            assertThat(notifier.delivered).as("all before that").hasSize(5);
            assertThat(worker).isNotNull();
        }
        assertThat(notifier.idle.availablePermits()).as("and once").isZero();
    }

    @Test
    void old_messages_are_removed_in_portions_until_none_is_left() throws Exception {
        for (int i = 0; i <= Outbox.MOST_PURGED; i++) {
            scene.mail("m" + i);
        }
        MessageDelivery delivery = scene.delivery(recorder);
        delivery.deliverDue();
        scene.clock.forward(Duration.ofDays(8));

        try (DeliveryWorker worker = DeliveryWorker.start(delivery, scene.threads, 1, Duration.ofMillis(1), LONG)) {
            assertThat(worker).isNotNull();
            long end = System.nanoTime() + LONG.toNanos();
            while (scene.outbox.size() > 0 && System.nanoTime() < end) {
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
        }

        assertThat(scene.outbox.size()).isZero();
    }

    @Test
    void messages_of_other_nodes_are_found_by_polling() throws Exception {
        Signalling notifier = new Signalling();
        try (DeliveryWorker worker =
                DeliveryWorker.start(scene.delivery(notifier), scene.threads, 1, Duration.ofMillis(1), LONG)) {
            scene.mail("1");

            assertThat(notifier.delivered.poll(1, TimeUnit.MINUTES)).isEqualTo("1");
            assertThat(worker).isNotNull();
        }
    }

    @Test
    void closing_waits_for_a_message_on_its_way() throws Exception {
        Gated notifier = new Gated();
        scene.mail("1");
        DeliveryWorker worker = DeliveryWorker.start(scene.delivery(notifier), scene.threads, 1, NEVER, LONG);
        notifier.begun.await();
        Thread closing = new Thread(worker::close, "closing");
        closing.start();

        notifier.freed.countDown();
        closing.join();

        assertThat(scene.outbox.row("1").end()).isEqualTo(End.DELIVERED);
    }

    @Test
    void closing_gives_up_what_takes_too_long_and_leaves_its_lease_to_end() throws Exception {
        Gated notifier = new Gated();
        scene.mail("1");
        DeliveryWorker worker =
                DeliveryWorker.start(scene.delivery(notifier), scene.threads, 1, NEVER, Duration.ofMillis(1));
        notifier.begun.await();

        worker.close();

        notifier.interrupted.await();
        assertThat(scene.outbox.row("1").end()).isNull();
        assertThat(scene.outbox.row("1").leased()).isTrue();
    }

    @Test
    void after_closing_nothing_is_taken_any_more() throws Exception {
        DeliveryWorker worker = DeliveryWorker.start(scene.delivery(recorder), scene.threads, 2, NEVER, LONG);
        worker.close();
        scene.mail("1");
        worker.wake();
        scene.threads.shutdown();

        assertThat(scene.threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(scene.outbox.row("1").attempts()).isZero();
    }

    @Test
    void the_executor_stays_the_callers() throws Exception {
        DeliveryWorker.start(scene.delivery(recorder), scene.threads, 2, NEVER, LONG)
                .close();

        assertThat(scene.threads.submit(() -> "still there").get()).isEqualTo("still there");
    }

    @Test
    void own_threads_do_not_keep_the_process_alive() throws Exception {
        ExecutorService threads = DeliveryWorker.ownThreads();
        try {
            assertThat(threads.submit(() -> Thread.currentThread().isDaemon()).get())
                    .isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_step_that_delivered_is_followed_by_the_next_without_pause() throws Exception {
        scene.mail("1");
        DeliveryWorker worker = idle(recorder);

        assertThat(worker.step(true)).isEqualTo(Duration.ZERO);
        assertThat(worker.step(true)).isEqualTo(POLL);
        assertThat(recorder.seen).hasSize(1);
    }

    @Test
    void a_step_that_found_all_that_was_due_lets_more_of_it_gather() throws Exception {
        DeliveryWorker worker = afterOne();
        scene.mail("2");

        assertThat(worker.step(true)).isEqualTo(DeliveryWorker.GATHERING);
        assertThat(worker.step(true)).isEqualTo(POLL);
        assertThat(recorder.seen).hasSize(2);
    }

    @Test
    void what_took_long_enough_to_let_more_gather_is_followed_by_the_next_without_pause() throws Exception {
        DeliveryWorker worker = afterOne();
        recorder.during = () -> scene.clock.forward(DeliveryWorker.GATHERING);
        scene.mail("2");

        assertThat(worker.step(true)).isEqualTo(Duration.ZERO);
    }

    @Test
    void a_clock_that_is_set_back_does_not_make_the_pause_longer() throws Exception {
        DeliveryWorker worker = afterOne();
        recorder.during = () -> scene.clock.forward(Duration.ofHours(-1));
        scene.mail("2");

        assertThat(worker.step(true)).isEqualTo(DeliveryWorker.GATHERING);
    }

    @Test
    void the_pause_ends_when_the_next_message_is_due() throws Exception {
        scene.mail("1");
        scene.clock.to(Scene.START.minusSeconds(3));

        assertThat(idle(recorder).step(true)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void what_is_due_but_cannot_be_had_is_not_asked_for_without_pause() throws Exception {
        scene.mail("1");
        scene.outbox.lease(MessageKind.ALL, "other", 1, Scene.START, Duration.ofMillis(1001));
        scene.clock.forward(Duration.ofSeconds(1));

        assertThat(idle(recorder).step(true)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }

    @Test
    void a_storage_that_is_away_is_told_once_and_asked_less_and_less_often() throws Exception {
        DeliveryWorker worker = idle(recorder);
        scene.mail("1");
        scene.outbox.away(true);
        List<Duration> pauses = new ArrayList<>();

        List<String> lines = Logged.by(DeliveryWorker.class, () -> {
            for (int i = 0; i < 12; i++) {
                pauses.add(worker.step(true));
            }
            scene.outbox.away(false);
            worker.step(true);
            worker.step(true);
        });

        assertThat(pauses).isSorted().first().isEqualTo(Duration.ofMillis(50));
        assertThat(pauses).last().isEqualTo(Duration.ofSeconds(30));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("WARNING outcome=storage-unavailable")
                .contains("StorageAway");
        assertThat(lines.get(1)).startsWith("INFO outcome=storage-available");
        assertThat(scene.outbox.row("1").end()).isEqualTo(End.DELIVERED);
        assertThat(scene.outbox.row("1").attempts()).isEqualTo(1);
    }

    @Test
    void where_probably_nothing_is_due_one_question_is_enough() throws Exception {
        DeliveryWorker worker = idle(recorder);
        int before = scene.outbox.questions();

        assertThat(worker.step(false)).isEqualTo(POLL);

        assertThat(scene.outbox.questions() - before).isEqualTo(1);
    }

    @Test
    void a_look_that_finds_something_delivers_it() throws Exception {
        scene.mail("1");

        assertThat(idle(recorder).step(false)).isEqualTo(Duration.ZERO);

        assertThat(scene.outbox.row("1").end()).isEqualTo(End.DELIVERED);
    }

    @Test
    void a_look_finds_what_a_worker_that_died_had_leased() throws Exception {
        scene.mail("1");
        scene.outbox.lease(MessageKind.ALL, "died", 1, Scene.START, Duration.ofSeconds(30));
        assertThat(idle(recorder).step(false)).isEqualTo(POLL);
        scene.clock.forward(Duration.ofSeconds(30));

        assertThat(idle(recorder).step(false)).isEqualTo(Duration.ZERO);
    }

    @Test
    void what_was_sent_while_the_storage_was_away_is_kept_with_the_next_look() throws Exception {
        scene.mail("1");
        DeliveryWorker worker = idle(recorder);
        scene.outbox.readOnly(true);
        worker.step(true);
        assertThat(recorder.seen).hasSize(1);
        scene.outbox.readOnly(false);

        worker.step(false);

        assertThat(scene.outbox.row("1").end()).isEqualTo(End.DELIVERED);
    }

    @Test
    void old_messages_are_removed_now_and_then() throws Exception {
        scene.mail("1");
        DeliveryWorker worker = idle(recorder);
        worker.step(true);
        worker.step(true);
        scene.clock.forward(Duration.ofDays(8));

        worker.step(true);

        assertThat(scene.outbox.size()).isZero();
    }

    /** A worker that has delivered one message, and looks for two the next time. */
    private DeliveryWorker afterOne() throws InterruptedException {
        scene.mail("1");
        DeliveryWorker worker = idle(recorder);
        worker.step(true);
        return worker;
    }

    /** A worker without threads, to be stepped by the test. */
    private DeliveryWorker idle(Notifier notifier) {
        return DeliveryWorker.start(scene.delivery(notifier), scene.threads, 0, POLL, LONG);
    }

    /** Tells what it was given. */
    private static final class Signalling implements Notifier {
        private final BlockingQueue<String> delivered = new LinkedBlockingQueue<>();
        private final Semaphore idle = new Semaphore(0);

        @Override
        public void idle() {
            idle.release();
        }

        @Override
        public String name() {
            return "signalling";
        }

        @Override
        public boolean carries(Channel channel) {
            return true;
        }

        @Override
        public Outcome deliver(Notification notification) {
            delivered.add(notification.id());
            return Outcome.accepted();
        }
    }

    /** Waits until it is freed. */
    private static final class Gated implements Notifier {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch freed = new CountDownLatch(1);
        private final CountDownLatch interrupted = new CountDownLatch(1);

        @Override
        public String name() {
            return "gated";
        }

        @Override
        public boolean carries(Channel channel) {
            return true;
        }

        @Override
        public Outcome deliver(Notification notification) throws InterruptedException {
            begun.countDown();
            try {
                freed.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return Outcome.accepted();
        }
    }
}
