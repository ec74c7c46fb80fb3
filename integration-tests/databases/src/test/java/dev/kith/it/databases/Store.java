package dev.kith.it.databases;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kith.it.engines.Database;
import dev.kith.jpa.Migrations;
import dev.kith.jpa.UnitOfWork;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** A migrated database with a connection pool and a persistence provider, as a server would have. */
final class Store {
    private static final Map<DatabaseParameter, Store> SHARED = new ConcurrentHashMap<>();

    final CountedDataSource counted;
    final UnitOfWork unit;

    private Store(DatabaseParameter parameter) {
        Database database = parameter.engine.freshDatabase();
        counted = new CountedDataSource(pool(database, 16));
        unit = UnitOfWork.local(open(parameter, counted.asDataSource()));
        new Migrations(unit, Clock.systemUTC()).apply();
    }

    /** The one of this JVM. Tests are isolated by instance. */
    static Store on(DatabaseParameter parameter) {
        return SHARED.computeIfAbsent(parameter, Store::new);
    }

    static String freshInstance() {
        return UUID.randomUUID().toString();
    }

    static HikariDataSource pool(Database database, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    static EntityManagerFactory open(DatabaseParameter parameter, DataSource source) {
        return open(parameter.provider, source);
    }

    static EntityManagerFactory open(String provider, DataSource source) {
        return Persistence.createEntityManagerFactory("kith", properties(provider, source));
    }

    /** With tables that the persistence provider makes, as in a database that has no scripts. */
    static EntityManagerFactory openAndGenerate(String provider, DataSource source) {
        Map<String, Object> properties = new HashMap<>(properties(provider, source));
        properties.put("jakarta.persistence.schema-generation.database.action", "create");
        return Persistence.createEntityManagerFactory("kith", properties);
    }

    private static Map<String, Object> properties(String provider, DataSource source) {
        return Map.of(
                "jakarta.persistence.provider",
                provider,
                "jakarta.persistence.transactionType",
                "RESOURCE_LOCAL",
                "jakarta.persistence.nonJtaDataSource",
                source,
                "eclipselink.logging.level",
                "WARNING",
                "openjpa.RuntimeUnenhancedClasses",
                "supported",
                "openjpa.Log",
                "DefaultLevel=ERROR");
    }
}
