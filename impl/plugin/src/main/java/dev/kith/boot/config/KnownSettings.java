package dev.kith.boot.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings that exist where Kith runs: those of the plugin everywhere, those of the program where the program is what
 * runs. Elsewhere the program's keys are ignored, so that a server may share its environment with the program.
 */
public final class KnownSettings {
    /** The keys of the program's own settings, in the order of the documentation. */
    public static final List<String> PROGRAM_KEYS = List.of(
            "kith.jwt.jwks",
            "kith.jwt.issuer",
            "kith.jwt.audience",
            "kith.http.host",
            "kith.http.port",
            "kith.tls.certificate",
            "kith.tls.key",
            "kith.shutdown.delay",
            "kith.log.level",
            "kith.log.format",
            "kith.data",
            "kith.plugins",
            "kith.database.url",
            "kith.database.username",
            "kith.database.password",
            "kith.database.connections",
            "kith.metrics",
            "kith.demo",
            "kith.dev");

    private final List<Setting<?>> settings;
    private final List<String> ignored;

    private KnownSettings(List<Setting<?>> settings, List<String> ignored) {
        this.settings = List.copyOf(settings);
        this.ignored = List.copyOf(ignored);
    }

    /**
     * The settings of the plugin, and more.
     *
     * @param more settings that are known beside those of the plugin, none in a server
     * @return all of them
     */
    public static KnownSettings with(List<Setting<?>> more) {
        List<Setting<?>> settings = new ArrayList<>(Setting.all());
        settings.addAll(more);
        List<String> read = settings.stream().map(Setting::key).toList();
        return new KnownSettings(
                settings,
                PROGRAM_KEYS.stream().filter(key -> !read.contains(key)).toList());
    }

    /** The settings that are read. */
    List<Setting<?>> settings() {
        return settings;
    }

    /** The keys that may be set and have no effect here. */
    List<String> ignored() {
        return ignored;
    }

    /** Every key that may be set. */
    List<String> keys() {
        return Stream.concat(settings.stream().map(Setting::key), ignored.stream())
                .toList();
    }
}
