package dev.kith.core;

import static dev.kith.api.ProblemCode.CONTACT_TAKEN;
import static dev.kith.api.ProblemCode.VERSION_MISMATCH;

import dev.kith.api.Details;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.Problem;
import dev.kith.api.Receipt;
import dev.kith.core.ChangeAnnouncer.ChangedBy;
import dev.kith.core.ChangeAnnouncer.StoredChange;
import dev.kith.core.UserStore.Session;
import dev.kith.spi.UserEventListener.Change;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stores what a call has decided, together with its messages, and makes the receipt. */
final class UserWriter {
    private final CoreSettings settings;
    private final ChangeAnnouncer announcer;
    private final ContactClaims claims;
    private final Clock clock;

    UserWriter(CoreSettings settings, ChangeAnnouncer announcer, ContactClaims claims, Clock clock) {
        this.settings = settings;
        this.announcer = announcer;
        this.claims = claims;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static Outcome<User> expect(Preconditions preconditions, User user) {
        Preconditions.Precondition precondition = preconditions.version();
        return precondition == null || precondition.accepts(version(user))
                ? Outcome.done(user)
                : Outcome.refused(VERSION_MISMATCH);
    }

    /**
     * What was stored.
     *
     * @param user the user as it is stored now
     * @param receipt the answer to the caller
     * @param message whether a message waits for delivery now
     * @param audited what the audit says of it, {@code null} where nothing has changed
     */
    record Stored(
            User user,
            Receipt receipt,
            boolean message,
            @Nullable AuditedChange audited) {}

    /** Stores an update where it differs from what was read, unless it verifies what another user has. */
    Outcome<Stored> store(Session session, User before, UserUpdate update, AuditEntry entry, boolean again) {
        if (update.user().equals(before)) {
            return Outcome.done(new Stored(before, receipt(before, update), false, null));
        }
        if (claims.taken(session, before, update.user())) {
            return Outcome.refused(CONTACT_TAKEN);
        }
        Instant now = now();
        User after = store(session, before, update.user(), now);
        ChangedBy by = update.byOther() ? ChangedBy.OTHER : ChangedBy.USER;
        return spend(session, update, again).then(paid -> {
            supersede(session, before, after, now);
            return Outcome.done(enqueue(session, update, new StoredChange(before, after, by, entry, again, now)));
        });
    }

    /** Stores a new user, unless it has verified what another user has. */
    Outcome<Stored> insert(Session session, UserUpdate update, AuditEntry entry, boolean again) {
        if (claims.taken(session, null, update.user())) {
            return Outcome.refused(CONTACT_TAKEN);
        }
        session.insert(update.user());
        claims.move(session, null, update.user());
        StoredChange change = new StoredChange(null, update.user(), ChangedBy.OTHER, entry, again, now());
        return spend(session, update, again).then(paid -> Outcome.done(enqueue(session, update, change)));
    }

    /**
     * A user as a line of an import makes it.
     *
     * @param before the user as it was read, {@code null} for a new one
     * @param after the user as it is to be, without version and time of change
     */
    record ImportedUser(@Nullable User before, User after) {}

    /**
     * What an import has stored.
     *
     * @param changes what the audit says of it
     * @param event whether an event waits for delivery now
     */
    record StoredImport(List<AuditedChange> changes, boolean event) {}

    /**
     * Whether a user of an import has verified what is another user's.
     *
     * @param others what users claim that are stored in the same transaction, to which this one's is added if it is not taken
     */
    boolean taken(Session session, ImportedUser user, Set<String> others) {
        Set<String> verified = claims.verified(user.before(), user.after());
        boolean taken = !Collections.disjoint(others, verified) || claims.taken(session, user.before(), user.after());
        if (!taken) {
            others.addAll(verified);
        }
        return taken;
    }

    /**
     * Stores users of an import, in their order but new ones first. Nobody gets a message, whatever is replaced; what waits to
     * carry a code that is void is closed.
     *
     * @param users the users, each of them once
     * @param telling whether listeners hear of it
     */
    StoredImport imported(Session session, List<ImportedUser> users, boolean telling) {
        Instant now = now();
        AuditEntry entry = AuditEntry.byNobody(AuditEntry.IMPORT_USER);
        session.insertAll(users.stream()
                .filter(user -> user.before() == null)
                .map(ImportedUser::after)
                .toList());
        List<AuditedChange> changes = new ArrayList<>();
        for (ImportedUser user : users) {
            User before = user.before();
            User after = user.after();
            if (before != null) {
                after = after.stored(later(before, now), before.version() + 1);
                session.update(before, after);
            }
            claims.move(session, before, after);
            changes.add(AuditedChange.of(new StoredChange(before, after, ChangedBy.OTHER, entry, false, now)));
        }
        for (ImportedUser user : users) {
            if (user.before() != null) {
                supersede(session, user.before(), user.after(), now);
            }
        }
        return new StoredImport(changes, telling && announcer.announceImported(session, changes, now));
    }

    /** Stores a contact that was verified and that no other user has. */
    Stored verified(Session session, User before, User verified, ChangedBy by, AuditEntry entry, boolean again) {
        Instant now = now();
        User after = store(session, before, verified, now);
        return enqueue(session, UserUpdate.of(after), new StoredChange(before, after, by, entry, again, now));
    }

    /** Stores a contact that was restored. */
    Stored restored(Session session, User before, User restored, boolean again) {
        AuditEntry entry = AuditEntry.byNobody(AuditEntry.UNDO_BY_LINK);
        Stored stored = verified(session, before, restored, ChangedBy.UNDOING, entry, again);
        supersede(session, before, restored, now());
        return stored;
    }

    /**
     * Closes what waits to carry codes that are replaced or void from now on. After the user and the budgets, as messages are
     * always locked last.
     */
    private static void supersede(Session session, User before, User after, Instant now) {
        List<String> ids = new ArrayList<>();
        for (ContactChannel channel : ContactChannel.values()) {
            Contact contact = before.contact(channel);
            Proof proof = contact == null ? null : contact.proof();
            if (contact != null
                    && proof != null
                    && contact.codeMayWait(now)
                    && !proof.id().equals(proofId(after.contact(channel)))) {
                ids.add(proof.id());
            }
        }
        if (!ids.isEmpty()) {
            session.supersede(ids, now);
        }
    }

    private static @Nullable String proofId(@Nullable Contact contact) {
        return contact == null || contact.proof() == null
                ? null
                : contact.proof().id();
    }

    /** Deletes a user; the receipt has the time of the deletion. */
    Stored delete(Session session, User user, AuditEntry entry) {
        session.delete(user);
        claims.release(session, user);
        Instant now = now();
        User deleted = user.stored(later(user, now), user.version() + 1);
        AuditedChange audited = new AuditedChange(deleted, EnumSet.of(Change.DELETED), entry);
        return new Stored(deleted, receipt(deleted), announcer.announceDeletion(session, audited, now), audited);
    }

    private Stored enqueue(Session session, UserUpdate update, StoredChange change) {
        update.messages().forEach(session::enqueue);
        AuditedChange audited = AuditedChange.of(change);
        boolean announced = announcer.announce(session, change, audited);
        boolean message = !update.messages().isEmpty() || announced;
        return new Stored(change.after(), receipt(change.after(), update), message, audited);
    }

    /** The time of change moves with everything that is stored, and always forward. */
    private User store(Session session, User before, User changed, Instant now) {
        User after = announcer.counted(before, changed, now).stored(later(before, now), before.version() + 1);
        session.update(before, after);
        claims.move(session, before, after);
        return after;
    }

    private static Instant later(User before, Instant now) {
        Instant next = before.changed().plus(1, ChronoUnit.MICROS);
        return now.isAfter(next) ? now : next;
    }

    /**
     * Takes the messages out of their recipients' budgets. After the user is written, as users are always locked before
     * budgets; a refusal undoes it.
     */
    private Outcome<UserUpdate> spend(Session session, UserUpdate update, boolean again) {
        Outcome<UserUpdate> paid = Outcome.done(update);
        for (String recipient : settings.codes().mostPerHour() == 0 ? List.<String>of() : update.recipients()) {
            paid = paid.then(soFar -> spend(session, recipient, again).then(yes -> Outcome.done(soFar)));
        }
        return paid;
    }

    /**
     * A recipient without a running budget is taken for a new one at first, which saves a look; where that is wrong the
     * transaction is in its own way, and the next one looks.
     */
    private Outcome<Boolean> spend(Session session, String recipient, boolean again) {
        Instant now = now();
        if (session.spend(recipient, now, CodeIssuer.WINDOW, settings.codes().mostPerHour())) {
            return Outcome.done(true);
        }
        Instant window = again ? session.budgetWindow(recipient) : null;
        if (window != null
                && session.spend(
                        recipient, now, CodeIssuer.WINDOW, settings.codes().mostPerHour())) {
            return Outcome.done(true);
        }
        if (window != null) {
            return Outcome.refused(Problem.rate(Duration.between(now, window.plus(CodeIssuer.WINDOW))));
        }
        session.openBudget(recipient, now);
        return Outcome.done(true);
    }

    static Receipt receipt(User user, UserUpdate update) {
        return new Receipt(details(user), version(user), update.emailCode(), update.phoneCode());
    }

    static Receipt receipt(User user) {
        return receipt(user, UserUpdate.of(user));
    }

    static Details details(User user) {
        return new Details(user.id(), user.created(), user.changed(), user.organization());
    }

    /** The time of creation makes the versions of a deleted user and of its successor differ. */
    static String version(User user) {
        long created = ChronoUnit.MICROS.between(Instant.EPOCH, user.created());
        return Long.toString(created, Character.MAX_RADIX) + "-" + Long.toString(user.version(), Character.MAX_RADIX);
    }
}
