package dev.kith.delivery;

import dev.kith.api.Messages.Cause;
import dev.kith.core.Message;
import dev.kith.core.Message.Kind;
import dev.kith.core.Outbox;
import dev.kith.core.Outbox.End;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.Payload.Occurrence;
import dev.kith.spi.EventListener;
import dev.kith.spi.EventListener.Event;
import dev.kith.spi.Notifier;
import dev.kith.spi.Notifier.Notification;
import dev.kith.spi.Notifier.Outcome;
import dev.kith.spi.Notifier.Outcome.TryLater;
import dev.kith.spi.VerificationService;
import dev.kith.spi.VerificationService.Verification;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/**
 * Delivers messages, one at a time for each calling thread: lease, look whether it is still worth sending, open, write, have
 * it carried, keep how it ended. No transaction and no lock is held while a notifier works.
 *
 * <p>A message is delivered at least once: where this process dies, or the storage is away, between the sending and the
 * keeping of it, the message comes again with the same id. Safe for several threads.
 */
public final class Delivery {
    private static final System.Logger LOG = System.getLogger(Delivery.class.getName());
    private static final int OWNER_BYTES = 16;
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
    private final Ledger ledger;
    private final Semaphore events;

    /**
     * A delivery that has not looked at anything yet.
     *
     * @param outbox the messages
     * @param scribe opens and writes them
     * @param carriers carry them
     * @param terms how patient to be
     * @param threads where notifiers are called; it needs a free thread for each thread that calls {@link #deliverNext},
     *     beside that thread itself
     * @param clock the time
     * @param random spreads the tries and names the leases; must be safe for several threads
     */
    public Delivery(
            Outbox outbox,
            Scribe scribe,
            Carriers carriers,
            Terms terms,
            ExecutorService threads,
            Clock clock,
            RandomGenerator random) {
        this.outbox = outbox;
        this.scribe = scribe;
        this.carriers = carriers;
        this.terms = terms;
        this.courier = new Courier(terms.timeout(), threads, clock);
        this.clock = clock;
        this.random = random;
        this.ledger = new Ledger(outbox);
        this.events = new Semaphore(terms.events());
    }

    /**
     * Tries every message that is due, in the calling thread.
     *
     * @return how many there were
     * @throws InterruptedException as with {@link #deliverNext}
     */
    public int deliverDue() throws InterruptedException {
        int tried = 0;
        while (deliverNext()) {
            tried++;
        }
        return tried;
    }

    /**
     * Tries one message that is due, in the calling thread; those to people before events, as there may be very many events
     * where a listener is away.
     *
     * @return false when none is due
     * @throws InterruptedException when the thread is interrupted; the message comes again when its lease has ended
     * @throws RuntimeException when the storage fails
     */
    public boolean deliverNext() throws InterruptedException {
        ledger.writeWhatIsLeft(clock.instant());
        return (courier.carries() && deliverNext(Kind.TO_PEOPLE)) || (courier.tells() && tellNext());
    }

    /** Never as many at the same time as there are threads: listeners may hang, and people wait for their codes. */
    private boolean tellNext() throws InterruptedException {
        if (!events.tryAcquire()) {
            return false;
        }
        try {
            return deliverNext(Kind.TO_LISTENERS);
        } finally {
            events.release();
        }
    }

    private boolean deliverNext(Set<Kind> kinds) throws InterruptedException {
        Instant now = clock.instant();
        List<Leased> leased = outbox.lease(kinds, leaseName(), 1, now, terms.lease());
        for (Leased one : leased) {
            keep(tryOnce(one, now.plus(terms.lease())));
        }
        return !leased.isEmpty();
    }

    /**
     * How long nothing will be due, as far as can be told now. Verdicts that the storage has not taken yet are written first.
     * Events that must wait for another event are not due: who tells that one looks for them next.
     *
     * @param most the longest answer
     * @return the time until the next message is due
     */
    Duration idleTime(Duration most) {
        Instant now = clock.instant();
        ledger.writeWhatIsLeft(now);
        boolean tells = courier.tells() && events.availablePermits() > 0;
        Instant due = outbox.nextDue(tells ? Kind.ALL : Kind.TO_PEOPLE);
        if (due == null) {
            return most;
        }
        Duration until = Duration.between(now, due);
        return until.compareTo(most) < 0 ? until : most;
    }

    /**
     * Says to those who carry messages that no more are due for now.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    void idle() throws InterruptedException {
        courier.idle();
    }

    /**
     * Removes messages that were closed long ago, and what was kept with them; a limited number at a time.
     *
     * @return how many rows
     */
    public int purge() {
        return outbox.purge(clock.instant().minus(terms.keep()));
    }

    Instant now() {
        return clock.instant();
    }

    private String leaseName() {
        byte[] name = new byte[OWNER_BYTES];
        random.nextBytes(name);
        return HexFormat.of().formatHex(name);
    }

    /** A lease, with what is to be kept of it, and what is to become of its message. */
    private record Tried(Leased leased, Verdict verdict) {}

    private Tried tryOnce(Leased leased, Instant leaseEnds) throws InterruptedException {
        Message message = leased.message();
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
        Message message = leased.message();
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

    private void keep(Tried tried) {
        log(tried.leased(), tried.verdict());
        ledger.write(new Ledger.Entry(tried.leased(), tried.verdict(), clock.instant()));
    }

    private static void log(Leased leased, Verdict verdict) {
        boolean dead = verdict instanceof Verdict.Close close && close.end() == End.DEAD;
        LOG.log(
                dead ? Level.WARNING : Level.DEBUG,
                "message={0} kind={1} channel={2} attempt={3} {4}",
                leased.message().id(),
                leased.message().kind(),
                leased.message().channel(),
                leased.attempt(),
                verdict.logText());
    }
}
