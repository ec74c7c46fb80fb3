package dev.kith.core;

import dev.kith.core.CoreSettings.UndoPolicy;
import dev.kith.core.MessagePayload.Occurrence;
import dev.kith.core.UserStore.DeadMessage;
import dev.kith.core.UserStore.Session;
import dev.kith.spi.UserEventListener.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the messages about what was stored: to the previous verified address that it was replaced, and to the event
 * listeners what has changed. They are stored together with the change, so that there is none about a change that was not
 * committed.
 */
final class ChangeAnnouncer {
    /** A change is made when its notice is stored, but for the steps of clocks. */
    private static final Duration NEAR = Duration.ofMinutes(1);

    private final CoreSettings.Announcements rules;
    private final DataProtector protector;
    private final IdGenerator ids;
    private final RestoreLinks links;

    ChangeAnnouncer(CoreSettings settings, DataProtector protector, IdGenerator ids) {
        this.rules = settings.announcements();
        this.protector = protector;
        this.ids = ids;
        this.links = new RestoreLinks(settings, protector);
    }

    /** The messages that a change calls for. */
    List<OutboxMessage> of(@Nullable User before, User after, boolean byOther, Instant now) {
        boolean undoable = rules.undo() == UndoPolicy.ALWAYS || (rules.undo() == UndoPolicy.SELF && !byOther);
        return messages(before, after, undoable, now);
    }

    /** The same where a change was undone: undoing that again is nothing for a link. */
    List<OutboxMessage> ofUndoing(User before, User after, Instant now) {
        return messages(before, after, false, now);
    }

    private List<OutboxMessage> messages(@Nullable User before, User after, boolean undoable, Instant now) {
        List<OutboxMessage> messages = new ArrayList<>();
        for (ContactChannel channel : rules.replaced()) {
            Contact old = before == null ? null : before.contact(channel);
            Contact present = after.contact(channel);
            if (old != null
                    && old.verified()
                    && present != null
                    && !present.value().equals(old.value())) {
                messages.add(notice(after, channel, old.value(), undoable, now));
            }
        }
        Set<Change> changes = rules.events() ? UserChanges.between(before, after) : Set.of();
        if (!changes.isEmpty()) {
            messages.add(event(after, changes, now));
        }
        return messages;
    }

    /** The messages that the deletion of a user calls for. */
    List<OutboxMessage> ofDeletion(User deleted, Instant now) {
        return rules.events() ? List.of(event(deleted, EnumSet.of(Change.DELETED), now)) : List.of();
    }

    /** The time of change is unique among a user's changes; it may be ahead of the clock by a little. */
    private OutboxMessage notice(User user, ContactChannel channel, String old, boolean undoable, Instant now) {
        String id = ids.next();
        Instant made = user.changed();
        RestoreLinks.Undo undo = new RestoreLinks.Undo(id, user.id(), user.created(), channel, old, made);
        return new OutboxMessage(
                id,
                user.id(),
                user.organization(),
                channel,
                OutboxMessage.MessageKind.NOTICE,
                old,
                protector.seal(payload(user, channel, undoable ? links.link(undo) : null), id),
                now,
                made.plus(rules.undoWithin()));
    }

    /**
     * What a notice carries that is sent again. The link is made anew; there is none where the change was undone since, or
     * was itself an undoing, where it depends on who made the change, or where the time of the change is not known exactly because the configuration has changed.
     */
    MessagePayload noticeAgain(Session session, User user, DeadMessage dead) {
        Instant made = dead.expires() == null ? null : dead.expires().minus(rules.undoWithin());
        boolean undoable = rules.undo() == UndoPolicy.ALWAYS
                && made != null
                && Duration.between(dead.created(), made).abs().compareTo(NEAR) < 0
                && !made.isBefore(user.created())
                && !session.undone(user.id(), dead.channel(), made);
        if (made == null || !undoable) {
            return payload(user, dead.channel(), null);
        }
        RestoreLinks.Undo undo =
                new RestoreLinks.Undo(dead.id(), user.id(), user.created(), dead.channel(), dead.recipient(), made);
        return payload(user, dead.channel(), links.link(undo));
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

    private OutboxMessage event(User user, Set<Change> changes, Instant now) {
        String id = ids.next();
        return new OutboxMessage(
                id,
                user.id(),
                user.organization(),
                ContactChannel.EMAIL,
                OutboxMessage.MessageKind.EVENT,
                "",
                protector.seal(MessagePayload.of(new Occurrence(user.version(), changes)), id),
                now,
                null);
    }
}
