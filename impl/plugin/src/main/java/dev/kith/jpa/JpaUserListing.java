package dev.kith.jpa;

import dev.kith.core.UserCondition;
import dev.kith.core.UserCondition.SchemaRevision;
import dev.kith.core.UserListing;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.QueryTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Users as one search reads them: by native statements which users, and then the users as always. For one thread. */
final class JpaUserListing implements UserListing {
    /** For a database without {@code octet_length}: so many users may be read at a time that 16 of this size fill a page. */
    private static final long ASSUMED_SIZE = 256 * 1024;

    private static final String TIMEOUT = "jakarta.persistence.query.timeout";

    /** In milliseconds: 11 days. */
    private static final int NO_LIMIT = 1_000_000_000;

    private static final String ORGANIZATIONS =
            "select distinct u.organization from KithUser u where u.instance = :instance";

    private static final String REVISIONS =
            "select distinct u.schemaId, u.revision from KithUser u where u.instance = :instance";

    private static final String NOTHING = "select u.id from KithUser u where u.instance = :instance and u.id = ''";

    /** PostgreSQL and H2: canceled. */
    private static final String CANCELED = "57014";

    /** MariaDB: statement time, interrupted. MySQL: execution time. */
    private static final Set<Integer> TIMED_OUT = Set.of(1969, 1317, 3024);

    private final EntityManager manager;
    private final String instance;
    private final UserQuery users;
    private final boolean knowsTypes;
    private final Optional<Dialect> dialect;
    private final long end;
    private boolean lasts;

    JpaUserListing(
            EntityManager manager,
            String instance,
            UserQuery users,
            boolean knowsTypes,
            Optional<Dialect> dialect,
            Duration time) {
        this.manager = manager;
        this.instance = instance;
        this.users = users;
        this.knowsTypes = knowsTypes;
        this.dialect = dialect;
        this.end = System.nanoTime() + time.toNanos();
    }

    @Override
    public boolean knowsTypes() {
        return knowsTypes;
    }

    @Override
    public List<String> organizations(int most) {
        return rows(manager.createQuery(ORGANIZATIONS)
                        .setParameter("instance", instance)
                        .setMaxResults(most))
                .stream()
                .map(String.class::cast)
                .toList();
    }

    @Override
    public List<SchemaRevision> revisions(int most) {
        return rows(manager.createQuery(REVISIONS)
                        .setParameter("instance", instance)
                        .setMaxResults(most))
                .stream()
                .map(Object[].class::cast)
                .map(row -> new SchemaRevision((String) row[0], ((Number) row[1]).intValue()))
                .toList();
    }

    @Override
    public List<ListedId> page(UserCondition condition, UserOrder order, long offset, int limit) {
        Query query = new UserSearchSql(instance, dialect).page(manager, condition, order, offset, limit);
        return rows(query).stream().map(JpaUserListing::listed).toList();
    }

    private static ListedId listed(Object row) {
        return row instanceof Object[] columns
                ? new ListedId((String) columns[0], ((Number) columns[1]).longValue())
                : new ListedId((String) row, ASSUMED_SIZE);
    }

    @Override
    public long count(UserCondition condition) {
        Query query = new UserSearchSql(instance, dialect).count(manager, condition);
        return ((Number) rows(query).get(0)).longValue();
    }

    @Override
    public List<ListedUser> users(List<String> ids) {
        int timeout = timeout();
        int applied = keepsLimits() ? NO_LIMIT : timeout;
        List<ListedUser> found =
                limited(() -> users.find(manager, instance, ids, query -> query.setHint(TIMEOUT, applied)));
        lasts = false;
        return found;
    }

    private List<?> rows(Query query) {
        int timeout = timeout();
        lasts = true;
        return limited(() -> query.setHint(TIMEOUT, timeout).getResultList());
    }

    /** H2 keeps a limit with the connection, for whoever gets it next; so the last statement has one that means none. */
    private boolean keepsLimits() {
        return dialect.equals(Optional.of(Dialect.H2));
    }

    private int timeout() {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new TookTooLong();
        }
        return (int) Math.min(left, NO_LIMIT);
    }

    /** One read of the database. */
    private interface DatabaseRead<T> {
        T run();
    }

    private static <T> T limited(DatabaseRead<T> read) {
        try {
            return read.run();
        } catch (RuntimeException e) {
            throw isTimeout(e) ? new TookTooLong() : e;
        }
    }

    private static boolean isTimeout(Throwable thrown) {
        boolean here = thrown instanceof QueryTimeoutException
                || thrown instanceof SQLTimeoutException
                || (thrown instanceof SQLException sql
                        && (CANCELED.equals(sql.getSQLState()) || TIMED_OUT.contains(sql.getErrorCode())));
        return here || (thrown.getCause() != null && isTimeout(thrown.getCause()));
    }

    /** Takes the limit back from a connection that would keep it. */
    void close() {
        if (keepsLimits() && lasts) {
            manager.createQuery(NOTHING)
                    .setParameter("instance", instance)
                    .setHint(TIMEOUT, NO_LIMIT)
                    .getResultList();
        }
    }
}
