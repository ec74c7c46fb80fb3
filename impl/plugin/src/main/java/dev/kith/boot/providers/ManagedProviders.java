package dev.kith.boot.providers;

import dev.kith.spi.UserEventListener;
import java.util.List;
import java.util.Optional;

/** Finds providers that a container manages. */
public interface ManagedProviders {
    /** Where there is no container. */
    ManagedProviders NONE = new ManagedProviders() {
        @Override
        public <T> List<Bean<T>> of(Class<T> type) {
            return List.of();
        }
    };

    /**
     * The beans of a type.
     *
     * @param type the type
     * @param <T> the type
     * @return the beans
     * @throws RuntimeException when the container cannot create one
     */
    <T> List<Bean<T>> of(Class<T> type);

    /**
     * Those beans that observe what happens to users.
     *
     * @return a listener that tells them; empty where there are none
     */
    default Optional<UserEventListener> observers() {
        return Optional.empty();
    }

    /**
     * A bean.
     *
     * @param instance the bean, or a proxy for it
     * @param type the class that it comes from
     * @param <T> its type
     */
    record Bean<T>(T instance, Class<?> type) {}
}
