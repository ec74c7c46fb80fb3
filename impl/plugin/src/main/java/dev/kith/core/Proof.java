package dev.kith.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a code that was issued: never the code, only its keyed hash, bound to one user, channel and value.
 *
 * @param id unique for ever; also the id of the message that carries the code
 * @param value the address or number that the code proves
 * @param hash the code's keyed hash (base64url), or {@code null} where an outside service knows the code
 * @param keyId the key of the hash, or {@code null} with the hash
 * @param issued when it was issued
 * @param expires when it stops to be valid, {@code null} for never
 * @param guesses how many codes were tried by calls
 * @param pageGuesses how many codes were tried on the page behind the link
 * @param looks how often the page behind the link was opened
 * @param byOther whether somebody else than the user itself has set the value
 */
public record Proof(
        String id,
        String value,
        @Nullable String hash,
        @Nullable String keyId,
        Instant issued,
        @Nullable Instant expires,
        int guesses,
        int pageGuesses,
        int looks,
        boolean byOther) {

    /**
     * What is kept of a code for a value that the user itself has set.
     *
     * @param id unique for ever
     * @param value the address or number that the code proves
     * @param hash the code's keyed hash, or {@code null}
     * @param keyId the key of the hash, or {@code null}
     * @param issued when it was issued
     * @param expires when it stops to be valid, {@code null} for never
     * @param guesses how many codes were tried by calls
     * @param pageGuesses how many codes were tried on the page behind the link
     * @param looks how often the page behind the link was opened
     */
    public Proof(
            String id,
            String value,
            @Nullable String hash,
            @Nullable String keyId,
            Instant issued,
            @Nullable Instant expires,
            int guesses,
            int pageGuesses,
            int looks) {
        this(id, value, hash, keyId, issued, expires, guesses, pageGuesses, looks, false);
    }

    boolean external() {
        return hash == null;
    }

    boolean expired(Instant now) {
        return expires != null && expires.isBefore(now);
    }

    /** Leaves value and hash out. */
    @Override
    public String toString() {
        return "Proof[" + id + "]";
    }
}
