package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.Kith;
import dev.kith.KithBuilder;
import dev.kith.KithStartException;
import dev.kith.spi.Notifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    private final List<Thread> made = new CopyOnWriteArrayList<>();

    @Test
    void plugins_are_called_on_the_threads_of_a_server_which_end_with_kith() throws Exception {
        BlockingQueue<Thread> called = new LinkedBlockingQueue<>();
        try (Kith kith =
                builder().threads(this::recorded).notifier(new Calling(called)).start()) {
            Dora.join(kith);

            assertThat(called.poll(30, TimeUnit.SECONDS)).isIn(made);
        }

        assertThat(made).isNotEmpty();
        made.forEach(ThreadsTest::join);
        assertThat(made).noneMatch(Thread::isAlive);
    }

    /** What GlassFish and Payara make of such a connection keeps the application for ever. */
    @Test
    void a_connection_without_a_request_is_had_on_own_threads() throws Exception {
        BlockingQueue<Thread> called = new LinkedBlockingQueue<>();
        Set<Thread> connected = ConcurrentHashMap.newKeySet();
        try (Kith kith = Kith.builder()
                .dataSource(database(connected))
                .threads(this::recorded)
                .notifier(new Calling(called))
                .start()) {
            assertThat(connected).isNotEmpty().doesNotContain(Thread.currentThread());
            Dora.join(kith);
            assertThat(called.poll(30, TimeUnit.SECONDS)).isNotNull();
        }

        assertThat(connected).doesNotContainAnyElementsOf(made);
    }

    @Test
    void own_threads_have_ended_when_they_are_closed() throws Exception {
        KithThreads own = new KithThreads();
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> work = own.executor().submit(() -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return "never";
        });
        begun.await();

        own.close();

        assertThat(work.isDone()).isTrue();
        assertThat(own.executor().isTerminated()).isTrue();
    }

    @Test
    void own_threads_have_nothing_of_the_thread_that_starts_kith_but_its_class_loader() throws Exception {
        InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
        ClassLoader loader = new ClassLoader(ThreadsTest.class.getClassLoader()) {};
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        inherited.set("of the server");
        try (KithThreads own = new KithThreads()) {
            assertThat(own.call(() -> Optional.ofNullable(inherited.get()))).isEmpty();
            assertThat(own.call(() -> Thread.currentThread().getContextClassLoader()))
                    .isSameAs(loader);
        } finally {
            inherited.remove();
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void what_own_threads_throw_is_thrown_to_who_waits() {
        try (KithThreads own = new KithThreads()) {
            KithStartException refused = new KithStartException("There is no database.");

            assertThatThrownBy(() -> own.call(() -> {
                        throw refused;
                    }))
                    .isSameAs(refused);
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
        return Kith.builder().dataSource(database(ConcurrentHashMap.newKeySet()));
    }

    /** Tells by whom it is called. */
    private record Calling(BlockingQueue<Thread> called) implements Notifier {
        @Override
        public String name() {
            return "calling";
        }

        @Override
        public boolean carries(Channel channel) {
            return true;
        }

        @Override
        public Notifier.Outcome deliver(Notification notification) {
            called.add(Thread.currentThread());
            return Notifier.Outcome.accepted();
        }
    }

    /** A database, and who has had a connection to it. */
    private static DataSource database(Set<Thread> connected) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return (DataSource) Proxy.newProxyInstance(
                ThreadsTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        connected.add(Thread.currentThread());
                    }
                    return method.invoke(database, arguments);
                });
    }
}
