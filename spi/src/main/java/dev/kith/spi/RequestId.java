package dev.kith.spi;

import java.util.Optional;

/**
 * The id of a request: answers carry it as {@code X-Request-Id}, log lines and audit events name it. While a thread serves a
 * request, {@link #current()} returns it there; the transports see to that. A program that calls the operations itself can do
 * the same:
 *
 * <pre>{@code
 * RequestId.Binding binding = new RequestId("import-17").bind();
 * try {
 *     kith.userAccounts().patch(caller, command);
 * } finally {
 *     binding.close();
 * }
 * }</pre>
 *
 * <p>A transport keeps the id that the application has bound around it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param value 1 to 64 ASCII letters, digits, {@code .}, {@code _} and {@code -}
 */
public record RequestId(String value) {
    /** The maximum length of an id. */
    public static final int MAX_LENGTH = 64;

    private static final ThreadLocal<RequestId> CURRENT = new ThreadLocal<>();

    /**
     * Checks the value.
     *
     * @param value the id
     * @throws IllegalArgumentException if it is not of the form; the message does not repeat it
     */
    public RequestId {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "a request id is 1 to " + MAX_LENGTH + " letters, digits, dots, underscores and hyphens");
        }
    }

    /**
     * Returns whether a text can be a request id.
     *
     * @param text the text
     * @return true if so
     */
    public static boolean isValid(String text) {
        return !text.isEmpty() && text.length() <= MAX_LENGTH && text.chars().allMatch(RequestId::isAllowed);
    }

    private static boolean isAllowed(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '.'
                || character == '_'
                || character == '-';
    }

    /**
     * Returns the id of the request that this thread serves.
     *
     * @return the id; empty if this thread serves none
     */
    public static Optional<RequestId> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /**
     * Makes this the {@linkplain #current() current} id of this thread until the result is closed.
     *
     * @return to be closed by this thread, the latest one first
     */
    public Binding bind() {
        RequestId before = CURRENT.get();
        CURRENT.set(this);
        return () -> {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        };
    }

    /** The time for which a thread has an id. */
    @FunctionalInterface
    public interface Binding extends AutoCloseable {
        /** Gives the thread back the id that it had before, or none. */
        @Override
        void close();
    }
}
