package dev.kith.core;

import dev.kith.api.Caller;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Operation;
import dev.kith.spi.RequestId;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The audit in the log, category {@code dev.kith.audit}: each change once it is committed, and each refusal for a missing
 * permission, which is counted as well and stored nowhere, so that a caller without permissions fills no table. What others
 * have chosen is in quotation marks, escaped as in JSON. Safe for several threads.
 */
final class AuditLog {
    private static final System.Logger LOG = System.getLogger("dev.kith.audit");
    private static final int LONGEST = 200;

    private final Map<Operation, LongAdder> refusals = new EnumMap<>(Operation.class);

    AuditLog() {
        for (Operation operation : Operation.values()) {
            refusals.put(operation, new LongAdder());
        }
    }

    /** Says that a change is committed. */
    static void committed(AuditedChange change) {
        AuditEntry entry = change.entry();
        User user = change.user();
        LOG.log(
                Level.INFO,
                () -> "audit=change operation=" + entry.operation() + " actor=" + quoted(entry.actor())
                        + " organization=" + quoted(user.organization()) + " user=" + quoted(user.id())
                        + " version=" + user.version()
                        + " changes=" + list(change.changes()) + " fields="
                        + list(entry.fields().stream().map(AuditLog::quoted).toList()) + request(entry.requestId()));
    }

    /** Says that a change of a schema is committed. */
    static void committed(Caller caller, Operation operation, SchemaEntry schema) {
        String request = RequestId.current().map(RequestId::value).orElse(null);
        LOG.log(
                Level.INFO,
                () -> "audit=change operation=" + operation + " actor=" + quoted(caller.subject()) + " schema="
                        + quoted(schema.id()) + " revision=" + schema.revision() + " state=" + schema.state()
                        + request(request));
    }

    /** Says that everything about a user is erased. */
    static void erased(String userId) {
        LOG.log(Level.INFO, () -> "audit=erased user=" + quoted(userId));
    }

    /** Says and counts that a caller may not do something. */
    void refused(Caller caller, Operation operation, @Nullable String userId) {
        Objects.requireNonNull(refusals.get(operation)).increment();
        String request = RequestId.current().map(RequestId::value).orElse(null);
        LOG.log(
                Level.INFO,
                () -> "audit=refused operation=" + operation + " actor=" + quoted(caller.subject()) + " user="
                        + quoted(userId) + request(request));
    }

    /** How many refusals there were, for each operation. */
    Map<Operation, Long> refusals() {
        return refusals.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().sum()));
    }

    private static String list(Collection<?> items) {
        return items.stream().map(Object::toString).collect(Collectors.joining(",", "[", "]"));
    }

    private static String quoted(@Nullable String text) {
        if (text == null) {
            return "none";
        }
        String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return JsonText.write(new Json.Text(start));
    }

    private static String request(@Nullable String id) {
        return id == null ? "" : " request=" + id;
    }
}
