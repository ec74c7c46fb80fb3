package dev.kith.keycloak;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.SynchronizationType;
import jakarta.persistence.metamodel.EntityType;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.transaction.JtaTransactionManagerLookup;

/**
 * Kith's tables in Keycloak's database. Keycloak adds the entities of the jars in its folder to its own persistence unit, so
 * there is one database to configure and to back up, one pool, and one persistence provider.
 *
 * @param factory Keycloak's persistence unit
 * @param transactions transactions that are separate from those of Keycloak
 */
record Tables(EntityManagerFactory factory, UserTransaction transactions) {
    private static final String WAITING = "select distinct m.instance from KithMessage m where m.status = 'WAITING'";

    static Tables of(KeycloakSession session) {
        EntityManagerFactory factory = session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .getEntityManagerFactory();
        TransactionManager manager =
                session.getProvider(JtaTransactionManagerLookup.class).getTransactionManager();
        return new Tables(unsynchronized(factory), new OwnTransactions(manager));
    }

    /**
     * Returns a factory of entity managers that join a transaction only on request. Otherwise they would join the transaction in
     * which they are created, which is Keycloak's.
     */
    private static EntityManagerFactory unsynchronized(EntityManagerFactory factory) {
        return (EntityManagerFactory) Proxy.newProxyInstance(
                Tables.class.getClassLoader(),
                new Class<?>[] {EntityManagerFactory.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("createEntityManager") && method.getParameterCount() == 0) {
                        return factory.createEntityManager(SynchronizationType.UNSYNCHRONIZED);
                    }
                    try {
                        return method.invoke(factory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Returns the ids of the realms that have messages to deliver. */
    List<String> withWaitingMessages() {
        try (EntityManager manager = factory.createEntityManager()) {
            return manager.createQuery(WAITING, String.class).getResultList();
        }
    }

    /** Deletes every row of a realm. */
    void clear(String realmId) {
        try (EntityManager manager = factory.createEntityManager()) {
            transactions.begin();
            manager.joinTransaction();
            factory.getMetamodel().getEntities().stream()
                    .map(EntityType::getName)
                    .filter(name -> name.startsWith("Kith"))
                    .forEach(name -> manager.createQuery("delete from " + name + " e where e.instance = :instance")
                            .setParameter("instance", realmId)
                            .executeUpdate());
            transactions.commit();
        } catch (NotSupportedException
                | SystemException
                | RollbackException
                | HeuristicMixedException
                | HeuristicRollbackException e) {
            throw new IllegalStateException("the rows of a realm could not be deleted", e);
        }
    }
}
