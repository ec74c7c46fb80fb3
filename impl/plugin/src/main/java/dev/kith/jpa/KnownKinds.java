package dev.kith.jpa;

import static java.util.stream.Collectors.joining;

import dev.kith.core.ContactChannel;
import dev.kith.core.OutboxMessage.MessageKind;
import java.util.Arrays;

/**
 * Which messages this version can read, as lists for queries. Nodes of a newer version may have stored others in the same
 * database; those are theirs to deliver, and must not keep this one from delivering its own.
 */
final class KnownKinds {
    static final String KINDS = list(MessageKind.values());
    static final String CHANNELS = list(ContactChannel.values());

    private KnownKinds() {}

    private static String list(Enum<?>... constants) {
        return Arrays.stream(constants)
                .map(constant -> "'" + constant.name() + "'")
                .collect(joining(", ", "(", ")"));
    }
}
