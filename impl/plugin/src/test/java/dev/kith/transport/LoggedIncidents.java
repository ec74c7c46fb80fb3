package dev.kith.transport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps the lines of incidents instead of printing them. */
public final class LoggedIncidents extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger(Incident.class.getName());
    private final List<String> lines = new CopyOnWriteArrayList<>();

    public LoggedIncidents() {
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord logged) {
        lines.add(logged.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
