package dev.kith.core;

import dev.kith.api.DeliveryAdmin;
import dev.kith.api.Outcome;
import dev.kith.core.UserStore.DeadMessage;
import dev.kith.core.UserStore.Found;
import dev.kith.core.UserStore.Session;
import dev.kith.core.UserWriter.Stored;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives messages that were given up another chance. A message that is no longer needed is closed as void, so that it is no longer among the dead.
 */
final class DeadLetterReplay implements DeliveryAdmin {
    private final UserStore userStore;
    private final RetryingTransaction transaction;
    private final CodeIssuer issuer;
    private final ChangeAnnouncer announcer;
    private final UserWriter writer;
    private final DataProtector protector;
    private final Environment environment;

    DeadLetterReplay(
            UserStore userStore,
            RetryingTransaction transaction,
            CodeIssuer issuer,
            ChangeAnnouncer announcer,
            UserWriter writer,
            DataProtector protector,
            Environment environment) {
        this.userStore = userStore;
        this.transaction = transaction;
        this.issuer = issuer;
        this.announcer = announcer;
        this.writer = writer;
        this.protector = protector;
        this.environment = environment;
    }

    @Override
    public Backlog backlog() {
        return userStore.backlog(environment.clock().instant());
    }

    @Override
    public List<Retry> retries(int most) {
        return userStore.retries(most);
    }

    @Override
    public List<Dead> dead(int most) {
        return userStore.dead(most);
    }

    @Override
    public Replay replay(String id) {
        Outcome<Replayed> outcome = transaction.until((session, again) -> replay(session, session.dead(id), again));
        if (!(outcome instanceof Outcome.Done<Replayed> done)) {
            throw new IllegalStateException(
                    "a message could not be replayed because others change its user all the time");
        }
        Replayed replayed = done.value();
        if (replayed.user() != null) {
            environment.announce(replayed.user());
        }
        if (replayed.replay() == Replay.DUE_AGAIN) {
            environment.messageStored().run();
        }
        return replayed.replay();
    }

    /** What has come of it, and the user that has changed with it. */
    private record Replayed(Replay replay, @Nullable Stored user) {}

    private Outcome<Replayed> replay(Session session, @Nullable DeadMessage dead, boolean again) {
        if (dead == null) {
            return alone(Replay.NOT_DEAD);
        }
        return switch (dead.kind()) {
            case SEND_CODE, START_VERIFICATION -> proof(session, dead, again);
            case NOTICE -> alone(notice(session, dead));
            case EVENT -> alone(event(session, dead));
        };
    }

    private static Outcome<Replayed> alone(Replay replay) {
        return Outcome.done(new Replayed(replay, null));
    }

    /** The listeners that have refused it are asked again as well. */
    private Replay event(Session session, DeadMessage dead) {
        session.revive(
                dead.id(),
                null,
                dead.accepted().stream()
                        .filter(mark -> !mark.startsWith(Outbox.Leased.REFUSED))
                        .collect(Collectors.toSet()),
                writer.now());
        return Replay.DUE_AGAIN;
    }

    private Replay notice(Session session, DeadMessage dead) {
        User user = user(session, dead);
        boolean needed = user != null
                && !isLater(user, dead)
                && !holds(user.contact(dead.channel()), dead.recipient())
                && !dead.expired(writer.now());
        return needed && user != null
                ? dueAgain(session, dead, announcer.noticeAgain(session, user, dead, writer.now()))
                : notNeeded(session, dead);
    }

    private static boolean holds(@Nullable Contact contact, String value) {
        return contact != null && contact.value().equals(value);
    }

    /** A later user of the same id is somebody else, about whom the recipient must not be notified. */
    private static boolean isLater(User user, DeadMessage dead) {
        return dead.created().isBefore(user.created());
    }

    private Outcome<Replayed> proof(Session session, DeadMessage dead, boolean again) {
        User user = user(session, dead);
        Contact contact = user == null ? null : user.contact(dead.channel());
        Proof proof = contact == null ? null : contact.proof();
        if (user == null || proof == null || !proof.id().equals(dead.id())) {
            return alone(notNeeded(session, dead));
        }
        if (proof.external() && issuer.covers(dead.channel()) && !proof.expired(writer.now())) {
            return alone(dueAgain(session, dead, new MessagePayload("", null, null)));
        }
        UserUpdate update = issuer.reissue(UserUpdate.of(user), dead.channel(), proof.value(), writer.now());
        return writer.store(session, user, update, AuditEntry.byNobody(AuditEntry.REPLAY_MESSAGE), again)
                .then(stored -> {
                    session.dismiss(dead.id(), writer.now());
                    return Outcome.done(new Replayed(Replay.NEW_CODE, stored));
                });
    }

    private static @Nullable User user(Session session, DeadMessage dead) {
        Found found = session.find(dead.userId());
        return found == null ? null : found.user();
    }

    private Replay dueAgain(Session session, DeadMessage dead, MessagePayload payload) {
        session.revive(dead.id(), protector.seal(payload, dead.id()), dead.accepted(), writer.now());
        return Replay.DUE_AGAIN;
    }

    private Replay notNeeded(Session session, DeadMessage dead) {
        session.dismiss(dead.id(), writer.now());
        return Replay.NOT_NEEDED;
    }
}
