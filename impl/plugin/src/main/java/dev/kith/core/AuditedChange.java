package dev.kith.core;

import dev.kith.core.ChangeAnnouncer.StoredChange;
import dev.kith.spi.UserEventListener.Change;
import java.util.Set;

/**
 * A change as the audit has it.
 *
 * @param user the user as it is stored now
 * @param changes the facts; empty where a call has stored something that is none of them
 * @param entry who, how and where
 */
record AuditedChange(User user, Set<Change> changes, AuditEntry entry) {
    static AuditedChange of(StoredChange change) {
        return new AuditedChange(
                change.after(),
                UserChanges.between(change.before(), change.after()),
                change.entry().of(ChangedFields.between(change.before(), change.after())));
    }
}
