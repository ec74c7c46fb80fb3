package dev.kith.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a run measures and how long.
 *
 * @param parts the parts to run; what the others have measured before is kept
 * @param rounds the rounds of each case, after its warm-up
 * @param round the length of a round
 * @param warmUp the length of the warm-up of each case
 * @param connections the connections of the closed loop
 * @param users the users that the calls of the comparison choose from
 * @param sizes the numbers of users in the table, ascending
 * @param rows the rows of another kind in the outbox
 * @param messages the messages of a backlog
 * @param flags the flags of the Java that runs the program
 * @param program the folder of the program
 * @param keycloak the folder of Keycloak
 * @param measured the folder of what was measured
 * @param docs the folder of the documents
 */
record Options(
        Set<Part> parts,
        int rounds,
        Duration round,
        Duration warmUp,
        int connections,
        int users,
        List<Integer> sizes,
        int rows,
        int messages,
        List<String> flags,
        Path program,
        Path keycloak,
        Path measured,
        Path docs) {

    /** Those that the documents give for the standalone program. */
    static final String FLAGS = "-XX:+ExitOnOutOfMemoryError";

    /** From properties; an empty one counts as none. */
    static Options of(Map<String, String> properties) {
        Function<String, String> text = key -> properties.getOrDefault(key, "").strip();
        return new Options(
                parts(text.apply("bench.parts")),
                number(text, "bench.rounds", 3),
                Duration.ofSeconds(number(text, "bench.seconds", 20)),
                Duration.ofSeconds(number(text, "bench.warmup", 30)),
                number(text, "bench.connections", 8),
                number(text, "bench.users", 200),
                Stream.of(or(text.apply("bench.sizes"), "1000,1000000").split(","))
                        .map(size -> number("bench.sizes", size.strip()))
                        .sorted()
                        .toList(),
                number(text, "bench.rows", 1_000_000),
                number(text, "bench.messages", 10_000),
                List.of(or(text.apply("bench.flags"), FLAGS).split(" +")),
                path(text, "bench.program", "../../impl/standalone/target/kith"),
                path(text, "bench.keycloak", "target/servers/keycloak"),
                path(text, "bench.measured", "measured"),
                path(text, "bench.docs", "../../docs"));
    }

    private static Set<Part> parts(String named) {
        if (named.isEmpty() || named.equals("all")) {
            return Part.OWN;
        }
        Set<Part> parts = EnumSet.noneOf(Part.class);
        Arrays.stream(named.split(","))
                .map(String::strip)
                .filter(part -> !part.equals("none"))
                .forEach(part -> parts.add(part(part)));
        return parts;
    }

    private static Part part(String name) {
        return Part.OWN.stream()
                .filter(part -> part.title().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("bench.parts names \"" + name + "\", but there are only "
                                + Part.OWN.stream().map(Part::title).toList() + ", all and none"));
    }

    private static int number(Function<String, String> text, String key, int otherwise) {
        String value = text.apply(key);
        return value.isEmpty() ? otherwise : number(key, value);
    }

    private static int number(String key, String value) {
        if (!value.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(key + " is \"" + value + "\", but must be a whole number from 1");
        }
        return Integer.parseInt(value);
    }

    private static Path path(Function<String, String> text, String key, String otherwise) {
        return Path.of(or(text.apply(key), otherwise)).toAbsolutePath().normalize();
    }

    private static String or(String value, String otherwise) {
        return value.isEmpty() ? otherwise : value;
    }
}
