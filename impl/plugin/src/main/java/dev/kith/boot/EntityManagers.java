package dev.kith.boot;

import dev.kith.KithStartException;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Opens the persistence unit. */
final class EntityManagers {
    static final String UNIT = "kith";

    private EntityManagers() {}

    /**
     * Opens the unit with the available persistence provider, resource-local.
     *
     * @param source the database
     * @param loader where to find the provider and the unit's description
     * @return the factory, to be closed by the caller
     */
    static EntityManagerFactory open(DataSource source, ClassLoader loader) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("jakarta.persistence.transactionType", "RESOURCE_LOCAL");
        properties.put("jakarta.persistence.nonJtaDataSource", new GuardedDataSource(source));
        properties.put("jakarta.persistence.validation.mode", "none");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return Persistence.createEntityManagerFactory(UNIT, properties);
        } catch (RuntimeException e) { // not every provider throws a PersistenceException
            throw new KithStartException(
                    "The persistence unit \"" + UNIT + "\" cannot be opened: " + told(e)
                            + ". Kith needs a Jakarta Persistence provider (Hibernate, EclipseLink) on the class path and a"
                            + " database that answers.",
                    e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static String told(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == e ? String.valueOf(e.getMessage()) : e.getMessage() + " (" + cause.getMessage() + ")";
    }

    /** The server's data source with a name. */
    static DataSource dataSource(String name) {
        return Jndi.find(name, DataSource.class)
                .or(() -> ManagedDatabase.named(name))
                .orElseThrow(() -> new KithStartException("kith.datasource is \"" + name
                        + "\", but the server has no data source with that name. Define it in the server, or correct the"
                        + " name."));
    }
}
