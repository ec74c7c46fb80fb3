package dev.kith.jpa;

import dev.kith.core.ContactChannel;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The claims of verified contacts, as seen by one transaction. */
final class Claims {
    private static final String CLAIMANT =
            "select c.userId from KithClaim c where c.hash = :hash and c.instance = :instance";

    private static final String RELEASE =
            "delete from KithClaim c where c.instance = :instance and c.userId = :id and c.channel = :channel";

    private final EntityManager manager;
    private final String instance;

    Claims(EntityManager manager, String instance) {
        this.manager = manager;
        this.instance = instance;
    }

    @Nullable
    String claimant(String hash) {
        List<String> ids = manager.createQuery(CLAIMANT, String.class)
                .setParameter("instance", instance)
                .setParameter("hash", hash)
                .getResultList();
        return ids.isEmpty() ? null : ids.get(0);
    }

    void release(String userId, ContactChannel channel) {
        manager.createQuery(RELEASE)
                .setParameter("instance", instance)
                .setParameter("id", userId)
                .setParameter("channel", channel.name())
                .executeUpdate();
    }
}
