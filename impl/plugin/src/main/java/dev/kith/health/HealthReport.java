package dev.kith.health;

import dev.kith.api.DeliveryAdmin.Backlog;
import dev.kith.api.DeliveryAdmin.Carrier;
import dev.kith.api.DeliveryAdmin.Carrier.CarrierRole;
import dev.kith.api.DeliveryAdmin.Depth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a Kith was at some time. Contains names of plugins and numbers, nothing that is secret or about a person.
 *
 * @param ready whether it could serve: its database answered, and nothing had asked it to end
 * @param failing the names of the plugins that failed, by what is said of them, such as {@code failingNotifiers}; nothing for
 *     those that worked. No other process would do better, so they make it no less ready
 * @param waiting how many messages waited, on all nodes; {@code null} if that was not known
 * @param dead how many messages had been given up, on all nodes; {@code null} if that was not known
 */
public record HealthReport(
        boolean ready,
        Map<String, List<String>> failing,
        @Nullable Long waiting,
        @Nullable Long dead) {
    /** What the number of messages that wait is called. */
    public static final String WAITING = "waitingMessages";

    /** What the number of messages that were given up is called. */
    public static final String DEAD = "deadMessages";

    static HealthReport of(boolean ready, List<Carrier> carriers, @Nullable Backlog backlog) {
        return new HealthReport(
                ready,
                carriers.stream()
                        .filter(carrier -> carrier.trouble() != null)
                        .collect(Collectors.groupingBy(
                                carrier -> word(carrier.role()),
                                TreeMap::new,
                                Collectors.mapping(Carrier::name, Collectors.toList()))),
                sum(backlog, Depth::waiting),
                sum(backlog, Depth::dead));
    }

    private static String word(CarrierRole role) {
        return switch (role) {
            case NOTIFIER -> "failingNotifiers";
            case VERIFICATION_SERVICE -> "failingVerificationServices";
            case EVENT_LISTENER -> "failingEventListeners";
        };
    }

    private static @Nullable Long sum(@Nullable Backlog backlog, ToLongFunction<Depth> part) {
        return backlog == null
                ? null
                : backlog.depths().stream().mapToLong(part).sum();
    }
}
