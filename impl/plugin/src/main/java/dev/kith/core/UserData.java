package dev.kith.core;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The data of a user. Stored data is parsed when it is first asked for, because it can be large and most calls about contacts
 * never ask. Immutable to its users; thread-safe.
 */
public final class UserData {
    private final @Nullable String stored;

    /** Threads that parse at the same time set it to equal values. */
    private Json.@Nullable Obj json;

    private UserData(@Nullable String stored, Json.@Nullable Obj json) {
        this.stored = stored;
        this.json = json;
    }

    /**
     * Data that was not stored yet.
     *
     * @param json the data
     * @return the data
     */
    public static UserData of(Json.Obj json) {
        return new UserData(null, json);
    }

    /**
     * Data as {@link #text} has written it.
     *
     * @param text the text
     * @return the data
     */
    public static UserData stored(String text) {
        return new UserData(text, null);
    }

    /**
     * The data, parsed.
     *
     * @return the data
     * @throws IllegalStateException if what is stored cannot be read
     */
    public Json.Obj json() {
        Json.Obj present = json;
        if (present == null) {
            present = read(Objects.requireNonNull(stored));
            json = present;
        }
        return present;
    }

    private static Json.Obj read(String text) {
        try {
            // Users may have been stored while there was another limit.
            return (Json.Obj) JsonText.read(text, Integer.MAX_VALUE);
        } catch (JsonText.Unreadable | ClassCastException e) {
            throw new IllegalStateException("the stored data of a user cannot be read", e);
        }
    }

    /**
     * The data as JSON text, for the storage.
     *
     * @return JSON text
     */
    public String text() {
        return stored != null ? stored : JsonText.write(json());
    }

    /** Whether both are the same JSON value; what was not touched is not parsed for it. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof UserData data && (sameText(data) || json().equals(data.json())));
    }

    private boolean sameText(UserData other) {
        return stored != null && stored.equals(other.stored);
    }

    @Override
    public int hashCode() {
        return json().hashCode();
    }

    @Override
    public String toString() {
        return "UserData";
    }
}
