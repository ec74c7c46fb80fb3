package dev.kith.it.hosts;

import dev.kith.it.engines.Database;
import dev.kith.it.processes.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Payara Micro: one jar that starts with the applications it is given, and accepts no others while it runs.
 *
 * @param jdk what it runs on
 * @param environment further variables of its environment
 */
record PayaraMicro(Jdk jdk, Map<String, String> environment) implements Host {
    private static final Duration START = Duration.ofMinutes(3);

    PayaraMicro(Jdk jdk) {
        this(jdk, Map.of());
    }

    @Override
    public String name() {
        return "Payara Micro";
    }

    @Override
    public String version() {
        return Parameters.version("payara-micro");
    }

    @Override
    public boolean deploysWhileRunning() {
        return false;
    }

    @Override
    public RunningHost start(Path folder, Map<String, War> applications) {
        int port = FreePort.find();
        URI origin = URI.create("http://127.0.0.1:" + port);
        List<String> command = new ArrayList<>(List.of(
                jdk.program("java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-jar",
                Parameters.SERVERS.resolve("payara-micro.jar").toString(),
                "--nocluster",
                "--noHazelcast",
                "--rootDir",
                folder.resolve("root").toString(),
                "--port",
                String.valueOf(port)));
        command.addAll(dataSources(folder, applications.values()));
        applications.forEach((context, war) -> {
            Path file = war.write(folder.resolve((context.isEmpty() ? "ROOT" : context.substring(1)) + ".war"), origin);
            command.addAll(List.of("--deploy", file.toString()));
        });
        ServerProcess process = ServerProcess.start(folder, jdk, command, environment);
        try {
            process.await(0, Pattern.compile("Payara Micro .* ready in"), START);
            return new Running(process, origin);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    @Override
    public War withDataSource(War war, Database database) {
        return war.onServersDataSource(database);
    }

    /** Options for a driver and commands that run before the applications come. */
    private static List<String> dataSources(Path folder, Collection<War> applications) {
        List<String> commands = applications.stream()
                .map(War::database)
                .filter(Objects::nonNull)
                .flatMap(database -> ConnectionPool.commands(database).stream())
                .map(words -> String.join(" ", words))
                .toList();
        if (commands.isEmpty()) {
            return List.of();
        }
        try {
            Path file = Files.write(folder.resolve("commands"), commands);
            return List.of(
                    "--addLibs",
                    Parameters.SERVERS.resolve("postgresql.jar").toString(),
                    "--postbootcommandfile",
                    file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Running(ServerProcess server, URI origin) implements RunningHost {
        @Override
        public ProcessHandle process() {
            return server.handle();
        }

        @Override
        public void deploy(String context, War war) {
            throw new NotDeployed("Payara Micro takes no applications while it runs.");
        }

        @Override
        public void undeploy(String context) {
            throw new IllegalStateException("Payara Micro lets no applications go while it runs.");
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
