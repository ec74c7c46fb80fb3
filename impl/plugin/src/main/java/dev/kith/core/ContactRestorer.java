package dev.kith.core;

import static dev.kith.api.ProblemCode.CODE_EXPIRED;
import static dev.kith.api.ProblemCode.CODE_INVALID;

import dev.kith.api.ContactRestoration;
import dev.kith.api.Outcome;
import dev.kith.core.RestoreLinks.Undo;
import dev.kith.core.UserStore.Found;
import dev.kith.core.UserStore.Session;
import dev.kith.core.UserWriter.Stored;

/**
 * Undoes the replacement of a verified contact. Undoing one voids the links of all later ones too: whoever took a contact
 * over and has replaced it again since holds such a link, and must not undo the undoing.
 */
final class ContactRestorer implements ContactRestoration {
    private final CoreSettings settings;
    private final RetryingTransaction transaction;
    private final UserWriter writer;
    private final RestoreLinks links;
    private final Environment environment;

    ContactRestorer(
            CoreSettings settings,
            RetryingTransaction transaction,
            UserWriter writer,
            DataProtector protector,
            Environment environment) {
        this.settings = settings;
        this.transaction = transaction;
        this.writer = writer;
        this.links = new RestoreLinks(settings, protector);
        this.environment = environment;
    }

    @Override
    public Outcome<String> look(String token) {
        return read(token)
                .then(undo -> transaction
                        .until((session, again) -> usable(session, undo))
                        .then(user -> Outcome.done(undo.value())));
    }

    @Override
    public Outcome<String> restore(String token) {
        return read(token)
                .then(undo -> transaction
                        .until((session, again) ->
                                usable(session, undo).then(user -> Outcome.done(restore(session, user, undo))))
                        .then(stored -> {
                            environment.announce(stored);
                            return Outcome.done(undo.value());
                        }));
    }

    private Stored restore(Session session, User user, Undo undo) {
        Stored stored = writer.restored(session, user, user.withVerified(undo.channel(), undo.value()));
        session.markUndone(
                undo.id(),
                undo.userId(),
                undo.channel(),
                undo.made(),
                stored.user().changed());
        return stored;
    }

    private Outcome<Undo> read(String token) {
        Outcome<Undo> read = links.read(token).map(Outcome::done).orElseGet(() -> Outcome.refused(CODE_INVALID));
        return read.then(undo ->
                writer.now().isAfter(undo.made().plus(settings.announcements().undoWithin()))
                        ? Outcome.refused(CODE_EXPIRED)
                        : Outcome.done(undo));
    }

    private Outcome<User> usable(Session session, Undo undo) {
        Found found = settings.enabled() ? session.find(undo.userId()) : null;
        if (found == null || !restorable(found.user(), undo)) {
            return Outcome.refused(CODE_INVALID);
        }
        return !session.undone(undo.userId(), undo.channel(), undo.made())
                ? Outcome.done(found.user())
                : Outcome.refused(CODE_INVALID);
    }

    /** A user of whom an administrator has taken hold stays as it is. */
    private boolean restorable(User user, Undo undo) {
        return settings.announcements().undo() != CoreSettings.UndoPolicy.NEVER
                && user.created().equals(undo.userCreated())
                && user.active()
                && !user.locked();
    }
}
