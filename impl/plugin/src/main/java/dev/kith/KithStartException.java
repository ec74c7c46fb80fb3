package dev.kith;

/** Kith does not start as it is configured. The message is for the operator: what is wrong, where, and the remedy. */
public final class KithStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message sentences that name the culprit and the remedy; without secrets
     */
    public KithStartException(String message) {
        super(message);
    }

    /**
     * Says what is wrong.
     *
     * @param message sentences that name the culprit and the remedy; without secrets
     * @param cause what happened
     */
    public KithStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
