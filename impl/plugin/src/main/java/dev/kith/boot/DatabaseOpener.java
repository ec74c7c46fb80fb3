package dev.kith.boot;

import dev.kith.KithStartException;
import dev.kith.boot.config.ConfiguredSettings;
import dev.kith.boot.config.Setting;
import dev.kith.boot.providers.CloseStack;
import dev.kith.jpa.Migrations;
import dev.kith.jpa.UnitOfWork;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.UserTransaction;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Opens the database: the one that the program passed, otherwise the configured data source, otherwise the server's own;
 * and creates or checks its tables.
 */
record DatabaseOpener(ConfiguredSettings settings, BuilderOptions options, KithThreads threads, CloseStack closeStack) {
    UnitOfWork unit() {
        Supplier<UnitOfWork> opened = opened();
        return threads.call(() -> migrated(opened.get()));
    }

    private UnitOfWork migrated(UnitOfWork unit) {
        Migrations migrations = new Migrations(unit, options.running().clock());
        try {
            if (settings.get(Setting.MIGRATE)) {
                migrations.apply();
            } else {
                migrations.check();
            }
        } catch (IllegalStateException e) {
            throw new KithStartException("The database is not ready: " + e.getMessage() + ".", e);
        }
        return unit;
    }

    /** Looks the database up by the application's names, which are available only on its threads. */
    private Supplier<UnitOfWork> opened() {
        EntityManagerFactory factory = options.storage().factory();
        UserTransaction transaction = options.storage().transaction();
        if (factory != null) {
            return () -> transaction == null ? UnitOfWork.local(factory) : UnitOfWork.jta(factory, transaction);
        }
        DataSource database = database();
        return () -> UnitOfWork.local(closeStack.add(EntityManagers.open(database, KithStarter.contextLoader())));
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
