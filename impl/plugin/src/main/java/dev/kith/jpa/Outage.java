package dev.kith.jpa;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a database cannot be worked with for a while, in the order in which one cause hides another. */
public enum Outage {
    /** There is no space, or none that this account may use. */
    DISK_FULL("the disk of the database is full", false),
    /** It takes no changes: mostly one that was the primary server until a failover. */
    READ_ONLY("the database takes no changes, for instance after a failover", true),
    /** Something between us and the database forgets statements that the driver has prepared. */
    NOT_PREPARED(
            "a prepared statement is gone; behind pgBouncer, add prepareThreshold=0 to the JDBC URL of PostgreSQL",
            true),
    /** No connection can be opened, or the pool has none to give. */
    NO_CONNECTION("there is no connection to the database", false),
    /** A connection that was good has ended. */
    CONNECTION_LOST("the connection to the database has ended", true);

    private static final int MOST_CAUSES = 30;

    /** What operating systems say, in the texts of which there is no other sign of a full disk. */
    private static final List<String> NO_SPACE =
            List.of("no space left", "not enough space", "disk quota exceeded", "file too large", "disk full");

    /** PostgreSQL: disk full. H2: no disk space available. */
    private static final Set<String> FULL_STATES = Set.of("53100", "90100");

    /** MariaDB and MySQL: disk full, table full. */
    private static final Set<Integer> FULL_CODES = Set.of(1021, 1114);

    /** PostgreSQL, and MariaDB in a read-only transaction. */
    private static final String READ_ONLY_STATE = "25006";

    /** MariaDB and MySQL: read-only option, read-only mode. */
    private static final Set<Integer> READ_ONLY_CODES = Set.of(1290, 1836);

    /** PostgreSQL: no such prepared statement, one of that name exists. */
    private static final Set<String> PREPARED_STATES = Set.of("26000", "42P05");

    /** The standard: unable to connect, server rejected the connection. PostgreSQL: cannot connect now. H2: cannot open. */
    private static final Set<String> CONNECT_STATES = Set.of("08001", "08004", "57P03", "90020");

    /**
     * PostgreSQL: connection ended by an administrator, by a crash, because it was idle, in a transaction or not, or because
     * its transaction took too long. H2: connection broken, database closed, database called at shutdown, object closed.
     */
    private static final Set<String> LOST_STATES =
            Set.of("57P01", "57P02", "57P05", "25P03", "25P04", "90067", "90098", "90121", "90007");

    /** MariaDB and MySQL: server shuts down, connection killed, node of a cluster not ready. */
    private static final Set<Integer> LOST_CODES = Set.of(1053, 1927, 1047);

    /** MariaDB and MySQL, whose vendor codes are small numbers that others use as well. */
    private static final Set<String> CODED_STATES = Set.of("HY000", "08S01", "70100");

    private final String sentence;
    private final boolean passesWithConnection;

    Outage(String sentence, boolean passesWithConnection) {
        this.sentence = sentence;
        this.passesWithConnection = passesWithConnection;
    }

    /**
     * Recognizes an outage.
     *
     * @param thrown what a driver, a pool or a persistence provider has thrown
     * @return the outage; empty if it is another failure
     */
    public static Optional<Outage> of(Throwable thrown) {
        List<Throwable> causes = causes(thrown);
        boolean database = causes.stream().anyMatch(SQLException.class::isInstance);
        return causes.stream()
                .map(cause -> of(cause, database))
                .filter(Objects::nonNull)
                .sorted()
                .findFirst();
    }

    private static @Nullable Outage of(Throwable cause, boolean database) {
        if (cause instanceof SQLException sql) {
            return ofSql(sql);
        }
        if (database && cause instanceof IOException && saysNoSpace(cause)) {
            return DISK_FULL;
        }
        return isOfPool(cause, database) ? NO_CONNECTION : null;
    }

    /** The exceptions of a chain and what they have in tow; bounded, because drivers make circles. */
    private static List<Throwable> causes(Throwable thrown) {
        List<Throwable> all = new ArrayList<>(List.of(thrown));
        for (int i = 0; i < all.size() && all.size() < MOST_CAUSES; i++) {
            Throwable next = all.get(i) instanceof SQLException sql ? sql.getNextException() : null;
            Stream.of(Optional.ofNullable(all.get(i).getCause()), Optional.ofNullable(next))
                    .flatMap(Optional::stream)
                    .filter(cause -> !all.contains(cause))
                    .forEach(all::add);
        }
        return all;
    }

    private static @Nullable Outage ofSql(SQLException thrown) {
        String state = String.valueOf(thrown.getSQLState());
        int code = thrown.getErrorCode();
        boolean coded = CODED_STATES.contains(state);
        if (FULL_STATES.contains(state) || (coded && FULL_CODES.contains(code))) {
            return DISK_FULL;
        }
        if (READ_ONLY_STATE.equals(state) || (coded && READ_ONLY_CODES.contains(code))) {
            return READ_ONLY;
        }
        if (PREPARED_STATES.contains(state)) {
            return NOT_PREPARED;
        }
        if (isUnconnected(thrown, state)) {
            return NO_CONNECTION;
        }
        return isLost(thrown, state) || (coded && LOST_CODES.contains(code)) ? CONNECTION_LOST : null;
    }

    /** By state (that of the class "insufficient resources", too), or by the type that pools throw. */
    private static boolean isUnconnected(SQLException thrown, String state) {
        return CONNECT_STATES.contains(state)
                || state.startsWith("53")
                || thrown instanceof SQLTransientConnectionException;
    }

    /** By state (that of the class "connection exception", too), or by type. */
    private static boolean isLost(SQLException thrown, String state) {
        return LOST_STATES.contains(state)
                || state.startsWith("08")
                || thrown instanceof SQLNonTransientConnectionException
                || thrown instanceof SQLRecoverableException;
    }

    private static boolean saysNoSpace(Throwable cause) {
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return NO_SPACE.stream().anyMatch(text::contains);
    }

    /**
     * What the pools of servers throw, mostly as the cause of an {@link SQLException} without a state: IronJacamar, Payara and
     * TomEE an exception of Jakarta Connectors, Agroal a time-out, Tomcat an exception of its own.
     */
    private static boolean isOfPool(Throwable cause, boolean database) {
        String type = cause.getClass().getName();
        return type.startsWith("jakarta.resource.")
                || type.endsWith(".PoolingException")
                || (database && cause instanceof TimeoutException);
    }

    /** Whether the same work may succeed at once with another connection. */
    boolean passesWithConnection() {
        return passesWithConnection;
    }

    /** A word for the log. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is the matter, for the log. */
    String sentence() {
        return sentence;
    }
}
