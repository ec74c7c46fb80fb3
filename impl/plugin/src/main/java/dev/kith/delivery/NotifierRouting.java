package dev.kith.delivery;

import dev.kith.core.ContactChannel;
import dev.kith.core.Meters;
import dev.kith.spi.Notifier;
import dev.kith.spi.VerificationService;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which notifiers deliver which messages. Logs once for each channel that it has none. Safe for several threads. */
public final class NotifierRouting {
    private static final System.Logger LOG = System.getLogger(NotifierRouting.class.getName());

    private final Map<Notifier.Channel, List<Notifier>> routes = new EnumMap<>(Notifier.Channel.class);
    private final @Nullable VerificationService service;
    private final EventListeners listeners;
    private final Function<Object, String> labels;
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    /**
     * Routes messages to these notifiers.
     *
     * @param routes the notifiers of each channel; a message goes to the first, and to the next if one cannot take it now
     * @param service the external service that generates and sends codes itself, {@code null} for none
     * @param listeners the listeners that get events
     */
    public NotifierRouting(
            Map<Notifier.Channel, List<Notifier>> routes,
            @Nullable VerificationService service,
            EventListeners listeners) {
        this(routes, service, listeners, carrier -> carrier.getClass().getName());
    }

    /**
     * Routes messages to notifiers of which is known where they come from.
     *
     * @param routes the notifiers of each channel; a message goes to the first, and to the next if one cannot take it now
     * @param service the external service that generates and sends codes itself, {@code null} for none
     * @param listeners the listeners that get events
     * @param labels how the log names each of them: the name and the jar
     */
    public NotifierRouting(
            Map<Notifier.Channel, List<Notifier>> routes,
            @Nullable VerificationService service,
            EventListeners listeners,
            Function<Object, String> labels) {
        routes.forEach((channel, notifiers) -> this.routes.put(channel, List.copyOf(notifiers)));
        this.service = service;
        this.listeners = listeners;
        this.labels = labels;
    }

    /** All that messages and events go to. */
    Carriers carriers(Clock clock, Meters meters) {
        Carriers carriers = new Carriers(labels, clock, meters);
        routes.values().forEach(notifiers -> notifiers.forEach(carriers::with));
        if (service != null) {
            carriers.with(service);
        }
        listeners.all().forEach(carriers::with);
        return carriers;
    }

    /** The notifiers of a channel, in the order in which they are tried; empty if there are none. */
    List<Notifier> notifiers(ContactChannel channel) {
        List<Notifier> notifiers = routes.getOrDefault(channel.notifierChannel(), List.of());
        if (notifiers.isEmpty() && missing.add("notifier " + channel)) {
            LOG.log(
                    Level.WARNING,
                    "channel={0} outcome=no-notifier: no notifier carries this channel, so its messages are not delivered;"
                            + " add a dev.kith.spi.Notifier that carries it, or configure kith.mail.host for e-mail",
                    channel.notifierChannel());
        }
        return notifiers;
    }

    @Nullable
    VerificationService service(ContactChannel channel) {
        if (service == null && missing.add("service " + channel)) {
            LOG.log(
                    Level.WARNING,
                    "channel={0} outcome=no-verification-service: verifications are waiting that only an external service"
                            + " can start; add the dev.kith.spi.VerificationService back, or have users request new codes",
                    channel.notifierChannel());
        }
        return service;
    }

    EventListeners listeners() {
        return listeners;
    }
}
