package dev.kith.jpa;

import dev.kith.core.AnswerStore.AnswerLookup;
import dev.kith.core.AnswerStore.KeptAnswer;
import dev.kith.core.OutboxMessage.Sealed;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers that are kept for retries. */
final class Answers {
    /**
     * The answer under a key, and in another row how many keys the caller has. The instance is not compared as such where the caller
     * is searched, so that the index of the callers is the only one that serves.
     */
    private static final String FIND = """
        select user_id, fingerprint, sealed_key, sealed_answer, ends, 0 from kith_answer
        where instance_id = ?1 and id = ?2
        union all
        select '', '', '', '', coalesce(min(ends), 0), count(*) from kith_answer
        where concat(instance_id, '') = ?1 and caller = ?3 and ends > ?4\
        """;

    private static final String DELETE =
            "delete from KithAnswer a where a.instance = :instance and a.id = :id and a.ends = :ends";

    private final EntityManager manager;
    private final String instance;

    Answers(EntityManager manager, String instance) {
        this.manager = manager;
        this.instance = instance;
    }

    AnswerLookup find(String id, String caller, Instant now) {
        List<?> rows = manager.createNativeQuery(FIND)
                .setParameter(1, instance)
                .setParameter(2, id)
                .setParameter(3, caller)
                .setParameter(4, EpochMicros.of(now))
                .getResultList();
        KeptAnswer answer = null;
        int keys = 0;
        Instant firstEnd = null;
        for (Object found : rows) {
            Object[] row = (Object[]) found;
            if (isAnswer(row)) {
                answer = answer(id, caller, row);
            } else {
                keys = number(row[5]).intValue();
                firstEnd = keys == 0 ? null : EpochMicros.time(number(row[4]).longValue());
            }
        }
        return new AnswerLookup(answer, keys, firstEnd);
    }

    /** Every answer has a fingerprint; some databases take an empty text for null. */
    private static boolean isAnswer(@Nullable Object[] row) {
        return row[1] != null && !row[1].toString().isEmpty();
    }

    private static KeptAnswer answer(String id, String caller, Object[] row) {
        return new KeptAnswer(
                id,
                caller,
                row[0].toString(),
                row[1].toString(),
                new Sealed(row[2].toString(), row[3].toString()),
                EpochMicros.time(number(row[4]).longValue()));
    }

    private static Number number(Object value) {
        return (Number) value;
    }

    void delete(KeptAnswer answer) {
        manager.createQuery(DELETE)
                .setParameter("instance", instance)
                .setParameter("id", answer.id())
                .setParameter("ends", EpochMicros.of(answer.ends()))
                .executeUpdate();
    }
}
