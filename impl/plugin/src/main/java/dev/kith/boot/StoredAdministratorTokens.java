package dev.kith.boot;

import dev.kith.AdministratorTokenService;
import dev.kith.defaults.auth.AdministratorTokens;
import dev.kith.jpa.JpaTokens;
import java.util.Base64;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The tokens of administrators, whose hashes are stored in a table. Thread-safe. */
final class StoredAdministratorTokens implements AdministratorTokenService {
    private static final int BYTES = 32;
    private static final Set<String> EVERYTHING = Set.of("IAM_OWNER");
    private static final String SUBJECT = "administrator";

    private final JpaTokens tokens;
    private final RandomGenerator random;

    StoredAdministratorTokens(JpaTokens tokens, RandomGenerator random) {
        this.tokens = tokens;
        this.random = random;
    }

    @Override
    public boolean isEmpty() {
        return !tokens.any();
    }

    @Override
    public String create() {
        String token = draw();
        tokens.add(AdministratorTokens.hash(token), SUBJECT, EVERYTHING);
        return token;
    }

    @Override
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
