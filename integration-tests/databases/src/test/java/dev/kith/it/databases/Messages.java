package dev.kith.it.databases;

import static dev.kith.it.databases.Users.NOW;

import dev.kith.core.ContactChannel;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.core.OutboxMessage.Sealed;
import java.time.Instant;

/** Messages to store. */
final class Messages {
    private Messages() {}

    static OutboxMessage message(String id) {
        return message(id, "u1", NOW);
    }

    static OutboxMessage message(String id, String userId, Instant created) {
        return new OutboxMessage(
                id,
                userId,
                "org1",
                ContactChannel.EMAIL,
                MessageKind.SEND_CODE,
                "a@example.org",
                new Sealed("key1", "sealed-" + id),
                created,
                created.plusSeconds(3600));
    }

    /** Sets a column of a stored message to a value that this version does not know. */
    static void makeNewer(Store store, String instance, String id, String column) {
        int rows = store.unit.run(manager -> manager.createQuery("update KithMessage m set m." + column
                        + " = :newer where m.instance = :instance and m.id = :id")
                .setParameter("newer", "NEWER_" + id)
                .setParameter("instance", instance)
                .setParameter("id", id)
                .executeUpdate());
        if (rows != 1) {
            throw new AssertionError(rows + " messages of the id " + id);
        }
    }
}
