package dev.kith.core;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message that waits for delivery.
 *
 * @param id the same on every try; for a code the id of the proof that the message carries
 * @param userId the user that the contact belongs to
 * @param organization the user's organization
 * @param channel the channel
 * @param kind what is to be done
 * @param recipient the address or number; empty for an event
 * @param payload the sealed {@link MessagePayload}; its associated data is the message's id
 * @param created when it was stored
 * @param expires after this it is not worth sending, {@code null} for never
 */
public record OutboxMessage(
        String id,
        String userId,
        String organization,
        ContactChannel channel,
        MessageKind kind,
        String recipient,
        Sealed payload,
        Instant created,
        @Nullable Instant expires) {

    /** Leaves recipient and payload out. */
    @Override
    public String toString() {
        return "OutboxMessage[" + id + ", " + kind + "]";
    }

    /** What is to be done with a message. */
    public enum MessageKind {
        /** Send the code. */
        SEND_CODE,
        /** Have the outside service make and send a code. */
        START_VERIFICATION,
        /** Notify the previous verified address or number that another one has taken its place. */
        NOTICE,
        /** Call the event listeners; the channel means nothing. */
        EVENT;

        /** Every kind. */
        public static final Set<MessageKind> ALL = Collections.unmodifiableSet(EnumSet.allOf(MessageKind.class));

        /** What goes to the event listeners. */
        public static final Set<MessageKind> TO_LISTENERS = Set.of(EVENT);

        /** What goes to people, who wait for it. */
        public static final Set<MessageKind> TO_PEOPLE =
                Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(EVENT)));

        /** Whether the message is worth sending only as long as its proof is outstanding. */
        public boolean proves() {
            return this == SEND_CODE || this == START_VERIFICATION;
        }
    }

    /**
     * A text that only a holder of the key can read.
     *
     * @param keyId the key
     * @param text the sealed text (base64url)
     */
    public record Sealed(String keyId, String text) {}
}
