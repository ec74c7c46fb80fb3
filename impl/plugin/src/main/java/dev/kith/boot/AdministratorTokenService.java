package dev.kith.boot;

import dev.kith.defaults.auth.AdministratorTokens;
import dev.kith.jpa.JpaTokens;
import java.util.Base64;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Makes bearer tokens for administrators; only their hashes are kept. Safe for several threads. */
public final class AdministratorTokenService {
    private static final int BYTES = 32;
    private static final Set<String> EVERYTHING = Set.of("IAM_OWNER");
    private static final String SUBJECT = "administrator";

    private final JpaTokens tokens;
    private final RandomGenerator random;

    AdministratorTokenService(JpaTokens tokens, RandomGenerator random) {
        this.tokens = tokens;
        this.random = random;
    }

    /**
     * Whether no token has been made yet.
     *
     * @return true if so
     */
    public boolean isEmpty() {
        return !tokens.any();
    }

    /**
     * Makes a token whose holder may do everything ({@code IAM_OWNER}).
     *
     * @return the token; it cannot be had again
     */
    public String create() {
        String token = draw();
        tokens.add(AdministratorTokens.hash(token), SUBJECT, EVERYTHING);
        return token;
    }

    /**
     * Makes a token in the place of all that were made here before, which hold no longer.
     *
     * @return the token; it cannot be had again
     */
    public String replace() {
        String token = draw();
        tokens.replace(AdministratorTokens.hash(token), SUBJECT, EVERYTHING);
        return token;
    }

    private String draw() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return "kith_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
