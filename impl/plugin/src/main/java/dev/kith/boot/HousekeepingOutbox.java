package dev.kith.boot;

import dev.kith.core.Outbox;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.MessageKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An outbox whose purge also removes what else has served its time.
 *
 * @param outbox holds the messages
 * @param clock the time
 * @param chores each removes something, given the time, and says how much
 */
record HousekeepingOutbox(Outbox outbox, Clock clock, List<ToIntFunction<Instant>> chores) implements Outbox {
    @Override
    public int purge(Instant closedBefore) {
        Instant now = clock.instant();
        return outbox.purge(closedBefore)
                + chores.stream().mapToInt(chore -> chore.applyAsInt(now)).sum();
    }

    @Override
    public List<Leased> lease(Set<MessageKind> kinds, String owner, int most, Instant now, Duration lease) {
        return outbox.lease(kinds, owner, most, now, lease);
    }

    @Override
    public boolean current(OutboxMessage message) {
        return outbox.current(message);
    }

    @Override
    public void close(Leased leased, End end, @Nullable String reason, Instant now) {
        outbox.close(leased, end, reason, now);
    }

    @Override
    public void postpone(Leased leased, Instant due, String reason) {
        outbox.postpone(leased, due, reason);
    }

    @Override
    public @Nullable Instant nextDue(Set<MessageKind> kinds) {
        return outbox.nextDue(kinds);
    }
}
