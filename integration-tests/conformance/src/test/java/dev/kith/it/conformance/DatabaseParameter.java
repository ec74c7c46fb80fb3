package dev.kith.it.conformance;

import dev.kith.it.engines.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A database, and the persistence provider that the servers reach it with. */
enum DatabaseParameter {
    H2(Engine.H2_FILE, "hibernate-7"),
    POSTGRESQL(Engine.POSTGRESQL, "hibernate-7"),
    MARIADB(Engine.MARIADB, "hibernate-7"),
    POSTGRESQL_HIBERNATE_6(Engine.POSTGRESQL, "hibernate-6"),
    POSTGRESQL_ECLIPSELINK(Engine.POSTGRESQL, "eclipselink");

    private static final String OF_THE_RUNNER = "hibernate-7";
    private static final List<String> HIBERNATE_7 =
            List.of("hibernate-core-", "hibernate-models-", "jakarta.persistence-api-");

    private final Engine engine;
    private final String provider;

    DatabaseParameter(Engine engine, String provider) {
        this.engine = engine;
        this.provider = provider;
    }

    Engine engine() {
        return engine;
    }

    /** How to start the runner: as it is, or with another provider in the place of its own. */
    List<String> program() {
        if (provider.equals(OF_THE_RUNNER)) {
            return List.of("-jar", Parameters.STANDALONE.toString());
        }
        List<String> classPath = new ArrayList<>();
        classPath.add(Parameters.STANDALONE_CLASSES.toString());
        jars(Parameters.PROVIDERS.resolve(provider)).forEach(jar -> classPath.add(jar.toString()));
        jars(Parameters.STANDALONE.resolveSibling("lib"))
                .filter(jar -> HIBERNATE_7.stream()
                        .noneMatch(name -> jar.getFileName().toString().startsWith(name)))
                .forEach(jar -> classPath.add(jar.toString()));
        return List.of("-cp", String.join(System.getProperty("path.separator"), classPath), "dev.kith.standalone.Main");
    }

    private static Stream<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
