package dev.kith.boot;

import dev.kith.jpa.Migrations;
import dev.kith.jpa.UnitOfWork;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.UserTransaction;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Opens what everything is kept in: what the program passed, else the data source that is configured, else the server's own;
 * and has its tables made or checked.
 */
record Opening(Settings settings, Given given, OwnThreads threads, Closing closing) {
    UnitOfWork unit() {
        Supplier<UnitOfWork> opened = opened();
        return threads.call(() -> migrated(opened.get()));
    }

    private UnitOfWork migrated(UnitOfWork unit) {
        Migrations migrations = new Migrations(unit, given.running().clock());
        try {
            if (settings.get(Setting.MIGRATE)) {
                migrations.apply();
            } else {
                migrations.check();
            }
        } catch (IllegalStateException e) {
            throw new StartRefused("The database is not ready: " + e.getMessage() + ".", e);
        }
        return unit;
    }

    /** Finds the database by the names that the application has, which its threads alone know. */
    private Supplier<UnitOfWork> opened() {
        EntityManagerFactory factory = given.storage().factory();
        UserTransaction transaction = given.storage().transaction();
        if (factory != null) {
            return () -> transaction == null ? UnitOfWork.local(factory) : UnitOfWork.jta(factory, transaction);
        }
        DataSource database = database();
        return () -> UnitOfWork.local(closing.add(EntityManagers.open(database, Assembly.contextLoader())));
    }

    private DataSource database() {
        DataSource passed = given.storage().database();
        if (passed != null) {
            return passed;
        }
        return settings.find(Setting.DATASOURCE)
                .map(EntityManagers::dataSource)
                .or(given.storage().servers())
                .orElseThrow(() ->
                        new StartRefused("There is no database. Define a default data source in the server, or set"
                                + " kith.datasource to the JNDI name of another one; a program passes a DataSource"
                                + " or an EntityManagerFactory to the builder."));
    }
}
