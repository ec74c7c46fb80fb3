package dev.kith.boot;

import dev.kith.KithStartException;
import dev.kith.api.UserAccounts;
import dev.kith.boot.config.ConfiguredSettings;
import dev.kith.boot.config.Setting;
import dev.kith.boot.providers.CloseStack;
import dev.kith.jpa.Migrations;
import dev.kith.jpa.UnitOfWork;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Opens the database: the one that the program passed, otherwise the configured data source, otherwise the server's own;
 * and creates or checks its tables.
 */
record DatabaseOpener(ConfiguredSettings settings, BuilderOptions options, KithThreads threads, CloseStack closeStack) {
    private static final String ANY_KEY = "select k.id from KithKey k";

    /**
     * An open database.
     *
     * @param unit runs transactions
     * @param words which database it is, for the log
     */
    record OpenedDatabase(UnitOfWork unit, String words) {}

    OpenedDatabase open() {
        Supplier<OpenedDatabase> opened = opened();
        return threads.call(() -> {
            OpenedDatabase found = opened.get();
            migrate(found.unit());
            return found;
        });
    }

    private void migrate(UnitOfWork unit) {
        Migrations migrations = new Migrations(unit, options.running().clock());
        try {
            if (settings.get(Setting.MIGRATE)) {
                migrations.apply();
            } else {
                migrations.check();
                requireTables(unit);
            }
        } catch (IllegalStateException e) {
            throw new KithStartException("The database is not ready: " + e.getMessage() + ".", e);
        }
    }

    /** Scripts or the persistence provider may have made them; without either, the first query would be the one that fails. */
    private static void requireTables(UnitOfWork unit) {
        try {
            unit.run(manager -> manager.createQuery(ANY_KEY).setMaxResults(1).getResultList());
        } catch (UserAccounts.Unavailable e) {
            throw e;
        } catch (RuntimeException e) {
            throw new KithStartException(
                    "The database has no tables of Kith that can be read, and kith.database.migrate is false. Let Kith make"
                            + " them (kith.database.migrate=true), or run the scripts in its jar"
                            + " (dev/kith/jpa/migrations) and give its account the right to read and write.",
                    e);
        }
    }

    /** Looks the database up by the application's names, which are available only on its threads. */
    private Supplier<OpenedDatabase> opened() {
        EntityManagerFactory factory = options.storage().factory();
        UserTransaction transaction = options.storage().transaction();
        if (factory != null) {
            return () -> new OpenedDatabase(
                    transaction == null ? UnitOfWork.local(factory) : UnitOfWork.jta(factory, transaction),
                    "that of the application's persistence unit");
        }
        DataSource database = database();
        return () -> {
            String product = product(database);
            EntityManagerFactory own = closeStack.add(EntityManagers.open(database, KithStarter.contextLoader()));
            return new OpenedDatabase(UnitOfWork.local(own), product + " of " + place());
        };
    }

    private String place() {
        if (options.storage().database() != null) {
            return "the program's data source";
        }
        return settings.find(Setting.DATASOURCE)
                .map(name -> "the data source " + name)
                .orElse("the server's default data source");
    }

    /** Connects before the persistence provider does, which does not always tell why it cannot. */
    private String product(DataSource database) {
        try (Connection connection = database.getConnection()) {
            DatabaseMetaData about = connection.getMetaData();
            return about.getDatabaseProductName() + " " + about.getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new KithStartException(
                    "The database cannot be opened: " + place() + " gives no connection (" + told(e)
                            + "). Start the database, or correct the data source's URL, account and password.",
                    e);
        }
    }

    /** A pool says that it has no connection; the driver says why. */
    private static String told(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String own = String.valueOf(error.getMessage());
        return cause == error || own.contains(String.valueOf(cause.getMessage()))
                ? own
                : own + ": " + cause.getMessage();
    }

    private DataSource database() {
        DataSource passed = options.storage().database();
        if (passed != null) {
            return passed;
        }
        return settings.find(Setting.DATASOURCE)
                .map(EntityManagers::dataSource)
                .or(options.storage().servers())
                .orElseThrow(() -> new KithStartException(
                        "There is no database. Define a default data source in the server, or set"
                                + " kith.datasource to the JNDI name of another one; a program passes a DataSource"
                                + " or an EntityManagerFactory to the builder."));
    }
}
