package dev.kith.core;

import dev.kith.core.UserStore.Session;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Links that undo the replacement of a verified contact (contract, ruling R61). A link is a random token and nothing else;
 * what it undoes is in a row that knows the token's hash, so that neither a reader of the table nor a holder of keys can
 * make one.
 */
final class RestoreLinks {
    private static final String PAGE = "/ui/login/mail/undo?token=";
    private static final int TOKEN_BYTES = 32;

    /** Base64url without padding. */
    private static final int TOKEN_CHARACTERS = 43;

    private final CoreSettings settings;
    private final DataProtector protector;
    private final RandomGenerator random;

    RestoreLinks(CoreSettings settings, DataProtector protector, RandomGenerator random) {
        this.settings = settings;
        this.protector = protector;
        this.random = random;
    }

    /**
     * Makes a link together with its row.
     *
     * @param id the notice that carries the link
     * @param user the user after the replacement
     * @param channel the contact
     * @param value the address or number that was replaced
     * @return the link; {@code null} where no base of links is configured
     */
    @Nullable
    String issue(Session session, String id, User user, ContactChannel channel, String value) {
        if (settings.optionalPublicUrl().isEmpty()) {
            return null;
        }
        String token = token();
        session.keepUndo(new UndoEntry(
                id,
                hash(token),
                user.id(),
                user.created(),
                channel,
                protector.seal(value, purpose(id)),
                user.changed(),
                null));
        return link(token);
    }

    /** A new link in the place of the one that a notice carried; {@code null} where that one is of no use any more. */
    @Nullable
    String renew(Session session, String id, Instant madeSince) {
        String token = token();
        return settings.optionalPublicUrl().isPresent() && session.renewUndo(id, hash(token), madeSince)
                ? link(token)
                : null;
    }

    private @Nullable String link(String token) {
        return settings.optionalPublicUrl().map(base -> base + PAGE + token).orElse(null);
    }

    private String token() {
        byte[] bits = new byte[TOKEN_BYTES];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** The row of a link; {@code null} for what is not, or no longer, a link of this instance. */
    @Nullable
    UndoEntry find(Session session, String token) {
        return token.length() == TOKEN_CHARACTERS ? session.undo(hash(token)) : null;
    }

    /** The address or number that was replaced; empty where its key is not known any more. */
    Optional<String> value(UndoEntry entry) {
        return protector.open(entry.value(), purpose(entry.id()));
    }

    /** Binds the seal to this use, instance and row. */
    private String purpose(String id) {
        return "undo " + settings.instanceId() + " " + id;
    }

    /** Without a key: there are too many tokens to try. Of the text, as several texts stand for the same bits. */
    private static String hash(String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(token));
    }
}
