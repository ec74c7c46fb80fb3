package dev.kith.it.deployment;

import dev.kith.it.processes.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL of Debian's packages, which has its own pg_dump beside it, in a folder of its own. Never runs as root. */
final class DebianPostgres implements AutoCloseable {
    static final String ACCOUNT = "kith";
    static final String PASSWORD = "a-password";

    private final Path folder;
    private final int port;

    private DebianPostgres(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Starts one with an empty database. */
    static DebianPostgres start(String database) {
        try {
            Path folder = Files.createTempDirectory("kith-postgresql");
            DebianPostgres server = new DebianPostgres(folder, FreePort.find());
            Files.writeString(folder.resolve("password"), PASSWORD);
            if (Programs.isRoot()) {
                Programs.run(folder, "chown", "-R", "postgres:postgres", folder.toString());
            }
            try {
                server.run(
                        "initdb",
                        "--pgdata=data",
                        "--username=" + ACCOUNT,
                        "--pwfile=password",
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--no-sync");
                server.run(
                        "pg_ctl",
                        "--pgdata=data",
                        "--log=log",
                        "--wait",
                        "--options=-p " + server.port + " -k " + folder + " -c listen_addresses=127.0.0.1 -c fsync=off",
                        "start");
            } catch (RuntimeException | Error e) {
                server.close();
                throw e;
            }
            server.shell("createdb --maintenance-db=\"" + server.url("postgres") + "\" " + database);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As its own programs and people write it; without the password. */
    private String url(String database) {
        return "postgresql://" + ACCOUNT + "@127.0.0.1:" + port + "/" + database;
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** What the program needs to use a database. */
    List<String> settings(String database) {
        return List.of(
                "--kith.database.url=" + jdbcUrl(database),
                "--kith.database.username=" + ACCOUNT,
                "--kith.database.password=" + PASSWORD);
    }

    /** Runs lines of the documents, in which the server is db.example.com. */
    void document(Path where, String lines) {
        shell(where, lines.replace("db.example.com", "127.0.0.1:" + port));
    }

    private void shell(String line) {
        shell(folder, line);
    }

    private static void shell(Path where, String lines) {
        Programs.run(
                where,
                "env",
                "PGPASSWORD=" + PASSWORD,
                "PATH=" + programs() + ":" + System.getenv("PATH"),
                "bash",
                "-euo",
                "pipefail",
                "-c",
                lines);
    }

    private void run(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (Programs.isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(programs().resolve(program).toString());
        command.addAll(List.of(arguments));
        Programs.run(folder, command.toArray(String[]::new));
    }

    /** Those of the newest version that is installed. */
    private static Path programs() {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.comparingInt(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .orElseThrow()
                    .resolve("bin");
        } catch (IOException e) {
            throw new UncheckedIOException("run integration-tests/deployment/install first", e);
        }
    }

    @Override
    public void close() {
        try {
            if (Files.exists(folder.resolve("data/postmaster.pid"))) {
                run("pg_ctl", "--pgdata=data", "--mode=immediate", "--wait", "stop");
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
