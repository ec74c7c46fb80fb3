package dev.kith.it.hosts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the build passes to the tests. */
final class Parameters {
    /** The one file. */
    static final Path DROPIN = file("hosts.dropin");

    /** The one file for Keycloak. */
    static final Path KEYCLOAK = Path.of(required("hosts.keycloak"));

    /** The runner as it was built. */
    static final Path STANDALONE = file("hosts.standalone");

    /** Where the servers are that Maven has fetched; no test changes anything there. */
    static final Path SERVERS = Path.of(required("hosts.servers"));

    /** This module. */
    static final Path FOLDER = Path.of(required("hosts.folder"));

    /** Whether measurements are written down instead of compared. */
    static final boolean RECORD = Boolean.getBoolean("hosts.record");

    private Parameters() {}

    static String version(String host) {
        return required("hosts.version." + host);
    }

    /** A value of the environment that the build passes on. */
    static Optional<String> environment(String key) {
        return Optional.ofNullable(System.getProperty(key))
                .filter(value -> !value.isBlank() && !value.startsWith("${"));
    }

    private static Path file(String key) {
        Path path = Path.of(required(key));
        if (Files.notExists(path)) {
            throw new IllegalStateException("There is no " + path + ": build it first (-am).");
        }
        return path;
    }

    private static String required(String key) {
        String value = System.getProperty(key);
        if (value == null) {
            throw new IllegalStateException("The build does not pass " + key + ".");
        }
        return value;
    }
}
