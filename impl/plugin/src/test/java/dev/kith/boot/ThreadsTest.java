package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    private final List<Thread> made = new CopyOnWriteArrayList<>();

    @Test
    void the_threads_of_a_server_are_used_and_end_with_kith() throws Exception {
        try (Kith kith = builder().threads(this::recorded).start()) {
            assertThat(kith).isNotNull();
        }

        assertThat(made).isNotEmpty();
        for (Thread thread : made) {
            thread.join(30_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }

    @Test
    void own_threads_end_with_kith() {
        ThreadGroup group = new ThreadGroup("of this test");
        Thread starter = new Thread(group, () -> {
            try (Kith kith = builder().start()) {
                made.add(Thread.currentThread());
                assertThat(kith).isNotNull();
                assertThat(ours(group)).isNotEmpty();
            }
        });
        starter.start();
        join(starter);

        assertThat(made).hasSize(1);
        ours(group).forEach(ThreadsTest::join);
        assertThat(ours(group)).isEmpty();
    }

    private static List<Thread> ours(ThreadGroup group) {
        Thread[] threads = new Thread[100];
        int count = group.enumerate(threads);
        return Arrays.stream(threads, 0, count)
                .filter(thread -> thread.getName().startsWith("kith-"))
                .toList();
    }

    private static void join(Thread thread) {
        try {
            thread.join(30_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_factory_whose_threads_run_can_be_used() {
        assertThat(ServerResources.makesThreads(Thread::new)).isTrue();
    }

    @Test
    @NullUnmarked // factories may answer nothing, by their contract
    void a_factory_that_makes_no_threads_cannot() {
        ThreadFactory none = work -> null;

        assertThat(ServerResources.makesThreads(none)).isFalse();
    }

    @Test
    void nor_can_one_whose_threads_end_before_their_work() {
        assertThat(ServerResources.makesThreads(work -> new Thread(() -> {}))).isFalse();
    }

    @Test
    void a_factory_whose_threads_wait_until_the_application_has_started_can() {
        CountDownLatch started = new CountDownLatch(1);

        assertThat(ServerResources.makesThreads(work -> recorded(() -> {
                    awaitQuietly(started);
                    work.run();
                })))
                .isTrue();

        started.countDown();
        join(made.get(0));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_factory_that_throws_cannot() {
        assertThat(ServerResources.makesThreads(work -> {
                    throw new IllegalStateException("the application is starting");
                }))
                .isFalse();
    }

    private Thread recorded(Runnable work) {
        Thread thread = new Thread(work, "server-" + made.size());
        made.add(thread);
        return thread;
    }

    private static KithBuilder builder() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return Kith.builder().dataSource(database);
    }
}
