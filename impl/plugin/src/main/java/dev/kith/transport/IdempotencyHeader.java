package dev.kith.transport;

import dev.kith.api.Operation;
import dev.kith.api.Preconditions.IdempotencyKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header (metadata in gRPC) by which a caller marks a change that it may repeat (contract, ruling R73). */
final class IdempotencyHeader {
    private static final ErrorResponse MALFORMED = ErrorResponse.domain(
            GrpcStatus.INVALID_ARGUMENT,
            "KITH-IDEMPOTENCY",
            "Idempotency-Key has to be 1 to " + IdempotencyKey.MAX_LENGTH + " visible ASCII characters");

    private IdempotencyHeader() {}

    /**
     * Reads the header of a call that changes a user; for other calls it means nothing.
     *
     * @param operation the call
     * @param head the request's head
     * @param transport the way by which the call comes
     * @return the key, {@code null} where there is none
     * @throws CallOptionsHeaders.UnusableOptions if the header is no key: the call must not be made without one then
     */
    static @Nullable IdempotencyKey of(Operation operation, RequestHead head, String transport)
            throws CallOptionsHeaders.UnusableOptions {
        List<String> values = head.headers(CallOptionsHeaders.IDEMPOTENCY_KEY);
        if (values.isEmpty() || !keepsAnswers(operation)) {
            return null;
        }
        if (values.size() > 1 || !IdempotencyKey.isValid(values.get(0))) {
            throw new CallOptionsHeaders.UnusableOptions(MALFORMED);
        }
        return new IdempotencyKey(values.get(0), transport);
    }

    private static boolean keepsAnswers(Operation operation) {
        return switch (operation) {
            case CREATE_USER,
                    PATCH_USER,
                    DELETE_USER,
                    DEACTIVATE_USER,
                    ACTIVATE_USER,
                    LOCK_USER,
                    UNLOCK_USER,
                    SET_CONTACT_EMAIL,
                    RESEND_CONTACT_EMAIL_CODE,
                    SET_CONTACT_PHONE,
                    RESEND_CONTACT_PHONE_CODE -> true;
            case GET_USER,
                    SEARCH_USERS,
                    VERIFY_CONTACT_EMAIL,
                    VERIFY_CONTACT_PHONE,
                    GET_USER_SCHEMA,
                    SEARCH_USER_SCHEMAS,
                    CREATE_USER_SCHEMA,
                    PATCH_USER_SCHEMA,
                    DEACTIVATE_USER_SCHEMA,
                    REACTIVATE_USER_SCHEMA,
                    DELETE_USER_SCHEMA -> false;
        };
    }
}
