package dev.kith;

/**
 * Creates bearer tokens for administrators; only their hashes are stored.
 *
 * <p>Thread-safe. Implemented only by Kith; later versions may add methods.
 */
public interface AdministratorTokenService {
    /**
     * Returns whether no token has been created yet.
     *
     * @return true if so
     */
    boolean isEmpty();

    /**
     * Creates a token whose holder may do everything ({@code IAM_OWNER}).
     *
     * @return the token; it cannot be retrieved again
     */
    String create();

    /**
     * Creates a token that replaces all those created here before, which no longer work.
     *
     * @return the token; it cannot be retrieved again
     */
    String replace();
}
