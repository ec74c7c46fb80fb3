package dev.kith.transport;

import dev.kith.api.Operation;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import java.util.List;

/** The header (metadata in gRPC) by which a caller asks for a rehearsal of a change (contract, ruling R43). */
public final class DryRun {
    /** The header; an answer that has it was no real change. */
    public static final String HEADER = "kith-dry-run";

    private DryRun() {}

    /**
     * Reads the header of a call that writes schemas; for other calls it means nothing.
     *
     * @param operation the call
     * @param head the request's head
     * @return whether the caller asks for a rehearsal
     * @throws Impossible if the call cannot be rehearsed, or if it is not clear what the caller asks for: the real thing must not
     *     happen then
     */
    public static boolean of(Operation operation, RequestHead head) throws Impossible {
        List<String> values = head.headers(HEADER);
        if (!writesSchemas(operation) || values.isEmpty() || values.equals(List.of("false"))) {
            return false;
        }
        boolean possible = operation == Operation.CREATE_USER_SCHEMA || operation == Operation.PATCH_USER_SCHEMA;
        if (possible && values.equals(List.of("true"))) {
            return true;
        }
        throw new Impossible(operation);
    }

    private static boolean writesSchemas(Operation operation) {
        return switch (operation) {
            case CREATE_USER_SCHEMA,
                    PATCH_USER_SCHEMA,
                    DEACTIVATE_USER_SCHEMA,
                    REACTIVATE_USER_SCHEMA,
                    DELETE_USER_SCHEMA -> true;
            default -> false;
        };
    }

    /** The call cannot be rehearsed. */
    public static final class Impossible extends Exception {
        private static final long serialVersionUID = 1L;

        private final Operation operation;

        private Impossible(Operation operation) {
            super("dry run is not possible");
            this.operation = operation;
        }

        /**
         * Returns what the caller gets.
         *
         * @return the answer
         */
        public ErrorResponse answer() {
            return ProblemTable.answer(operation, Problem.of(ProblemCode.DRY_RUN_IMPOSSIBLE));
        }
    }
}
