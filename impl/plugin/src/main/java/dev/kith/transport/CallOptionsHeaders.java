package dev.kith.transport;

import dev.kith.api.Operation;
import dev.kith.api.Preconditions.CallOptions;
import dev.kith.api.Receipt;
import java.util.Map;

/** The headers (metadata in gRPC) that say how a call is to be carried out, and those that say how it was. */
public final class CallOptionsHeaders {
    /** Asks for a dry run; an answer that has it was no real change. */
    public static final String DRY_RUN = "kith-dry-run";

    /** The key of a call that may be repeated. */
    static final String IDEMPOTENCY_KEY = "idempotency-key";

    /** An answer that has it was kept from an earlier call with the same key. */
    private static final String REPLAYED = "idempotency-replayed";

    private static final String YES = "true";

    private CallOptionsHeaders() {}

    /**
     * Reads the headers of a request.
     *
     * @param operation the call
     * @param head the request's head
     * @param transport the way by which the call comes, as a name
     * @return what they ask for
     * @throws UnusableOptions if they ask for what the call does not have, or cannot be read
     */
    public static CallOptions of(Operation operation, RequestHead head, String transport) throws UnusableOptions {
        boolean dryRun = DryRun.of(operation, head);
        return new CallOptions(IdempotencyHeader.of(operation, head, transport), dryRun);
    }

    /**
     * Returns the headers of the answer to a call that was done.
     *
     * @param effect what the call has done
     * @return name to value
     */
    public static Map<String, String> answering(Receipt.Effect effect) {
        return switch (effect) {
            case CARRIED_OUT -> Map.of();
            case REPLAYED -> Map.of(REPLAYED, YES);
            case DRY_RUN -> dryRun();
        };
    }

    /**
     * Returns the headers of the answer to a dry run.
     *
     * @return name to value
     */
    public static Map<String, String> dryRun() {
        return Map.of(DRY_RUN, YES);
    }

    /** The headers ask for what the call does not have, or cannot be read. */
    public static final class UnusableOptions extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient ErrorResponse answer;

        UnusableOptions(ErrorResponse answer) {
            super("the call cannot be carried out as the headers ask");
            this.answer = answer;
        }

        /**
         * Returns what the caller gets.
         *
         * @return the answer
         */
        public ErrorResponse answer() {
            return answer;
        }
    }
}
