package dev.kith.standalone.port;

import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request on its way in, or an answer on its way out. Whoever waits for the client waits here, and is woken
 * with a failure when the client takes too long, or when too many wait.
 */
final class Transfer {
    private final Request request;
    private final Patience patience;
    private final Waits waits;
    private final long number;

    private long began;
    private long bytes;
    private long wait;
    private boolean waiting;
    private Scheduler.@Nullable Task timer;
    private volatile @Nullable SocketTimeoutException failure;

    Transfer(Request request, Patience patience, Waits waits) {
        this.request = request;
        this.patience = patience;
        this.waits = waits;
        this.number = waits.nextNumber();
    }

    long number() {
        return number;
    }

    /** When the client was waited for first, by {@link System#nanoTime}; does not change while it waits. */
    long began() {
        return began;
    }

    /** How many bytes have been transferred. */
    synchronized long bytes() {
        return bytes;
    }

    /** Why the client is waited for no more. */
    @Nullable
    SocketTimeoutException failure() {
        return failure;
    }

    synchronized void count(long more) {
        bytes += more;
    }

    /** The number of a wait that is about to begin. What is waited for may come before {@link #await}. */
    synchronized long next() {
        waiting = true;
        return ++wait;
    }

    /** Lets the wait be one of those that are ended, unless it is over. */
    void await(long which) {
        Transfer longest;
        synchronized (this) {
            if (!waiting || wait != which) {
                return;
            }
            long now = System.nanoTime();
            began = began == 0 ? now : began;
            timer = request.getComponents()
                    .getScheduler()
                    .schedule(
                            () -> end(which, "too slow"),
                            Math.max(0, began + patience.nanos(bytes) - now),
                            TimeUnit.NANOSECONDS);
            longest = waits.add(this).orElse(null);
        }
        if (longest != null) {
            longest.endAny();
        }
    }

    /** What was waited for is there. */
    synchronized void over() {
        if (waiting) {
            waiting = false;
            waits.remove(this);
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }
    }

    private void endAny() {
        long current;
        synchronized (this) {
            current = wait;
        }
        end(current, "too many are slow");
    }

    private void end(long which, String why) {
        SocketTimeoutException late = new SocketTimeoutException("the client is waited for no more: " + why);
        synchronized (this) {
            if (!waiting || wait != which) {
                return;
            }
            failure = late;
        }
        // What is waited for is answered as Jetty answers it where nothing comes at all.
        TimeoutException idle = new TimeoutException(late.getMessage());
        HttpChannel.IdleTimeoutTask woken = HttpChannel.from(request).onIdleTimeout(idle);
        if (woken.action() != null) {
            request.getComponents().getExecutor().execute(woken.action());
        }
    }
}
