package dev.kith.boot.providers;

import dev.kith.spi.UserEventListener;
import java.util.List;
import java.util.Optional;

/** Finds providers that a container manages. */
public interface ManagedProviders {
    /** For programs without a container. */
    ManagedProviders NONE = new ManagedProviders() {
        @Override
        public <T> List<Bean<T>> of(Class<T> type) {
            return List.of();
        }
    };

    /**
     * Returns the beans of a type.
     *
     * @param type the type
     * @param <T> the type
     * @return the beans
     * @throws RuntimeException if the container cannot create one
     */
    <T> List<Bean<T>> of(Class<T> type);

    /**
     * Returns a listener for the beans that observe changes of users.
     *
     * @return a listener that notifies them; empty if there are none
     */
    default Optional<UserEventListener> observers() {
        return Optional.empty();
    }

    /**
     * Returns the bean of a type that is no provider.
     *
     * @param type the type
     * @param <T> the type
     * @return the bean; empty if there is none, or more than one
     * @throws RuntimeException if the container cannot create it
     */
    default <T> Optional<T> only(Class<T> type) {
        return Optional.empty();
    }

    /**
     * A bean.
     *
     * @param instance the bean, or a proxy for it
     * @param type its class
     * @param <T> its type
     */
    record Bean<T>(T instance, Class<?> type) {}
}
