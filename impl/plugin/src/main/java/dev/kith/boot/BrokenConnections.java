package dev.kith.boot;

import dev.kith.jpa.Outage;
import java.sql.SQLException;

/** Tells pools which connections are of no use any more. */
public final class BrokenConnections {
    private BrokenConnections() {}

    /**
     * Whether a connection has to be given up because of what it has thrown: it has ended, its database has closed itself, or
     * it leads to a server that takes no changes any more.
     *
     * @param thrown what it has thrown
     * @return true if so
     */
    public static boolean isBroken(SQLException thrown) {
        return Outage.of(thrown).isPresent();
    }
}
