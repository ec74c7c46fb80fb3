package dev.kith.transport;

import dev.kith.api.Operation;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import java.util.List;

/** The header (metadata in gRPC) by which a caller asks for a dry run of a change (contract, rulings R43 and R74). */
final class DryRun {
    private static final List<String> ASKED = List.of("true");
    private static final List<String> DECLINED = List.of("false");

    private DryRun() {}

    /**
     * Reads the header of a call that changes something; for other calls it means nothing.
     *
     * @param operation the call
     * @param head the request's head
     * @return whether the caller asks for a dry run
     * @throws CallOptionsHeaders.UnusableOptions if the call has no dry run, or if it is not clear what the caller asks for: the real
     *     thing must not happen then
     */
    static boolean of(Operation operation, RequestHead head) throws CallOptionsHeaders.UnusableOptions {
        List<String> values = head.headers(CallOptionsHeaders.DRY_RUN);
        Possibility possibility = possibility(operation);
        if (possibility == Possibility.NO_CHANGE || values.isEmpty() || values.equals(DECLINED)) {
            return false;
        }
        if (possibility == Possibility.DRY_RUN && values.equals(ASKED)) {
            return true;
        }
        throw new CallOptionsHeaders.UnusableOptions(
                ProblemTable.answer(operation, Problem.of(ProblemCode.DRY_RUN_IMPOSSIBLE)));
    }

    /** What calls have to do with dry runs. */
    private enum Possibility {
        /** The call changes nothing. */
        NO_CHANGE,
        /** The call has a dry run. */
        DRY_RUN,
        /** The call changes something and has no dry run: a guess that is not counted is no guess. */
        NO_DRY_RUN
    }

    private static Possibility possibility(Operation operation) {
        return switch (operation) {
            case GET_USER, SEARCH_USERS, GET_USER_SCHEMA, SEARCH_USER_SCHEMAS -> Possibility.NO_CHANGE;
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
                    RESEND_CONTACT_PHONE_CODE,
                    CREATE_USER_SCHEMA,
                    PATCH_USER_SCHEMA -> Possibility.DRY_RUN;
            case VERIFY_CONTACT_EMAIL,
                    VERIFY_CONTACT_PHONE,
                    DEACTIVATE_USER_SCHEMA,
                    REACTIVATE_USER_SCHEMA,
                    DELETE_USER_SCHEMA -> Possibility.NO_DRY_RUN;
        };
    }
}
