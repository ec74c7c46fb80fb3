package dev.kith.it.faults;

import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import dev.kith.it.processes.Runner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A place where a runner runs, and runs again after it was killed. */
final class Node implements AutoCloseable {
    private final Path folder;
    private final Map<String, String> environment;
    private final List<String> settings;
    private volatile Runner runner;

    private Node(Path folder, Map<String, String> environment, List<String> settings) {
        this.folder = folder;
        this.environment = environment;
        this.settings = settings;
        this.runner = launched();
    }

    /** Starts one that delivers to a carrier, in a folder with the carrier's plugin. */
    static Node delivering(String name, Path folder, Database database, Carrier carrier, String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.addAll(at(database));
        settings.addAll(List.of(
                "--kith.code.pause=PT0S",
                "--kith.code.hourly-limit=0",
                "--kith.delivery.poll=PT0.2S",
                "--kith.delivery.attempts=1000"));
        return new Node(folder, carrier.environment(name), settings);
    }

    /** Starts one with nothing but these settings beside its database. */
    static Node with(Path folder, Map<String, String> environment, Database database, String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.addAll(at(database));
        return new Node(folder, environment, settings);
    }

    /** The settings that a runner needs to work on this database. */
    static List<String> at(Database database) {
        return database.engine() == Engine.H2_FILE
                ? List.of()
                : List.of(
                        "--kith.database.url=" + database.url(),
                        "--kith.database.username=" + database.username(),
                        "--kith.database.password=" + database.password());
    }

    private Runner launched() {
        return Runner.launch(folder, environment, settings.toArray(String[]::new));
    }

    Runner ready() {
        return runner.awaitReady();
    }

    Runner runner() {
        return runner;
    }

    void killAndLaunch() {
        runner.kill();
        runner = launched();
    }

    /** Calls the runner that runs now, as an administrator. */
    Administrator administrator(String token) {
        return new Administrator(runner, token);
    }

    @Override
    public void close() {
        runner.close();
    }
}
