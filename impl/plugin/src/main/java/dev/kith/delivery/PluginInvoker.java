package dev.kith.delivery;

import static java.util.stream.Collectors.joining;

import dev.kith.core.Spans.DeliverySpan;
import dev.kith.spi.Notifier;
import dev.kith.spi.Notifier.Notification;
import dev.kith.spi.Notifier.Outcome;
import dev.kith.spi.Notifier.Outcome.TryLater;
import dev.kith.spi.UserEventListener;
import dev.kith.spi.UserEventListener.Event;
import dev.kith.spi.VerificationService;
import dev.kith.spi.VerificationService.Verification;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/**
 * Calls notifiers, listeners and the verification service, each within the time-out and none after the end of the lease. The
 * reasons that they give come back {@linkplain ReasonSanitizer sanitized}. Safe for several threads.
 */
final class PluginInvoker {
    private static final System.Logger LOG = System.getLogger(PluginInvoker.class.getName());
    private static final int MOST_STUCK_CALLS = 64;

    private final Duration timeout;
    private final TimeLimiter notifierCalls;
    private final TimeLimiter listenerCalls;
    private final Clock clock;
    private final Carriers carriers;
    private final Set<Notifier> used = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    PluginInvoker(Duration timeout, ExecutorService threads, Clock clock, Carriers carriers) {
        this.timeout = timeout;
        this.notifierCalls = new TimeLimiter(threads, "notifiers", MOST_STUCK_CALLS);
        this.listenerCalls = new TimeLimiter(threads, "listeners", MOST_STUCK_CALLS);
        this.clock = clock;
        this.carriers = carriers;
    }

    /** False if so many calls of notifiers are stuck that there should be no new ones. */
    boolean canCallNotifiers() {
        return notifierCalls.available();
    }

    /** False if so many calls of listeners are stuck that there should be no new ones. */
    boolean canCallListeners() {
        return listenerCalls.available();
    }

    /** Whether the rest of a lease is long enough for a call. */
    boolean hasTime(LeaseTerm term) {
        return left(term).compareTo(timeout.dividedBy(2)) >= 0;
    }

    /** A call must not last longer than the lease, or another worker would send the message too. */
    private Duration allowed(LeaseTerm term) {
        Duration left = left(term);
        return left.compareTo(timeout) < 0 ? left : timeout;
    }

    private Duration left(LeaseTerm term) {
        return Duration.between(clock.instant(), term.ends());
    }

    /**
     * Calls the first notifier, and the next one as long as none can take the message now. A refusal is final: another notifier
     * would not make the address a better one.
     */
    Outcome send(List<Notifier> notifiers, Notification notification, LeaseTerm term, DeliveryTrace trace)
            throws InterruptedException {
        Map<String, TryLater> postponed = new LinkedHashMap<>();
        for (Notifier notifier : notifiers) {
            if (!postponed.isEmpty() && !hasTime(term)) {
                break;
            }
            Outcome outcome = deliver(notifier, notification, term, trace);
            if (!(outcome instanceof TryLater later)) {
                return named(notifier, outcome);
            }
            postponed.put(carriers.name(notifier), later);
        }
        return combined(postponed);
    }

    private Outcome deliver(Notifier notifier, Notification notification, LeaseTerm term, DeliveryTrace trace)
            throws InterruptedException {
        try {
            return call(
                    notifier,
                    trace,
                    work -> ReasonSanitizer.sanitize(
                            notifierCalls.call(allowed(term), work, term.whenSlow()), notification),
                    () -> notifier.deliver(notification));
        } finally {
            used.add(notifier);
        }
    }

    /** Calls a plugin within its time, and gives back a sanitized outcome. */
    private interface LimitedCall {
        Outcome of(Callable<Outcome> work) throws InterruptedException;
    }

    /** Calls a carrier, in a span of its own, and takes note of how that ends. */
    private Outcome call(Object carrier, DeliveryTrace trace, LimitedCall limited, Callable<Outcome> work)
            throws InterruptedException {
        long begun = System.nanoTime();
        try (DeliverySpan span = carriers.span(carrier, trace)) {
            Outcome outcome = limited.of(span.around(work));
            span.ended(Carriers.word(outcome), outcome instanceof Outcome.Accepted);
            return carriers.noted(carrier, outcome, System.nanoTime() - begun);
        }
    }

    /** The outcome with the name of who has reported it in front of the reason. */
    private Outcome named(Object carrier, Outcome outcome) {
        if (outcome instanceof TryLater later) {
            return combined(Map.of(carriers.name(carrier), later));
        }
        return outcome instanceof Outcome.Refused refused
                ? new Outcome.Refused(carriers.name(carrier) + ":" + refused.reason())
                : outcome;
    }

    /** One outcome for all of them: the message is tried again as soon as the first of them may be called again. */
    static TryLater combined(Map<String, TryLater> postponed) {
        String reasons = postponed.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue().reason())
                .collect(joining(" "));
        Duration delay = postponed.values().stream()
                .map(TryLater::delay)
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return new TryLater(delay, reasons);
    }

    Outcome start(VerificationService service, Verification verification, LeaseTerm term, DeliveryTrace trace)
            throws InterruptedException {
        Outcome outcome = call(
                service,
                trace,
                work -> ReasonSanitizer.sanitize(
                        notifierCalls.call(allowed(term), work, term.whenSlow()), verification.recipient()),
                () -> service.start(verification));
        return named(service, outcome);
    }

    Outcome handle(UserEventListener listener, Event event, LeaseTerm term, DeliveryTrace trace)
            throws InterruptedException {
        if (!hasTime(term)) {
            return Outcome.tryLater("slow-listener");
        }
        Outcome outcome = call(
                listener,
                trace,
                work -> ReasonSanitizer.sanitize(listenerCalls.call(allowed(term), work, term.whenSlow())),
                () -> EventListeners.answered(listener.handle(event)));
        if (!(outcome instanceof Outcome.Accepted)) {
            LOG.log(Level.DEBUG, "message={0} listener={1} outcome={2}", event.id(), listener.name(), outcome);
        }
        return outcome;
    }

    /** The name of a listener as it stands in a reason. */
    String name(UserEventListener listener) {
        return carriers.name(listener);
    }

    /** Tells the notifiers that were called since the last time that no more messages are due. */
    void idle() throws InterruptedException {
        for (Notifier notifier : List.copyOf(used)) {
            used.remove(notifier);
            Callable<Outcome> idle = () -> {
                notifier.idle();
                return Outcome.accepted();
            };
            Outcome outcome = notifierCalls.call(timeout, idle, () -> {});
            if (!(outcome instanceof Outcome.Accepted)) {
                LOG.log(Level.DEBUG, "notifier={0} idle={1}", notifier.name(), outcome);
            }
        }
    }
}
