package dev.kith.core;

import dev.kith.api.Outcome;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.core.UserStore.Contended;
import dev.kith.core.UserStore.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * Runs work in transactions until one is not in another's way (contract, ruling R13): concurrent changes of one user each
 * read what the one before has stored, so that none is lost.
 */
final class RetryingTransaction {
    private static final Logger LOG = System.getLogger(RetryingTransaction.class.getName());
    private static final int MOST_TRIES = 24;
    private static final long MOST_NANOS = 10_000_000_000L;
    private static final long FIRST_PAUSE_NANOS = 200_000;
    private static final long LONGEST_PAUSE_NANOS = 30_000_000;

    private final UserStore userStore;
    private final RandomGenerator random;

    RetryingTransaction(UserStore userStore, RandomGenerator random) {
        this.userStore = userStore;
        this.random = random;
    }

    /** One transaction's share of the work. */
    @FunctionalInterface
    interface TransactionalWork<T> {
        Outcome<T> in(Session session, boolean again);
    }

    <T> Outcome<T> until(TransactionalWork<T> work) {
        return until(random, again -> userStore.transaction(again, session -> committable(work.in(session, again))));
    }

    /** Does the work without storing anything. Budgets are looked at, as by work that was contended. */
    <T> Outcome<T> rehearse(TransactionalWork<T> work) {
        return until(
                random,
                again -> userStore.transaction(
                        false, session -> committable(work.in(new RehearsalSession(session), true))));
    }

    /** One try to do the work, in a transaction of its own. */
    @FunctionalInterface
    interface TransactionAttempt<T> {
        Outcome<T> run(boolean again);
    }

    /** Tries until one is not in another's way; what is not {@link #committable} has to be rolled back by the attempt. */
    static <T> Outcome<T> until(RandomGenerator random, TransactionAttempt<T> tried) {
        long begun = System.nanoTime();
        for (int attempt = 0; attempt < MOST_TRIES && System.nanoTime() - begun < MOST_NANOS; attempt++) {
            try {
                return tried.run(attempt > 0);
            } catch (RolledBack refusal) {
                return Outcome.refused(refusal.problem);
            } catch (Contended contended) {
                LOG.log(Level.DEBUG, "event=contended attempt={0} what={1}", attempt, contended.getMessage());
                pause(random, attempt);
            }
        }
        return Outcome.refused(ProblemCode.CONFLICT);
    }

    /** An outcome that may be committed; a refusal leaves the transaction as an exception, which {@code until} knows. */
    static <T> Outcome<T> committable(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Refused<T> refused) {
            throw new RolledBack(refused.problem());
        }
        return outcome;
    }

    /** Carries a refusal past the transaction, so that whatever was written before it is undone. */
    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        RolledBack(Problem problem) {
            super(problem.code().name(), null, false, false);
            this.problem = problem;
        }
    }

    /** Longer and longer, and never the same for two, so that those who met do not meet again. */
    private static void pause(RandomGenerator random, int attempt) {
        long most = Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(attempt, 16));
        LockSupport.parkNanos(random.nextLong(most) + 1);
    }
}
