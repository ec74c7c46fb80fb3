package dev.kith.jpa;

import dev.kith.core.UserStore.Contended;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Migrates the tables to the version that this code needs, with numbered scripts for each database.
 *
 * <p>Table {@code kith_migration} has a row for each script that was applied. Its row 0 is the lock: a node that migrates
 * holds it for a limited time and renews it with every script, so that a node that crashes does not keep the others from
 * starting. Not every database rolls back DDL; therefore a script can be applied again after it was interrupted.
 *
 * <p>Everything goes through the entity manager, as that is all that some servers provide.
 */
public final class Migrations {
    /** The newest script. */
    static final int NEWEST = 7;

    private static final System.Logger LOG = System.getLogger(Migrations.class.getName());

    private static final Duration LOCK = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    static final String TABLE = "kith_migration";
    private static final String VERSION = "select max(version) from kith_migration";
    private static final String ANY_KEY = "select k.id from KithKey k";
    private static final String RECORD = "insert into kith_migration (version, node, moment) values (?1, ?2, ?3)";
    private static final String TAKE_LOCK =
            "update kith_migration set node = ?1, moment = ?2 where version = 0 and (moment < ?3 or node = ?4)";
    private static final String FREE_LOCK = "update kith_migration set moment = 0 where version = 0 and node = ?1";

    private final UnitOfWork unit;
    private final Clock clock;
    private final int newest;
    private final String node = UUID.randomUUID().toString();

    /**
     * Migrations of the database behind a unit of work.
     *
     * @param unit runs the transactions
     * @param clock gives the time at which a script is applied, and shows whether a lock has expired
     */
    public Migrations(UnitOfWork unit, Clock clock) {
        this(unit, clock, NEWEST);
    }

    /** The migrations of a version of the code that has the scripts up to this one. */
    Migrations(UnitOfWork unit, Clock clock, int newest) {
        this.unit = unit;
        this.clock = clock;
        this.newest = newest;
    }

    /**
     * Applies the missing scripts. Safe on several nodes at once: one applies them, the others wait.
     *
     * @throws IllegalStateException if the tables are of a newer version than this code, or another node does not finish
     */
    public void apply() {
        Optional<Dialect> dialect = dialect();
        if (dialect.isEmpty()) {
            requireTables();
            return;
        }
        if (version(dialect.get()) < newest) {
            ContentionRetry.until(() -> createTable(dialect.get()));
            migrate(dialect.get());
        }
    }

    /**
     * Checks the version of the tables.
     *
     * @throws IllegalStateException if they were created by our scripts, but are of another version than this code
     */
    public void check() {
        dialect().ifPresent(dialect -> {
            boolean ours = unit.run(manager -> dialect.hasTable(manager, TABLE));
            int version = version(dialect);
            if (ours && version < newest) {
                throw new IllegalStateException("the tables in the database are at version " + version
                        + ", but this version of Kith needs version " + newest
                        + "; let it migrate them (kith.database.migrate=true) or apply the scripts from its jar");
            }
        });
    }

    /** A database without scripts is fine if the persistence provider has created the tables. */
    private void requireTables() {
        try {
            unit.read(manager -> manager.createQuery(ANY_KEY).setMaxResults(1).getResultList());
        } catch (DatabaseFailure e) {
            throw new IllegalStateException(
                    "Kith has no scripts to create its tables in this kind of database, and the tables do not exist; use"
                            + " H2, PostgreSQL, MariaDB or MySQL, or have the persistence provider generate the tables",
                    e);
        }
    }

    /**
     * OpenJPA writes {@code where exists (select ...)} for PostgreSQL, which does not check the row again after waiting for
     * its lock: of two updates that exclude each other, both would be executed.
     */
    private Optional<Dialect> dialect() {
        Optional<Dialect> dialect = Dialect.of(unit);
        if (dialect.equals(Optional.of(Dialect.POSTGRESQL)) && unit.read(Migrations::isOpenJpa)) {
            throw new IllegalStateException(
                    "OpenJPA loses concurrent updates on PostgreSQL; use Hibernate or EclipseLink"
                            + " as the persistence provider, or another database");
        }
        return dialect;
    }

    private static boolean isOpenJpa(EntityManager manager) {
        return manager.getDelegate().getClass().getName().startsWith("org.apache.openjpa.");
    }

    private int version(Dialect dialect) {
        int version = unit.run(manager -> dialect.hasTable(manager, TABLE) ? version(manager) : 0);
        if (version > newest) {
            throw new IllegalStateException("the tables in the database are at version " + version
                    + ", but this version of Kith supports versions up to " + newest
                    + "; start the newer version of Kith that migrated them, or restore a backup from before that");
        }
        return version;
    }

    private static int version(EntityManager manager) {
        Number version = (Number) manager.createNativeQuery(VERSION).getSingleResult();
        return version == null ? 0 : version.intValue();
    }

    private boolean createTable(Dialect dialect) {
        unit.run(manager -> execute(manager, dialect, "0.sql"));
        try {
            unit.run(manager -> record(manager, 0, 0));
        } catch (Contended e) {
            LOG.log(Level.DEBUG, "the lock exists already");
        }
        return true;
    }

    private void migrate(Dialect dialect) {
        long end = clock.millis() + PATIENCE.toMillis();
        while (version(dialect) < newest) {
            if (takeLock()) {
                applyMissing(dialect);
            } else if (clock.millis() > end) {
                throw new IllegalStateException("another node has been migrating the tables for more than "
                        + PATIENCE.toMinutes() + " minutes; check that node, or row 0 of table " + TABLE);
            } else {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void applyMissing(Dialect dialect) {
        try {
            for (int next = version(dialect) + 1; next <= newest; next++) {
                apply(dialect, next);
            }
        } finally {
            ContentionRetry.until(() -> unit.run(manager ->
                    manager.createNativeQuery(FREE_LOCK).setParameter(1, node).executeUpdate()));
        }
    }

    private void apply(Dialect dialect, int script) {
        takeLock();
        unit.run(manager -> {
            execute(manager, dialect, script + ".sql");
            return record(manager, script, EpochMicros.of(clock.instant()));
        });
        LOG.log(Level.INFO, "database migrated: dialect=" + dialect + " version=" + script);
    }

    private boolean takeLock() {
        long now = EpochMicros.of(clock.instant());
        return ContentionRetry.until(() -> unit.run(manager -> manager.createNativeQuery(TAKE_LOCK)
                        .setParameter(1, node)
                        .setParameter(2, now + EpochMicros.of(LOCK))
                        .setParameter(3, now)
                        .setParameter(4, node)
                        .executeUpdate()))
                == 1;
    }

    private int record(EntityManager manager, int version, long moment) {
        return manager.createNativeQuery(RECORD)
                .setParameter(1, version)
                .setParameter(2, node)
                .setParameter(3, moment)
                .executeUpdate();
    }

    private static int execute(EntityManager manager, Dialect dialect, String file) {
        int count = 0;
        for (String statement : Script.read(dialect.folder() + "/" + file)) {
            manager.createNativeQuery(dialect.complete(statement)).executeUpdate();
            count++;
        }
        return count;
    }
}
