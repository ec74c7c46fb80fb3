package dev.kith.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkSignalTest {
    private static final Duration NEVER = Duration.ofDays(1);

    private final List<Thread> waiting = new ArrayList<>();
    private final BlockingQueue<Boolean> woken = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Thread thread : waiting) {
            thread.interrupt();
            thread.join();
        }
    }

    @Test
    void a_ring_wakes_one_of_those_who_wait() throws Exception {
        WorkSignal signal = new WorkSignal(2, NEVER);
        waitAt(signal, NEVER);
        waitAt(signal, NEVER);

        signal.raise();

        assertThat(next()).isTrue();
        assertThat(woken).isEmpty();
    }

    @Test
    void a_ring_is_kept_for_who_comes_later() throws Exception {
        WorkSignal signal = new WorkSignal(2, NEVER);
        signal.raise();
        signal.raise();
        signal.raise();

        assertThat(signal.await(NEVER)).isTrue();
        assertThat(signal.await(NEVER)).isTrue();
        assertThat(signal.await(Duration.ZERO)).as("two are kept at most").isFalse();
    }

    @Test
    void one_alone_looks_when_it_is_time() throws Exception {
        WorkSignal signal = new WorkSignal(2, NEVER);
        waitAt(signal, NEVER);
        waitAt(signal, NEVER);

        waitAt(signal, Duration.ofMillis(1));

        assertThat(next()).isFalse();
        assertThat(woken).isEmpty();
    }

    @Test
    void another_looks_where_the_one_who_looked_does_not_come_back() throws Exception {
        WorkSignal signal = new WorkSignal(2, Duration.ofMillis(1));
        waitAt(signal, NEVER);
        assertThat(signal.await(Duration.ofMillis(1))).isFalse();

        assertThat(next()).isFalse();
    }

    @Test
    void the_one_who_looked_says_when_to_look_again() throws Exception {
        WorkSignal signal = new WorkSignal(2, Duration.ofMillis(1));
        assertThat(signal.await(Duration.ZERO)).isFalse();
        assertThat(signal.untilNextPoll()).isLessThan(Duration.ofMinutes(1));

        signal.raise();
        assertThat(signal.await(NEVER)).isTrue();

        assertThat(signal.untilNextPoll()).isGreaterThan(Duration.ofHours(1));
    }

    @Test
    void whoever_wants_an_earlier_look_gets_it() throws Exception {
        WorkSignal signal = new WorkSignal(2, NEVER);
        signal.raise();
        signal.await(NEVER);
        signal.raise();
        signal.await(Duration.ofMinutes(1));
        signal.raise();
        signal.await(NEVER);

        assertThat(signal.untilNextPoll()).isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void waiting_ends_with_an_interruption() {
        WorkSignal signal = new WorkSignal(1, NEVER);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> signal.await(NEVER)).isInstanceOf(InterruptedException.class);
    }

    private boolean next() throws InterruptedException {
        Boolean next = woken.poll(1, TimeUnit.MINUTES);
        assertThat(next).isNotNull();
        return Boolean.TRUE.equals(next);
    }

    private void waitAt(WorkSignal signal, Duration pause) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            begun.countDown();
            try {
                woken.add(signal.await(pause));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.add(thread);
        thread.start();
        begun.await();
    }
}
