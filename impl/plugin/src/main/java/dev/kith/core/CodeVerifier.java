package dev.kith.core;

import static dev.kith.api.ProblemCode.CODE_ATTEMPTS;
import static dev.kith.api.ProblemCode.CODE_EMPTY;
import static dev.kith.api.ProblemCode.CODE_EXPIRED;
import static dev.kith.api.ProblemCode.CODE_INVALID;

import dev.kith.api.Outcome;
import dev.kith.core.UserStore.Contended;
import dev.kith.core.UserStore.Session;
import dev.kith.core.UserWriter.Stored;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Redeems codes (contract, ruling R9): every guess is counted, in a transaction of its own, before it is judged, so that
 * guesses made at the same instant cannot share one count; the right one is consumed by a conditional update.
 */
final class CodeVerifier {
    private final CoreSettings settings;
    private final RetryingTransaction transaction;
    private final CodeIssuer issuer;
    private final UserWriter writer;
    private final Environment environment;

    CodeVerifier(
            CoreSettings settings,
            RetryingTransaction transaction,
            CodeIssuer issuer,
            UserWriter writer,
            Environment environment) {
        this.settings = settings;
        this.transaction = transaction;
        this.issuer = issuer;
        this.writer = writer;
        this.environment = environment;
    }

    /**
     * A counted guess, or a user with nothing to redeem.
     *
     * @param user the user as it was read
     * @param proof the proof that the guess was counted for, {@code null} where the contact is verified and none is pending
     */
    record Guess(User user, @Nullable Proof proof) {}

    /**
     * Redeems a code.
     *
     * @param find finds and admits the user
     * @param channel the contact
     * @param code what was typed
     * @return the user as it is stored now
     */
    Outcome<User> redeem(Function<Session, Outcome<User>> find, ContactChannel channel, String code) {
        Outcome<Guess> counted =
                transaction.until((session, again) -> find.apply(session).then(user -> count(session, user, channel)));
        return counted.then(guess -> guess.proof() == null
                ? Outcome.done(guess.user())
                : judge(guess.user(), guess.proof(), channel, code, find));
    }

    private Outcome<Guess> count(Session session, User user, ContactChannel channel) {
        Contact contact = user.contact(channel);
        Proof proof = contact == null ? null : contact.proof();
        if (proof == null) {
            return contact != null && contact.verified()
                    ? Outcome.done(new Guess(user, null))
                    : Outcome.refused(CODE_EMPTY);
        }
        if (proof.expired(environment.clock().instant())) {
            return Outcome.refused(CODE_EXPIRED);
        }
        int most = settings.codes().mostGuesses();
        if (proof.guesses() >= most) {
            return Outcome.refused(CODE_ATTEMPTS);
        }
        if (!session.countGuess(user.id(), channel, proof.id(), most)) {
            throw new Contended("guess");
        }
        return Outcome.done(new Guess(user, proof));
    }

    private Outcome<User> judge(
            User user, Proof proof, ContactChannel channel, String code, Function<Session, Outcome<User>> find) {
        boolean right = proof.external()
                ? issuer.checkOutside(user.id(), channel, proof, code)
                : issuer.matches(user.id(), channel, proof, code);
        return right ? consume(user, proof, channel, find) : Outcome.refused(CODE_INVALID);
    }

    /** First with the user as it was read for the guess; where it has changed since, with what it has become. */
    private Outcome<User> consume(
            User read, Proof proof, ContactChannel channel, Function<Session, Outcome<User>> find) {
        Outcome<Stored> stored =
                transaction.until((session, again) -> (again ? find.apply(session) : Outcome.done(read))
                        .then(user -> stillPending(user, proof, channel)
                                ? Outcome.done(
                                        writer.verified(session, user, user.withVerified(channel, proof.value())))
                                : Outcome.refused(CODE_INVALID)));
        return stored.then(done -> {
            environment.announce(done);
            return Outcome.done(done.user());
        });
    }

    private static boolean stillPending(User user, Proof proof, ContactChannel channel) {
        Contact contact = user.contact(channel);
        return contact != null
                && contact.proof() != null
                && contact.proof().id().equals(proof.id());
    }
}
