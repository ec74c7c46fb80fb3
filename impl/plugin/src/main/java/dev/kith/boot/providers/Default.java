package dev.kith.boot.providers;

import java.util.function.Supplier;

/**
 * A default, made only when it is taken.
 *
 * @param name its name
 * @param maker makes it
 * @param <T> the extension point
 */
public record Default<T>(String name, Supplier<T> maker) {}
