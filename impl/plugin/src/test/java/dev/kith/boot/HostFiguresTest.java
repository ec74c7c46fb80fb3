package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.Kith;
import dev.kith.KithBuilder;
import dev.kith.api.Caller;
import dev.kith.api.Preconditions;
import dev.kith.api.ResendCode;
import dev.kith.api.VerifyContact;
import dev.kith.api.transfer.ImportMode;
import dev.kith.api.transfer.ImportObserver;
import dev.kith.api.transfer.ImportOptions;
import dev.kith.core.Meter;
import dev.kith.core.Meter.MeterKind;
import dev.kith.spi.Notifier;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The figures of a Kith where the host has Micrometer. */
class HostFiguresTest {
    private static final Caller DORA = Caller.of("u1", Set.of());

    private final String instance = "figures-" + UUID.randomUUID();
    private final MeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void monitor() {
        Metrics.addRegistry(registry);
    }

    @AfterEach
    void forget() {
        Metrics.removeRegistry(registry);
    }

    @Test
    void they_are_in_its_registry_until_the_close() {
        CountDownLatch taken = new CountDownLatch(1);
        try (Kith kith = builder().notifier(new Accepting(taken)).start()) {
            Dora.join(kith);
            kith.userAccounts().verifyContactEmail(DORA, new VerifyContact(Preconditions.NONE, "u1", "nonono"));
            kith.userAccounts().resendContactEmailCode(DORA, new ResendCode(Preconditions.NONE, "u1", null));
            await(() -> found(Meter.DELIVERY_AGE, "kind", "send-code").timer().count() == 1);

            assertThat(found(Meter.CODES, "event", "issued").counter().count()).isEqualTo(1);
            assertThat(found(Meter.CODES, "event", "wrong").counter().count()).isEqualTo(1);
            assertThat(found(Meter.CODES, "event", "limited").counter().count()).isEqualTo(1);
            assertThat(found(Meter.CHANGES, "change", "created").counter().count())
                    .isEqualTo(1);
            assertThat(found(Meter.DELIVERIES, "name", "accepting", "role", "notifier", "outcome", "accepted")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(found(Meter.TRIES, "outcome", "delivered")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(found(Meter.CARRIER_FAILING, "name", "accepting").gauge().value())
                    .isZero();
            await(() ->
                    found(Meter.MESSAGES_WAITING, "kind", "send-code").gauge().value() == 0);
            assertThat(found(Meter.SCHEMA_CACHE, "result", "miss").counter().count())
                    .isEqualTo(1);
        }

        assertThat(Metrics.globalRegistry.getMeters())
                .noneMatch(meter -> instance.equals(meter.getId().getTag("kith.instance")));
    }

    @Test
    void what_an_import_changes_is_counted_as_well() throws Exception {
        try (Kith kith = builder().deliver(false).start()) {
            Dora.join(kith);

            kith.userTransfer()
                    .importUsers(
                            new ByteArrayInputStream("{\"userId\":\"u2\"}".getBytes(StandardCharsets.UTF_8)),
                            new ImportOptions("default", "person", null, ImportMode.CREATE, false, 1, true),
                            ImportObserver.NONE);

            assertThat(found(Meter.CHANGES, "change", "created").counter().count())
                    .isEqualTo(2);
        }
    }

    @Test
    void what_is_read_is_there_from_the_start() {
        try (Kith kith = builder().deliver(false).start()) {
            assertThat(kith.settings()).isNotNull();

            assertThat(Arrays.stream(Meter.values())
                            .filter(meter -> meter.kind() == MeterKind.GAUGE && meter != Meter.CARRIER_FAILING))
                    .allSatisfy(gauge -> assertThat(found(gauge).gauges())
                            .as(gauge.dottedName())
                            .isNotEmpty());
        }
    }

    private RequiredSearch found(Meter meter, String... labels) {
        return Metrics.globalRegistry
                .get(meter.dottedName())
                .tag("kith.instance", instance)
                .tags(labels);
    }

    private KithBuilder builder() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return Kith.builder().dataSource(database).setting("kith.instance.id", instance);
    }

    /** What is counted may not be there yet. */
    private static void await(Condition condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!holds(condition) && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        assertThat(condition.holds()).isTrue();
    }

    private static boolean holds(Condition condition) {
        try {
            return condition.holds();
        } catch (io.micrometer.core.instrument.search.MeterNotFoundException none) {
            return false;
        }
    }

    private interface Condition {
        boolean holds();
    }

    /** Takes every message. */
    private record Accepting(CountDownLatch taken) implements Notifier {
        @Override
        public String name() {
            return "accepting";
        }

        @Override
        public boolean carries(Channel channel) {
            return true;
        }

        @Override
        public Outcome deliver(Notification notification) {
            taken.countDown();
            return Outcome.accepted();
        }
    }
}
