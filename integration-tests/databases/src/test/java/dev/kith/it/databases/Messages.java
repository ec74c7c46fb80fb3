package dev.kith.it.databases;

import static dev.kith.it.databases.Users.NOW;

import dev.kith.core.Channel;
import dev.kith.core.Message;
import dev.kith.core.Message.Kind;
import dev.kith.core.Message.Sealed;
import java.time.Instant;

/** Messages to store. */
final class Messages {
    private Messages() {}

    static Message message(String id) {
        return message(id, "u1", NOW);
    }

    static Message message(String id, String userId, Instant created) {
        return new Message(
                id,
                userId,
                "org1",
                Channel.EMAIL,
                Kind.SEND_CODE,
                "a@example.org",
                new Sealed("key1", "sealed-" + id),
                created,
                created.plusSeconds(3600));
    }
}
