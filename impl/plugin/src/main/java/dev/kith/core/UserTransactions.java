package dev.kith.core;

import dev.kith.api.Caller;
import dev.kith.api.Details;
import dev.kith.api.Operation;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.IdempotencyKey;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.Receipt;
import dev.kith.core.AccessControl.Need;
import dev.kith.core.KeptAnswers.Answered;
import dev.kith.core.KeptAnswers.KeyedCall;
import dev.kith.core.RetryingTransaction.TransactionalWork;
import dev.kith.core.UserStore.Found;
import dev.kith.core.UserStore.Session;
import dev.kith.core.UserWriter.Stored;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** One user in one transaction: find it, admit the caller, decide, store; and again where another change came between. */
final class UserTransactions {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final AccessControl access;
    private final RetryingTransaction transaction;
    private final KeptAnswers answers;
    private final UserWriter writer;
    private final Environment environment;

    UserTransactions(
            AccessControl access,
            RetryingTransaction transaction,
            KeptAnswers answers,
            UserWriter writer,
            Environment environment) {
        this.access = access;
        this.transaction = transaction;
        this.answers = answers;
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
    Outcome<Receipt> change(WritingCall call, Need need, Function<Found, Outcome<UserUpdate>> decide) {
        Preconditions preconditions = call.preconditions();
        AuditEntry entry = AuditEntry.by(call.caller(), call.operation());
        return unlessRefused(
                call.caller(),
                need,
                preconditions,
                call.userId(),
                () -> store(
                        call,
                        need,
                        (session, again) -> find(session, call.caller(), need, preconditions, call.userId())
                                .then(found -> UserWriter.expect(preconditions, found.user())
                                        .then(user -> decide.apply(found))
                                        .then(update -> writer.store(session, found.user(), update, entry, again)))));
    }

    /** Deletes a user. */
    Outcome<Receipt> delete(WritingCall call) {
        AuditEntry entry = AuditEntry.by(call.caller(), call.operation());
        return unlessRefused(
                call.caller(),
                Need.DELETE,
                call.preconditions(),
                call.userId(),
                () -> store(
                        call,
                        Need.DELETE,
                        (session, again) -> expected(
                                        session, call.caller(), Need.DELETE, call.preconditions(), call.userId())
                                .then(user -> Outcome.done(writer.delete(session, user, entry)))));
    }

    /**
     * Stores whatever the work stores, unless this is a dry run or an answer is kept for the call; the worker is woken after the
     * commit.
     */
    Outcome<Receipt> store(WritingCall call, Need need, TransactionalWork<Stored> work) {
        if (call.options().dryRun()) {
            return transaction.rehearse(work).then(stored -> Outcome.done(rehearsed(call, stored.receipt())));
        }
        IdempotencyKey key = call.options().idempotencyKey();
        if (key != null) {
            return store(answers.keyed(call, need, key), work);
        }
        Outcome<Stored> outcome = transaction.until(work);
        environment.countLimited(outcome);
        return outcome.then(stored -> Outcome.done(announced(stored)));
    }

    private Outcome<Receipt> store(KeyedCall keyed, TransactionalWork<Stored> work) {
        Outcome<Answered> outcome =
                transaction.until((session, again) -> answers.answer(session, keyed, () -> work.in(session, again)));
        if (outcome instanceof Outcome.Refused<Answered> refused
                && refused.problem().code() != ProblemCode.IDEMPOTENCY_KEY_REUSED) {
            Problem refusal = refused.problem().code() == ProblemCode.CONFLICT
                    ? Problem.temporary(ProblemCode.CONFLICT, PAUSE)
                    : refused.problem();
            outcome = transaction.until((session, again) -> answers.answerOfOther(session, keyed, refusal));
        }
        environment.countLimited(outcome);
        return outcome.then(answered ->
                Outcome.done(answered.stored() == null ? answered.receipt() : announced(answered.stored())));
    }

    private Receipt announced(Stored stored) {
        environment.announce(stored);
        return stored.receipt();
    }

    /** A new user would get another id, and what was not stored has no version. */
    private static Receipt rehearsed(WritingCall call, Receipt receipt) {
        Details details = receipt.details();
        String id = call.operation() == Operation.CREATE_USER ? "" : details.id();
        return new Receipt(
                new Details(id, details.created(), details.changed(), details.organization()),
                "",
                null,
                null,
                Receipt.Effect.DRY_RUN);
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
