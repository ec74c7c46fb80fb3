package dev.kith.jpa;

import static java.util.stream.Collectors.joining;

import dev.kith.core.Channel;
import dev.kith.core.Message.Kind;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Which messages this version can read, as lists for queries. Nodes of a newer version may have stored others in the same
 * database; those are theirs to deliver, and must not keep this one from delivering its own.
 */
final class Legible {
    static final String KINDS = list(Arrays.stream(Kind.values()));
    static final String KINDS_FOR_PEOPLE = list(Arrays.stream(Kind.values()).filter(kind -> kind != Kind.EVENT));
    static final String CHANNELS = list(Arrays.stream(Channel.values()));

    private Legible() {}

    private static String list(Stream<? extends Enum<?>> constants) {
        return constants.map(constant -> "'" + constant.name() + "'").collect(joining(", ", "(", ")"));
    }
}
