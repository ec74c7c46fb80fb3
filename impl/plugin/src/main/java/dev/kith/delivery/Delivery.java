package dev.kith.delivery;

import dev.kith.core.Message;
import dev.kith.core.Outbox;
import dev.kith.core.Outbox.End;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.Payload;
import dev.kith.core.Payload.Occurrence;
import dev.kith.core.Vault;
import dev.kith.spi.EventListener;
import dev.kith.spi.EventListener.Event;
import dev.kith.spi.Notifier;
import dev.kith.spi.Notifier.Notification;
import dev.kith.spi.Notifier.Outcome;
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
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

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
    private static final int MOST_STUCK_CALLS = 64;

    private final Outbox outbox;
    private final Vault vault;
    private final Carriers carriers;
    private final Terms terms;
    private final TimedCalls calls;
    private final Clock clock;
    private final RandomGenerator random;
    private final Letters letters = new Letters(Texts.english());
    private final Ledger ledger;

    /**
     * A delivery that has not looked at anything yet.
     *
     * @param outbox the messages
     * @param vault opens them
     * @param carriers carry them
     * @param terms how patient to be
     * @param threads where notifiers are called; it needs a free thread for each thread that calls {@link #deliverNext},
     *     beside that thread itself
     * @param clock the time
     * @param random spreads the tries and names the leases; must be safe for several threads
     */
    public Delivery(
            Outbox outbox,
            Vault vault,
            Carriers carriers,
            Terms terms,
            ExecutorService threads,
            Clock clock,
            RandomGenerator random) {
        this.outbox = outbox;
        this.vault = vault;
        this.carriers = carriers;
        this.terms = terms;
        this.calls = new TimedCalls(threads, MOST_STUCK_CALLS);
        this.clock = clock;
        this.random = random;
        this.ledger = new Ledger(outbox);
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
     * Tries one message that is due, in the calling thread.
     *
     * @return false when none is due
     * @throws InterruptedException when the thread is interrupted; the message comes again when its lease has ended
     * @throws RuntimeException when the storage fails
     */
    public boolean deliverNext() throws InterruptedException {
        Instant now = clock.instant();
        ledger.writeWhatIsLeft(now);
        if (!calls.available()) {
            return false;
        }
        List<Leased> leased = outbox.lease(leaseName(), 1, now, terms.lease());
        for (Leased one : leased) {
            keep(tryOnce(one, now.plus(terms.lease())));
        }
        return !leased.isEmpty();
    }

    /**
     * How long nothing will be due, as far as can be told now.
     *
     * @param most the longest answer
     * @return the time until the next message is due
     */
    Duration idleTime(Duration most) {
        Instant due = outbox.nextDue();
        if (due == null) {
            return most;
        }
        Duration until = Duration.between(clock.instant(), due);
        return until.compareTo(most) < 0 ? until : most;
    }

    /**
     * Removes messages that were closed long ago.
     *
     * @return how many
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
        return leased.message().kind() == Message.Kind.EVENT
                ? tell(leased, leaseEnds)
                : new Tried(leased, carry(leased, leaseEnds));
    }

    private Verdict carry(Leased leased, Instant leaseEnds) throws InterruptedException {
        Message message = leased.message();
        if (message.kind().proves() && !outbox.current(message)) {
            return new Verdict.Close(End.VOID, null);
        }
        Instant now = clock.instant();
        if (message.expires() != null && message.expires().isBefore(now)) {
            return Verdict.dead("expired");
        }
        if (leased.attempt() > terms.attempts()) {
            return Verdict.dead("too-many-tries");
        }
        // A notifier must not work longer than the lease lasts, or another worker would send the message too.
        Duration left = Duration.between(now, leaseEnds);
        if (left.compareTo(terms.timeout().dividedBy(2)) < 0) {
            return new Verdict.Postpone(now, "slow-storage");
        }
        Duration allowed = left.compareTo(terms.timeout()) < 0 ? left : terms.timeout();
        return message.kind() == Message.Kind.START_VERIFICATION ? start(leased, allowed) : send(leased, allowed);
    }

    /** Every listener that has not answered yet, whatever the others do. */
    private Tried tell(Leased leased, Instant leaseEnds) throws InterruptedException {
        if (leased.attempt() > terms.attempts()) {
            return new Tried(leased, Verdict.dead("too-many-tries"));
        }
        if (!vault.holdsKeyOf(leased.message())) {
            return new Tried(leased, withoutKey(leased));
        }
        Occurrence occurrence = occurrence(leased);
        if (occurrence == null) {
            return new Tried(leased, Verdict.dead("unreadable"));
        }
        Event event = carriers.listeners().event(leased.message(), occurrence);
        Set<String> marks = new HashSet<>(leased.accepted());
        Outcome.TryLater later = null;
        for (EventListener listener : carriers.listeners().waiting(marks)) {
            Outcome outcome = call(leaseEnds, listener, event);
            if (outcome instanceof Outcome.TryLater thisOne) {
                later = thisOne;
            } else {
                marks.add(Listeners.mark(listener, outcome));
            }
        }
        Leased told = leased.accepted(marks);
        return new Tried(told, later == null ? heard(marks) : again(told, later, ""));
    }

    private Outcome call(Instant leaseEnds, EventListener listener, Event event) throws InterruptedException {
        Duration left = Duration.between(clock.instant(), leaseEnds);
        if (left.compareTo(terms.timeout().dividedBy(2)) < 0) {
            return Outcome.tryLater("slow-listener");
        }
        Duration allowed = left.compareTo(terms.timeout()) < 0 ? left : terms.timeout();
        Outcome outcome = calls.call(allowed, () -> Listeners.answered(listener.handle(event)));
        if (!(outcome instanceof Outcome.Accepted)) {
            LOG.log(Level.DEBUG, "message={0} listener={1} outcome={2}", event.id(), listener.name(), outcome);
        }
        return outcome;
    }

    private static Verdict heard(Set<String> marks) {
        return Listeners.anyRefused(marks)
                ? Verdict.dead("refused-by-listener")
                : new Verdict.Close(End.DELIVERED, null);
    }

    private @Nullable Occurrence occurrence(Leased leased) {
        try {
            return vault.open(leased.message()).occurrence();
        } catch (RuntimeException e) {
            unreadable(leased.message(), e);
            return null;
        }
    }

    private Verdict send(Leased leased, Duration allowed) throws InterruptedException {
        Notifier notifier = carriers.notifier(leased.message().channel());
        if (notifier == null) {
            return Verdict.dead("no-notifier");
        }
        if (!vault.holdsKeyOf(leased.message())) {
            return withoutKey(leased);
        }
        Notification notification = write(leased);
        if (notification == null) {
            return Verdict.dead("unreadable");
        }
        return judge(leased, calls.call(allowed, () -> notifier.deliver(notification)), notification.code());
    }

    /** Another node may know the key already, or still: the message waits for it as it waits for a mail server. */
    private Verdict withoutKey(Leased leased) {
        LOG.log(
                Level.ERROR,
                "message={0} key={1} outcome=unknown-key: keys that were in use must stay in kith.keys of every node as long"
                        + " as messages wait",
                leased.message().id(),
                leased.message().payload().keyId());
        return again(leased, new Outcome.TryLater(Duration.ZERO, "unknown-key"), "");
    }

    private @Nullable Notification write(Leased leased) {
        Message message = leased.message();
        try {
            Payload payload = vault.open(message);
            return letters.write(message, payload, leased.attempt());
        } catch (RuntimeException e) {
            unreadable(message, e);
            return null;
        }
    }

    private static void unreadable(Message message, RuntimeException e) {
        LOG.log(
                Level.ERROR,
                "message={0} key={1} outcome=unreadable error={2}: the stored message is not what was stored",
                message.id(),
                message.payload().keyId(),
                e.getClass().getName());
    }

    private Verdict start(Leased leased, Duration allowed) throws InterruptedException {
        Message message = leased.message();
        VerificationService service = carriers.service(message.channel());
        if (service == null) {
            return again(leased, new Outcome.TryLater(Duration.ZERO, "no-verification-service"), "");
        }
        Verification verification =
                new Verification(message.id(), Carriers.way(message.channel()), message.recipient(), message.userId());
        return judge(leased, calls.call(allowed, () -> service.start(verification)), "");
    }

    private Verdict judge(Leased leased, Outcome outcome, String code) {
        if (outcome instanceof Outcome.TryLater later) {
            return again(leased, later, code);
        }
        if (outcome instanceof Outcome.Refused refused) {
            return Verdict.dead(Reason.tidy(refused.reason(), leased.message(), code));
        }
        return new Verdict.Close(End.DELIVERED, null);
    }

    private Verdict again(Leased leased, Outcome.TryLater later, String code) {
        String reason = Reason.tidy(later.reason(), leased.message(), code);
        Instant due = terms.retry(leased.attempt(), later.delay(), clock.instant(), random);
        Instant expires = leased.message().expires();
        boolean tooLate = expires != null && expires.isBefore(due);
        return tooLate || leased.attempt() >= terms.attempts()
                ? Verdict.dead(reason)
                : new Verdict.Postpone(due, reason);
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
