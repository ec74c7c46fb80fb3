package dev.kith.core;

import dev.kith.api.schemas.AuthenticatorType;
import dev.kith.api.schemas.SchemaState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user schema without its documents.
 *
 * @param id the id
 * @param type the human-readable name
 * @param authenticators the ways to sign in that it names
 * @param state active or inactive
 * @param revision the newest revision
 * @param created when it was created, {@code null} where nobody knows
 * @param changed when it was changed last, {@code null} where nobody knows
 * @param version counts what was stored
 * @param readOnly whether it is kept elsewhere, so that calls cannot change it
 */
public record SchemaEntry(
        String id,
        String type,
        List<AuthenticatorType> authenticators,
        SchemaState state,
        int revision,
        @Nullable Instant created,
        @Nullable Instant changed,
        long version,
        boolean readOnly) {
    /** Copies the authenticators. */
    public SchemaEntry {
        authenticators = List.copyOf(authenticators);
    }

    /**
     * A new schema.
     *
     * @param id the id
     * @param type the human-readable name
     * @param authenticators the ways to sign in that it names
     * @param now the time
     * @return the schema
     */
    public static SchemaEntry created(String id, String type, List<AuthenticatorType> authenticators, Instant now) {
        return new SchemaEntry(id, type, authenticators, SchemaState.ACTIVE, 1, now, now, 1, false);
    }

    /**
     * Returns this schema under another name.
     *
     * @param other the human-readable name
     * @return the schema
     */
    public SchemaEntry withType(String other) {
        return new SchemaEntry(id, other, authenticators, state, revision, created, changed, version, readOnly);
    }

    SchemaEntry withAuthenticators(List<AuthenticatorType> others) {
        return new SchemaEntry(id, type, others, state, revision, created, changed, version, readOnly);
    }

    /**
     * Returns this schema in another state.
     *
     * @param other the state
     * @return the schema
     */
    public SchemaEntry inState(SchemaState other) {
        return new SchemaEntry(id, type, authenticators, other, revision, created, changed, version, readOnly);
    }

    /**
     * Returns this schema with one revision more.
     *
     * @return the schema
     */
    public SchemaEntry revised() {
        return new SchemaEntry(id, type, authenticators, state, revision + 1, created, changed, version, readOnly);
    }

    /**
     * Returns this schema as it is stored: its version counts on, and the time of its change never goes back.
     *
     * @param now the time
     * @return the schema
     */
    public SchemaEntry stored(Instant now) {
        Instant later = changed != null && !now.isAfter(changed) ? changed.plus(1, ChronoUnit.MICROS) : now;
        return new SchemaEntry(id, type, authenticators, state, revision, created, later, version + 1, readOnly);
    }

    /** The time of creation makes the versions of two schemas differ that have had the same id. */
    String entityVersion() {
        long since = created == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, created);
        return Long.toString(since, Character.MAX_RADIX) + "-" + Long.toUnsignedString(version, Character.MAX_RADIX);
    }
}
