package dev.kith.jpa;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.core.UserTraces;
import dev.kith.core.UserTraces.AnswerTrace;
import dev.kith.core.UserTraces.MessageTrace;
import dev.kith.core.UserTraces.TokenTrace;
import dev.kith.core.UserTraces.UndoneTrace;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.stream.Stream;

/** Reads everything that is stored about a user: the tables of {@link Erasure}. */
final class StoredTraces {
    private static final String UNDO =
            "select r from KithUndo r where r.instance = :instance and r.userId = :id order by r.made";

    private static final String UNDONE =
            "select r from KithUndone r where r.instance = :instance and r.userId = :id order by r.made";

    private static final String MESSAGES =
            "select r from KithMessage r where r.instance = :instance and r.userId = :id order by r.created, r.id";

    private static final String TOKENS =
            "select r from KithToken r where r.instance = :instance and r.subject = :id order by r.created";

    private static final String CLAIMS =
            "select r from KithClaim r where r.instance = :instance and r.userId = :id order by r.channel";

    private static final String ANSWERS_ABOUT =
            "select r from KithAnswer r where r.instance = :instance and r.userId = :id order by r.ends";

    private static final String ANSWERS_TO =
            "select r from KithAnswer r where r.instance = :instance and r.caller = :id order by r.ends";

    private final EntityManager manager;
    private final String instance;

    StoredTraces(EntityManager manager, String instance) {
        this.manager = manager;
        this.instance = instance;
    }

    UserTraces of(String userId, String caller) {
        if (!StorableText.text(userId)) {
            return new UserTraces(null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        }
        UserTraces traces = new UserTraces(
                new UserPages(manager, instance).find(List.of(userId)).get(userId),
                rows(UNDO, UndoRow.class, userId).stream().map(UndoRow::entry).toList(),
                rows(UNDONE, UndoneRow.class, userId).stream()
                        .map(row ->
                                new UndoneTrace(row.channel, EpochMicros.time(row.made), EpochMicros.time(row.moment)))
                        .toList(),
                rows(MESSAGES, MessageRow.class, userId).stream()
                        .map(StoredTraces::trace)
                        .toList(),
                rows(TOKENS, TokenRow.class, userId).stream()
                        .map(row -> new TokenTrace(row.subject, roles(row.roles), EpochMicros.time(row.created)))
                        .toList(),
                rows(CLAIMS, ClaimRow.class, userId).stream()
                        .map(row -> row.channel)
                        .toList(),
                answers(userId, caller));
        manager.clear();
        return traces;
    }

    /** An answer to the user about itself is one of its own. */
    private List<AnswerTrace> answers(String userId, String caller) {
        return Stream.concat(
                        rows(ANSWERS_TO, AnswerRow.class, caller).stream()
                                .map(row -> new AnswerTrace(true, EpochMicros.time(row.ends))),
                        rows(ANSWERS_ABOUT, AnswerRow.class, userId).stream()
                                .filter(row -> !row.caller.equals(caller))
                                .map(row -> new AnswerTrace(false, EpochMicros.time(row.ends))))
                .toList();
    }

    private static MessageTrace trace(MessageRow row) {
        return new MessageTrace(
                row.id,
                row.kind,
                row.channel,
                row.recipient,
                row.status,
                EpochMicros.time(row.created),
                EpochMicros.timeOrNull(row.expires),
                EpochMicros.timeOrNull(row.closed),
                row.attempts);
    }

    private static List<String> roles(String stored) {
        try {
            return ((Json.Arr) JsonText.read(stored))
                    .items().stream().map(role -> ((Json.Text) role).value()).toList();
        } catch (JsonText.Unreadable | ClassCastException e) {
            throw new IllegalStateException("the stored roles of a token cannot be read", e);
        }
    }

    private <T> List<T> rows(String query, Class<T> type, String userId) {
        return manager.createQuery(query, type)
                .setParameter("instance", instance)
                .setParameter("id", userId)
                .getResultList();
    }
}
