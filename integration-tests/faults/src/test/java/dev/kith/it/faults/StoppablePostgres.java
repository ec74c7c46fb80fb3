package dev.kith.it.faults;

import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import dev.kith.it.processes.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL server that a test may stop as a crash would, and start again. */
final class StoppablePostgres implements AutoCloseable {
    private static final String ACCOUNT = "postgres";
    private static final Duration STARTING = Duration.ofMinutes(1);

    private final Path folder;
    private final int port = FreePort.find();
    private final EmbeddedPostgres server;

    StoppablePostgres(Path folder) throws IOException {
        this.folder = folder;
        this.server = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setServerConfig("fsync", "off")
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("encoding", "UTF8")
                .setPort(port)
                .setPGStartupWait(STARTING)
                .start();
    }

    Database database() {
        String url = "jdbc:postgresql://localhost:" + port + "/" + ACCOUNT;
        return new Database(Engine.POSTGRESQL, ACCOUNT, url, ACCOUNT, ACCOUNT);
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = database().connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Ends all connections at once; the next start has to recover. */
    void stopAtOnce() throws IOException, InterruptedException {
        control("stop", "-m", "immediate", "-w");
    }

    void startAgain() throws IOException, InterruptedException {
        control(
                "start",
                "-w",
                "-o",
                "-p " + port + " -F",
                "-l",
                folder.resolve("log").toString());
    }

    /** The server refuses to run as root; in a user namespace it does not see that it is. */
    private void control(String... what) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(
                List.of(program().toString(), "-D", folder.resolve("data").toString()));
        command.addAll(List.of(what));
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + Files.readString(said));
        }
    }

    private Path program() throws IOException {
        String started = Files.readString(folder.resolve("data").resolve("postmaster.opts"));
        return Path.of(started.substring(0, started.indexOf(' '))).resolveSibling("pg_ctl");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
