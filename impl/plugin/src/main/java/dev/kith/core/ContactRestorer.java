package dev.kith.core;

import static dev.kith.api.ProblemCode.CODE_EXPIRED;
import static dev.kith.api.ProblemCode.CODE_INVALID;

import dev.kith.api.ContactRestoration;
import dev.kith.api.Outcome;
import dev.kith.core.UserStore.Found;
import dev.kith.core.UserStore.Session;
import dev.kith.core.UserWriter.Stored;
import java.util.Optional;

/**
 * Undoes the replacement of a verified contact, as the row of a link says. Undoing one voids the links of all later ones
 * too: whoever took a contact over and has replaced it again since holds such a link, and must not undo the undoing.
 */
final class ContactRestorer implements ContactRestoration {
    private final CoreSettings settings;
    private final RetryingTransaction transaction;
    private final ContactClaims claims;
    private final UserWriter writer;
    private final RestoreLinks links;
    private final Environment environment;

    ContactRestorer(
            CoreSettings settings,
            RetryingTransaction transaction,
            ContactClaims claims,
            UserWriter writer,
            RestoreLinks links,
            Environment environment) {
        this.settings = settings;
        this.transaction = transaction;
        this.claims = claims;
        this.writer = writer;
        this.links = links;
        this.environment = environment;
    }

    /** A replacement that can be undone now. */
    private record Undoable(UndoEntry entry, String value, User user) {
        /** Leaves the value out. */
        @Override
        public String toString() {
            return "Undoable[" + entry + "]";
        }
    }

    /** What was restored. */
    private record Restored(String value, Stored stored) {
        /** Leaves the value out. */
        @Override
        public String toString() {
            return "Restored[" + stored + "]";
        }
    }

    @Override
    public Outcome<String> look(String token) {
        return open(token).then(looked -> Outcome.done(looked.value()));
    }

    @Override
    public Outcome<Looked> open(String token) {
        return transaction.until((session, again) -> undoable(session, token)
                .then(undoable -> Outcome.done(new Looked(
                        undoable.value(), Addressee.of(undoable.user().data()).language()))));
    }

    @Override
    public Outcome<String> restore(String token) {
        return transaction
                .until((session, again) ->
                        undoable(session, token).then(undoable -> Outcome.done(restore(session, undoable, again))))
                .then(restored -> {
                    environment.announce(restored.stored());
                    return Outcome.done(restored.value());
                });
    }

    /** The user first, then the rows of its links, as everywhere. */
    private Restored restore(Session session, Undoable undoable, boolean again) {
        UndoEntry entry = undoable.entry();
        User user = undoable.user();
        Stored stored = writer.restored(session, user, restored(entry, undoable.value(), user), again);
        session.useUndo(entry, stored.user().changed());
        session.markUndone(
                entry.id(),
                entry.userId(),
                entry.channel(),
                entry.made(),
                stored.user().changed());
        return new Restored(undoable.value(), stored);
    }

    private Outcome<Undoable> undoable(Session session, String token) {
        boolean never = settings.announcements().undo() == CoreSettings.UndoPolicy.NEVER;
        UndoEntry entry = never || !settings.enabled() ? null : links.find(session, token);
        if (entry == null || entry.used() != null) {
            return Outcome.refused(CODE_INVALID);
        }
        if (writer.now().isAfter(entry.made().plus(settings.announcements().undoWithin()))) {
            return Outcome.refused(CODE_EXPIRED);
        }
        Optional<String> value = links.value(entry);
        Found found = value.isEmpty() ? null : session.find(entry.userId());
        return found != null
                        && restorable(session, found.user(), entry)
                        && !claims.taken(session, found.user(), restored(entry, value.get(), found.user()))
                ? Outcome.done(new Undoable(entry, value.get(), found.user()))
                : Outcome.refused(CODE_INVALID);
    }

    private static User restored(UndoEntry entry, String value, User user) {
        return user.withVerified(entry.channel(), value);
    }

    /** A user of whom an administrator has taken hold stays as it is. */
    private static boolean restorable(Session session, User user, UndoEntry entry) {
        return user.created().equals(entry.userCreated())
                && user.active()
                && !user.locked()
                && !session.undone(entry.userId(), entry.channel(), entry.made());
    }
}
