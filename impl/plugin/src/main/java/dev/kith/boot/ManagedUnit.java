package dev.kith.boot;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.UserTransaction;
import java.util.Optional;

/**
 * A persistence unit that is a bean, with its transactions. An application may have several; ours is the one with our
 * entities.
 *
 * @param factory the unit
 * @param transaction its transactions
 */
record ManagedUnit(EntityManagerFactory factory, UserTransaction transaction) {
    private static final String ENTITY = "KithUser";

    static Optional<ManagedUnit> find() {
        return CDI.current().select(EntityManagerFactory.class, Any.Literal.INSTANCE).stream()
                .filter(ManagedUnit::isOurs)
                .findFirst()
                .map(factory -> new ManagedUnit(
                        factory, CDI.current().select(UserTransaction.class).get()));
    }

    private static boolean isOurs(EntityManagerFactory factory) {
        return factory.getMetamodel().getEntities().stream()
                .anyMatch(entity -> entity.getName().equals(ENTITY));
    }
}
