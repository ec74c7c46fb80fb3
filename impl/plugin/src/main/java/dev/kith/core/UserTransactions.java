package dev.kith.core;

import dev.kith.api.Caller;
import dev.kith.api.Operation;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.Receipt;
import dev.kith.core.AccessControl.Need;
import dev.kith.core.RetryingTransaction.TransactionalWork;
import dev.kith.core.UserStore.Found;
import dev.kith.core.UserStore.Session;
import dev.kith.core.UserWriter.Stored;
import java.util.function.Function;
import java.util.function.Supplier;

/** One user in one transaction: find it, admit the caller, decide, store; and again where another change came between. */
final class UserTransactions {
    private final AccessControl access;
    private final RetryingTransaction transaction;
    private final UserWriter writer;
    private final Environment environment;

    UserTransactions(
            AccessControl access, RetryingTransaction transaction, UserWriter writer, Environment environment) {
        this.access = access;
        this.transaction = transaction;
        this.writer = writer;
        this.environment = environment;
    }

    /** Reads a user; what is made of it is made within the transaction. */
    <T> Outcome<T> read(Caller caller, Preconditions preconditions, String userId, Function<Found, T> view) {
        return unlessRefused(
                caller,
                Need.READ,
                preconditions,
                userId,
                () -> transaction.until((session, again) -> find(session, caller, Need.READ, preconditions, userId)
                        .then(found -> Outcome.done(view.apply(found)))));
    }

    /** Does the work unless the caller is refused whatever the user is like, for which no transaction is begun. */
    <T> Outcome<T> unlessRefused(
            Caller caller, Need need, Preconditions preconditions, String userId, Supplier<Outcome<T>> work) {
        return access.refusedAnyway(caller, need, preconditions.organization(), userId)
                .map(Outcome::<T>refused)
                .orElseGet(work);
    }

    /** Changes a user to what is decided. */
    Outcome<Receipt> change(
            Caller caller,
            Operation operation,
            Need need,
            Preconditions preconditions,
            String userId,
            Function<Found, Outcome<UserUpdate>> decide) {
        AuditEntry entry = AuditEntry.by(caller, operation);
        return unlessRefused(
                caller,
                need,
                preconditions,
                userId,
                () -> store((session, again) -> find(session, caller, need, preconditions, userId)
                        .then(found -> UserWriter.expect(preconditions, found.user())
                                .then(user -> decide.apply(found))
                                .then(update -> writer.store(session, found.user(), update, entry, again)))));
    }

    /** Deletes a user. */
    Outcome<Receipt> delete(Caller caller, Preconditions preconditions, String userId) {
        return unlessRefused(
                caller,
                Need.DELETE,
                preconditions,
                userId,
                () -> store((session, again) -> expected(session, caller, Need.DELETE, preconditions, userId)
                        .then(user -> Outcome.done(
                                writer.delete(session, user, AuditEntry.by(caller, Operation.DELETE_USER))))));
    }

    /** Stores whatever the work stores; the worker is woken after the commit. */
    Outcome<Receipt> store(TransactionalWork<Stored> work) {
        Outcome<Stored> outcome = transaction.until(work);
        environment.countLimited(outcome);
        return outcome.then(stored -> {
            environment.announce(stored);
            return Outcome.done(stored.receipt());
        });
    }

    /** The user, if the caller may do what is needed and the version is the one that the caller expects. */
    Outcome<User> expected(Session session, Caller caller, Need need, Preconditions preconditions, String userId) {
        return find(session, caller, need, preconditions, userId)
                .then(found -> UserWriter.expect(preconditions, found.user()));
    }

    private Outcome<Found> find(Session session, Caller caller, Need need, Preconditions preconditions, String userId) {
        return access.admit(caller, need, preconditions.organization(), userId, session.find(userId));
    }
}
