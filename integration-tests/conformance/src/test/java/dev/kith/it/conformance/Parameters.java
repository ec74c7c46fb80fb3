package dev.kith.it.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the build passes to the tests. The names that look like settings of Kith are taken out of the system properties: a Kith
 * that starts in this process insists on knowing every setting.
 */
final class Parameters {
    /** The folder of this module, for other modules that run the cases. */
    private static final Path MODULE = Path.of(take("kith.conformance.module", ""));

    /** The cases that the project has. */
    static final Path OPEN_CASES = MODULE.resolve("src/test/resources/open.json");

    /** The cases about schemas and searches that the project has. */
    static final Path OPEN_SCHEMA_CASES = MODULE.resolve("src/test/resources/open-schemas.json");

    /** The files of cases to run. A relative path may begin at this module or at the whole project. */
    static final List<Path> CASES = cases(take("kith.conformance.cases", ""));

    /** The runner, with its libraries beside it. */
    static final Path STANDALONE =
            Path.of(take("kith.standalone.jar", "../../impl/standalone/target/kith/kith-standalone.jar"));

    /** The runner's own classes, without its libraries. */
    static final Path STANDALONE_CLASSES = STANDALONE.resolveSibling("../classes");

    /** Other persistence providers, a folder of jars each. */
    static final Path PROVIDERS = MODULE.resolve("target/persistence");

    /** The classes of the plugins that the servers run with. */
    static final Path PLUGIN_CLASSES = MODULE.resolve("target/classes");

    /** The description of the messages. */
    static final Path WIRE_DESCRIPTION = MODULE.resolve("target/wire.desc");

    private Parameters() {}

    private static List<Path> cases(String named) {
        return named.isEmpty() ? List.of(OPEN_CASES, OPEN_SCHEMA_CASES) : List.of(inModuleOrProject(named));
    }

    private static Path inModuleOrProject(String path) {
        Path inProject = Path.of("../..").resolve(path);
        return Files.notExists(Path.of(path)) && Files.exists(inProject) ? inProject : Path.of(path);
    }

    private static String take(String key, String otherwise) {
        @Nullable String value = System.getProperty(key);
        System.clearProperty(key);
        return value == null ? otherwise : value;
    }
}
