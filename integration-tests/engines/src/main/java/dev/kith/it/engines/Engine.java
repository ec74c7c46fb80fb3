package dev.kith.it.engines;

import java.nio.file.Path;
import java.util.UUID;

/**
 * The database engines that tests run on.
 *
 * <p>An engine starts when its first database is asked for, serves the whole JVM and stops with it. Nothing is skipped: an
 * engine that cannot start fails every test that asks for it. Safe for several threads.
 */
public enum Engine {
    /** H2 inside the JVM of the test. */
    H2_MEMORY {
        @Override
        Database create(String name) {
            return new Database(this, name, "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "kith", "kith");
        }
    },

    /** H2 in a file that several processes may open at once. */
    H2_FILE {
        @Override
        Database create(String name) {
            Path folder = WorkFolders.fresh("kith-h2");
            return new Database(
                    this, name, "jdbc:h2:file:" + folder.resolve(name) + ";AUTO_SERVER=TRUE", "kith", "kith");
        }
    },

    /** A PostgreSQL server of our own. */
    POSTGRESQL {
        @Override
        Database create(String name) {
            return RunningPostgres.SERVER.create(name);
        }

        @Override
        Database createDurable(String name) {
            return DurablePostgres.SERVER.create(name);
        }
    },

    /** A MariaDB server of our own. */
    MARIADB {
        @Override
        Database create(String name) {
            return RunningMariaDb.SERVER.create(name);
        }

        @Override
        Database createDurable(String name) {
            return DurableMariaDb.SERVER.create(name);
        }
    };

    /**
     * An empty database that nothing else uses.
     *
     * @return where it is
     */
    public Database freshDatabase() {
        return create(freshName());
    }

    /**
     * An empty database that nothing else uses, on a server that loses nothing when the power fails, and that has room in its
     * memory for millions of rows: what it does takes as long as in production.
     *
     * @return where it is
     * @throws UnsupportedOperationException of H2, which has no server
     */
    public Database freshDurableDatabase() {
        return createDurable(freshName());
    }

    private static String freshName() {
        return "kith_" + UUID.randomUUID().toString().replace("-", "");
    }

    abstract Database create(String name);

    Database createDurable(String name) {
        throw new UnsupportedOperationException(name() + " has no server");
    }

    /** Started on first use. */
    private static final class RunningPostgres {
        static final Server SERVER = Server.firstThatStarts(() -> new Postgres(Postgres.FORGETFUL));
    }

    /** Started on first use. */
    private static final class DurablePostgres {
        static final Server SERVER = Server.firstThatStarts(() -> new Postgres(Postgres.DURABLE));
    }

    /** Started on first use. */
    private static final class RunningMariaDb {
        static final Server SERVER = Server.firstThatStarts(() -> new MariaDb(MariaDb.FORGETFUL));
    }

    /** Started on first use. */
    private static final class DurableMariaDb {
        static final Server SERVER = Server.firstThatStarts(() -> new MariaDb(MariaDb.DURABLE));
    }
}
