package dev.kith.boot;

import dev.kith.core.Outbox;
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
    public Set<String> current(List<Leased> leased) {
        return outbox.current(leased);
    }

    @Override
    public void settle(List<Settlement> settlements, Instant now) {
        outbox.settle(settlements, now);
    }

    @Override
    public void giveBack(List<Leased> leased, Instant now) {
        outbox.giveBack(leased, now);
    }

    @Override
    public @Nullable Instant nextDue(Set<MessageKind> kinds) {
        return outbox.nextDue(kinds);
    }
}
