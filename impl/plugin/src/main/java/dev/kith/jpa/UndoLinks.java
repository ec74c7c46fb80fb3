package dev.kith.jpa;

import dev.kith.core.ContactChannel;
import dev.kith.core.UndoEntry;
import dev.kith.core.UserStore.Contended;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The links that undo replacements of contacts, as seen by one transaction. Where a user's are searched, the instance is not
 * compared as such: a database without statistics would walk all keys of the instance.
 */
final class UndoLinks {
    private static final String FIND = """
        select u from KithUndo u
        where u.instance = :instance and u.tokenHash = :token and u.channel in %s\
        """.formatted(KnownKinds.CHANNELS);

    /** Of several who use a link at once, one updates its row. */
    private static final String USE =
            "update KithUndo u set u.used = :now where u.instance = :instance and u.id = :id and u.used is null";

    private static final String VOID_YOUNGER = """
        update KithUndo u set u.used = :now
        where concat(u.instance, '') = :instance and u.userId = :user and u.channel = :channel
        and u.made > :made and u.used is null\
        """;

    private static final String RENEW = """
        update KithUndo u set u.tokenHash = :token
        where u.instance = :instance and u.id = :id and u.made >= :since and u.used is null\
        """;

    private static final String DELETE =
            "delete from KithUndo u where concat(u.instance, '') = :instance and u.userId = :user";

    /** What nodes of the previous version have undone, and read. */
    private static final String UNDONE = """
        select count(u.id) from KithUndone u
        where concat(u.instance, '') = :instance and u.userId = :user and u.channel = :channel
        and u.made <= :made and u.moment >= :made\
        """;

    private final EntityManager manager;
    private final String instance;

    UndoLinks(EntityManager manager, String instance) {
        this.manager = manager;
        this.instance = instance;
    }

    @Nullable
    UndoEntry find(String tokenHash) {
        List<UndoRow> rows = manager.createQuery(FIND, UndoRow.class)
                .setParameter("instance", instance)
                .setParameter("token", tokenHash)
                .getResultList();
        UndoEntry found = rows.isEmpty() ? null : rows.get(0).entry();
        manager.clear();
        return found;
    }

    void use(UndoEntry entry, Instant now) {
        int used = query(USE)
                .setParameter("id", entry.id())
                .setParameter("now", EpochMicros.of(now))
                .executeUpdate();
        if (used != 1) {
            throw new Contended("the link was used in the meantime");
        }
        query(VOID_YOUNGER)
                .setParameter("user", entry.userId())
                .setParameter("channel", entry.channel().name())
                .setParameter("made", EpochMicros.of(entry.made()))
                .setParameter("now", EpochMicros.of(now))
                .executeUpdate();
    }

    boolean renew(String id, String tokenHash, Instant madeSince) {
        return query(RENEW)
                        .setParameter("id", id)
                        .setParameter("token", tokenHash)
                        .setParameter("since", EpochMicros.of(madeSince))
                        .executeUpdate()
                == 1;
    }

    void delete(String userId) {
        query(DELETE).setParameter("user", userId).executeUpdate();
    }

    boolean undone(String userId, ContactChannel channel, Instant made) {
        Object ranges = query(UNDONE)
                .setParameter("user", userId)
                .setParameter("channel", channel.name())
                .setParameter("made", EpochMicros.of(made))
                .getSingleResult();
        return !ranges.equals(0L);
    }

    private Query query(String statement) {
        return manager.createQuery(statement).setParameter("instance", instance);
    }
}
