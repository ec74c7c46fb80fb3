package dev.kith.transport;

import java.util.UUID;

/**
 * An unexpected failure: the caller gets an incident id and nothing else, and the log has the same id with the stack trace.
 *
 * <p>Messages of exceptions are not logged, because they quote the data that caused them: an address, a statement with its
 * values, a token.
 */
public final class Incident {
    private static final System.Logger LOG = System.getLogger(Incident.class.getName());
    private static final int MAX_CAUSES = 10;

    private Incident() {}

    /**
     * Logs an unexpected failure.
     *
     * @param call what was being done, as the log names it
     * @param failure what went wrong
     * @return the answer with the incident's id
     */
    public static ErrorResponse report(String call, Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.log(System.Logger.Level.ERROR, () -> "incident=" + id + " call=" + call + trace(failure));
        return ErrorResponse.plain(GrpcStatus.INTERNAL, "internal error, incident " + id);
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
