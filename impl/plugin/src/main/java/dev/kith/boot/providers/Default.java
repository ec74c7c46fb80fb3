package dev.kith.boot.providers;

import java.util.function.Supplier;

/**
 * A default provider, created only when it is used.
 *
 * @param name its name
 * @param maker creates it
 * @param <T> the extension point
 */
public record Default<T>(String name, Supplier<T> maker) {}
