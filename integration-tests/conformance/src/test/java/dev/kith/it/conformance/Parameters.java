package dev.kith.it.conformance;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the build tells the tests. The names that look like settings of Kith are taken out of the system properties: a Kith
 * that starts in this process insists on knowing every setting.
 */
final class Parameters {
    /** The cases to run. */
    static final Path CASES = Path.of(take("kith.conformance.cases", "src/test/resources/open.json"));

    /** The runner, with its libraries beside it. */
    static final Path STANDALONE =
            Path.of(take("kith.standalone.jar", "../../impl/standalone/target/kith/kith-standalone.jar"));

    /** The classes of the plugins that the servers run with. */
    static final Path PLUGIN_CLASSES = Path.of("target/classes");

    /** The description of the messages. */
    static final Path WIRE_DESCRIPTION = Path.of("target/wire.desc");

    private Parameters() {}

    private static String take(String key, String otherwise) {
        @Nullable String value = System.getProperty(key);
        System.clearProperty(key);
        return value == null ? otherwise : value;
    }
}
