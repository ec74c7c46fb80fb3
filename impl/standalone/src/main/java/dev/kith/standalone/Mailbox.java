package dev.kith.standalone;

import dev.kith.spi.Notifier.Notification;
import java.time.Instant;
import java.util.List;

/** Messages that were received recently. */
interface Mailbox {
    /**
     * The messages that are kept.
     *
     * @return the messages, the newest first; a snapshot
     */
    List<Received> received();

    /**
     * A message that was received.
     *
     * @param notification the message
     * @param at when it was received
     */
    record Received(Notification notification, Instant at) {}
}
