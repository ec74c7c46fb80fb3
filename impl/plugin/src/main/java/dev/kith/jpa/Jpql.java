package dev.kith.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Helpers for the query language. */
final class Jpql {
    private Jpql() {}

    /** Whether the provider can parse a query; it is not executed. */
    static boolean understands(EntityManager manager, String query) {
        try {
            return manager.createQuery(query) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static <T> @Nullable T first(TypedQuery<T> query) {
        List<T> found = query.getResultList();
        return found.isEmpty() ? null : found.get(0);
    }
}
