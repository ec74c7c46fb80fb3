package dev.kith.core;

import static dev.kith.api.ProblemCode.CODE_EXPIRED;
import static dev.kith.api.ProblemCode.CODE_INVALID;

import dev.kith.api.ContactRestoration;
import dev.kith.api.Outcome;
import dev.kith.core.Storage.Found;
import dev.kith.core.Storage.Session;
import dev.kith.core.Storing.Stored;
import dev.kith.core.UndoLinks.Undo;

/**
 * Undoes the replacement of a verified contact. Undoing one voids the links of all later ones too: whoever took a contact
 * over and has replaced it again since holds such a link, and must not undo the undoing.
 */
final class Restoring implements ContactRestoration {
    private final Rules rules;
    private final Transact transact;
    private final Storing storing;
    private final UndoLinks links;
    private final Surroundings surroundings;

    Restoring(Rules rules, Transact transact, Storing storing, Vault vault, Surroundings surroundings) {
        this.rules = rules;
        this.transact = transact;
        this.storing = storing;
        this.links = new UndoLinks(rules, vault);
        this.surroundings = surroundings;
    }

    @Override
    public Outcome<String> look(String token) {
        return read(token)
                .then(undo -> transact.until((session, again) -> usable(session, undo))
                        .then(user -> Outcome.done(undo.value())));
    }

    @Override
    public Outcome<String> restore(String token) {
        return read(token)
                .then(undo -> transact.until((session, again) ->
                                usable(session, undo).then(user -> Outcome.done(restore(session, user, undo))))
                        .then(stored -> {
                            surroundings.announce(stored);
                            return Outcome.done(undo.value());
                        }));
    }

    private Stored restore(Session session, User user, Undo undo) {
        Stored stored = storing.restored(session, user, user.withVerified(undo.channel(), undo.value()));
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
                storing.now().isAfter(undo.made().plus(rules.announcements().undoWithin()))
                        ? Outcome.refused(CODE_EXPIRED)
                        : Outcome.done(undo));
    }

    private Outcome<User> usable(Session session, Undo undo) {
        Found found = rules.enabled() ? session.find(undo.userId()) : null;
        if (found == null || !restorable(found.user(), undo)) {
            return Outcome.refused(CODE_INVALID);
        }
        return !session.undone(undo.userId(), undo.channel(), undo.made())
                ? Outcome.done(found.user())
                : Outcome.refused(CODE_INVALID);
    }

    /** A user of whom an administrator has taken hold stays as it is. */
    private boolean restorable(User user, Undo undo) {
        return rules.announcements().undo() != Rules.Undo.NEVER
                && user.created().equals(undo.userCreated())
                && user.active()
                && !user.locked();
    }
}
