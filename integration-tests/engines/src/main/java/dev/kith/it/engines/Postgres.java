package dev.kith.it.engines;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

/** The PostgreSQL server. */
final class Postgres implements Server {
    /** Without durability, because no test looks at the data after a power failure. */
    static final Map<String, String> FORGETFUL = Map.of("fsync", "off", "full_page_writes", "off");

    /** Checkpoints are rare, so that they do not fall into one measurement and not into the next. */
    static final Map<String, String> DURABLE = Map.of(
            "fsync", "on",
            "full_page_writes", "on",
            "synchronous_commit", "on",
            "shared_buffers", "1GB",
            "max_wal_size", "8GB",
            "checkpoint_timeout", "30min");

    private static final Duration STARTING = Duration.ofMinutes(1);

    private final EmbeddedPostgres server;

    Postgres(Map<String, String> settings) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("encoding", "UTF8")
                .setPGStartupWait(STARTING);
        settings.forEach(builder::setServerConfig);
        server = builder.start();
    }

    @Override
    public Database create(String name) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create a database", e);
        }
        String url = "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
        return new Database(Engine.POSTGRESQL, name, url, "postgres", "postgres");
    }
}
