package dev.kith.it.hosts;

/** A server has refused an application. */
final class NotDeployed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what the server says. */
    NotDeployed(String message) {
        super(message);
    }
}
