package dev.kith.jpa;

import dev.kith.core.OutboxMessage.MessageKind;
import java.util.List;
import java.util.Set;

/**
 * Where messages of an instance wait, so that whoever looks for those of one queue walks past no others. The instance is in the
 * queue's name, and searches do not ask for it besides: a database without statistics would take any index that begins with it.
 */
enum MessageQueue {
    PEOPLE,
    LISTENERS;

    static MessageQueue of(MessageKind kind) {
        return MessageKind.TO_LISTENERS.contains(kind) ? LISTENERS : PEOPLE;
    }

    /** The queues in which messages of these kinds wait, messages to people first. */
    static List<MessageQueue> of(Set<MessageKind> kinds) {
        return kinds.stream().map(MessageQueue::of).distinct().sorted().toList();
    }

    /** The name of the queue of an instance. */
    String of(String instance) {
        return instance + "/" + name();
    }
}
