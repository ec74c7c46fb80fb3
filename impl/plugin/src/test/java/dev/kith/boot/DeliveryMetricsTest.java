package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.Kith;
import dev.kith.KithBuilder;
import dev.kith.api.DeliveryAdmin;
import dev.kith.api.DeliveryAdmin.Backlog;
import dev.kith.api.DeliveryAdmin.Cause;
import dev.kith.api.DeliveryAdmin.Dead;
import dev.kith.api.DeliveryAdmin.Depth;
import dev.kith.api.DeliveryAdmin.Kind;
import dev.kith.api.DeliveryAdmin.Replay;
import dev.kith.boot.DeliveryMetrics.CountPatience;
import dev.kith.delivery.CountingOutbox.Counts;
import dev.kith.spi.Notifier;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Delivery in numbers, and where they are to be seen. */
class DeliveryMetricsTest {
    private static final CountPatience NO_PATIENCE = new CountPatience(Duration.ZERO, Duration.ZERO);
    private static final MBeanServer JMX = ManagementFactory.getPlatformMBeanServer();

    private final String instance = "figures \"" + UUID.randomUUID() + "\"";
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    @Test
    void jmx_shows_them_from_the_start_to_the_close() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        try (Kith kith = builder().notifier(new Refusing(refused)).start()) {
            Dora.join(kith);
            assertThat(refused.await(60, TimeUnit.SECONDS)).isTrue();
            awaitDead(kith);

            assertThat(JMX.getAttribute(name(""), "Dead")).isEqualTo(1L);
            assertThat(JMX.getAttribute(name(""), "Waiting")).isEqualTo(0L);
            assertThat(JMX.getAttribute(name(""), "OnTheirWay")).isEqualTo(0L);
            assertThat(JMX.getAttribute(name(""), "OldestSeconds")).isEqualTo(0L);
            assertThat(JMX.getAttribute(name(""), "DeliveredHere")).isEqualTo(0L);
            assertThat(kith.deliveryStatistics().dead()).containsEntry(Cause.REFUSED, 1L);
            assertThat(kith.deliveryAdmin().dead(5)).singleElement().satisfies(dead -> {
                assertThat(dead.userId()).isEqualTo("u1");
                assertThat(dead.detail()).isEqualTo("refusing:no-such-person");
            });
        }

        assertThat(JMX.isRegistered(name(""))).isFalse();
    }

    /**
     * The verdict is counted after it is written, and the database may have counted while it was being written: who waits in
     * one statement, and who is dead in the next.
     */
    private void awaitDead(Kith kith) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while ((kith.deliveryStatistics().dead().getOrDefault(Cause.REFUSED, 0L) == 0
                        || !JMX.getAttribute(name(""), "Dead").equals(1L)
                        || !JMX.getAttribute(name(""), "Waiting").equals(0L))
                && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Test
    void several_of_one_id_are_told_apart_and_all_leave_nothing_behind() throws Exception {
        try (Kith one = builder().deliver(false).start();
                Kith two = builder().deliver(false).start()) {
            assertThat(one.deliveryAdmin()).isNotSameAs(two.deliveryAdmin());
            assertThat(JMX.isRegistered(name(""))).isTrue();
            assertThat(JMX.isRegistered(name(",number=2"))).isTrue();
        }

        assertThat(JMX.isRegistered(name(""))).isFalse();
        assertThat(JMX.isRegistered(name(",number=2"))).isFalse();
    }

    @Test
    void a_server_that_forbids_jmx_goes_without() throws Exception {
        DeliveryMetrics metrics = new DeliveryMetrics(
                new Counted(), () -> Counts.NONE, List::of, Clock.systemUTC(), Runnable::run, NO_PATIENCE);

        try (AutoCloseable nothing = DeliveryMBean.of(metrics, instance, () -> {
            throw new SecurityException("forbidden");
        })) {
            assertThat(nothing).isNotNull();
            assertThat(JMX.isRegistered(name(""))).isFalse();
        }
    }

    @Test
    void the_database_is_asked_once_in_a_while_and_may_be_away() throws Exception {
        Counted messages = new Counted();
        Movable clock = new Movable();
        DeliveryMetrics metrics = new DeliveryMetrics(
                messages,
                () -> new Counts(1, 2, 3, Map.of(Cause.EXPIRED, 4L)),
                List::of,
                clock,
                Runnable::run,
                NO_PATIENCE);
        try (AutoCloseable exposure = DeliveryMBean.of(metrics, instance)) {
            assertThat(exposure).isNotNull();
            assertThat(JMX.getAttribute(name(""), "Waiting")).isEqualTo(7L);
            assertThat(JMX.getAttribute(name(""), "OldestSeconds")).isEqualTo(30L);
            assertThat(JMX.getAttribute(name(""), "PostponedHere")).isEqualTo(3L);
            assertThat(JMX.getAttribute(name(""), "NotNeededHere")).isEqualTo(2L);
            assertThat(messages.asked).isEqualTo(1);

            messages.away = true;
            clock.now = clock.now.plusSeconds(5);
            assertThat(JMX.getAttribute(name(""), "Waiting")).isEqualTo(-1L);
            assertThat(JMX.getAttribute(name(""), "OldestSeconds")).isEqualTo(-1L);
            assertThat(metrics.read().backlog()).isNull();
            assertThat(messages.asked).isEqualTo(2);
        }
    }

    @Test
    void nobody_waits_for_a_count_that_takes_long() throws Exception {
        Movable clock = new Movable();
        Deque<Runnable> background = new ArrayDeque<>();
        Counted messages = new Counted();
        DeliveryMetrics metrics =
                new DeliveryMetrics(messages, () -> Counts.NONE, List::of, clock, background::add, NO_PATIENCE);
        try (AutoCloseable exposure = DeliveryMBean.of(metrics, instance)) {
            assertThat(exposure).isNotNull();
            assertThat(metrics.read().backlog()).isNull();
            assertThat(JMX.getAttribute(name(""), "AgeSeconds")).isEqualTo(-1L);
            assertThat(background).as("one count for all who read").hasSize(1);

            background.remove().run();
            Instant counted = clock.now;
            clock.now = counted.plusSeconds(5);
            messages.away = true;

            assertThat(metrics.read().counted()).isEqualTo(counted);
            assertThat(JMX.getAttribute(name(""), "Waiting")).isEqualTo(7L);
            assertThat(JMX.getAttribute(name(""), "AgeSeconds")).isEqualTo(5L);
            assertThat(background).hasSize(1);

            background.remove().run();
            assertThat(metrics.read().backlog()).isNull();
            assertThat(metrics.read().counted()).isNull();
        }
    }

    @Test
    void the_longer_a_count_takes_the_longer_the_database_rests() {
        Movable clock = new Movable();
        Counted messages = new Counted();
        messages.counting = () -> clock.now = clock.now.plusSeconds(2);
        DeliveryMetrics metrics =
                new DeliveryMetrics(messages, () -> Counts.NONE, List::of, clock, Runnable::run, NO_PATIENCE);
        metrics.read();

        clock.now = clock.now.plusSeconds(19);
        metrics.read();
        assertThat(messages.asked).isEqualTo(1);

        clock.now = clock.now.plusSeconds(1);
        metrics.read();
        assertThat(messages.asked).isEqualTo(2);
    }

    @Test
    void after_the_end_there_are_no_figures_of_the_database() {
        DeliveryMetrics metrics = new DeliveryMetrics(
                new Counted(),
                () -> Counts.NONE,
                List::of,
                Clock.systemUTC(),
                work -> {
                    throw new RejectedExecutionException();
                },
                NO_PATIENCE);

        assertThat(metrics.read().backlog()).isNull();
    }

    private KithBuilder builder() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(url);
        return Kith.builder().dataSource(database).setting("kith.instance.id", instance);
    }

    private ObjectName name(String more) throws Exception {
        return new ObjectName("dev.kith:type=Delivery,instance=" + ObjectName.quote(instance) + more);
    }

    /** Refuses everything. */
    private record Refusing(CountDownLatch refused) implements Notifier {
        @Override
        public String name() {
            return "refusing";
        }

        @Override
        public boolean carries(Channel channel) {
            return true;
        }

        @Override
        public Outcome deliver(Notification notification) {
            refused.countDown();
            return Outcome.refused("no-such-person");
        }
    }

    private static final class Movable extends Clock {
        private Instant now = Instant.parse("2026-11-01T10:00:00Z");

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
    }

    /** Seven codes wait, the oldest for half a minute. */
    private static final class Counted implements DeliveryAdmin {
        private int asked;
        private boolean away;
        private Runnable counting = () -> {};

        @Override
        public Backlog backlog() {
            asked++;
            counting.run();
            if (away) {
                throw new IllegalStateException("the database is away");
            }
            Instant oldest = Instant.parse("2026-11-01T10:00:00Z").minus(Duration.ofSeconds(30));
            return new Backlog(List.of(new Depth(Kind.SEND_CODE, 7, 0, 0)), oldest);
        }

        @Override
        public List<Retry> retries(int most) {
            return List.of();
        }

        @Override
        public List<Dead> dead(int most) {
            return List.of();
        }

        @Override
        public Replay replay(String id) {
            return Replay.NOT_DEAD;
        }
    }
}
