package dev.kith.core;

import dev.kith.core.MessagePayload.Occurrence;
import dev.kith.core.SecretKeys.Key;
import dev.kith.spi.UserEventListener.Change;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;

/** Payloads of events, sealed as the program seals them. */
public final class SealedEvents {
    private final DataProtector protector;

    /** With the key that the program is given as well. */
    public SealedEvents(String keyId, byte[] secret) {
        Key key = new Key(keyId, secret);
        protector = new DataProtector(List.of(key), key, new SecureRandom());
    }

    /** The sealed payload of the event of this id. */
    public String payload(String id) {
        Occurrence occurrence = new Occurrence(1, Set.of(Change.EMAIL_CHANGED));
        return protector
                .seal(new MessagePayload("", null, null, null, null, occurrence), id)
                .text();
    }
}
