package dev.kith.core;

import static dev.kith.api.ProblemCode.CODE_ATTEMPTS;
import static dev.kith.api.ProblemCode.CODE_EXPIRED;
import static dev.kith.api.ProblemCode.CODE_INVALID;

import dev.kith.api.EmailLinks;
import dev.kith.api.Outcome;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.core.CodeVerifier.Entrance;
import dev.kith.core.Contact.Redeemed;
import dev.kith.core.UserStore.Session;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the page behind a mail's link may do for somebody whose only credential is the code. Whoever does not hold the code
 * gets one answer, whatever the user and its code are like; whoever does learns why it is void.
 */
final class EmailLinkService implements EmailLinks {
    /** Prefetching mail scanners open a link a few times; more than this is somebody who guesses. */
    private static final int MOST_LOOKS = 20;

    private final CoreSettings settings;
    private final RetryingTransaction transaction;
    private final CodeIssuer issuer;
    private final CodeVerifier verifier;
    private final Clock clock;

    EmailLinkService(
            CoreSettings settings,
            RetryingTransaction transaction,
            CodeIssuer issuer,
            CodeVerifier verifier,
            Clock clock) {
        this.settings = settings;
        this.transaction = transaction;
        this.issuer = issuer;
        this.verifier = verifier;
        this.clock = clock;
    }

    /** A code that is pending and the user that it was issued for. */
    private record Pending(User user, Proof proof) {}

    /** An address and the code that has verified it. */
    private record Proven(User user, String address, Redeemed redeemed) {}

    @Override
    public Outcome<String> look(Link link) {
        return open(link).then(looked -> Outcome.done(looked.address()));
    }

    @Override
    public Outcome<Looked> open(Link link) {
        if (issuer.isBlank(link.code())) {
            return Outcome.refused(CODE_INVALID);
        }
        Outcome<Looked> looked = lookAtPending(link);
        return isInvalid(looked) ? lookAtRedeemed(link) : looked;
    }

    @Override
    public Outcome<String> redeem(Link link) {
        if (issuer.isBlank(link.code())) {
            return Outcome.refused(CODE_INVALID);
        }
        Outcome<String> redeemed = redeemPending(link);
        return isInvalid(redeemed) ? lookAtRedeemed(link).then(looked -> Outcome.done(looked.address())) : redeemed;
    }

    private static boolean isInvalid(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?> refused
                && refused.problem().code() == CODE_INVALID;
    }

    private Outcome<Looked> lookAtPending(Link link) {
        Outcome<Pending> looked = transaction.until((session, again) -> pending(session, link)
                .then(pending ->
                        lacksKey(pending) ? Outcome.refused(keyMissing(pending)) : countLook(session, pending)));
        return looked.then(pending -> holds(pending, link)
                ? usable(pending)
                        .then(usable -> Outcome.done(
                                looked(usable.user(), usable.proof().value(), false)))
                : Outcome.refused(CODE_INVALID));
    }

    private static Looked looked(User user, String address, boolean verified) {
        return new Looked(address, verified, Addressee.of(user.data()).language());
    }

    private boolean lacksKey(Pending pending) {
        return !issuer.canJudge(pending.proof().keyId());
    }

    /** Who holds a void code cannot be told so here, and is told nothing else either. */
    private Problem keyMissing(Pending pending) {
        return usable(pending) instanceof Outcome.Done ? CodeVerifier.KEY_MISSING : Problem.of(CODE_INVALID);
    }

    private static Outcome<Pending> countLook(Session session, Pending pending) {
        return session.countLook(pending.user().id(), pending.proof().id(), MOST_LOOKS)
                ? Outcome.done(pending)
                : Outcome.refused(CODE_INVALID);
    }

    private Outcome<String> redeemPending(Link link) {
        Outcome<Pending> found = transaction.until((session, again) -> pending(session, link));
        return found.then(pending -> {
            Outcome<User> redeemed = verifier.redeem(
                    Entrance.PAGE,
                    AuditEntry.byNobody(AuditEntry.VERIFY_BY_LINK),
                    session -> pending(session, link).then(now -> Outcome.done(now.user())),
                    ContactChannel.EMAIL,
                    link.code());
            return redeemed instanceof Outcome.Refused<User> refused
                    ? Outcome.refused(disclosed(refused.problem(), pending, link))
                    : Outcome.done(pending.proof().value());
        });
    }

    /**
     * Only those who hold a code learn that it is void. To compare it is a look: without a limit, somebody whom calls still
     * grant a few guesses could find the code here first.
     */
    private Problem disclosed(Problem problem, Pending pending, Link link) {
        ProblemCode code = problem.code();
        boolean isVoid = code == CODE_EXPIRED || code == CODE_ATTEMPTS;
        boolean told = code == ProblemCode.CONFLICT
                || code == ProblemCode.CONTACT_TAKEN
                || code == ProblemCode.KEY_MISSING
                || (isVoid && mayLook(pending) && holds(pending, link));
        return told ? problem : Problem.of(CODE_INVALID);
    }

    private boolean mayLook(Pending pending) {
        return transaction.until((session, again) -> countLook(session, pending)) instanceof Outcome.Done;
    }

    private boolean holds(Pending pending, Link link) {
        return issuer.matches(pending.user().id(), ContactChannel.EMAIL, pending.proof(), link.code());
    }

    private Outcome<Pending> usable(Pending pending) {
        if (pending.proof().expired(clock.instant())) {
            return Outcome.refused(CODE_EXPIRED);
        }
        return verifier.isVoid(Entrance.PAGE, pending.proof()) ? Outcome.refused(CODE_ATTEMPTS) : Outcome.done(pending);
    }

    /** The address that this very code has verified, for who presses the button twice or opens the link again. */
    private Outcome<Looked> lookAtRedeemed(Link link) {
        Outcome<Optional<Looked>> looked =
                transaction.until((session, again) -> redeemed(session, link).then(user -> judge(session, user, link)));
        return looked.then(found -> found.map(Outcome::done).orElseGet(() -> Outcome.refused(CODE_INVALID)));
    }

    /** Counted before it is judged, like every guess; what a right one has counted is taken back. */
    private Outcome<Optional<Looked>> judge(Session session, Proven verified, Link link) {
        String id = verified.user().id();
        Redeemed redeemed = verified.redeemed();
        if (!issuer.canJudge(redeemed.keyId())) {
            return Outcome.refused(CodeVerifier.KEY_MISSING);
        }
        if (!session.countRedeemedGuess(id, redeemed.proofId(), CodeVerifier.MOST_PAGE_GUESSES)) {
            return Outcome.refused(CODE_INVALID);
        }
        if (!issuer.matches(id, ContactChannel.EMAIL, verified.address(), redeemed, link.code())) {
            return Outcome.done(Optional.empty());
        }
        session.uncountRedeemedGuess(id, redeemed.proofId());
        return Outcome.done(Optional.of(looked(verified.user(), verified.address(), true)));
    }

    private Outcome<Proven> redeemed(Session session, Link link) {
        User user = user(session, link);
        Contact email = user == null ? null : user.email();
        Redeemed redeemed = email == null ? null : email.redeemed();
        return user == null
                        || email == null
                        || email.proof() != null
                        || redeemed == null
                        || !redeemed.kept(clock.instant())
                ? Outcome.refused(CODE_INVALID)
                : Outcome.done(new Proven(user, email.value(), redeemed));
    }

    private Outcome<Pending> pending(Session session, Link link) {
        User user = user(session, link);
        Contact email = user == null ? null : user.email();
        Proof proof = email == null ? null : email.proof();
        if (user == null || proof == null || proof.external()) {
            return Outcome.refused(CODE_INVALID);
        }
        return Outcome.done(new Pending(user, proof));
    }

    /** The user of a link; {@code null} where the link names another organization than the user's, too. */
    private @Nullable User user(Session session, Link link) {
        UserStore.Found found = settings.enabled() ? session.find(link.userId()) : null;
        return found != null && ofOrganization(found.user(), link) ? found.user() : null;
    }

    private static boolean ofOrganization(User user, Link link) {
        return link.organizationId().isEmpty() || link.organizationId().equals(user.organization());
    }
}
