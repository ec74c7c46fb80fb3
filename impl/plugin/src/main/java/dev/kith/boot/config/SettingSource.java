package dev.kith.boot.config;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.kith.KithStartException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/**
 * Where settings come from.
 *
 * @param given what the source says about {@code kith.*}, by key; a key that is unknown is under its own spelling
 */
public record SettingSource(Map<String, Given> given) {
    /** The file of settings on the class path. */
    public static final String FILE = "META-INF/kith.properties";

    private static final String PREFIX = "kith.";

    public SettingSource {
        given = Map.copyOf(given);
    }

    /**
     * A value as it was given.
     *
     * @param text the value
     * @param origin where it stands, for a sentence
     */
    record Given(String text, String origin) {
        /** Leaves the value out: it may be a secret. */
        @Override
        public String toString() {
            return origin;
        }
    }

    public static SettingSource of(String origin, Map<String, String> values) {
        return new SettingSource(values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(PREFIX))
                .collect(toUnmodifiableMap(Map.Entry::getKey, entry -> new Given(entry.getValue(), origin))));
    }

    static SettingSource of(String origin, Properties properties) {
        return of(
                origin,
                properties.stringPropertyNames().stream()
                        .collect(toUnmodifiableMap(Function.identity(), properties::getProperty)));
    }

    static SettingSource systemProperties() {
        return of("a system property", (Properties) System.getProperties().clone());
    }

    static SettingSource environment(Map<String, String> variables, KnownSettings known) {
        Map<String, Given> given = new HashMap<>();
        variables.forEach((name, text) -> {
            if (name.startsWith("KITH_") && !isServiceLink(name)) {
                given.put(keyOf(name, known), new Given(text, "the environment variable " + name));
            }
        });
        return new SettingSource(given);
    }

    /** Kubernetes gives every container variables that locate a service named "kith"; they look like ours. */
    private static boolean isServiceLink(String name) {
        return name.equals("KITH_PORT") || name.startsWith("KITH_PORT_") || name.startsWith("KITH_SERVICE_");
    }

    private static String keyOf(String variable, KnownSettings known) {
        return known.keys().stream()
                .filter(key -> Setting.variable(key).equals(variable))
                .findFirst()
                .orElse(variable);
    }

    /** The files of that name on the class path, and more of them; two must not contradict each other. */
    static SettingSource files(ClassLoader loader, List<URL> more) {
        Map<String, Given> given = new HashMap<>();
        List<URL> all = new ArrayList<>(urls(loader));
        all.addAll(more);
        for (URL url : all) {
            of(url.toString(), properties(url)).given.forEach((key, value) -> put(given, key, value));
        }
        return new SettingSource(given);
    }

    private static void put(Map<String, Given> given, String key, Given value) {
        Given other = given.putIfAbsent(key, value);
        if (other != null && !other.text.equals(value.text)) {
            throw new KithStartException(key + " is set in " + other.origin + " and, differently, in " + value.origin
                    + ". Remove one of them.");
        }
    }

    private static List<URL> urls(ClassLoader loader) {
        try {
            return Collections.list(loader.getResources(FILE));
        } catch (IOException e) {
            throw new KithStartException(
                    "The files " + FILE + " on the class path cannot be found: " + e.getMessage(), e);
        }
    }

    private static Properties properties(URL url) {
        Properties properties = new Properties();
        try (InputStream bytes = url.openStream();
                Reader characters = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
            properties.load(characters);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw new KithStartException(url + " cannot be read as a properties file: " + e.getMessage(), e);
        }
    }

    /** What the host's MicroProfile Config says, where there is one on the class path. */
    static Optional<SettingSource> microProfile(ClassLoader loader, KnownSettings known) {
        try {
            Class.forName("org.eclipse.microprofile.config.ConfigProvider", false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
        return MicroProfileSource.read(loader, known);
    }
}
