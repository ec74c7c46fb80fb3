package dev.kith.transport;

import java.util.UUID;

/**
 * An accident: the caller hears an incident id and nothing else, the log has the same id with the place of the accident.
 *
 * <p>Messages of exceptions are not logged, because they quote what they tripped over: an address, a statement with its
 * values, a token.
 */
public final class Incident {
    private static final System.Logger LOG = System.getLogger(Incident.class.getName());
    private static final int MAX_CAUSES = 10;

    private Incident() {}

    /**
     * Logs an accident.
     *
     * @param call what was being done, in the words of the program
     * @param failure what went wrong
     * @return the answer with the incident's id
     */
    public static ErrorResponse report(String call, Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.log(System.Logger.Level.ERROR, () -> "incident=" + id + " call=" + call + trace(failure));
        return ErrorResponse.plain(GrpcStatus.INTERNAL, "internal error, incident " + id);
    }

    /** The chain of causes with their places; bounded, because a chain may lead back into itself. */
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
