package dev.kith.core;

import dev.kith.api.Outcome;
import dev.kith.api.Verification;
import dev.kith.core.Contact.Issued;
import dev.kith.core.CoreSettings.ContactChangePolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a contact when an address or number is set (contract, section 9, rulings R6 and R11). The same rules
 * serve both channels and every call.
 */
final class ContactChanges {
    private final CoreSettings settings;
    private final CodeIssuer issuer;

    ContactChanges(CoreSettings settings, CodeIssuer issuer) {
        this.settings = settings;
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

    Outcome<UserUpdate> set(UserUpdate update, RequestedContact setting, boolean merelySelf, Instant now) {
        Contact present = update.user().contact(setting.channel());
        boolean vouched = setting.verification() instanceof Verification.Verified;
        if (present != null && present.value().equals(setting.value())) {
            return Outcome.done(update.with(same(update.user(), setting.channel(), present, vouched)));
        }
        Issued issued = present == null ? Issued.NONE : present.issued();
        if (vouched) {
            return Outcome.done(put(update, setting, new Contact(setting.value(), true, null, issued)));
        }
        if (present == null || !present.verified() || change(merelySelf) == ContactChangePolicy.IMMEDIATE) {
            return issue(put(update, setting, new Contact(setting.value(), false, null, issued)), setting, now);
        }
        return isPending(present, setting.value()) ? Outcome.done(update) : issue(update, setting, now);
    }

    /** The present address again: vouching verifies it, and a change that is pending is given up. */
    private static User same(User user, ContactChannel channel, Contact present, boolean vouched) {
        boolean pendingElse =
                present.proof() != null && !present.proof().value().equals(present.value());
        if ((vouched && !present.verified()) || pendingElse) {
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

    private Outcome<UserUpdate> issue(UserUpdate update, RequestedContact setting, Instant now) {
        return issuer.issue(update, setting.channel(), setting.value(), setting.verification(), now);
    }

    private static UserUpdate put(UserUpdate update, RequestedContact setting, Contact contact) {
        return update.with(update.user().with(setting.channel(), contact));
    }
}
