package dev.kith.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;

/** SQL beside the servers: scripts that fill tables, and questions about them. */
final class Sql {
    private Sql() {}

    /**
     * Runs a script. <code>${name}</code> stands for a value, <code>${numbers}</code> for a table {@code n} with a column
     * {@code i} from <code>${first}</code> to <code>${last}</code>, <code>${now}</code> for the time in microseconds.
     */
    static void script(Database database, String name, Map<String, Object> values) throws Exception {
        String text = resource(name).replaceAll("(?m)^--.*$", "");
        boolean postgres = database.engine() == Engine.POSTGRESQL;
        text = text.replace(
                        "${numbers}",
                        postgres
                                ? "generate_series(${first}, ${last}) as n(i)"
                                : "(select seq as i from seq_${first}_to_${last}) as n")
                .replace("${now}", Long.toString(System.currentTimeMillis() * 1000))
                .replace("${analyze}", postgres ? "analyze" : "analyze table");
        for (Map.Entry<String, Object> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue().toString());
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String part : text.split(";\\s*(\\n|$)")) {
                if (!part.isBlank()) {
                    statement.execute(part);
                }
            }
        }
    }

    static String resource(String name) throws IOException {
        try (InputStream content = Objects.requireNonNull(Sql.class.getResourceAsStream(name), name)) {
            return new String(content.readAllBytes(), UTF_8);
        }
    }

    /** The first column of the first row. */
    static String text(Database database, String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            if (!rows.next()) {
                throw new SQLException("no row");
            }
            return String.valueOf(rows.getObject(1));
        }
    }

    static double number(Database database, String query) throws SQLException {
        return Double.parseDouble(text(database, query));
    }

    /** The process of the database's server, which all its others come from. */
    static long process(Database database) throws Exception {
        if (database.engine() == Engine.POSTGRESQL) {
            Path folder = Path.of(text(database, "show data_directory"));
            return Long.parseLong(
                    Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip());
        }
        return Long.parseLong(
                Files.readString(Path.of(text(database, "select @@pid_file"))).strip());
    }
}
