package dev.kith.standalone.log;

import dev.kith.transport.Incident;
import dev.kith.transport.RequestIdHeader;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The log: one line for each event, on standard error; of libraries the warnings only. */
public final class Logs {
    private static final List<String> CHATTY = List.of(
            "org.hibernate", "com.zaxxer.hikari", "org.jboss.weld", "org.glassfish", "org.eclipse.jetty.util.thread");

    /**
     * These quote what others wrote, codes and keys of rows included: Jetty request targets and headers that it refuses,
     * Hibernate the words of the database about a statement that the caller handles.
     */
    private static final List<String> QUOTING = List.of("org.eclipse.jetty");

    private static final List<String> QUOTING_SQL = List.of(
            "org.hibernate.orm.jdbc.error",
            "org.hibernate.orm.jdbc.warn",
            "org.hibernate.orm.jdbc.batch",
            "org.hibernate.engine.jdbc.spi.SqlExceptionHelper");

    /** The pool warns of each connection that it cannot open or has lost; the outage is said once, by Kith. */
    private static final String POOL = "com.zaxxer.hikari.pool";

    /** The log manager forgets the levels of loggers that are not referenced. */
    private static final List<Logger> HELD = new ArrayList<>();

    private static final ConsoleHandler CONSOLE = new ConsoleHandler();

    private Logs() {}

    /** Sets what holds until the settings are known: lines of text, from {@code INFO} on. */
    public static void set() {
        QUOTING.forEach(name -> level(name, Level.SEVERE));
        QUOTING_SQL.forEach(name -> level(name, Level.OFF));
        if (isConfigured()) {
            return;
        }
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        CONSOLE.setLevel(Level.ALL);
        CONSOLE.setFormatter(new Line());
        CONSOLE.setFilter(event -> !isClientsDoing(event));
        root.addHandler(CONSOLE);
        CHATTY.forEach(name -> level(name, Level.WARNING));
        level(POOL, Level.SEVERE);
    }

    /**
     * Sets what the settings say, unless a configuration of {@code java.util.logging} decides. What is more than
     * {@code info} is of Kith alone: others show there what goes over the wire.
     *
     * @param level the least level that is logged
     * @param format what a line looks like
     */
    public static void set(LogLevel level, LogFormat format) {
        if (isConfigured()) {
            return;
        }
        Logger kith = Logger.getLogger("dev.kith");
        kith.setLevel(level.level());
        HELD.add(kith);
        boolean more = level.level().intValue() < Level.INFO.intValue();
        Logger.getLogger("").setLevel(more ? Level.INFO : level.level());
        if (!more) {
            CHATTY.forEach(name -> raise(name, level.level()));
        }
        CONSOLE.setFormatter(format == LogFormat.JSON ? new JsonLine() : new Line());
        try {
            CONSOLE.setEncoding(format == LogFormat.JSON ? StandardCharsets.UTF_8.name() : null);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every JVM has UTF-8", e);
        }
    }

    private static boolean isConfigured() {
        return System.getProperty("java.util.logging.config.file") != null
                || System.getProperty("java.util.logging.config.class") != null;
    }

    private static void raise(String name, Level level) {
        Logger logger = Logger.getLogger(name);
        if (logger.getLevel() == null || logger.getLevel().intValue() < level.intValue()) {
            logger.setLevel(level);
        }
        HELD.add(logger);
    }

    /** Whoever configures the log has the last word. */
    private static void level(String name, Level level) {
        Logger logger = Logger.getLogger(name);
        if (logger.getLevel() == null) {
            logger.setLevel(level);
        }
        HELD.add(logger);
    }

    /** A client that is gone, or too slow, is no event; Jersey takes it for one. */
    private static boolean isClientsDoing(LogRecord event) {
        return String.valueOf(event.getLoggerName()).startsWith("org.glassfish.jersey.")
                && Stream.iterate(event.getThrown(), thrown -> thrown != null, Throwable::getCause)
                        .limit(20)
                        .anyMatch(thrown -> thrown instanceof IOException);
    }

    /** An incident tells where it happened in lines of its own, and quotes nobody. */
    static String text(LogRecord event, String message) {
        return Incident.class.getName().equals(event.getLoggerName()) ? LogText.lines(message) : LogText.line(message);
    }

    private static final class Line extends Formatter {
        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

        @Override
        public String format(LogRecord event) {
            return TIME.format(Instant.ofEpochMilli(event.getMillis())) + " "
                    + String.format("%-7s", event.getLevel().getName()) + " " + lastPart(event.getLoggerName())
                    + request() + ": "
                    + text(event, formatMessage(event)) + trace(event.getThrown()) + "\n";
        }

        private static String request() {
            return RequestIdHeader.current().map(id -> " [" + id + "]").orElse("");
        }

        private static String lastPart(@Nullable String name) {
            return name == null ? "" : name.substring(name.lastIndexOf('.') + 1);
        }

        private static String trace(@Nullable Throwable thrown) {
            return thrown == null ? "" : LogText.trace(thrown);
        }
    }
}
