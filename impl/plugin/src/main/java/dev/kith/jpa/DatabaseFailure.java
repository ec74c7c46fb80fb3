package dev.kith.jpa;

import dev.kith.api.UserAccounts.Unavailable;
import dev.kith.core.UserStore.Contended;
import jakarta.persistence.EntityExistsException;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.PessimisticLockException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A failure of the database or the persistence provider, without its messages: they repeat values of the statement,
 * which are personal data. Exception types, SQLSTATE, vendor code and stack traces are kept.
 */
final class DatabaseFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Serialization failure, deadlock, lock not available, unique violation, lock timeout, concurrent update (H2). */
    private static final Set<String> CONTENDED_STATES = Set.of("40001", "40P01", "55P03", "23505", "HYT00", "90131");

    /** MariaDB and MySQL: record has changed, lock wait timeout, deadlock. */
    private static final Set<Integer> CONTENDED_CODES = Set.of(1020, 1205, 1213);

    /** Unique violations where the SQLSTATE shows only a violated constraint: MariaDB, MySQL, Oracle, SQL Server. */
    private static final Set<Integer> UNIQUE_CODES = Set.of(1062, 1, 2601, 2627);

    private DatabaseFailure(String what, @Nullable Throwable cause) {
        super(what, cause);
    }

    /** Returns exceptions that have nothing to do with the database unchanged. */
    static RuntimeException translated(RuntimeException thrown) {
        if (thrown instanceof Contended || thrown instanceof Unavailable || thrown instanceof DatabaseFailure) {
            return thrown;
        }
        if (Outage.of(thrown).isPresent()) {
            return new Unavailable("the database is not available", withoutTexts(thrown));
        }
        if (!concernsDatabase(thrown)) {
            return thrown;
        }
        DatabaseFailure failure = withoutTexts(thrown);
        return contended(thrown) ? new Contended("another transaction was in the way", failure) : failure;
    }

    static DatabaseFailure withoutTexts(Throwable thrown) {
        Throwable cause = thrown.getCause();
        DatabaseFailure failure = new DatabaseFailure(summary(thrown), cause == null ? null : withoutTexts(cause));
        failure.setStackTrace(thrown.getStackTrace());
        return failure;
    }

    private static String summary(Throwable thrown) {
        String kind = thrown.getClass().getName();
        return thrown instanceof SQLException sql
                ? kind + " sqlstate=" + sql.getSQLState() + " code=" + sql.getErrorCode()
                : kind;
    }

    private static boolean concernsDatabase(Throwable thrown) {
        return thrown instanceof PersistenceException
                || thrown instanceof SQLException
                || (thrown.getCause() != null && concernsDatabase(thrown.getCause()));
    }

    private static boolean contended(Throwable thrown) {
        boolean here = thrown instanceof OptimisticLockException
                || thrown instanceof PessimisticLockException
                || thrown instanceof LockTimeoutException
                || thrown instanceof EntityExistsException
                || (thrown instanceof SQLException sql && contended(sql));
        return here || (thrown.getCause() != null && contended(thrown.getCause()));
    }

    private static boolean contended(SQLException thrown) {
        String state = String.valueOf(thrown.getSQLState());
        return CONTENDED_STATES.contains(state)
                || CONTENDED_CODES.contains(thrown.getErrorCode())
                || (state.equals("23000") && UNIQUE_CODES.contains(thrown.getErrorCode()))
                || (thrown.getNextException() != null && contended(thrown.getNextException()));
    }
}
