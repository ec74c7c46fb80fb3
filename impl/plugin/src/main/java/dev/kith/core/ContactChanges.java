package dev.kith.core;

import dev.kith.api.Caller;
import dev.kith.api.Outcome;
import dev.kith.api.ProblemCode;
import dev.kith.api.Verification;
import dev.kith.core.Contact.Issued;
import dev.kith.core.CoreSettings.ContactChangePolicy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a contact when an address or number is set (contract, section 9, rulings R6 and R11). The same rules
 * serve both channels and every call.
 */
final class ContactChanges {
    private final CoreSettings settings;
    private final LinkPolicy linkPolicy;
    private final CodeIssuer issuer;

    ContactChanges(CoreSettings settings, LinkPolicy linkPolicy, CodeIssuer issuer) {
        this.settings = settings;
        this.linkPolicy = linkPolicy;
        this.issuer = issuer;
    }

    /**
     * A contact that is to be set.
     *
     * @param channel which one
     * @param value the address, or the number in its normal form
     * @param verification how it is to be verified
     */
    record RequestedContact(
            ContactChannel channel, String value, @Nullable Verification verification) {}

    /**
     * Sets contacts, one after the other.
     *
     * @param caller who sets them
     * @param update the user so far
     * @param contacts the contacts
     * @param merelySelf whether the caller is the user and nothing more
     * @param now the time of the call
     */
    Outcome<UserUpdate> set(
            Caller caller, UserUpdate update, List<RequestedContact> contacts, boolean merelySelf, Instant now) {
        Outcome<UserUpdate> result = Outcome.done(update);
        for (RequestedContact contact : contacts) {
            result = result.then(soFar -> linkPolicy
                    .check(caller, soFar.user(), contact.verification())
                    .map(Outcome::<UserUpdate>refused)
                    .orElseGet(() -> set(soFar, contact, merelySelf, now)));
        }
        return result;
    }

    /** Issues a new code in the place of the pending one, or the first one for a contact that was imported unverified. */
    Outcome<UserUpdate> resend(
            Caller caller, User user, ContactChannel channel, @Nullable Verification verification, Instant now) {
        String value = unproven(user.contact(channel));
        if (value == null) {
            return Outcome.refused(ProblemCode.CODE_EMPTY);
        }
        return linkPolicy
                .check(caller, user, verification)
                .map(Outcome::<UserUpdate>refused)
                .orElseGet(() -> issuer.issue(UserUpdate.of(user), channel, value, verification, now));
    }

    /** What a code would prove; an unverified contact that was imported has none yet. */
    private static @Nullable String unproven(@Nullable Contact contact) {
        if (contact == null) {
            return null;
        }
        if (contact.proof() != null) {
            return contact.proof().value();
        }
        return contact.verified() ? null : contact.value();
    }

    private Outcome<UserUpdate> set(UserUpdate update, RequestedContact requested, boolean merelySelf, Instant now) {
        Contact present = update.user().contact(requested.channel());
        boolean vouched = requested.verification() instanceof Verification.Verified;
        if (present != null && present.value().equals(requested.value())) {
            return Outcome.done(update.with(same(update.user(), requested.channel(), present, vouched)));
        }
        Issued issued = update.user().issued(requested.channel());
        if (vouched) {
            return Outcome.done(put(update, requested, new Contact(requested.value(), true, null, issued)));
        }
        if (present == null || !present.verified() || change(merelySelf) == ContactChangePolicy.IMMEDIATE) {
            return issue(put(update, requested, new Contact(requested.value(), false, null, issued)), requested, now);
        }
        return isPending(present, requested.value()) ? Outcome.done(update) : issue(update, requested, now);
    }

    /** The present address again: vouching verifies it, and a change that is pending is given up. */
    private static User same(User user, ContactChannel channel, Contact present, boolean vouched) {
        if ((vouched && !present.verified()) || present.pending() != null) {
            return user.with(
                    channel, new Contact(present.value(), present.verified() || vouched, null, present.issued()));
        }
        return user;
    }

    private ContactChangePolicy change(boolean merelySelf) {
        return merelySelf ? settings.selfChange() : settings.ownerChange();
    }

    private static boolean isPending(Contact present, String value) {
        return present.proof() != null && present.proof().value().equals(value);
    }

    private Outcome<UserUpdate> issue(UserUpdate update, RequestedContact requested, Instant now) {
        return issuer.issue(update, requested.channel(), requested.value(), requested.verification(), now);
    }

    private static UserUpdate put(UserUpdate update, RequestedContact requested, Contact contact) {
        return update.with(update.user().with(requested.channel(), contact));
    }
}
