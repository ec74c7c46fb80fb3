package dev.kith.boot.providers;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/** What has to be closed, the newest first. Where closing one thing fails, the rest is closed all the same. */
public final class CloseStack implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CloseStack.class.getName());

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    public <T extends AutoCloseable> T add(T closeable) {
        open.push(closeable);
        return closeable;
    }

    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            AutoCloseable closeable = open.pop();
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.log(
                        Level.WARNING,
                        "close failed: type=" + closeable.getClass().getName(),
                        e);
            }
        }
    }
}
