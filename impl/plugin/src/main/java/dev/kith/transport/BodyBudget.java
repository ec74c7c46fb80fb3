package dev.kith.transport;

import dev.kith.api.Caller;
import dev.kith.transport.ErrorResponse.Detail;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * The memory for the bodies of requests (contract, ruling R60). All bodies that are read or answered at the same time share it;
 * one caller has at most a quarter of it, and all requests that need no caller count as one. Bytes count as they come, whatever
 * length a request announces, and until its answer is made.
 *
 * <p>Safe for several threads.
 */
public final class BodyBudget {
    /** The maximum size of a body that is read although nobody knows who sends it. */
    public static final int MOST_OF_NOBODY = 16 * 1024;

    private static final int SHARES = 4;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final ErrorResponse FULL = ErrorResponse.domain(
                    GrpcStatus.UNAVAILABLE, "KITH-BUSY", "Too many request bodies at the same time")
            .with(new Detail.RetryInfo(PAUSE));
    private static final ErrorResponse LATE = ErrorResponse.domain(
                    GrpcStatus.UNAVAILABLE, "KITH-BUSY", "Request body takes too long")
            .with(new Detail.RetryInfo(PAUSE));

    private final long most;
    private final Duration time;
    private final Clock clock;
    private final Map<Optional<String>, Long> byCaller = new HashMap<>();
    private final LongAdder refusedAsFull = new LongAdder();
    private final LongAdder refusedAsLate = new LongAdder();
    private long total;

    /**
     * A budget that nothing is taken from yet.
     *
     * @param most how many bytes all bodies may have together
     * @param time how long a whole body may take to come
     * @param clock the time
     */
    public BodyBudget(long most, Duration time, Clock clock) {
        this.most = most;
        this.time = time;
        this.clock = clock;
    }

    /**
     * Begins to read the body of a caller.
     *
     * @param caller who calls
     * @return the reading, to be closed when the request is answered
     */
    public BodyReading of(Caller caller) {
        return new BodyReading(Optional.of(caller.subject()));
    }

    /**
     * Begins to read the body of a request that needs no caller.
     *
     * @return the reading, to be closed when the request is answered
     */
    public BodyReading ofNobody() {
        return new BodyReading(Optional.empty());
    }

    /**
     * Returns how many bytes the bodies have at the moment.
     *
     * @return how many
     */
    public synchronized long bytes() {
        return total;
    }

    /**
     * Returns how many bodies had no room.
     *
     * @return how many since the start
     */
    public long withoutRoom() {
        return refusedAsFull.sum();
    }

    /**
     * Returns how many bodies took too long.
     *
     * @return how many since the start
     */
    public long tooSlow() {
        return refusedAsLate.sum();
    }

    private synchronized void take(Optional<String> caller, long bytes) throws Busy {
        long callers = byCaller.getOrDefault(caller, 0L) + bytes;
        if (total + bytes > most || callers > most / SHARES) {
            refusedAsFull.increment();
            throw new Busy(FULL);
        }
        total += bytes;
        byCaller.put(caller, callers);
    }

    private synchronized void giveBack(Optional<String> caller, long bytes) {
        total -= bytes;
        byCaller.computeIfPresent(caller, (same, held) -> held == bytes ? null : held - bytes);
    }

    /** One body while it is read and answered. Not safe for several threads. */
    public final class BodyReading implements AutoCloseable {
        private final Optional<String> caller;
        private final Instant end;
        private long held;

        private BodyReading(Optional<String> caller) {
            this.caller = caller;
            this.end = clock.instant().plus(time);
        }

        /**
         * Wraps the body so that reading it ends in time. No thread watches it: the time is looked at after each read, and a read
         * that gets nothing at all is the server's to end.
         *
         * @param body the body as it comes
         * @return the same bytes; throws {@link Busy} when they take too long
         */
        public InputStream timed(InputStream body) {
            return new Counted(body) {
                @Override
                void came(int bytes) throws Busy {
                    if (clock.instant().isAfter(end)) {
                        refusedAsLate.increment();
                        throw new Busy(LATE);
                    }
                }
            };
        }

        /**
         * Wraps bytes that are kept in memory, so that they are taken out of the budget.
         *
         * @param source the bytes as they are kept: decoded, inflated
         * @return the same bytes; throws {@link Busy} when there are too many
         */
        public InputStream charged(InputStream source) {
            return new Counted(source) {
                @Override
                void came(int bytes) throws Busy {
                    if (bytes > 0) {
                        take(caller, bytes);
                        held += bytes;
                    }
                }
            };
        }

        /**
         * Returns whether it is known who sends the body: what is left of it is read for nobody else.
         *
         * @return true if so
         */
        public boolean isOfCaller() {
            return caller.isPresent();
        }

        @Override
        public void close() {
            giveBack(caller, held);
            held = 0;
        }
    }

    /** Notices how many bytes each read has brought: none at the end. */
    private abstract class Counted extends FilterInputStream {
        Counted(InputStream source) {
            super(source);
        }

        abstract void came(int bytes) throws Busy;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        /** A server that has waited long enough for its client says so by a time-out. */
        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            try {
                int count = super.read(buffer, from, length);
                came(Math.max(0, count));
                return count;
            } catch (SocketTimeoutException late) {
                refusedAsLate.increment();
                throw new Busy(LATE);
            }
        }
    }

    /** There is no room for a body now, or it takes too long. The rest of it must not be read. */
    public static final class Busy extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient ErrorResponse answer;

        private Busy(ErrorResponse answer) {
            super(answer.message());
            this.answer = answer;
        }

        /**
         * Returns what the caller gets.
         *
         * @return the answer, with the time to wait
         */
        public ErrorResponse answer() {
            return answer;
        }
    }
}
