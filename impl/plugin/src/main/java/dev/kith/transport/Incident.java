package dev.kith.transport;

import dev.kith.api.UserAccounts.Unavailable;
import java.time.Duration;
import java.util.UUID;

/**
 * An unexpected failure: the caller gets an incident id and nothing else, and the log has the same id with the stack trace.
 * That the database is away is no such failure: the caller hears when to come again, and the log has it from whoever noticed,
 * once and not for each call.
 *
 * <p>Messages of exceptions are not logged, because they quote the data that caused them: an address, a statement with its
 * values, a token.
 */
public final class Incident {
    private static final System.Logger LOG = System.getLogger(Incident.class.getName());
    private static final int MAX_CAUSES = 10;
    private static final Duration SOON = Duration.ofSeconds(1);

    private Incident() {}

    /**
     * Logs an unexpected failure.
     *
     * @param call what was being done, as the log names it
     * @param failure what went wrong
     * @return the answer: with the incident's id, or with a time after which the call may succeed
     */
    public static ErrorResponse report(String call, Throwable failure) {
        if (isUnavailable(failure)) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> "outcome=unavailable" + request() + " call=" + call + trace(failure));
            return ErrorResponse.domain(
                            GrpcStatus.UNAVAILABLE, "KITH-UNAVAILABLE", "The service is not available at the moment")
                    .with(new ErrorResponse.Detail.RetryInfo(SOON));
        }
        String id = UUID.randomUUID().toString();
        LOG.log(System.Logger.Level.ERROR, () -> "incident=" + id + request() + " call=" + call + trace(failure));
        return ErrorResponse.plain(GrpcStatus.INTERNAL, "internal error, incident " + id);
    }

    /** Named here too, because the log of a server does not know it. */
    private static String request() {
        return RequestIdHeader.current().map(id -> " request=" + id).orElse("");
    }

    /** Also where a framework between us and the call has wrapped the exception. */
    private static boolean isUnavailable(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++, cause = cause.getCause()) {
            if (cause instanceof Unavailable) {
                return true;
            }
        }
        return false;
    }

    /** The chain of causes with their stack traces; bounded, because a chain may contain a cycle. */
    private static String trace(Throwable failure) {
        StringBuilder trace = new StringBuilder();
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++, cause = cause.getCause()) {
            trace.append(depth == 0 ? " failure=" : "\ncaused by ")
                    .append(cause.getClass().getName());
            for (StackTraceElement frame : cause.getStackTrace()) {
                trace.append("\n\tat ").append(frame);
            }
        }
        return trace.toString();
    }
}
