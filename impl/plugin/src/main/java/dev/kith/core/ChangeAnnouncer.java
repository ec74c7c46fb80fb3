package dev.kith.core;

import dev.kith.core.CoreSettings.UndoPolicy;
import dev.kith.core.MessagePayload.Occurrence;
import dev.kith.core.UserStore.DeadMessage;
import dev.kith.core.UserStore.Session;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the messages about what was stored: to the previous verified address that it was replaced or removed, and to the event
 * listeners what has changed. They are stored together with the change, so that there is none about a change that was not
 * committed.
 */
final class ChangeAnnouncer {
    private final CoreSettings.Announcements rules;
    private final DataProtector protector;
    private final IdGenerator ids;
    private final RestoreLinks links;
    private final RecipientTurns turns;

    ChangeAnnouncer(CoreSettings settings, DataProtector protector, IdGenerator ids, RestoreLinks links) {
        this.rules = settings.announcements();
        this.protector = protector;
        this.ids = ids;
        this.links = links;
        this.turns = new RecipientTurns(settings, protector);
    }

    /** Who has made a change. */
    enum ChangedBy {
        /** The user itself. */
        USER,
        /** Somebody else. */
        OTHER,
        /** Whoever has pressed the button of a link; undoing that again is nothing for a link. */
        UNDOING
    }

    /**
     * A change that is stored in this transaction.
     *
     * @param before the user before, {@code null} for a new one
     * @param after the user as it is stored now
     * @param by who has made the change
     * @param entry the same for the audit, without what has changed
     * @param again whether the same work was contended before
     * @param now the present time, as it was for {@link #counted}
     */
    record StoredChange(
            @Nullable User before, User after, ChangedBy by, AuditEntry entry, boolean again, Instant now) {}

    /** A user as it is to be, with the notices counted that the change calls for. */
    User counted(User before, User changed, Instant now) {
        User counted = changed;
        for (ContactChannel channel : rules.replaced()) {
            if (replaced(before, changed, channel) != null) {
                counted = counted.with(channel, notices(before, channel).more(now));
            }
        }
        return counted;
    }

    /**
     * Stores the messages that a change calls for. After the user is written, as users are always locked before budgets.
     *
     * @return whether there are any
     */
    boolean announce(Session session, StoredChange change, AuditedChange audited) {
        boolean any = false;
        for (ContactChannel channel : rules.replaced()) {
            String old = replaced(change.before(), change.after(), channel);
            if (change.before() != null
                    && old != null
                    && !notices(change.before(), channel).folds(change.now())) {
                notice(
                        session,
                        change,
                        channel,
                        old,
                        notices(change.before(), channel).turn(change.now()));
                any = true;
            }
        }
        boolean event = rules.events() && !audited.changes().isEmpty();
        if (event) {
            session.enqueue(event(audited, change.now()));
        }
        return any || event;
    }

    /** Stores what listeners hear of an import; whether there is anything. */
    boolean announceImported(Session session, List<AuditedChange> changes, Instant now) {
        List<OutboxMessage> events = !rules.events()
                ? List.of()
                : changes.stream()
                        .filter(change -> !change.changes().isEmpty())
                        .map(change -> event(change, now))
                        .toList();
        if (!events.isEmpty()) {
            session.enqueueAll(events);
        }
        return !events.isEmpty();
    }

    /** Stores the messages that the deletion of a user calls for. */
    boolean announceDeletion(Session session, AuditedChange deleted, Instant now) {
        if (rules.events()) {
            session.enqueue(event(deleted, now));
        }
        return rules.events();
    }

    /** The verified address or number that was replaced or removed; {@code null} for none. */
    private static @Nullable String replaced(@Nullable User before, User after, ContactChannel channel) {
        Contact old = before == null ? null : before.contact(channel);
        Contact present = after.contact(channel);
        return old != null
                        && old.verified()
                        && (present == null || !present.value().equals(old.value()))
                ? old.value()
                : null;
    }

    private static NoticeCount notices(User user, ContactChannel channel) {
        return user.issued(channel).notices();
    }

    /** The time of change is unique among a user's changes; it may be ahead of the clock by a little. */
    private void notice(Session session, StoredChange change, ContactChannel channel, String old, Instant turn) {
        User user = change.after();
        Instant due = turns.reserve(session, channel, old, change.now(), turn, change.again());
        Instant undoable = user.changed().plus(rules.undoWithin());
        boolean inTime = due.isBefore(undoable);
        String id = ids.next();
        String link = inTime && undoable(change.by()) ? links.issue(session, id, user, channel, old) : null;
        OutboxMessage notice = new OutboxMessage(
                id,
                user.id(),
                user.organization(),
                channel,
                OutboxMessage.MessageKind.NOTICE,
                old,
                protector.seal(payload(user, channel, link), id),
                change.now(),
                inTime ? undoable : due.plus(rules.undoWithin()));
        session.enqueue(notice, due);
    }

    private boolean undoable(ChangedBy by) {
        return switch (by) {
            case USER -> rules.undo() != UndoPolicy.NEVER;
            case OTHER -> rules.undo() == UndoPolicy.ALWAYS;
            case UNDOING -> false;
        };
    }

    /** What a notice carries that is sent again: a new link in the place of the one that it had, if that can still be used. */
    MessagePayload noticeAgain(Session session, User user, DeadMessage dead, Instant now) {
        return payload(
                user,
                dead.channel(),
                rules.undo() == UndoPolicy.NEVER
                        ? null
                        : links.renew(session, dead.id(), now.minus(rules.undoWithin())));
    }

    private static MessagePayload payload(User user, ContactChannel channel, @Nullable String link) {
        Contact present = user.contact(channel);
        Addressee addressee = Addressee.of(user.data());
        return new MessagePayload(
                "",
                link,
                addressee.name(),
                addressee.language(),
                present == null ? null : Masking.mask(channel, present.value()),
                null);
    }

    private OutboxMessage event(AuditedChange change, Instant now) {
        String id = ids.next();
        User user = change.user();
        Occurrence occurrence = new Occurrence(user.version(), change.changes());
        return new OutboxMessage(
                id,
                user.id(),
                user.organization(),
                ContactChannel.EMAIL,
                OutboxMessage.MessageKind.EVENT,
                "",
                protector.seal(MessagePayload.of(occurrence, change.entry()), id),
                now,
                null);
    }
}
