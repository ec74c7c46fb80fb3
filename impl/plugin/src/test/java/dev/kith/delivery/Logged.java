package dev.kith.delivery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What a class logs. */
public final class Logged {
    private Logged() {}

    public interface Work {
        void run() throws Exception;
    }

    public static List<String> by(Class<?> type, Work work) throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler ear = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                lines.add(entry.getLevel() + " " + new SimpleFormatter().formatMessage(entry));
            }

            @Override
            public void flush() {
                // Nothing is held back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        Logger logger = Logger.getLogger(type.getName());
        Level level = logger.getLevel();
        logger.addHandler(ear);
        logger.setLevel(Level.ALL);
        try {
            work.run();
        } finally {
            logger.setLevel(level);
            logger.removeHandler(ear);
        }
        return lines;
    }
}
