package dev.kith.it.engines;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The PostgreSQL server. Durability is off, because no test looks at the data after a power failure. */
final class Postgres implements Server {
    private final EmbeddedPostgres server;

    Postgres() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("max_connections", "200")
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("encoding", "UTF8")
                .start();
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
