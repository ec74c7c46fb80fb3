package dev.kith.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadinessProbeTest {

    @Test
    void the_check_is_made_anew_for_each_question_after_it() {
        AtomicInteger checks = new AtomicInteger();
        try (ReadinessProbe readiness = new ReadinessProbe(() -> checks.incrementAndGet() % 2 == 1, Runnable::run)) {
            assertThat(readiness.ask().join()).isTrue();
            assertThat(readiness.ask().join()).isFalse();
            assertThat(readiness.ask().join()).isTrue();
        }
    }

    @Test
    void questions_during_a_check_share_it_and_do_not_wait_for_long() throws Exception {
        AtomicInteger checks = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (ReadinessProbe readiness = new ReadinessProbe(() -> {
            checks.incrementAndGet();
            begun.countDown();
            return answers(answer);
        })) {
            CompletableFuture<Boolean> one = readiness.ask();
            CompletableFuture<Boolean> two = readiness.ask();

            assertThat(one.get(60, TimeUnit.SECONDS)).isFalse();
            assertThat(two.get(60, TimeUnit.SECONDS)).isFalse();
            begun.await();
            assertThat(checks).hasValue(1);
            CompletableFuture<Boolean> three = readiness.ask();
            answer.countDown();
            // On a machine that stalls, its time may be over before the check is; then the next one has the answer.
            assertThat(three.join() || readyInTime(readiness)).isTrue();
        }
    }

    @Test
    void a_check_that_waits_for_a_busy_database_leaves_the_answer_as_it_was() throws Exception {
        AtomicInteger checks = new AtomicInteger();
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(2);
        try (ReadinessProbe readiness = new ReadinessProbe(() -> {
            int check = checks.incrementAndGet();
            begun.countDown();
            return check == 1 || answers(answer);
        })) {
            assertThat(readyInTime(readiness)).isTrue();
            assertThat(readiness.ask().get(60, TimeUnit.SECONDS)).isTrue();
            begun.await();
            assertThat(checks).hasValue(2);
            answer.countDown();
        }
    }

    private static boolean readyInTime(ReadinessProbe readiness) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        boolean ready = readiness.ask().join();
        while (!ready && System.nanoTime() < end) {
            ready = readiness.ask().join();
        }
        return ready;
    }

    private static boolean answers(CountDownLatch answer) {
        try {
            answer.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void once_the_end_has_begun_nothing_is_ready_any_more() {
        AtomicInteger checks = new AtomicInteger();
        try (ReadinessProbe readiness = new ReadinessProbe(() -> checks.incrementAndGet() > 0, Runnable::run)) {
            assertThat(readiness.ask().join()).isTrue();

            readiness.end();

            assertThat(readiness.ask()).isCompletedWithValue(false);
            assertThat(checks).hasValue(1);
        }
    }

    @Test
    void a_check_that_breaks_is_no_yes() {
        try (ReadinessProbe readiness = new ReadinessProbe(() -> {
            throw new IllegalStateException("broken");
        })) {
            assertThat(readiness.ask().join()).isFalse();
        }
    }
}
