package dev.kith.core;

import dev.kith.core.OutboxMessage.Sealed;

/** Seals payloads for tests, as the core does when a code is issued. */
public final class SealedPayloads {
    private SealedPayloads() {}

    /**
     * Seals a payload.
     *
     * @param protector encrypts the payload
     * @param payload the payload
     * @param messageId the message that it belongs to
     * @return the sealed payload
     */
    public static Sealed seal(DataProtector protector, MessagePayload payload, String messageId) {
        return protector.seal(payload, messageId);
    }
}
