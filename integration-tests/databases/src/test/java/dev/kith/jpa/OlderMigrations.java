package dev.kith.jpa;

import java.time.Clock;

/** Migrations as an earlier version of the code has them, and what only this package knows of the scripts. */
public final class OlderMigrations {
    /** The newest script. */
    public static final int NEWEST = Migrations.NEWEST;

    private OlderMigrations() {}

    /**
     * Migrations that end with a script.
     *
     * @param script the last script that they know
     * @param unit runs the transactions
     * @param clock tells the time
     * @return the migrations
     */
    public static Migrations upTo(int script, UnitOfWork unit, Clock clock) {
        return new Migrations(unit, clock, script);
    }

    /**
     * The folder of the scripts of a database.
     *
     * @param unit leads to the database
     * @return the folder's name
     */
    public static String folder(UnitOfWork unit) {
        return Dialect.of(unit).orElseThrow().folder();
    }
}
