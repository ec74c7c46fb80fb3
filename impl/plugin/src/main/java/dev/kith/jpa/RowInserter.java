package dev.kith.jpa;

import jakarta.persistence.EntityManager;

/** How rows are inserted. */
final class RowInserter {
    private RowInserter() {}

    /** At once, so that rows are written in the order of the calls, and one that exists is met here; not managed after. */
    static void insert(EntityManager manager, Object row) {
        manager.persist(row);
        manager.flush();
        manager.clear();
    }
}
