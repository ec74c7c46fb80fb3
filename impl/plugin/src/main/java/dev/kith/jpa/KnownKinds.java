package dev.kith.jpa;

import static java.util.stream.Collectors.joining;

import dev.kith.core.ContactChannel;
import dev.kith.core.OutboxMessage.MessageKind;
import java.util.Arrays;

/**
 * The kinds of messages that this version can read, as lists for queries. Nodes of a newer version may have stored
 * others in the same database; they deliver those, which must not keep this version from delivering its own.
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
