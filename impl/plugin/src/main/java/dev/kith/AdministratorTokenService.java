package dev.kith;

/**
 * Makes bearer tokens for administrators; only their hashes are kept.
 *
 * <p>Safe for several threads. Implemented by Kith alone; later versions may add methods.
 */
public interface AdministratorTokenService {
    /**
     * Whether no token has been made yet.
     *
     * @return true if so
     */
    boolean isEmpty();

    /**
     * Makes a token whose holder may do everything ({@code IAM_OWNER}).
     *
     * @return the token; it cannot be read again
     */
    String create();

    /**
     * Makes a token in the place of all that were made here before, which no longer work.
     *
     * @return the token; it cannot be read again
     */
    String replace();
}
