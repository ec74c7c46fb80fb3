package dev.kith.core;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.core.Spans.TraceContext;
import dev.kith.spi.UserEventListener.Change;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The part of a message that is kept sealed.
 *
 * @param code the code; empty where an outside service makes it, and where the message carries none
 * @param link where the code can be redeemed or the change undone, {@code null} for no link
 * @param displayName how to greet the person, {@code null} for no name
 * @param language the language tag (BCP 47) of what the person reads, {@code null} where the user's data name none
 * @param replacement what took the place of the recipient, masked; {@code null} but for a notice
 * @param occurrence what happened, {@code null} but for an event
 * @param audit who has done it and where, {@code null} but for an event; also for one of an earlier version
 * @param trace what has caused the message; {@code null} if that was not traced
 */
public record MessagePayload(
        String code,
        @Nullable String link,
        @Nullable String displayName,
        @Nullable String language,
        @Nullable String replacement,
        @Nullable Occurrence occurrence,
        @Nullable AuditEntry audit,
        @Nullable TraceContext trace) {

    /**
     * The payload of anything but an event.
     *
     * @param code the code, or empty
     * @param link the link, {@code null} for none
     * @param displayName the name, {@code null} for none
     * @param language the language, {@code null} for none
     * @param replacement what took the place of the recipient, {@code null} for nothing
     * @param occurrence what happened, {@code null} for nothing
     */
    public MessagePayload(
            String code,
            @Nullable String link,
            @Nullable String displayName,
            @Nullable String language,
            @Nullable String replacement,
            @Nullable Occurrence occurrence) {
        this(code, link, displayName, language, replacement, occurrence, null, null);
    }

    /**
     * What happened to a user.
     *
     * @param version the user's version after the change
     * @param changes what has changed, as far as this version knows it
     * @param complete whether there is nothing else; a node of a newer version may know more
     */
    public record Occurrence(long version, Set<Change> changes, boolean complete) {
        /** Copies the changes. */
        public Occurrence {
            Set<Change> ordered = EnumSet.noneOf(Change.class);
            ordered.addAll(changes);
            changes = Collections.unmodifiableSet(ordered);
        }

        /**
         * What happened here.
         *
         * @param version the user's version after the change
         * @param changes what has changed; at least one
         */
        public Occurrence(long version, Set<Change> changes) {
            this(version, changes, true);
        }
    }

    /**
     * The payload of a message with a code, in no language in particular.
     *
     * @param code the code
     * @param link where it can be redeemed, {@code null} for no link
     * @param displayName how to greet the person, {@code null} for no name
     */
    public MessagePayload(String code, @Nullable String link, @Nullable String displayName) {
        this(code, link, displayName, null, null, null);
    }

    static MessagePayload of(Occurrence occurrence, AuditEntry audit) {
        return new MessagePayload("", null, null, null, null, occurrence, audit, null);
    }

    MessagePayload causedBy(TraceContext cause) {
        return new MessagePayload(code, link, displayName, language, replacement, occurrence, audit, cause);
    }

    String write() {
        Map<String, Json> members = new LinkedHashMap<>();
        put(members, "code", code);
        put(members, "link", link);
        put(members, "displayName", displayName);
        put(members, "language", language);
        put(members, "replacement", replacement);
        if (occurrence != null) {
            members.put("version", new Json.Num(BigDecimal.valueOf(occurrence.version())));
            members.put(
                    "changes",
                    new Json.Arr(occurrence.changes().stream()
                            .<Json>map(change -> new Json.Text(change.name()))
                            .toList()));
        }
        if (audit != null) {
            put(members, "actor", audit.actor());
            put(members, "operation", audit.operation());
            put(members, "requestId", audit.requestId());
            members.put(
                    "fields",
                    new Json.Arr(
                            audit.fields().stream().<Json>map(Json.Text::new).toList()));
        }
        if (trace != null) {
            put(members, "traceparent", trace.traceparent());
            put(members, "tracestate", trace.tracestate());
        }
        return JsonText.write(new Json.Obj(members));
    }

    private static void put(Map<String, Json> members, String name, @Nullable String value) {
        if (value != null) {
            members.put(name, new Json.Text(value));
        }
    }

    static MessagePayload read(String text) {
        try {
            Json.Obj members = (Json.Obj) JsonText.read(text);
            String code = text(members, "code");
            return new MessagePayload(
                    code == null ? "" : code,
                    text(members, "link"),
                    text(members, "displayName"),
                    text(members, "language"),
                    text(members, "replacement"),
                    occurrence(members),
                    audit(members),
                    trace(members));
        } catch (JsonText.Unreadable | ClassCastException | IllegalArgumentException | ArithmeticException e) {
            throw new IllegalStateException("stored message payload is unreadable", e);
        }
    }

    private static @Nullable Occurrence occurrence(Json.Obj members) {
        if (!(members.get("changes") instanceof Json.Arr changes)
                || !(members.get("version") instanceof Json.Num version)) {
            return null;
        }
        Set<String> names = changes.items().stream()
                .map(change -> ((Json.Text) change).value())
                .collect(Collectors.toSet());
        Set<Change> known = Arrays.stream(Change.values())
                .filter(change -> names.contains(change.name()))
                .collect(Collectors.toSet());
        return names.isEmpty()
                ? null
                : new Occurrence(version.value().longValueExact(), known, known.size() == names.size());
    }

    private static @Nullable AuditEntry audit(Json.Obj members) {
        String operation = text(members, "operation");
        if (operation == null || !(members.get("fields") instanceof Json.Arr fields)) {
            return null;
        }
        return new AuditEntry(
                text(members, "actor"),
                operation,
                fields.items().stream()
                        .map(field -> ((Json.Text) field).value())
                        .toList(),
                text(members, "requestId"));
    }

    private static @Nullable TraceContext trace(Json.Obj members) {
        String parent = text(members, "traceparent");
        return parent == null ? null : new TraceContext(parent, text(members, "tracestate"));
    }

    private static @Nullable String text(Json.Obj members, String name) {
        return members.get(name) instanceof Json.Text text ? text.value() : null;
    }

    /** Shows nothing of the content. */
    @Override
    public String toString() {
        return "MessagePayload";
    }
}
