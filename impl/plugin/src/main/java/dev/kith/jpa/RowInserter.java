package dev.kith.jpa;

import jakarta.persistence.EntityManager;

/** Inserts rows. */
final class RowInserter {
    private RowInserter() {}

    /** Inserts at once, so that rows are written in call order and a duplicate fails here; not managed afterwards. */
    static void insert(EntityManager manager, Object row) {
        manager.persist(row);
        manager.flush();
        manager.clear();
    }
}
