package dev.kith.core;

import dev.kith.core.Message.Sealed;

/** Seals payloads for tests of other rooms, as the core does when a code is issued. */
public final class SealedPayloads {
    private SealedPayloads() {}

    /**
     * Seals a payload.
     *
     * @param vault the vault
     * @param payload the payload
     * @param messageId the message that it belongs to
     * @return the sealed payload
     */
    public static Sealed seal(Vault vault, Payload payload, String messageId) {
        return vault.seal(payload, messageId);
    }

    /**
     * Seals what another version may have written.
     *
     * @param vault the vault
     * @param payload the payload as it is written
     * @param messageId the message that it belongs to
     * @return the sealed payload
     */
    public static Sealed sealText(Vault vault, String payload, String messageId) {
        return vault.seal(payload, messageId);
    }
}
