package dev.kith.delivery;

import dev.kith.api.Messages.Cause;
import dev.kith.core.MessagePayload.Occurrence;
import dev.kith.core.Outbox;
import dev.kith.core.Outbox.End;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.OutboxMessage;
import dev.kith.spi.EventListener;
import dev.kith.spi.EventListener.Event;
import dev.kith.spi.Notifier;
import dev.kith.spi.Notifier.Notification;
import dev.kith.spi.Notifier.Outcome;
import dev.kith.spi.Notifier.Outcome.TryLater;
import dev.kith.spi.VerificationService;
import dev.kith.spi.VerificationService.Verification;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Tries one message: looks whether it is still worth sending, opens it, writes what people read, has it carried, and says
 * what is to become of it. Keeps nothing. Safe for several threads.
 */
final class Trying {
    /** Another node may have listeners; during an upgrade, for instance. */
    private static final TryLater NO_LISTENER = new TryLater(Duration.ZERO, "no-listener");

    /** Another node may understand what has happened; during an upgrade, for instance. */
    private static final TryLater NEWER_VERSION = new TryLater(Duration.ZERO, "newer-version");

    private static final TryLater UNKNOWN_KEY = new TryLater(Duration.ZERO, "unknown-key");

    private final Outbox outbox;
    private final Scribe scribe;
    private final Carriers carriers;
    private final Courier courier;
    private final Terms terms;
    private final Clock clock;
    private final RandomGenerator random;

    Trying(
            Outbox outbox,
            Scribe scribe,
            Carriers carriers,
            Courier courier,
            Terms terms,
            Clock clock,
            RandomGenerator random) {
        this.outbox = outbox;
        this.scribe = scribe;
        this.carriers = carriers;
        this.courier = courier;
        this.terms = terms;
        this.clock = clock;
        this.random = random;
    }

    /** A lease, with what is to be kept of it, and what is to become of its message. */
    record Tried(Leased leased, Verdict verdict) {}

    /**
     * Tries a message that has been leased.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    Tried tryOnce(Leased leased, Instant leaseEnds) throws InterruptedException {
        OutboxMessage message = leased.message();
        if (message.kind().proves() && !outbox.current(message)) {
            return new Tried(leased, new Verdict.Close(End.VOID, null));
        }
        Instant now = clock.instant();
        if (message.expires() != null && message.expires().isBefore(now)) {
            return new Tried(leased, Verdict.dead(Cause.EXPIRED, ""));
        }
        if (leased.attempt() > terms.attempts()) {
            return new Tried(leased, Verdict.dead(Cause.GIVEN_UP, "too-many-tries"));
        }
        if (!courier.hasTime(leaseEnds)) {
            return untried(leased, now);
        }
        return switch (message.kind()) {
            case SEND_CODE, NOTICE -> new Tried(leased, send(leased, leaseEnds));
            case START_VERIFICATION -> new Tried(leased, start(leased, leaseEnds));
            case EVENT -> tell(leased, leaseEnds);
        };
    }

    /** The storage took so long that there was no try. */
    private Tried untried(Leased leased, Instant now) {
        Leased before = new Leased(leased.message(), leased.owner(), leased.attempt() - 1, leased.accepted());
        return new Tried(before, new Verdict.Postpone(terms.retry(1, Duration.ZERO, now, random), "slow-storage"));
    }

    private Verdict send(Leased leased, Instant leaseEnds) throws InterruptedException {
        List<Notifier> notifiers = carriers.notifiers(leased.message().channel());
        if (notifiers.isEmpty()) {
            return Verdict.dead(Cause.NO_CARRIER, "");
        }
        if (!scribe.canOpen(leased.message())) {
            return again(leased, UNKNOWN_KEY);
        }
        Notification notification = scribe.write(leased);
        return notification == null
                ? Verdict.dead(Cause.UNREADABLE, "")
                : judge(leased, courier.send(notifiers, notification, leaseEnds));
    }

    private Verdict start(Leased leased, Instant leaseEnds) throws InterruptedException {
        OutboxMessage message = leased.message();
        VerificationService service = carriers.service(message.channel());
        if (service == null) {
            return again(leased, new TryLater(Duration.ZERO, "no-verification-service"));
        }
        Verification verification =
                new Verification(message.id(), Carriers.way(message.channel()), message.recipient(), message.userId());
        return judge(leased, courier.start(service, verification, leaseEnds));
    }

    private Tried tell(Leased leased, Instant leaseEnds) throws InterruptedException {
        if (!scribe.canOpen(leased.message())) {
            return new Tried(leased, again(leased, UNKNOWN_KEY));
        }
        Occurrence occurrence = scribe.occurrence(leased.message());
        if (occurrence == null) {
            return new Tried(leased, Verdict.dead(Cause.UNREADABLE, ""));
        }
        if (!occurrence.complete()) {
            return new Tried(leased, again(leased, NEWER_VERSION));
        }
        return carriers.listeners().isEmpty()
                ? new Tried(leased, again(leased, NO_LISTENER))
                : tell(leased, carriers.listeners().event(leased.message(), occurrence), leaseEnds);
    }

    /** Every listener that has not answered yet, whatever the others do. */
    private Tried tell(Leased leased, Event event, Instant leaseEnds) throws InterruptedException {
        Set<String> marks = new HashSet<>(leased.accepted());
        TryLater later = null;
        for (EventListener listener : carriers.listeners().waiting(marks)) {
            Outcome outcome = courier.tell(listener, event, leaseEnds);
            if (outcome instanceof TryLater thisOne) {
                later = thisOne;
            } else {
                marks.add(Listeners.mark(listener, outcome));
            }
        }
        Leased told = leased.accepted(marks);
        return new Tried(told, later == null ? heard(marks) : again(told, later));
    }

    private static Verdict heard(Set<String> marks) {
        return Listeners.anyRefused(marks)
                ? Verdict.dead(Cause.REFUSED, "listener")
                : new Verdict.Close(End.DELIVERED, null);
    }

    private Verdict judge(Leased leased, Outcome outcome) {
        if (outcome instanceof TryLater later) {
            return again(leased, later);
        }
        if (outcome instanceof Outcome.Refused refused) {
            return Verdict.dead(Cause.REFUSED, refused.reason());
        }
        return new Verdict.Close(End.DELIVERED, null);
    }

    private Verdict again(Leased leased, TryLater later) {
        Instant due = terms.retry(leased.attempt(), later.delay(), clock.instant(), random);
        Instant expires = leased.message().expires();
        boolean tooLate = expires != null && expires.isBefore(due);
        return tooLate || leased.attempt() >= terms.attempts()
                ? Verdict.dead(Cause.GIVEN_UP, later.reason())
                : new Verdict.Postpone(due, later.reason());
    }
}
