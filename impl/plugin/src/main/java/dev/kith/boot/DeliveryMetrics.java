package dev.kith.boot;

import dev.kith.DeliveryStatistics;
import dev.kith.api.DeliveryAdmin;
import dev.kith.api.DeliveryAdmin.Backlog;
import dev.kith.api.DeliveryAdmin.Carrier;
import dev.kith.delivery.CountingOutbox.Counts;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the metrics. The database counts in the background and once in a while, however often they are read; who reads waits
 * briefly for a count, and gets the previous one where it takes longer. Thread-safe.
 */
final class DeliveryMetrics {
    private static final System.Logger LOG = System.getLogger(DeliveryMetrics.class.getName());
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** How many times longer than the last count the database rests, so that a count of very many messages costs little. */
    private static final int REST = 10;

    private final DeliveryAdmin deliveryAdmin;
    private final Supplier<Counts> counts;
    private final Supplier<List<Carrier>> carriers;
    private final Clock clock;
    private final Executor background;
    private final CountPatience patience;
    private @Nullable Count last;
    private @Nullable CompletableFuture<Count> counting;

    DeliveryMetrics(
            DeliveryAdmin deliveryAdmin,
            Supplier<Counts> counts,
            Supplier<List<Carrier>> carriers,
            Clock clock,
            Executor background,
            CountPatience patience) {
        this.deliveryAdmin = deliveryAdmin;
        this.counts = counts;
        this.carriers = carriers;
        this.clock = clock;
        this.background = background;
        this.patience = patience;
    }

    /**
     * How long a count is waited for.
     *
     * @param first where there is none yet that could be told instead
     * @param further where there is one
     */
    record CountPatience(Duration first, Duration further) {
        static final CountPatience USUAL = new CountPatience(Duration.ofSeconds(5), Duration.ofMillis(25));
    }

    /** What the database has counted, {@code null} where it did not answer; and when another count is worth it. */
    private record Count(@Nullable Backlog backlog, Instant begun, Instant next) {
        boolean isOver(Instant now) {
            return now.isBefore(begun) || !now.isBefore(next);
        }
    }

    /** Asks no database. */
    List<Carrier> carriers() {
        return carriers.get();
    }

    DeliveryStatistics read() {
        Counts now = counts.get();
        Count count = count();
        Backlog backlog = count == null ? null : count.backlog;
        return new DeliveryStatistics(
                backlog,
                now.delivered(),
                now.notNeeded(),
                now.postponed(),
                now.dead(),
                carriers.get(),
                clock.instant(),
                count == null || backlog == null ? null : count.begun);
    }

    /**
     * What the database has counted last, without waiting for it; has it count anew where it is time.
     *
     * @param now the present time
     * @return the last count, {@code null} where there is none yet or the database does not answer
     */
    @Nullable
    CountedBacklog latest(Instant now) {
        Count known = refreshed(now).known();
        Backlog backlog = known == null ? null : known.backlog;
        return known == null || backlog == null ? null : new CountedBacklog(backlog, known.begun);
    }

    /** What the database has counted last, like {@link #latest}. */
    @Nullable
    Backlog counted(Instant now) {
        CountedBacklog count = latest(now);
        return count == null ? null : count.backlog();
    }

    /** What the database has counted, and when. */
    record CountedBacklog(Backlog backlog, Instant counted) {}

    /** The last count, and the one that goes on or has just ended. */
    private record Refreshed(
            @Nullable Count known, @Nullable CompletableFuture<Count> present) {}

    private synchronized Refreshed refreshed(Instant now) {
        if ((counting == null || counting.isDone()) && (last == null || last.isOver(now))) {
            counting = begin();
        }
        return new Refreshed(last, counting);
    }

    private @Nullable Count count() {
        Refreshed refreshed = refreshed(clock.instant());
        CompletableFuture<Count> present = refreshed.present();
        return present == null ? refreshed.known() : await(present, refreshed.known());
    }

    private CompletableFuture<Count> begin() {
        try {
            return CompletableFuture.supplyAsync(this::ask, background);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.failedFuture(closed);
        }
    }

    private @Nullable Count await(CompletableFuture<Count> present, @Nullable Count known) {
        try {
            Duration most = known == null ? patience.first() : patience.further();
            return present.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return known;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return known;
        } catch (ExecutionException e) {
            return null;
        }
    }

    private Count ask() {
        Instant begun = clock.instant();
        Backlog backlog = backlog();
        Instant ended = clock.instant();
        Duration rest = Duration.between(begun, ended).multipliedBy(REST);
        Count count = new Count(backlog, begun, ended.plus(rest.compareTo(FRESH) > 0 ? rest : FRESH));
        synchronized (this) {
            last = count;
        }
        return count;
    }

    private @Nullable Backlog backlog() {
        try {
            return deliveryAdmin.backlog();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "figures=none error={0}", e.getClass().getName());
            return null;
        }
    }
}
