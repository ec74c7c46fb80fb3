package dev.kith.delivery;

import dev.kith.core.AuditEntry;
import dev.kith.core.MessagePayload.Occurrence;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.OutboxMessage;
import dev.kith.spi.Notifier;
import dev.kith.spi.UserEventListener;
import dev.kith.spi.UserEventListener.Event;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The listeners that get events. Safe for several threads.
 *
 * <p>What is stored about an event between its attempts is a set of marks: the name of each listener that has accepted it, and
 * the name of each that has refused it with an exclamation mark in front.
 */
public final class EventListeners {
    /** No listeners. */
    public static final EventListeners NONE = new EventListeners("", List.of());

    private static final String REFUSED = Leased.REFUSED;
    private static final int LONGEST_NAME = 50;

    private final String instance;
    private final List<UserEventListener> listeners;

    /**
     * Listeners.
     *
     * @param instance the instance that events come from
     * @param listeners the listeners
     * @throws IllegalArgumentException if a name is too long, cannot be stored or is taken; the message says which
     */
    public EventListeners(String instance, List<? extends UserEventListener> listeners) {
        this.instance = instance;
        this.listeners = List.copyOf(listeners);
        Set<String> names = new HashSet<>();
        for (UserEventListener listener : listeners) {
            require(
                    usable(listener.name()),
                    listener,
                    "must be 1 to 50 characters without line breaks, not starting with !");
            require(names.add(listener.name()), listener, "belongs to another event listener as well");
        }
    }

    private static boolean usable(String name) {
        return !name.isBlank()
                && name.length() <= LONGEST_NAME
                && !name.startsWith(REFUSED)
                && name.chars().noneMatch(Character::isISOControl);
    }

    private static void require(boolean fulfilled, UserEventListener listener, String sentence) {
        if (!fulfilled) {
            throw new IllegalArgumentException(
                    "the name of the event listener " + listener.getClass().getName() + " " + sentence);
        }
    }

    List<UserEventListener> all() {
        return listeners;
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    /** The listeners that have neither accepted nor refused. */
    List<UserEventListener> waiting(Set<String> marks) {
        return listeners.stream()
                .filter(listener -> !marks.contains(listener.name()) && !marks.contains(REFUSED + listener.name()))
                .toList();
    }

    /** An event of an earlier version has nothing for the audit. */
    Event event(OutboxMessage message, Occurrence occurrence, @Nullable AuditEntry audit) {
        return new Event(
                message.id(),
                message.created(),
                instance,
                message.organization(),
                message.userId(),
                occurrence.version(),
                occurrence.changes(),
                audit == null ? null : audit.actor(),
                audit == null ? null : audit.operation(),
                audit == null ? List.of() : audit.fields(),
                audit == null ? null : audit.requestId());
    }

    /** The answer of a listener, as the type that all calls of plugins share. */
    static Notifier.@Nullable Outcome answered(UserEventListener.@Nullable Outcome outcome) {
        if (outcome == null) {
            return null;
        }
        if (outcome instanceof UserEventListener.Outcome.TryLater later) {
            return new Notifier.Outcome.TryLater(later.delay(), later.reason());
        }
        return outcome instanceof UserEventListener.Outcome.Refused refused
                ? new Notifier.Outcome.Refused(refused.reason())
                : new Notifier.Outcome.Accepted();
    }

    static String mark(UserEventListener listener, Notifier.Outcome outcome) {
        return outcome instanceof Notifier.Outcome.Refused ? REFUSED + listener.name() : listener.name();
    }

    static boolean anyRefused(Set<String> marks) {
        return marks.stream().anyMatch(mark -> mark.startsWith(REFUSED));
    }
}
