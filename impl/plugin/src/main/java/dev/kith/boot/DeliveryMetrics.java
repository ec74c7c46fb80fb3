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
    /** How long a count is waited for where there is a previous one. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    private static final System.Logger LOG = System.getLogger(DeliveryMetrics.class.getName());
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** How many times longer than the last count the database rests, so that a count of very many messages costs little. */
    private static final int REST = 10;

    /** How many times longer the first count is waited for. */
    private static final int FIRST = 10;

    private final DeliveryAdmin deliveryAdmin;
    private final Supplier<Counts> counts;
    private final Supplier<List<Carrier>> carriers;
    private final Clock clock;
    private final Executor background;
    private final Duration patience;
    private @Nullable Count last;
    private @Nullable CompletableFuture<Count> counting;

    DeliveryMetrics(
            DeliveryAdmin deliveryAdmin,
            Supplier<Counts> counts,
            Supplier<List<Carrier>> carriers,
            Clock clock,
            Executor background,
            Duration patience) {
        this.deliveryAdmin = deliveryAdmin;
        this.counts = counts;
        this.carriers = carriers;
        this.clock = clock;
        this.background = background;
        this.patience = patience;
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

    private @Nullable Count count() {
        Count known;
        CompletableFuture<Count> present;
        synchronized (this) {
            known = last;
            if ((counting == null || counting.isDone()) && (known == null || known.isOver(clock.instant()))) {
                counting = begin();
            }
            present = counting;
        }
        return present == null ? known : await(present, known);
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
            Duration most = known == null ? patience.multipliedBy(FIRST) : patience;
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
