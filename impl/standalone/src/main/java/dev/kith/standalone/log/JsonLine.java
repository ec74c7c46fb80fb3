package dev.kith.standalone.log;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.transport.RequestIdHeader;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * An event as a JSON object on a line of its own: {@code time} (RFC 3339, UTC, milliseconds), {@code level}, {@code logger},
 * {@code message}, {@code thread}, {@code requestId} on the thread of a request, and {@code exception} with its stack trace if there is one. All values are strings.
 */
final class JsonLine extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public String format(LogRecord event) {
        Map<String, Json> line = new LinkedHashMap<>();
        member(line, "time", TIME.format(Instant.ofEpochMilli(event.getMillis())));
        member(line, "level", LogLevel.of(event.getLevel()).name());
        member(line, "logger", LogText.line(String.valueOf(event.getLoggerName())));
        member(line, "message", Logs.text(event, formatMessage(event)));
        member(line, "thread", LogText.line(thread(event)));
        RequestIdHeader.current().ifPresent(id -> member(line, "requestId", id));
        if (event.getThrown() != null) {
            member(line, "exception", LogText.trace(event.getThrown()).strip());
        }
        return JsonText.write(new Json.Obj(line)) + "\n";
    }

    /** Handlers are called by the thread that logs, unless somebody passes events on. */
    private static String thread(LogRecord event) {
        Thread here = Thread.currentThread();
        return here.getId() == event.getLongThreadID() ? here.getName() : String.valueOf(event.getLongThreadID());
    }

    private static void member(Map<String, Json> line, String name, String value) {
        line.put(name, new Json.Text(value));
    }
}
