package dev.kith.standalone.log;

import java.util.logging.Level;

/** The least level that is logged. */
public enum LogLevel {
    /** Errors alone. */
    ERROR,
    /** Warnings and errors. */
    WARNING,
    /** What operators want to know. */
    INFO,
    /** What helps to find a fault. */
    DEBUG,
    /** Everything. */
    TRACE;

    Level level() {
        return switch (this) {
            case ERROR -> Level.SEVERE;
            case WARNING -> Level.WARNING;
            case INFO -> Level.INFO;
            case DEBUG -> Level.FINE;
            case TRACE -> Level.FINER;
        };
    }

    /** The level of an event that another library may have logged, at a level in between. */
    static LogLevel of(Level level) {
        for (LogLevel each : values()) {
            if (level.intValue() >= each.level().intValue()) {
                return each;
            }
        }
        return TRACE;
    }
}
