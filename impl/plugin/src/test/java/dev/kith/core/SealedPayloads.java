package dev.kith.core;

import dev.kith.core.OutboxMessage.Sealed;

/** Seals payloads for tests of other rooms, as the core does when a code is issued. */
public final class SealedPayloads {
    private SealedPayloads() {}

    /**
     * Seals a payload.
     *
     * @param protector seals it
     * @param payload the payload
     * @param messageId the message that it belongs to
     * @return the sealed payload
     */
    public static Sealed seal(DataProtector protector, MessagePayload payload, String messageId) {
        return protector.seal(payload, messageId);
    }

    /**
     * Seals what another version may have written.
     *
     * @param protector seals it
     * @param payload the payload as it is written
     * @param messageId the message that it belongs to
     * @return the sealed payload
     */
    public static Sealed sealText(DataProtector protector, String payload, String messageId) {
        return protector.seal(payload, messageId);
    }
}
