package dev.kith.delivery;

import dev.kith.core.Channel;
import dev.kith.spi.Notifier;
import dev.kith.spi.VerificationService;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who carries which message. Says once for each channel that nobody does. Safe for several threads. */
public final class Carriers {
    private static final System.Logger LOG = System.getLogger(Carriers.class.getName());

    private final Map<Notifier.Channel, Notifier> notifiers = new EnumMap<>(Notifier.Channel.class);
    private final @Nullable VerificationService service;
    private final Listeners listeners;
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    /**
     * Asks every notifier, once, what it carries.
     *
     * @param notifiers the notifiers; of two that carry a channel the first one gets its messages
     * @param service the outside service that makes and sends codes by itself, {@code null} for none
     * @param listeners who hears of events
     */
    public Carriers(List<? extends Notifier> notifiers, @Nullable VerificationService service, Listeners listeners) {
        for (Notifier notifier : notifiers) {
            for (Notifier.Channel channel : Notifier.Channel.values()) {
                if (notifier.carries(channel)) {
                    this.notifiers.putIfAbsent(channel, notifier);
                }
            }
        }
        this.service = service;
        this.listeners = listeners;
    }

    @Nullable
    Notifier notifier(Channel channel) {
        Notifier notifier = notifiers.get(way(channel));
        if (notifier == null && missing.add("notifier " + channel)) {
            LOG.log(
                    Level.WARNING,
                    "channel={0} outcome=no-notifier: nothing carries messages of this channel, they are not delivered;"
                            + " add a dev.kith.spi.Notifier that carries it, or configure kith.mail.host for e-mail",
                    way(channel));
        }
        return notifier;
    }

    @Nullable
    VerificationService service(Channel channel) {
        if (service == null && missing.add("service " + channel)) {
            LOG.log(
                    Level.WARNING,
                    "channel={0} outcome=no-verification-service: verifications wait that only an outside service can"
                            + " start; add the dev.kith.spi.VerificationService back, or have users ask for new codes",
                    way(channel));
        }
        return service;
    }

    Listeners listeners() {
        return listeners;
    }

    static Notifier.Channel way(Channel channel) {
        return channel == Channel.EMAIL ? Notifier.Channel.EMAIL : Notifier.Channel.SMS;
    }
}
