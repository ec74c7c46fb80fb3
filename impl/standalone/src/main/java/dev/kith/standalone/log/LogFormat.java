package dev.kith.standalone.log;

/** What a line of the log looks like. */
public enum LogFormat {
    /** Text for people. */
    TEXT,
    /** A JSON object for programs. */
    JSON
}
