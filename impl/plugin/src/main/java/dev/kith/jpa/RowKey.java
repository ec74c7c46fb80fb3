package dev.kith.jpa;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The key of the rows that have an id within an instance. Public, as JPA requires of keys. */
public class RowKey implements Serializable {
    private static final long serialVersionUID = 1L;

    @Nullable
    String instance;

    @Nullable
    String id;

    /** For the persistence provider. */
    public RowKey() {}

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowKey key && Objects.equals(instance, key.instance) && Objects.equals(id, key.id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(instance, id);
    }
}
