package dev.kith.delivery;

import dev.kith.core.Outbox;
import dev.kith.core.Outbox.End;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.delivery.text.MessageRenderer;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/**
 * Delivers messages, one at a time for each calling thread: lease, try, keep how it ended. No transaction and no lock is held
 * while a notifier works.
 *
 * <p>A message is delivered at least once: where this process dies, or the storage is away, between the sending and the
 * keeping of it, the message comes again with the same id. Safe for several threads.
 */
public final class MessageDelivery {
    private static final System.Logger LOG = System.getLogger(MessageDelivery.class.getName());
    private static final int OWNER_BYTES = 16;

    private final Outbox outbox;
    private final PluginInvoker invoker;
    private final DeliveryAttempt attempt;
    private final RetryPolicy policy;
    private final Clock clock;
    private final RandomGenerator random;
    private final OutcomeRecorder recorder;
    private final Semaphore events;

    /**
     * A delivery that has not looked at anything yet.
     *
     * @param outbox the messages
     * @param renderer opens and writes them
     * @param routing carry them
     * @param policy how patient to be
     * @param threads where notifiers are called; it needs a free thread for each thread that calls {@link #deliverNext},
     *     beside that thread itself
     * @param clock the time
     * @param random spreads the tries and names the leases; must be safe for several threads
     */
    public MessageDelivery(
            Outbox outbox,
            MessageRenderer renderer,
            NotifierRouting routing,
            RetryPolicy policy,
            ExecutorService threads,
            Clock clock,
            RandomGenerator random) {
        this.outbox = outbox;
        this.policy = policy;
        this.invoker = new PluginInvoker(policy.timeout(), threads, clock);
        this.attempt = new DeliveryAttempt(outbox, renderer, routing, invoker, policy, clock, random);
        this.clock = clock;
        this.random = random;
        this.recorder = new OutcomeRecorder(outbox);
        this.events = new Semaphore(policy.events());
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
        recorder.writeWhatIsLeft(clock.instant());
        return (invoker.carries() && deliverNext(MessageKind.TO_PEOPLE)) || (invoker.tells() && tellNext());
    }

    /** Never as many at the same time as there are threads: listeners may hang, and people wait for their codes. */
    private boolean tellNext() throws InterruptedException {
        if (!events.tryAcquire()) {
            return false;
        }
        try {
            return deliverNext(MessageKind.TO_LISTENERS);
        } finally {
            events.release();
        }
    }

    private boolean deliverNext(Set<MessageKind> kinds) throws InterruptedException {
        Instant now = clock.instant();
        List<Leased> leased = outbox.lease(kinds, leaseName(), 1, now, policy.lease());
        for (Leased one : leased) {
            keep(attempt.tryOnce(one, now.plus(policy.lease())));
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
        recorder.writeWhatIsLeft(now);
        boolean tells = invoker.tells() && events.availablePermits() > 0;
        Instant due = outbox.nextDue(tells ? MessageKind.ALL : MessageKind.TO_PEOPLE);
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
        invoker.idle();
    }

    /**
     * Removes messages that were closed long ago, and what was kept with them; a limited number at a time.
     *
     * @return how many rows
     */
    public int purge() {
        return outbox.purge(clock.instant().minus(policy.keep()));
    }

    Instant now() {
        return clock.instant();
    }

    private String leaseName() {
        byte[] name = new byte[OWNER_BYTES];
        random.nextBytes(name);
        return HexFormat.of().formatHex(name);
    }

    private void keep(DeliveryAttempt.Tried tried) {
        log(tried.leased(), tried.result());
        recorder.write(new OutcomeRecorder.AttemptRecord(tried.leased(), tried.result(), clock.instant()));
    }

    private static void log(Leased leased, AttemptResult result) {
        boolean dead = result instanceof AttemptResult.Close close && close.end() == End.DEAD;
        LOG.log(
                dead ? Level.WARNING : Level.DEBUG,
                "message={0} kind={1} channel={2} attempt={3} {4}",
                leased.message().id(),
                leased.message().kind(),
                leased.message().channel(),
                leased.attempt(),
                result.logText());
    }
}
