package dev.kith.it.conformance;

/** A case says something that this runner does not understand, so it cannot be judged. */
final class NotUnderstood extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotUnderstood(String message) {
        super(message);
    }
}
