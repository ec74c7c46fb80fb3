package dev.kith.boot.config;

import dev.kith.boot.config.SettingSource.Given;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the sources say below {@code kith.plugin.}, the first source first. Names of plugins and of their settings are not
 * known beforehand, so an environment variable is found by the key that is asked for, and not the other way round.
 *
 * @param sources for each source its values, by key or by the name of a variable
 */
record PluginKeys(List<Map<String, Given>> sources) {
    private static final String PREFIX = "kith.plugin.";
    private static final String VARIABLE = Setting.variable(PREFIX);

    static PluginKeys of(List<SettingSource> sources) {
        return new PluginKeys(sources.stream().map(PluginKeys::below).toList());
    }

    private static Map<String, Given> below(SettingSource source) {
        Map<String, Given> found = new HashMap<>(source.given());
        found.keySet().removeIf(key -> !isOne(key));
        return Map.copyOf(found);
    }

    /** Whether a key, or the name of a variable, names a plugin and a setting of it. */
    static boolean isOne(String key) {
        return hasName(key, PREFIX, '.') || hasName(key, VARIABLE, '_');
    }

    private static boolean hasName(String key, String prefix, char separator) {
        int end = key.indexOf(separator, prefix.length());
        return key.startsWith(prefix) && end > prefix.length() && end < key.length() - 1;
    }

    @Nullable
    String value(String plugin, String name) {
        Given given = given(PREFIX + plugin + "." + name);
        return given == null ? null : given.text();
    }

    boolean has(String key) {
        return given(key) != null;
    }

    private @Nullable Given given(String key) {
        for (Map<String, Given> source : sources) {
            Given given = source.getOrDefault(key, source.get(Setting.variable(key)));
            if (given != null) {
                return given;
            }
        }
        return null;
    }

    List<String> others(Collection<String> plugins) {
        TreeSet<String> others = new TreeSet<>();
        for (Map<String, Given> source : sources) {
            source.forEach((key, given) -> {
                if (plugins.stream().noneMatch(plugin -> isOf(plugin, key))) {
                    others.add(key.startsWith(PREFIX) ? key + " in " + given.origin() : given.origin());
                }
            });
        }
        return List.copyOf(others);
    }

    private static boolean isOf(String plugin, String key) {
        String prefix = PREFIX + plugin + ".";
        return key.startsWith(prefix) || key.startsWith(Setting.variable(prefix));
    }
}
