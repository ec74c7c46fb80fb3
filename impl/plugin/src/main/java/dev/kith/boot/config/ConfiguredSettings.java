package dev.kith.boot.config;

import dev.kith.KithStartException;
import dev.kith.Settings;
import dev.kith.boot.config.SettingSource.Given;
import dev.kith.spi.PluginSettings;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of all settings, checked. Safe for several threads. */
public final class ConfiguredSettings implements Settings {
    private final Map<Setting<?>, Object> values;
    private final Map<String, String> written;
    private final KnownSettings known;
    private final PluginKeys plugins;

    private ConfiguredSettings(
            Map<Setting<?>, Object> values, Map<String, String> written, KnownSettings known, PluginKeys plugins) {
        this.known = known;
        this.plugins = plugins;
        this.values = Map.copyOf(values);
        this.written = Map.copyOf(written);
    }

    /**
     * Reads what a program passes, then what its environment says: MicroProfile Config where there is one, system
     * properties, environment variables and the files {@code META-INF/kith.properties}. The first that has a key wins.
     *
     * @param program what the program passes
     * @param known the settings that there are
     * @param loader where to look for MicroProfile Config and for the files
     * @param more such files that are not on the class path
     * @return the settings
     * @throws KithStartException when a key is unknown or a value not allowed
     */
    public static ConfiguredSettings of(
            List<SettingSource> program, KnownSettings known, ClassLoader loader, List<URL> more) {
        List<SettingSource> sources = new ArrayList<>(program);
        SettingSource.microProfile(loader, known).ifPresent(sources::add);
        sources.add(SettingSource.systemProperties());
        sources.add(SettingSource.environment(System.getenv(), known));
        sources.add(SettingSource.files(loader, more));
        return read(sources, known);
    }

    static ConfiguredSettings read(List<SettingSource> sources, KnownSettings known) {
        List<String> faults = new ArrayList<>();
        Map<String, Given> given = new HashMap<>();
        for (SettingSource source : sources) {
            source.given().forEach(given::putIfAbsent);
        }
        Map<Setting<?>, Object> values = new HashMap<>();
        Map<String, String> written = new HashMap<>();
        for (Setting<?> setting : known.settings()) {
            Optional.ofNullable(given.remove(setting.key()))
                    .or(() -> setting.standard().map(text -> new Given(text, "the default")))
                    .ifPresent(value -> {
                        written.put(setting.key(), setting.isSecret() ? MASKED : value.text());
                        read(setting, value, values, faults);
                    });
        }
        known.ignored().forEach(given::remove);
        given.keySet().removeIf(PluginKeys::isOne);
        given.forEach((key, value) -> faults.add(unknown(key, value, known)));
        if (!faults.isEmpty()) {
            throw new KithStartException(
                    String.join("\n", faults.stream().sorted().toList()));
        }
        return new ConfiguredSettings(values, written, known, PluginKeys.of(sources));
    }

    private static void read(Setting<?> setting, Given given, Map<Setting<?>, Object> values, List<String> faults) {
        setting.type()
                .read(given.text())
                .ifPresentOrElse(value -> values.put(setting, value), () -> faults.add(notAllowed(setting, given)));
    }

    private static String notAllowed(Setting<?> setting, Given given) {
        String value = setting.isSecret() ? "has a value (not shown)" : "is \"" + given.text() + "\"";
        return setting.key() + " " + value + " in " + given.origin() + ", but must be "
                + setting.type().allowed() + ".";
    }

    private static String unknown(String key, Given given, KnownSettings known) {
        String found = key.startsWith("KITH_") ? "The environment variable " + key : key + " in " + given.origin();
        return found + " is not a setting of Kith. "
                + nearest(key, known)
                        .map(name -> "Did you mean " + name + "?")
                        .orElse("Remove it; docs/reference/settings.md lists all settings.");
    }

    private static Optional<String> nearest(String key, KnownSettings known) {
        String best = null;
        int least = Math.max(2, key.length() / 6) + 1;
        for (String each : known.keys()) {
            String name = key.startsWith("KITH_") ? Setting.variable(each) : each;
            int steps = EditDistance.steps(key, name);
            if (steps < least) {
                least = steps;
                best = name;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * The value of a setting that has a default or is required.
     *
     * @param setting the setting
     * @param <T> its type
     * @return the value
     * @throws KithStartException when there is neither a value nor a default
     */
    public <T> T get(Setting<T> setting) {
        return find(setting)
                .orElseThrow(() -> new KithStartException(setting.key() + " is missing. Set it to "
                        + setting.type().allowed() + "."));
    }

    /**
     * The value of a setting.
     *
     * @param setting the setting
     * @param <T> its type
     * @return the value, empty where nothing is configured and there is no default
     */
    @SuppressWarnings("unchecked") // read() put in only what the setting's own type has read
    public <T> Optional<T> find(Setting<T> setting) {
        return Optional.ofNullable((T) values.get(setting));
    }

    /**
     * The settings of a plugin.
     *
     * @param name the name of the plugin
     * @return what is configured below {@code kith.plugin.<name>.}
     */
    public PluginSettings plugin(String name) {
        return new PluginSettings(name, key -> plugins.value(name, key));
    }

    /**
     * The settings of plugins that are not these.
     *
     * @param names the names of the plugins that there are
     * @return each key with its origin, for a sentence
     */
    public List<String> ofOtherPlugins(Collection<String> names) {
        return plugins.others(names);
    }

    /** Whether a setting of a plugin is a secret is not known, so all of them are. */
    @Override
    public Optional<String> value(String key) {
        if (PluginKeys.isOne(key)) {
            return plugins.has(key) ? Optional.of(MASKED) : Optional.empty();
        }
        if (!known.keys().contains(key)) {
            throw new IllegalArgumentException("Kith has no setting " + key);
        }
        return Optional.ofNullable(written.get(key));
    }

    /** Leaves the values out: some are secret. */
    @Override
    public String toString() {
        return "Settings" + values.keySet();
    }
}
