package dev.kith;

/** Thrown if Kith cannot start as configured. The message tells the operator what is wrong, where, and how to fix it. */
public final class KithStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message sentences that say what is wrong and how to fix it; without secrets
     */
    public KithStartException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message sentences that say what is wrong and how to fix it; without secrets
     * @param cause the cause
     */
    public KithStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
