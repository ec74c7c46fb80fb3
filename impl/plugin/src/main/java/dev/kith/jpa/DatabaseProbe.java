package dev.kith.jpa;

/** Asks whether the database answers, with a query on one of Kith's tables. Thread-safe. */
public final class DatabaseProbe {
    private static final String ANY_KEY = "select k.id from KithKey k";

    private final UnitOfWork unit;

    /**
     * Asks the database behind a unit of work.
     *
     * @param unit runs the query
     */
    public DatabaseProbe(UnitOfWork unit) {
        this.unit = unit;
    }

    /**
     * Asks. Waits as long as the database and the pool of connections let it wait.
     *
     * @return whether it answers
     */
    public boolean answers() {
        try {
            unit.read(manager -> manager.createQuery(ANY_KEY).setMaxResults(1).getResultList());
            return true;
        } catch (RuntimeException away) {
            return false;
        }
    }
}
