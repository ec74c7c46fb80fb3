package dev.kith.core;

import dev.kith.spi.UserEventListener.Change;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one call has changed of a user: the facts that listeners get (contract, section 10). */
final class UserChanges {
    private final Set<Change> found = EnumSet.noneOf(Change.class);

    private UserChanges() {}

    /**
     * The facts.
     *
     * @param before the user as it was, {@code null} where it is new
     * @param after the user as it is
     */
    static Set<Change> between(@Nullable User before, User after) {
        UserChanges changes = new UserChanges();
        if (before == null) {
            changes.found.add(Change.CREATED);
        } else {
            changes.data(before, after);
            changes.state(before, after);
        }
        changes.contact(before, after, ContactChannel.EMAIL);
        changes.contact(before, after, ContactChannel.PHONE);
        return changes.found;
    }

    private void data(User before, User after) {
        add(
                !before.schemaId().equals(after.schemaId())
                        || before.revision() != after.revision()
                        || !before.content().equals(after.content()),
                Change.DATA_CHANGED);
    }

    private void state(User before, User after) {
        add(before.active() && !after.active(), Change.DEACTIVATED);
        add(!before.active() && after.active(), Change.ACTIVATED);
        add(!before.locked() && after.locked(), Change.LOCKED);
        add(before.locked() && !after.locked(), Change.UNLOCKED);
    }

    private void contact(@Nullable User before, User after, ContactChannel channel) {
        Contact old = before == null ? null : before.contact(channel);
        Contact present = after.contact(channel);
        boolean email = channel == ContactChannel.EMAIL;
        boolean pendingBefore = old != null && old.proof() != null;
        if (present == null) {
            add(old != null, email ? Change.EMAIL_CHANGED : Change.PHONE_CHANGED);
            add(pendingBefore, email ? Change.EMAIL_CODE_WITHDRAWN : Change.PHONE_CODE_WITHDRAWN);
            return;
        }
        boolean replaced = old == null || !old.value().equals(present.value());
        boolean verified = present.verified() && (old == null || replaced || !old.verified());
        add(replaced, email ? Change.EMAIL_CHANGED : Change.PHONE_CHANGED);
        add(verified, email ? Change.EMAIL_VERIFIED : Change.PHONE_VERIFIED);
        add(issued(old, present), email ? Change.EMAIL_CODE_ISSUED : Change.PHONE_CODE_ISSUED);
        add(
                pendingBefore && present.proof() == null && !verified,
                email ? Change.EMAIL_CODE_WITHDRAWN : Change.PHONE_CODE_WITHDRAWN);
    }

    private static boolean issued(@Nullable Contact old, Contact present) {
        Proof proof = present.proof();
        Proof earlier = old == null ? null : old.proof();
        return proof != null && (earlier == null || !earlier.id().equals(proof.id()));
    }

    private void add(boolean so, Change change) {
        if (so) {
            found.add(change);
        }
    }
}
