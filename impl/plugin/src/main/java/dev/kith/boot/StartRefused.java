package dev.kith.boot;

/** Kith does not start as it is configured. The message is for the operator: what is wrong, where, and the remedy. */
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message sentences that name the culprit and the remedy; without secrets
     */
    public StartRefused(String message) {
        super(message);
    }

    /**
     * Says what is wrong.
     *
     * @param message sentences that name the culprit and the remedy; without secrets
     * @param cause what happened
     */
    public StartRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
