package dev.kith.standalone;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The log: one line for each event, on standard error; of libraries the warnings only. */
final class Logs {
    private static final List<String> CHATTY =
            List.of("org.hibernate", "org.eclipse.jetty", "com.zaxxer.hikari", "org.jboss.weld", "org.glassfish");

    /** The log manager forgets the levels of loggers that are not referenced. */
    private static final List<Logger> HELD = new ArrayList<>();

    private Logs() {}

    static void set() {
        if (System.getProperty("java.util.logging.config.file") != null
                || System.getProperty("java.util.logging.config.class") != null) {
            return;
        }
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        ConsoleHandler console = new ConsoleHandler();
        console.setLevel(Level.ALL);
        console.setFormatter(new Line());
        root.addHandler(console);
        CHATTY.forEach(name -> level(name, Level.WARNING));
    }

    private static void level(String name, Level level) {
        Logger logger = Logger.getLogger(name);
        logger.setLevel(level);
        HELD.add(logger);
    }

    private static final class Line extends Formatter {
        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

        @Override
        public String format(LogRecord event) {
            return TIME.format(Instant.ofEpochMilli(event.getMillis())) + " "
                    + String.format("%-7s", event.getLevel().getName()) + " " + lastPart(event.getLoggerName()) + ": "
                    + formatMessage(event) + trace(event.getThrown()) + "\n";
        }

        private static String lastPart(@Nullable String name) {
            return name == null ? "" : name.substring(name.lastIndexOf('.') + 1);
        }

        private static String trace(@Nullable Throwable thrown) {
            if (thrown == null) {
                return "";
            }
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text, true));
            return "\n" + text.toString().stripTrailing();
        }
    }
}
