package dev.kith.core;

import static dev.kith.api.ProblemCode.CODE_ATTEMPTS;
import static dev.kith.api.ProblemCode.CODE_EMPTY;
import static dev.kith.api.ProblemCode.CODE_EXPIRED;
import static dev.kith.api.ProblemCode.CODE_INVALID;
import static dev.kith.api.ProblemCode.CONTACT_TAKEN;

import dev.kith.api.Outcome;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.core.ChangeAnnouncer.ChangedBy;
import dev.kith.core.UserStore.Contended;
import dev.kith.core.UserStore.Session;
import dev.kith.core.UserWriter.Stored;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Redeems codes (contract, ruling R9): every guess is counted, in a transaction of its own, before it is judged, so that
 * guesses made at the same instant cannot share one count; the right one is consumed by a conditional update. Calls and the
 * page behind the link of a mail count apart, so that who knows a user's id cannot make its code void for calls (contract,
 * ruling R64).
 */
final class CodeVerifier {
    /** Another node may have the key already, or still have it; who asks again meets that one sooner or later. */
    static final Problem KEY_MISSING =
            new Problem(ProblemCode.KEY_MISSING, null, List.of(), Duration.ofSeconds(30), null);

    /** How many codes may be tried on the page for each one that is issued. */
    static final int MOST_PAGE_GUESSES = 50;

    private final CoreSettings settings;
    private final RetryingTransaction transaction;
    private final CodeIssuer issuer;
    private final ContactClaims claims;
    private final UserWriter writer;
    private final Environment environment;

    CodeVerifier(
            CoreSettings settings,
            RetryingTransaction transaction,
            CodeIssuer issuer,
            ContactClaims claims,
            UserWriter writer,
            Environment environment) {
        this.settings = settings;
        this.transaction = transaction;
        this.issuer = issuer;
        this.claims = claims;
        this.writer = writer;
        this.environment = environment;
    }

    /** Where codes are tried. */
    enum Entrance {
        /** A call of a caller who is known. */
        CALL,
        /** The page behind the link of a mail, which anybody may open. */
        PAGE
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
     * @param entrance where it is tried
     * @param entry who tries it, for the audit
     * @param find finds and admits the user
     * @param channel the contact
     * @param code what was typed
     * @return the user as it is stored now
     */
    Outcome<User> redeem(
            Entrance entrance,
            AuditEntry entry,
            Function<Session, Outcome<User>> find,
            ContactChannel channel,
            String code) {
        Outcome<User> redeemed = redeemOnce(entrance, entry, find, channel, code);
        environment.countRedemption(redeemed);
        return redeemed;
    }

    private Outcome<User> redeemOnce(
            Entrance entrance,
            AuditEntry entry,
            Function<Session, Outcome<User>> find,
            ContactChannel channel,
            String code) {
        Outcome<Guess> counted = transaction.until(
                (session, again) -> find.apply(session).then(user -> count(session, entrance, user, channel, code)));
        return counted.then(guess -> guess.proof() == null
                ? Outcome.done(guess.user())
                : judge(guess.user(), guess.proof(), channel, code)
                        ? consume(guess.user(), guess.proof(), channel, entry, find)
                        : Outcome.refused(CODE_INVALID));
    }

    private Outcome<Guess> count(Session session, Entrance entrance, User user, ContactChannel channel, String code) {
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
        if (isVoid(entrance, proof)) {
            return Outcome.refused(CODE_ATTEMPTS);
        }
        if (!issuer.canJudge(proof.keyId())) {
            return Outcome.refused(KEY_MISSING);
        }
        if (!proof.external() && issuer.isBlank(code)) {
            return Outcome.refused(CODE_INVALID);
        }
        boolean counted = entrance == Entrance.PAGE
                ? session.countPageGuess(user.id(), proof.id(), MOST_PAGE_GUESSES)
                : session.countGuess(
                        user.id(), channel, proof.id(), settings.codes().mostGuesses());
        if (!counted) {
            throw new Contended("guess");
        }
        return Outcome.done(new Guess(user, proof));
    }

    /** Whether as many codes were tried there as may be. */
    boolean isVoid(Entrance entrance, Proof proof) {
        return entrance == Entrance.PAGE
                ? proof.pageGuesses() >= MOST_PAGE_GUESSES
                : proof.guesses() >= settings.codes().mostGuesses();
    }

    private boolean judge(User user, Proof proof, ContactChannel channel, String code) {
        return proof.external()
                ? issuer.checkOutside(user.id(), channel, proof, code)
                : issuer.matches(user.id(), channel, proof, code);
    }

    /** What was stored of a redeemed code, and whether the value is another user's. */
    private record Consumed(Stored stored, boolean taken) {}

    /** First with the user as it was read for the guess; where it has changed since, with what it has become. */
    private Outcome<User> consume(
            User read, Proof proof, ContactChannel channel, AuditEntry entry, Function<Session, Outcome<User>> find) {
        Outcome<Consumed> consumed =
                transaction.until((session, again) -> (again ? find.apply(session) : Outcome.done(read))
                        .then(user -> stillPending(user, proof, channel)
                                ? Outcome.done(consume(session, user, proof, channel, entry, again))
                                : Outcome.refused(CODE_INVALID)));
        return consumed.then(done -> {
            environment.announce(done.stored());
            return done.taken()
                    ? Outcome.refused(CONTACT_TAKEN)
                    : Outcome.done(done.stored().user());
        });
    }

    /** A code for what another user has by now is used up, and the contact stays as it is (contract, ruling R75). */
    private Consumed consume(
            Session session, User user, Proof proof, ContactChannel channel, AuditEntry entry, boolean again) {
        User redeemed = user.withRedeemed(channel, proof, writer.now());
        boolean taken = claims.taken(session, user, redeemed);
        Stored stored = writer.verified(
                session,
                user,
                taken ? user.withoutProof(channel) : redeemed,
                proof.byOther() ? ChangedBy.OTHER : ChangedBy.USER,
                entry,
                again);
        return new Consumed(stored, taken);
    }

    private static boolean stillPending(User user, Proof proof, ContactChannel channel) {
        Contact contact = user.contact(channel);
        return contact != null
                && contact.proof() != null
                && contact.proof().id().equals(proof.id());
    }
}
