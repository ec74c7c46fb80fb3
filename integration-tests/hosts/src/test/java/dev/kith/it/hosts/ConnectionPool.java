package dev.kith.it.hosts;

import dev.kith.it.engines.Database;
import java.net.URI;
import java.util.List;

/** How the administration commands of GlassFish and Payara define a data source. */
final class ConnectionPool {
    private ConnectionPool() {}

    /** Commands that define the data source {@code jdbc/<name of the database>}. */
    static List<List<String>> commands(Database database) {
        URI place = URI.create(database.url().substring("jdbc:".length()));
        return commands(
                database.name(),
                "org.postgresql.ds.PGSimpleDataSource",
                "user=" + database.username() + ":password=" + database.password() + ":serverName=" + place.getHost()
                        + ":portNumber=" + place.getPort() + ":databaseName=" + database.name());
    }

    /** Commands that define the data source {@code jdbc/<name>}. */
    static List<List<String>> commands(String name, String dataSource, String properties) {
        return List.of(
                List.of(
                        "create-jdbc-connection-pool",
                        "--datasourceclassname=" + dataSource,
                        "--restype=javax.sql.DataSource",
                        "--property=" + properties,
                        name),
                List.of("create-jdbc-resource", "--connectionpoolid=" + name, "jdbc/" + name));
    }
}
