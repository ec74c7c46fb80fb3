package dev.kith.boot.config;

import static java.util.stream.Collectors.toMap;

import dev.kith.boot.config.SettingSource.Given;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;

/** Reads MicroProfile Config. Must not be loaded where its classes are missing. */
final class MicroProfileSource {

    private MicroProfileSource() {}

    /** Empty also where there are only the interfaces and no implementation. */
    static Optional<SettingSource> read(ClassLoader loader, KnownSettings known) {
        return config(loader).map(config -> source(config, known));
    }

    private static Optional<Config> config(ClassLoader loader) {
        try {
            return Optional.of(ConfigProvider.getConfig(loader));
        } catch (IllegalStateException noImplementation) {
            return Optional.empty();
        }
    }

    static SettingSource source(Config config, KnownSettings known) {
        Map<String, Given> given = new HashMap<>(unknown(config, known.keys()));
        for (Setting<?> setting : known.settings()) {
            value(config, setting.key()).ifPresent(value -> given.put(setting.key(), value));
        }
        return new SettingSource(given);
    }

    /** Every source spells its names in its own way, so the known ones are read one by one. */
    private static Map<String, Given> unknown(Config config, List<String> known) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .distinct()
                .filter(name -> name.startsWith("kith.") && !known.contains(name))
                .filter(name -> !isVariable(name))
                .filter(name -> value(config, name).isPresent())
                .collect(toMap(name -> name, name -> value(config, name).orElseThrow()));
    }

    /** Some implementations list environment variables under a dotted name; {@link SettingSource#environment} looks at those. */
    private static boolean isVariable(String name) {
        return System.getenv().containsKey(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"));
    }

    private static Optional<Given> value(Config config, String name) {
        ConfigValue value = config.getConfigValue(name);
        return Optional.ofNullable(value.getValue())
                .map(text -> new Given(text, "MicroProfile Config (" + value.getSourceName() + ")"));
    }
}
