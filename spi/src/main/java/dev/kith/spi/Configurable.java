package dev.kith.spi;

/**
 * A provider that has settings of its own. Any implementation of an extension point may also implement this, wherever it
 * comes from: {@link java.util.ServiceLoader}, a CDI container, or the program that starts Kith.
 *
 * <p><b>Called</b> while Kith starts, after the provider's {@code name()}, which selects the settings, and before any other
 * of its methods, {@code carries} of a {@link Notifier} included. <b>Thread</b>: the one that starts Kith. <b>How often</b>:
 * once for each Kith, and only where the provider is one that could be used: not where a setting such as
 * {@code kith.notifier} names others. <b>Order</b>: none between providers. <b>Failure</b>: an exception makes the start fail
 * with its message, which therefore has to say what is wrong and must not contain a secret. <b>Null</b>: never passed.
 * <b>Repetition</b>: none.
 */
public interface Configurable {
    /**
     * Takes the settings. What a provider needs later, it reads now.
     *
     * @param settings the settings below {@code kith.plugin.<name>.}
     * @throws IllegalArgumentException if a setting is missing or cannot be used
     */
    void configure(PluginSettings settings);
}
