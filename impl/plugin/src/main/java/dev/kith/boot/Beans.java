package dev.kith.boot;

import java.util.List;

/** Finds providers that a container manages. */
interface Beans {
    /** Where there is no container. */
    Beans NONE = new Beans() {
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
     * A bean.
     *
     * @param instance the bean, or a proxy for it
     * @param type the class that it comes from
     * @param <T> its type
     */
    record Bean<T>(T instance, Class<?> type) {}
}
