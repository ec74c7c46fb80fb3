package dev.kith.core;

import static dev.kith.api.ProblemCode.CODE_ATTEMPTS;
import static dev.kith.api.ProblemCode.CODE_EXPIRED;
import static dev.kith.api.ProblemCode.CODE_INVALID;

import dev.kith.api.EmailLinks;
import dev.kith.api.Outcome;
import dev.kith.api.ProblemCode;
import dev.kith.core.UserStore.Session;
import java.time.Clock;

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

    @Override
    public Outcome<String> look(Link link) {
        Outcome<Pending> looked = transaction.until((session, again) -> pending(session, link)
                .then(pending ->
                        session.countLook(pending.user().id(), pending.proof().id(), MOST_LOOKS)
                                ? Outcome.done(pending)
                                : Outcome.refused(CODE_INVALID)));
        return looked.then(pending -> holds(pending, link)
                ? usable(pending).then(usable -> Outcome.done(usable.proof().value()))
                : Outcome.refused(CODE_INVALID));
    }

    @Override
    public Outcome<String> redeem(Link link) {
        Outcome<Pending> found = transaction.until((session, again) -> pending(session, link));
        return found.then(pending -> {
            String address = pending.proof().value();
            Outcome<User> redeemed = verifier.redeem(
                    session -> pending(session, link).then(now -> Outcome.done(now.user())),
                    ContactChannel.EMAIL,
                    link.code());
            return redeemed instanceof Outcome.Refused<User> refused
                    ? Outcome.refused(disclosed(refused.problem().code(), pending, link))
                    : Outcome.done(address);
        });
    }

    /** Only those who hold a code learn that it is void; it is of no use to them. */
    private ProblemCode disclosed(ProblemCode code, Pending pending, Link link) {
        boolean isVoid = code == CODE_EXPIRED || code == CODE_ATTEMPTS;
        return code == ProblemCode.CONFLICT || (isVoid && holds(pending, link)) ? code : CODE_INVALID;
    }

    private boolean holds(Pending pending, Link link) {
        return issuer.matches(pending.user().id(), ContactChannel.EMAIL, pending.proof(), link.code());
    }

    private Outcome<Pending> usable(Pending pending) {
        if (pending.proof().expired(clock.instant())) {
            return Outcome.refused(CODE_EXPIRED);
        }
        return pending.proof().guesses() >= settings.codes().mostGuesses()
                ? Outcome.refused(CODE_ATTEMPTS)
                : Outcome.done(pending);
    }

    private Outcome<Pending> pending(Session session, Link link) {
        UserStore.Found found = settings.enabled() ? session.find(link.userId()) : null;
        User user = found == null ? null : found.user();
        Contact email = user == null ? null : user.email();
        Proof proof = email == null ? null : email.proof();
        if (user == null || proof == null || proof.external() || !ofOrganization(user, link)) {
            return Outcome.refused(CODE_INVALID);
        }
        return Outcome.done(new Pending(user, proof));
    }

    private static boolean ofOrganization(User user, Link link) {
        return link.organizationId().isEmpty() || link.organizationId().equals(user.organization());
    }
}
