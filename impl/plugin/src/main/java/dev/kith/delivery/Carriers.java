package dev.kith.delivery;

import dev.kith.api.DeliveryAdmin.Carrier;
import dev.kith.api.DeliveryAdmin.Carrier.CarrierRole;
import dev.kith.api.DeliveryAdmin.Carrier.Trouble;
import dev.kith.core.Meter;
import dev.kith.core.Meters;
import dev.kith.core.Spans.DeliverySpan;
import dev.kith.delivery.FailureLog.Failing;
import dev.kith.spi.Notifier;
import dev.kith.spi.Notifier.Outcome;
import dev.kith.spi.UserEventListener;
import dev.kith.spi.VerificationService;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;

/**
 * The notifiers, listeners and the verification service that messages go to, and which of them fail now. Says in the log when
 * one begins to fail and when it works again, see {@link FailureLog}. A refusal is neither: it is about one message, and is
 * logged with it. Thread-safe.
 */
final class Carriers {
    private static final System.Logger LOG = System.getLogger(Carriers.class.getName());

    private final IdentityHashMap<Object, Watched> watched = new IdentityHashMap<>();
    private final List<Watched> inOrder = new ArrayList<>();
    private final Function<Object, String> labels;
    private final Clock clock;
    private final Meters meters;

    /**
     * Carriers of which none has failed yet.
     *
     * @param labels the name of each in quotes, and the jar that it comes from
     * @param clock the time
     * @param meters where their calls are counted
     */
    Carriers(Function<Object, String> labels, Clock clock, Meters meters) {
        this.labels = labels;
        this.clock = clock;
        this.meters = meters;
    }

    /** A carrier with what is known of it; the name is asked for once, because a plugin may do anything when it is asked. */
    private record Watched(CarrierRole role, String name, String label, FailureLog log) {
        Carrier told() {
            Failing failing = log.now();
            return new Carrier(
                    role,
                    name,
                    failing == null ? null : new Trouble(failing.reason(), failing.since(), failing.failures()));
        }
    }

    Carriers with(Notifier notifier) {
        return with(CarrierRole.NOTIFIER, notifier, notifier.name());
    }

    Carriers with(VerificationService service) {
        return with(CarrierRole.VERIFICATION_SERVICE, service, service.name());
    }

    Carriers with(UserEventListener listener) {
        return with(CarrierRole.EVENT_LISTENER, listener, listener.name());
    }

    private Carriers with(CarrierRole role, Object carrier, String name) {
        if (!watched.containsKey(carrier)) {
            Watched one = new Watched(role, name, labels.apply(carrier), new FailureLog(clock));
            watched.put(carrier, one);
            inOrder.add(one);
        }
        return this;
    }

    /** The name of a carrier as it stands in a reason. */
    String name(Object carrier) {
        Watched one = watched.get(carrier);
        return one == null ? "unknown" : ReasonSanitizer.plain(one.name);
    }

    /**
     * Takes note of how a call of a carrier has ended, and gives that back.
     *
     * @param carrier the carrier
     * @param outcome how its call has ended; the reason has to be sanitized
     * @param nanos how long it took
     */
    Outcome noted(Object carrier, Outcome outcome, long nanos) {
        Watched one = watched.get(carrier);
        if (one != null) {
            meters.time(Meter.DELIVERIES, nanos, one.role.word(), one.name, word(outcome));
            if (outcome instanceof Outcome.TryLater later) {
                failed(one, later.reason());
            } else if (outcome instanceof Outcome.Accepted) {
                succeeded(one);
            }
        }
        return outcome;
    }

    /** Begins the span of a call of a carrier. */
    DeliverySpan span(Object carrier, DeliveryTrace trace) {
        Watched one = watched.get(carrier);
        return one == null ? DeliverySpan.NONE : trace.begin(one.role, one.name);
    }

    static String word(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            return "accepted";
        }
        return outcome instanceof Outcome.Refused ? "refused" : "later";
    }

    private static void failed(Watched one, String reason) {
        long failures = one.log.failed(reason);
        if (failures > 0) {
            LOG.log(
                    Level.WARNING,
                    "outcome=failing {0}={1} reason={2} failures={3}: its messages wait and are tried again; docs/operate.md"
                            + " (Failing deliveries) says what the reason means",
                    one.role.word(),
                    one.label,
                    reason,
                    String.valueOf(failures));
        }
    }

    private static void succeeded(Watched one) {
        Failing over = one.log.succeeded();
        if (over != null) {
            LOG.log(
                    Level.INFO,
                    "outcome=recovered {0}={1} failures={2} since={3}: it goes again",
                    one.role.word(),
                    one.label,
                    String.valueOf(over.failures()),
                    over.since());
        }
    }

    /** Each of them, and how it fails if it does. */
    List<Carrier> told() {
        return inOrder.stream().map(Watched::told).toList();
    }
}
