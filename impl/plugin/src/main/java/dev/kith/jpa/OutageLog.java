package dev.kith.jpa;

import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Says in the log that the database is away, once a minute for each kind of outage however many calls it costs, and once that
 * it is back. Thread-safe.
 */
final class OutageLog {
    private static final System.Logger LOG = System.getLogger(OutageLog.class.getName());
    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    private final Map<Outage, LoggedOutage> seen = new EnumMap<>(Outage.class);
    private final AtomicBoolean away = new AtomicBoolean();

    OutageLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What was seen of a kind of outage since a line was written about it. */
    private record LoggedOutage(long logged, long since) {}

    void failed(Outage outage, Throwable thrown) {
        long unsaid = unsaid(outage);
        if (unsaid > 0) {
            away.set(true);
            LOG.log(
                    Level.WARNING,
                    () -> "outcome=database-unavailable kind=" + outage.word() + sqlState(thrown) + " failures="
                            + unsaid + ": " + outage.sentence() + "; calls are answered with 503, and messages wait");
        }
    }

    /** How many failures a line is to be written about; 0 for no line. */
    private synchronized long unsaid(Outage outage) {
        long now = nanoTime.getAsLong();
        LoggedOutage before = seen.get(outage);
        if (before != null && now - before.logged() < PAUSE_NANOS) {
            seen.put(outage, new LoggedOutage(before.logged(), before.since() + 1));
            return 0;
        }
        seen.put(outage, new LoggedOutage(now, 0));
        return before == null ? 1 : before.since() + 1;
    }

    private static String sqlState(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return " sqlstate=" + sql.getSQLState() + " code=" + sql.getErrorCode();
            }
        }
        return " error=" + thrown.getClass().getName();
    }

    void succeeded() {
        if (away.get() && away.compareAndSet(true, false)) {
            LOG.log(Level.INFO, "outcome=database-available");
        }
    }
}
