package dev.kith.boot;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.literal.NamedLiteral;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Optional;
import javax.sql.DataSource;

/** Data sources that are beans, for frameworks without JNDI. */
final class ManagedDatabase {
    private ManagedDatabase() {}

    /** The data source with a name ({@code @Named}). */
    static Optional<DataSource> named(String name) {
        return container().flatMap(all -> the(all.select(DataSource.class, NamedLiteral.of(name))));
    }

    /** The data source, if there is exactly one. */
    static Optional<DataSource> only() {
        return container().flatMap(all -> the(all.select(DataSource.class, Any.Literal.INSTANCE)));
    }

    /** Also empty if the interfaces are present but there is no container. */
    private static Optional<CDI<Object>> container() {
        try {
            return Optional.of(CDI.current());
        } catch (IllegalStateException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static Optional<DataSource> the(Instance<DataSource> found) {
        return found.isResolvable() ? Optional.of(found.get()) : Optional.empty();
    }
}
