package dev.kith.core;

import dev.kith.api.Caller;
import dev.kith.api.Operation;
import dev.kith.spi.RequestId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the audit says of a change beside the facts that listeners get: who, by which operation, where and for which request.
 *
 * @param actor who has made the change; {@code null} where nobody was authenticated, as behind a link
 * @param operation the name of a constant of {@link Operation}, or one of this class
 * @param fields what has changed, as JSON Pointers; never a value
 * @param requestId the request, {@code null} for none
 */
public record AuditEntry(
        @Nullable String actor,
        String operation,
        List<String> fields,
        @Nullable String requestId) {
    /** The page behind the link of a verification mail. */
    static final String VERIFY_BY_LINK = "VERIFY_BY_LINK";

    /** The page behind the link of a notice. */
    static final String UNDO_BY_LINK = "UNDO_BY_LINK";

    /** An operator has a message tried again, which has taken a new code. */
    static final String REPLAY_MESSAGE = "REPLAY_MESSAGE";

    /** An operator imports users. */
    static final String IMPORT_USER = "IMPORT_USER";

    /** Copies the fields. */
    public AuditEntry {
        fields = List.copyOf(fields);
    }

    static AuditEntry by(Caller caller, Operation operation) {
        return by(caller.subject(), operation.name());
    }

    /** Of somebody who was not authenticated. */
    static AuditEntry byNobody(String operation) {
        return by(null, operation);
    }

    private static AuditEntry by(@Nullable String actor, String operation) {
        return new AuditEntry(
                actor,
                operation,
                List.of(),
                RequestId.current().map(RequestId::value).orElse(null));
    }

    AuditEntry of(List<String> changed) {
        return new AuditEntry(actor, operation, changed, requestId);
    }
}
