package dev.kith.health;

import dev.kith.api.DeliveryAdmin.Backlog;
import dev.kith.api.DeliveryAdmin.Carrier;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a running Kith is, whenever that is asked. Thread-safe. Once it is closed, the Kith is not ready any more. */
public final class KithHealth implements AutoCloseable {
    private final String name;
    private final ReadinessProbe database;
    private final Supplier<List<Carrier>> carriers;
    private final Supplier<@Nullable Backlog> backlog;

    /**
     * The health of a Kith.
     *
     * @param instance the id of its instance
     * @param number which one it is of those in this process that have the same id, from 1
     * @param database whether its database answers
     * @param carriers all that its messages and events go to; must be quick
     * @param backlog the messages on all nodes as they were counted last, {@code null} if they are not known; must be quick,
     *     and may have them counted for the next time
     */
    public KithHealth(
            String instance,
            int number,
            ReadinessProbe database,
            Supplier<List<Carrier>> carriers,
            Supplier<@Nullable Backlog> backlog) {
        this.name = "kith:" + instance + (number == 1 ? "" : "#" + number);
        this.database = database;
        this.carriers = carriers;
        this.backlog = backlog;
    }

    /**
     * Returns what tells this Kith from others of the same process.
     *
     * @return {@code kith:}, the id of its instance and, where others have the same id, a number: {@code kith:default#2}
     */
    public String name() {
        return name;
    }

    /**
     * Asks the database, within a second.
     *
     * @return how the Kith is
     */
    public HealthReport check() {
        return report(database.ask().join());
    }

    /**
     * Asks nothing and nobody.
     *
     * @param ready whether it can serve, which the caller has found out
     * @return how the Kith is otherwise
     */
    public HealthReport report(boolean ready) {
        return HealthReport.of(ready, carriers.get(), backlog.get());
    }

    @Override
    public void close() {
        database.close();
    }
}
