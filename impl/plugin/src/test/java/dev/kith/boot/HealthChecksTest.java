package dev.kith.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.Kith;
import dev.kith.KithBuilder;
import dev.kith.api.DeliveryAdmin.Depth;
import dev.kith.health.HealthAnswers;
import dev.kith.health.HealthExtension;
import dev.kith.health.KithHealth;
import dev.kith.spi.Notifier;
import dev.kith.spi.UserEventListener;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What MicroProfile Health is told of a Kith, on a real database. */
class HealthChecksTest {
    private final String instance = "health-" + UUID.randomUUID();
    private final JdbcDataSource database = new JdbcDataSource();
    private @Nullable SeContainer container;

    @BeforeAll
    static void answer() {
        HealthAnswers.use();
    }

    HealthChecksTest() {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @AfterEach
    void close() {
        SeContainer present = container;
        if (present != null) {
            present.close();
        }
    }

    @Test
    void a_kith_that_works_is_up_with_its_messages_and_has_been_started() {
        try (Kith kith = builder(database).deliver(false).start()) {
            serve(kith);
            Dora.join(kith);
            HealthCheckResponse ready = await(answer ->
                    answer.getStatus() == Status.UP && answer.getData().isPresent());

            assertThat(ready.getName()).isEqualTo("kith:" + instance + ":ready");
            assertThat(ready.getStatus()).isEqualTo(Status.UP);
            assertThat(ready.getData()).contains(Map.of("waitingMessages", 1L, "deadMessages", 0L));
            HealthCheckResponse started = asked(Startup.Literal.INSTANCE);
            assertThat(started.getName()).isEqualTo("kith:" + instance + ":started");
            assertThat(started.getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void plugins_that_fail_and_messages_that_were_given_up_are_told_of_one_that_is_up() {
        try (Kith kith = builder(database)
                .setting("kith.delivery.attempts", "1")
                .notifier(new Broken())
                .eventListener(new Deaf())
                .start()) {
            serve(kith);
            Dora.join(kith);
            eventually(() -> kith.deliveryAdmin().backlog().depths().stream()
                            .mapToLong(Depth::dead)
                            .sum()
                    == 2);

            HealthCheckResponse ready = await(answer ->
                    Long.valueOf(2).equals(answer.getData().orElse(Map.of()).get("deadMessages")));

            assertThat(ready.getStatus()).isEqualTo(Status.UP);
            assertThat(ready.getData().orElseThrow())
                    .containsEntry("failingNotifiers", "broken")
                    .containsEntry("failingEventListeners", "deaf")
                    .doesNotContainKey("failingVerificationServices");
            assertThat(ready.getData().toString()).doesNotContain("@", "secret");
        }
    }

    @Test
    void a_database_that_is_away_is_down() throws Exception {
        try (Kith kith = builder(database).deliver(false).start()) {
            serve(kith);
            awaitStatus(Status.UP);

            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("drop all objects");
            }

            awaitStatus(Status.DOWN);
        }
    }

    @Test
    void a_database_that_hangs_is_down_although_it_has_not_answered() {
        CountDownLatch answers = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        DataSource hanging = (DataSource) Proxy.newProxyInstance(
                HealthChecksTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    if (hangs.getCount() == 0 && method.getName().equals("getConnection")) {
                        answers.await();
                    }
                    try {
                        return method.invoke(database, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        try (Kith kith = builder(hanging).deliver(false).start()) {
            serve(kith);
            hangs.countDown();

            HealthCheckResponse hung = ready();
            answers.countDown();

            assertThat(hung.getStatus()).isEqualTo(Status.DOWN);
            awaitStatus(Status.UP);
        }
    }

    @Test
    void one_that_waits_for_messages_on_their_way_before_it_ends_is_down_already() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        Kith kith = builder(database)
                .notifier(new Slow(arrived, goesOn))
                .setting("kith.delivery.drain", "PT1M")
                .start();
        serve(kith);
        Dora.join(kith);
        assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
        awaitStatus(Status.UP);

        Thread end = new Thread(kith::close);
        end.start();
        HealthCheckResponse ending = await(answer -> answer.getStatus() == Status.DOWN);
        boolean drains = end.isAlive();
        goesOn.countDown();
        end.join();

        assertThat(ending.getStatus()).isEqualTo(Status.DOWN);
        assertThat(drains).as("the end waits for the message").isTrue();
    }

    @Test
    void those_with_the_same_id_have_different_names() {
        try (Kith one = builder(database).deliver(false).start();
                Kith two = builder(database).deliver(false).start()) {
            assertThat(one.unwrap(KithHealth.class).name()).isEqualTo("kith:" + instance);
            assertThat(two.unwrap(KithHealth.class).name()).isEqualTo("kith:" + instance + "#2");
        }
    }

    private void serve(Kith kith) {
        container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(KithBeans.types().toArray(Class<?>[]::new))
                .addExtensions(new HealthExtension(), new Handover(kith))
                .initialize();
    }

    private HealthCheckResponse asked(Annotation kind) {
        return requireNonNull(container).select(HealthCheck.class, kind).get().call();
    }

    private HealthCheckResponse ready() {
        return asked(Readiness.Literal.INSTANCE);
    }

    /** The first answers of a busy machine may be those of before: none waits long for the database. */
    private void awaitStatus(Status status) {
        assertThat(await(answer -> answer.getStatus() == status).getStatus()).isEqualTo(status);
    }

    /** The first answer of that kind, or the last one. */
    private HealthCheckResponse await(Predicate<HealthCheckResponse> wanted) {
        Deque<HealthCheckResponse> answers = new ArrayDeque<>();
        eventually(() -> {
            answers.add(ready());
            return wanted.test(answers.getLast());
        });
        return answers.getLast();
    }

    private static void eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private KithBuilder builder(DataSource source) {
        return Kith.builder().dataSource(source).setting("kith.instance.id", instance);
    }

    /** Makes a started Kith a bean of the application. */
    static final class Handover implements Extension {
        private final Kith kith;

        Handover(Kith kith) {
            this.kith = kith;
        }

        void add(@Observes AfterBeanDiscovery discovery) {
            discovery.<Kith>addBean().scope(Singleton.class).types(Kith.class).createWith(context -> kith);
        }
    }

    private static final class Broken implements Notifier {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public boolean carries(Channel channel) {
            return true;
        }

        @Override
        public Notifier.Outcome deliver(Notification notification) {
            throw new IllegalStateException("secret " + notification.recipient());
        }
    }

    private static final class Deaf implements UserEventListener {
        @Override
        public String name() {
            return "deaf";
        }

        @Override
        public UserEventListener.Outcome handle(Event event) {
            throw new IllegalStateException("secret");
        }
    }

    private record Slow(CountDownLatch arrived, CountDownLatch goesOn) implements Notifier {
        @Override
        public String name() {
            return "slow";
        }

        @Override
        public boolean carries(Channel channel) {
            return true;
        }

        @Override
        public Notifier.Outcome deliver(Notification notification) throws InterruptedException {
            arrived.countDown();
            goesOn.await();
            return Notifier.Outcome.accepted();
        }
    }
}
