package dev.kith.delivery;

import dev.kith.api.DeliveryAdmin.Cause;
import dev.kith.core.DeliveryFailure;
import dev.kith.core.Meter;
import dev.kith.core.Meters;
import dev.kith.core.Outbox;
import dev.kith.core.OutboxMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** An outbox that counts how the attempts of this process end. Safe for several threads. */
public final class CountingOutbox implements Outbox {
    private final Outbox outbox;
    private final Meters meters;
    private final LongAdder delivered = new LongAdder();
    private final LongAdder notNeeded = new LongAdder();
    private final LongAdder postponed = new LongAdder();
    private final Map<Cause, LongAdder> dead = new EnumMap<>(Cause.class);

    /**
     * Starts counting from zero.
     *
     * @param outbox holds the messages
     * @param meters where the age of delivered messages goes
     */
    public CountingOutbox(Outbox outbox, Meters meters) {
        this.outbox = outbox;
        this.meters = meters;
        Arrays.stream(Cause.values()).forEach(cause -> dead.put(cause, new LongAdder()));
    }

    /**
     * How attempts have ended so far.
     *
     * @param delivered how many messages were delivered
     * @param notNeeded how many were no longer needed
     * @param postponed how many attempts failed and will be repeated
     * @param dead how many messages were given up, by cause
     */
    public record Counts(long delivered, long notNeeded, long postponed, Map<Cause, Long> dead) {
        /** The counts of a process that delivers nothing. */
        public static final Counts NONE = new CountingOutbox.Counts(0, 0, 0, Map.of());

        /** Copies the map; every cause is in it. */
        public Counts {
            Map<Cause, Long> all = new EnumMap<>(Cause.class);
            for (Cause cause : Cause.values()) {
                all.put(cause, dead.getOrDefault(cause, 0L));
            }
            dead = Collections.unmodifiableMap(all);
        }
    }

    /**
     * Returns how attempts have ended so far.
     *
     * @return the counts
     */
    public Counts counts() {
        Map<Cause, Long> sums = new EnumMap<>(Cause.class);
        dead.forEach((cause, count) -> sums.put(cause, count.sum()));
        return new Counts(delivered.sum(), notNeeded.sum(), postponed.sum(), sums);
    }

    @Override
    public void settle(List<Settlement> settlements, Instant now) {
        outbox.settle(settlements, now);
        settlements.forEach(settlement -> count(settlement, now));
    }

    private void count(Settlement settlement, Instant now) {
        if (settlement instanceof Settlement.Closed closed) {
            count(closed, now);
        } else {
            postponed.increment();
        }
    }

    private void count(Settlement.Closed closed, Instant now) {
        switch (closed.end()) {
            case DELIVERED -> {
                delivered.increment();
                OutboxMessage message = closed.leased().message();
                meters.time(
                        Meter.DELIVERY_AGE,
                        Duration.between(message.created(), now).toNanos(),
                        Meter.word(message.kind()));
            }
            case VOID -> notNeeded.increment();
            case DEAD ->
                count(DeliveryFailure.read(closed.reason() == null ? "" : closed.reason())
                        .cause());
        }
    }

    private void count(Cause cause) {
        LongAdder count = dead.get(cause);
        if (count != null) {
            count.increment();
        }
    }

    @Override
    public void giveBack(List<Leased> leased, Instant now) {
        outbox.giveBack(leased, now);
    }

    @Override
    public List<Leased> lease(
            Set<OutboxMessage.MessageKind> kinds, String owner, int most, Instant now, Duration lease) {
        return outbox.lease(kinds, owner, most, now, lease);
    }

    @Override
    public Set<String> current(List<Leased> leased) {
        return outbox.current(leased);
    }

    @Override
    public @Nullable Instant nextDue(Set<OutboxMessage.MessageKind> kinds) {
        return outbox.nextDue(kinds);
    }

    @Override
    public int purge(Instant closedBefore) {
        return outbox.purge(closedBefore);
    }
}
