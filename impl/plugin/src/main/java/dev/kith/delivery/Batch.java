package dev.kith.delivery;

import dev.kith.core.Outbox;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.Outbox.Settlement;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages that a thread has leased together and tries one after the other, and the results that are not yet stored. It does
 * not keep a message waiting for another one: after {@link #LONGEST}, even during a call of a plugin, the results are stored
 * and what was not begun is given back, for other threads and nodes. For one thread.
 */
final class Batch {
    /** How long messages wait for each other. Also how much of what was sent comes again where the process is killed. */
    static final Duration LONGEST = Duration.ofMillis(100);

    private static final System.Logger LOG = System.getLogger(Batch.class.getName());

    private final Outbox outbox;
    private final OutcomeRecorder recorder;
    private final Clock clock;
    private final Runnable whenGivenBack;
    private final Deque<Leased> waiting;
    private final List<Settlement> results = new ArrayList<>();
    private @Nullable Instant ends;

    /**
     * A batch.
     *
     * @param leased the messages
     * @param whenGivenBack to be run after some were given back
     */
    Batch(Outbox outbox, OutcomeRecorder recorder, Clock clock, List<Leased> leased, Runnable whenGivenBack) {
        this.outbox = outbox;
        this.recorder = recorder;
        this.clock = clock;
        this.whenGivenBack = whenGivenBack;
        this.waiting = new ArrayDeque<>(leased);
    }

    /** The next message to try, or {@code null} where there is none or it is time to end; time counts from the first one. */
    @Nullable
    Leased next() {
        Instant now = clock.instant();
        if (ends == null) {
            ends = now.plus(LONGEST);
        }
        return now.isAfter(ends) ? null : waiting.poll();
    }

    void add(Settlement result) {
        results.add(result);
    }

    /** Stores what is done and gives the rest back. The call of a plugin goes on meanwhile, whatever the storage does. */
    void whenSlow() {
        try {
            end();
        } catch (RuntimeException e) {
            LOG.log(
                    Level.DEBUG,
                    "outcome=storage-unavailable error={0}",
                    e.getClass().getName());
        }
    }

    /** Forgets everything: the leases end by time. */
    void abandon() {
        results.clear();
        waiting.clear();
    }

    /** Stores what is done and gives the rest back. */
    void end() {
        try {
            store();
        } finally {
            giveBack();
        }
    }

    private void store() {
        if (!results.isEmpty()) {
            List<Settlement> done = List.copyOf(results);
            results.clear();
            recorder.write(done, clock.instant());
        }
    }

    private void giveBack() {
        if (!waiting.isEmpty()) {
            List<Leased> rest = List.copyOf(waiting);
            waiting.clear();
            outbox.giveBack(rest, clock.instant());
            whenGivenBack.run();
        }
    }
}
