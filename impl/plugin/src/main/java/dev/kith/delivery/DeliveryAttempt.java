package dev.kith.delivery;

import dev.kith.api.DeliveryAdmin.Cause;
import dev.kith.core.MessagePayload;
import dev.kith.core.MessagePayload.Occurrence;
import dev.kith.core.Outbox.End;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.core.SecretKeys;
import dev.kith.core.Spans;
import dev.kith.delivery.text.MessageRenderer;
import dev.kith.spi.Notifier;
import dev.kith.spi.Notifier.Notification;
import dev.kith.spi.Notifier.Outcome;
import dev.kith.spi.Notifier.Outcome.TryLater;
import dev.kith.spi.UserEventListener;
import dev.kith.spi.UserEventListener.Event;
import dev.kith.spi.VerificationService;
import dev.kith.spi.VerificationService.Verification;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Makes one attempt to deliver a message: checks whether it is still worth sending, decrypts it, renders its text, has it
 * delivered, and decides what happens to it next. Stores nothing. Safe for several threads.
 */
final class DeliveryAttempt {
    /** Another node may have listeners, for instance during an upgrade. */
    private static final TryLater NO_LISTENER = new TryLater(Duration.ZERO, "no-listener");

    /** Another node may understand the event, for instance during an upgrade. */
    private static final TryLater NEWER_VERSION = new TryLater(Duration.ZERO, "newer-version");

    /** Another node may have the key, for instance while {@code kith.keys} is introduced. */
    private static final String UNKNOWN_KEY = "unknown-key";

    private final MessageRenderer renderer;
    private final NotifierRouting routing;
    private final PluginInvoker invoker;
    private final RetryPolicy policy;
    private final Clock clock;
    private final RandomGenerator random;
    private final Spans spans;

    DeliveryAttempt(
            MessageRenderer renderer,
            NotifierRouting routing,
            PluginInvoker invoker,
            RetryPolicy policy,
            Clock clock,
            RandomGenerator random,
            Spans spans) {
        this.renderer = renderer;
        this.routing = routing;
        this.invoker = invoker;
        this.policy = policy;
        this.clock = clock;
        this.random = random;
        this.spans = spans;
    }

    /** A lease as it is to be stored, and what happens to its message. */
    record Tried(Leased leased, AttemptResult result) {}

    /**
     * Tries a message that has been leased.
     *
     * @param leased the message
     * @param current whether its proof is still outstanding, if it proves something
     * @param term how long it may take
     * @throws InterruptedException if the thread is interrupted
     */
    Tried tryOnce(Leased leased, boolean current, LeaseTerm term) throws InterruptedException {
        OutboxMessage message = leased.message();
        if (message.kind().proves() && !current) {
            return new Tried(leased, new AttemptResult.Close(End.VOID, null));
        }
        Instant now = clock.instant();
        if (message.expires() != null && message.expires().isBefore(now)) {
            return new Tried(leased, AttemptResult.dead(Cause.EXPIRED, lacksKey(message) ? UNKNOWN_KEY : ""));
        }
        if (lacksKey(message)) {
            return withoutKey(leased, now);
        }
        if (leased.attempt() > policy.attempts()) {
            return new Tried(leased, AttemptResult.dead(Cause.GIVEN_UP, "too-many-tries"));
        }
        if (!invoker.hasTime(term)) {
            return untried(leased, now, "slow-storage");
        }
        return switch (message.kind()) {
            case SEND_CODE, NOTICE -> new Tried(leased, send(leased, term));
            case START_VERIFICATION -> new Tried(leased, start(leased, term));
            case EVENT -> notifyListeners(leased, term);
        };
    }

    /** What an outside service sends is not opened here. */
    private boolean lacksKey(OutboxMessage message) {
        return message.kind() != MessageKind.START_VERIFICATION && !renderer.canOpen(message);
    }

    /** A message without an end is given up when no key of its age is in use any more. */
    private Tried withoutKey(Leased leased, Instant now) {
        OutboxMessage message = leased.message();
        boolean lost = message.expires() == null
                && message.created().plus(SecretKeys.OPENS).isBefore(now);
        return lost
                ? new Tried(leased, AttemptResult.dead(Cause.UNREADABLE, UNKNOWN_KEY))
                : untried(leased, now, UNKNOWN_KEY);
    }

    /** No attempt was made, and none is counted. */
    private Tried untried(Leased leased, Instant now, String reason) {
        Leased before =
                new Leased(leased.message(), leased.owner(), leased.ends(), leased.attempt() - 1, leased.accepted());
        return new Tried(before, new AttemptResult.Postpone(policy.retry(1, Duration.ZERO, now, random), reason));
    }

    private AttemptResult send(Leased leased, LeaseTerm term) throws InterruptedException {
        List<Notifier> notifiers = routing.notifiers(leased.message().channel());
        if (notifiers.isEmpty()) {
            return AttemptResult.dead(Cause.NO_CARRIER, "");
        }
        Notification notification = renderer.write(leased);
        return notification == null
                ? AttemptResult.dead(Cause.UNREADABLE, "")
                : judge(leased, invoker.send(notifiers, notification, term, traced(leased)));
    }

    private AttemptResult start(Leased leased, LeaseTerm term) throws InterruptedException {
        OutboxMessage message = leased.message();
        VerificationService service = routing.service(message.channel());
        if (service == null) {
            return again(leased, new TryLater(Duration.ZERO, "no-verification-service"));
        }
        Verification verification = new Verification(
                message.id(), message.channel().notifierChannel(), message.recipient(), message.userId());
        return judge(leased, invoker.start(service, verification, term, traced(leased)));
    }

    private Tried notifyListeners(Leased leased, LeaseTerm term) throws InterruptedException {
        MessagePayload payload = renderer.event(leased.message());
        Occurrence occurrence = payload == null ? null : payload.occurrence();
        if (payload == null || occurrence == null) {
            return new Tried(leased, AttemptResult.dead(Cause.UNREADABLE, ""));
        }
        if (!occurrence.complete()) {
            return new Tried(leased, again(leased, NEWER_VERSION));
        }
        return routing.listeners().isEmpty()
                ? new Tried(leased, again(leased, NO_LISTENER))
                : notifyListeners(
                        leased, routing.listeners().event(leased.message(), occurrence, payload.audit()), term);
    }

    /** Calls every listener that has not answered yet, whatever the others do. */
    private Tried notifyListeners(Leased leased, Event event, LeaseTerm term) throws InterruptedException {
        Set<String> marks = new HashSet<>(leased.accepted());
        Map<String, TryLater> later = new LinkedHashMap<>();
        DeliveryTrace trace = traced(leased);
        for (UserEventListener listener : routing.listeners().waiting(marks)) {
            Outcome outcome = invoker.handle(listener, event, term, trace);
            if (outcome instanceof TryLater tryLater) {
                later.put(invoker.name(listener), tryLater);
            } else {
                marks.add(EventListeners.mark(listener, outcome));
            }
        }
        Leased marked = leased.accepted(marks);
        return new Tried(marked, later.isEmpty() ? allAnswered(marks) : again(marked, PluginInvoker.combined(later)));
    }

    /** The message is opened for this where somebody traces, and only there. */
    private DeliveryTrace traced(Leased leased) {
        return spans.on() ? new DeliveryTrace(spans, leased, renderer.cause(leased.message())) : DeliveryTrace.NONE;
    }

    private static AttemptResult allAnswered(Set<String> marks) {
        return EventListeners.anyRefused(marks)
                ? AttemptResult.dead(Cause.REFUSED, "listener")
                : new AttemptResult.Close(End.DELIVERED, null);
    }

    private AttemptResult judge(Leased leased, Outcome outcome) {
        if (outcome instanceof TryLater later) {
            return again(leased, later);
        }
        if (outcome instanceof Outcome.Refused refused) {
            return AttemptResult.dead(Cause.REFUSED, refused.reason());
        }
        return new AttemptResult.Close(End.DELIVERED, null);
    }

    private AttemptResult again(Leased leased, TryLater later) {
        Instant due = policy.retry(leased.attempt(), later.delay(), clock.instant(), random);
        Instant expires = leased.message().expires();
        boolean tooLate = expires != null && expires.isBefore(due);
        return tooLate || leased.attempt() >= policy.attempts()
                ? AttemptResult.dead(Cause.GIVEN_UP, later.reason())
                : new AttemptResult.Postpone(due, later.reason());
    }
}
