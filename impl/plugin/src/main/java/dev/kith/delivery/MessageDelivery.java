package dev.kith.delivery;

import dev.kith.api.DeliveryAdmin.Carrier;
import dev.kith.core.Meters;
import dev.kith.core.Outbox;
import dev.kith.core.Outbox.End;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.core.Spans;
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
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Delivers messages, a batch at a time for each calling thread: leases messages, tries one after the other and records the
 * results. No transaction and no lock is held while a notifier works.
 *
 * <p>A message is delivered at least once: if this process dies or the storage fails after a message was sent and before that
 * is recorded, the message is sent again with the same id. Safe for several threads.
 */
public final class MessageDelivery {
    private static final System.Logger LOG = System.getLogger(MessageDelivery.class.getName());
    private static final int OWNER_BYTES = 16;

    private final Outbox outbox;
    private final Carriers carriers;
    private final PluginInvoker invoker;
    private final DeliveryAttempt attempt;
    private final RetryPolicy policy;
    private final Clock clock;
    private final RandomGenerator random;
    private final OutcomeRecorder recorder;
    private final Semaphore events;
    private final BatchSize toPeople = new BatchSize();
    private final BatchSize toListeners = new BatchSize();
    private volatile Runnable whenMore = () -> {};

    /**
     * A delivery.
     *
     * @param outbox holds the messages
     * @param renderer decrypts and renders them
     * @param routing chooses who delivers them
     * @param policy time-outs and retries
     * @param threads calls notifiers; needs a free thread for each thread that calls {@link #deliverNext}, in addition to that
     *     thread itself
     * @param clock the time
     * @param random spreads the attempts and names the leases; must be safe for several threads
     * @param meters where figures go
     * @param spans where calls of carriers are traced
     */
    public MessageDelivery(
            Outbox outbox,
            MessageRenderer renderer,
            NotifierRouting routing,
            RetryPolicy policy,
            ExecutorService threads,
            Clock clock,
            RandomGenerator random,
            Meters meters,
            Spans spans) {
        this.outbox = outbox;
        this.policy = policy;
        this.carriers = routing.carriers(clock, meters);
        this.invoker = new PluginInvoker(policy.timeout(), threads, clock, carriers);
        this.attempt = new DeliveryAttempt(renderer, routing, invoker, policy, clock, random, spans);
        this.clock = clock;
        this.random = random;
        this.recorder = new OutcomeRecorder(outbox);
        this.events = new Semaphore(policy.events());
    }

    /**
     * Returns all that messages and events go to, and which of them fail now.
     *
     * @return each notifier, verification service and listener
     */
    public List<Carrier> carriers() {
        return carriers.told();
    }

    /** Has this run whenever another thread may find messages that are due. It must not block. */
    void whenMore(Runnable wake) {
        whenMore = wake;
    }

    /**
     * Tries every message that is due, in the calling thread.
     *
     * @return how many messages there were
     * @throws InterruptedException as with {@link #deliverNext}
     */
    public int deliverDue() throws InterruptedException {
        int all = 0;
        int tried;
        do {
            tried = deliverNext().tried();
            all += tried;
        } while (tried > 0);
        return all;
    }

    /**
     * What a look for messages that are due has led to.
     *
     * @param tried how many were tried
     * @param more whether more of them are due, as far as can be told: the look found as many as it asked for, or some were not
     *     begun
     */
    public record BatchResult(int tried, boolean more) {
        static final BatchResult NOTHING = new BatchResult(0, false);

        private BatchResult and(BatchResult other) {
            return new BatchResult(tried + other.tried, more || other.more);
        }
    }

    /**
     * Tries some messages that are due, in the calling thread. Messages to people come before events, because there may be very
     * many events if a listener is down.
     *
     * @return how many, and whether to look again at once
     * @throws InterruptedException if the thread is interrupted; the message in progress is tried again when its lease has ended
     * @throws RuntimeException if the storage fails
     */
    public BatchResult deliverNext() throws InterruptedException {
        recorder.writePending(clock.instant());
        BatchResult people = invoker.canCallNotifiers()
                ? deliver(MessageKind.TO_PEOPLE, toPeople, invoker::canCallNotifiers)
                : BatchResult.NOTHING;
        return !people.more() && invoker.canCallListeners() ? people.and(deliverEvents()) : people;
    }

    /** There are always fewer events in progress than threads: listeners may hang while people wait for their codes. */
    private BatchResult deliverEvents() throws InterruptedException {
        if (!events.tryAcquire()) {
            return BatchResult.NOTHING;
        }
        try {
            return deliver(MessageKind.TO_LISTENERS, toListeners, invoker::canCallListeners);
        } finally {
            events.release();
        }
    }

    /** Tries a batch. */
    private BatchResult deliver(Set<MessageKind> kinds, BatchSize size, BooleanSupplier callable)
            throws InterruptedException {
        Instant now = clock.instant();
        int wanted = size.next();
        List<Leased> leased = outbox.lease(kinds, leaseName(), wanted, now, policy.lease());
        if (leased.isEmpty()) {
            return BatchResult.NOTHING;
        }
        if (leased.size() == wanted) {
            whenMore.run();
        }
        int tried = deliver(leased, now, callable);
        size.note(wanted, leased.size(), tried);
        return new BatchResult(tried, leased.size() == wanted || tried < leased.size());
    }

    private int deliver(List<Leased> leased, Instant now, BooleanSupplier callable) throws InterruptedException {
        Batch batch = new Batch(outbox, recorder, clock, leased, () -> whenMore.run());
        LeaseTerm term = new LeaseTerm(now.plus(policy.lease()), batch::whenSlow);
        try {
            Set<String> current = current(leased);
            int tried = 0;
            for (Leased one = batch.next(); one != null; one = callable.getAsBoolean() ? batch.next() : null) {
                tried++;
                DeliveryAttempt.Tried result =
                        attempt.tryOnce(one, current.contains(one.message().id()), term);
                log(result.leased(), result.result());
                batch.add(result.result().settlement(result.leased()));
            }
            return tried;
        } catch (VirtualMachineError e) {
            batch.abandon();
            throw e;
        } finally {
            batch.end();
        }
    }

    private Set<String> current(List<Leased> leased) {
        boolean proves = leased.stream().anyMatch(one -> one.message().kind().proves());
        return proves ? outbox.current(leased) : Set.of();
    }

    /**
     * Returns how long nothing will be due, as far as is known now. Results that the storage has not accepted yet are written
     * first. Events that must wait for another event are not due: the thread that delivers that one looks for them next.
     *
     * @param most the longest answer
     * @return the time until the next message is due
     */
    Duration idleTime(Duration most) {
        Instant now = clock.instant();
        recorder.writePending(now);
        boolean eventsToo = invoker.canCallListeners() && events.availablePermits() > 0;
        Instant due = outbox.nextDue(eventsToo ? MessageKind.ALL : MessageKind.TO_PEOPLE);
        if (due == null) {
            return most;
        }
        Duration until = Duration.between(now, due);
        return until.compareTo(most) < 0 ? until : most;
    }

    /**
     * Tells the notifiers that no more messages are due for now.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void idle() throws InterruptedException {
        invoker.idle();
    }

    /**
     * Removes messages that were closed long ago, and what was stored with them; a limited number at a time.
     *
     * @return how many rows were removed
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
