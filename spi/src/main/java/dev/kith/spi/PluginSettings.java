package dev.kith.spi;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one plugin: what the configuration says below {@code kith.plugin.<name>.}, where {@code <name>} is the
 * {@code name()} of the provider. They come from wherever settings of Kith come from, environment variables included:
 * {@code kith.plugin.acme-sms.api-key} is {@code KITH_PLUGIN_ACME_SMS_API_KEY}.
 *
 * <p>Any value may be a secret, so {@link #toString()} shows none, and Kith logs and lists none. Immutable and thread-safe.
 */
public final class PluginSettings {
    private final String plugin;
    private final Function<String, @Nullable String> values;

    /**
     * Creates the settings of a plugin.
     *
     * @param plugin the name of the plugin
     * @param values returns the value of a setting by its name, {@code null} if there is none; has to be thread-safe
     */
    public PluginSettings(String plugin, Function<String, @Nullable String> values) {
        this.plugin = plugin;
        this.values = values;
    }

    /**
     * Returns settings with these values, for instance for a test of a plugin.
     *
     * @param plugin the name of the plugin
     * @param values the values by name, without {@code kith.plugin.<name>.}
     * @return the settings
     */
    public static PluginSettings of(String plugin, Map<String, String> values) {
        return new PluginSettings(plugin, Map.copyOf(values)::get);
    }

    /**
     * Returns a value.
     *
     * @param name the name of the setting, such as {@code url}, without {@code kith.plugin.<name>.}
     * @return the value without spaces at both ends; empty if there is none, or nothing but spaces
     */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.apply(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /**
     * Returns a value that has to be there.
     *
     * @param name the name of the setting
     * @return the value without spaces at both ends, not empty
     * @throws IllegalArgumentException if there is none; the message says which one is missing
     */
    public String get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException(key(name) + " is missing"));
    }

    /**
     * Returns the whole key of a setting, for messages.
     *
     * @param name the name of the setting
     * @return {@code kith.plugin.<plugin>.<name>}
     */
    public String key(String name) {
        return "kith.plugin." + plugin + "." + name;
    }

    /** Leaves the values out: they may be secret. */
    @Override
    public String toString() {
        return "PluginSettings[" + plugin + "]";
    }
}
