package dev.kith.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;

/**
 * Removes every row of a user, in one transaction and in the order in which rows are locked everywhere: the user first, then messages,
 * and answers that are kept for retries last. A call that changes the user at the same time waits, and finds it gone.
 */
final class Erasure {
    private static final String CLAIM = "select u from KithUser u where u.instance = :instance and u.id = :id";

    private static final List<String> DELETES = List.of(
            "delete from KithUser r where r.instance = :instance and r.id = :id",
            "delete from KithContact r where r.instance = :instance and r.userId = :id",
            "delete from KithClaim r where r.instance = :instance and r.userId = :id",
            "delete from KithUndo r where r.instance = :instance and r.userId = :id",
            "delete from KithUndone r where r.instance = :instance and r.userId = :id",
            "delete from KithToken r where r.instance = :instance and r.subject = :id",
            "delete from KithMessage r where r.instance = :instance and r.userId = :id",
            "delete from KithAnswer r where r.instance = :instance and r.userId = :id");

    private static final String DELETE_ANSWERS_TO_USER =
            "delete from KithAnswer r where r.instance = :instance and r.caller = :id";

    private final UnitOfWork unit;
    private final String instance;

    Erasure(UnitOfWork unit, String instance) {
        this.unit = unit;
        this.instance = instance;
    }

    int erase(String userId, String caller) {
        return ContentionRetry.until(() -> unit.run(manager -> erase(manager, userId, caller)));
    }

    private int erase(EntityManager manager, String userId, String caller) {
        manager.createQuery(CLAIM)
                .setParameter("instance", instance)
                .setParameter("id", userId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        manager.clear();
        int erased = DELETES.stream()
                .mapToInt(delete -> delete(manager, delete, userId))
                .sum();
        return erased + delete(manager, DELETE_ANSWERS_TO_USER, caller);
    }

    private int delete(EntityManager manager, String delete, String id) {
        return manager.createQuery(delete)
                .setParameter("instance", instance)
                .setParameter("id", id)
                .executeUpdate();
    }
}
