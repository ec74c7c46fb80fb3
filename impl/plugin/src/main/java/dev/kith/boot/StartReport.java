package dev.kith.boot;

import dev.kith.boot.config.ConfiguredSettings;
import dev.kith.boot.config.Setting;
import dev.kith.spi.Notifier.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What a start has led to, for the log and for the program. Names of providers are in quotes, with the jar or the class
 * that they come from where they are not our own.
 *
 * @param database which database it is
 * @param carriers who carries the messages of a channel, the first to be called first; no entry for nobody
 * @param authenticator who finds out who calls
 * @param schemas where schemas come from, empty for Kith's own tables
 * @param listeners who is told of changes
 * @param off what is off, each in a word
 */
public record StartReport(
        String database,
        Map<Channel, List<String>> carriers,
        String authenticator,
        Optional<String> schemas,
        List<String> listeners,
        List<String> off) {
    private static final String VERSION_FILE = "version.properties";

    /** What the line of the log says. */
    String line(ConfiguredSettings settings) {
        StringBuilder line = new StringBuilder("version=").append(version());
        line.append(" instance=").append(settings.get(Setting.INSTANCE_ID));
        line.append(" database=[").append(database).append(']');
        for (Channel channel : Channel.values()) {
            line.append(' ').append(channel.name().toLowerCase(Locale.ROOT)).append('=');
            line.append(carriers.getOrDefault(channel, List.of("nobody")));
        }
        line.append(" authenticator=[").append(authenticator).append(']');
        schemas.ifPresent(provider -> line.append(" schemas=[").append(provider).append(']'));
        return line.append(" listeners=")
                .append(listeners)
                .append(" off=")
                .append(off)
                .toString();
    }

    /** What the settings, or the program, leave out. */
    static List<String> off(ConfiguredSettings settings, boolean delivers) {
        List<String> off = new ArrayList<>();
        add(off, "calls", !settings.get(Setting.ENABLED));
        add(off, "delivery", !delivers);
        add(off, "migration", !settings.get(Setting.MIGRATE));
        add(off, "links", settings.find(Setting.PUBLIC_URL).isEmpty());
        add(off, "notices", settings.get(Setting.NOTICES).isEmpty());
        return List.copyOf(off);
    }

    private static void add(List<String> off, String word, boolean isOff) {
        if (isOff) {
            off.add(word);
        }
    }

    /** The version of this build. */
    static String version() {
        Properties file = new Properties();
        try (InputStream bytes = StartReport.class.getResourceAsStream(VERSION_FILE)) {
            if (bytes != null) {
                file.load(bytes);
            }
        } catch (IOException e) {
            return "unknown"; // the jar is damaged, which is no reason not to start
        }
        return file.getProperty("version", "unknown");
    }
}
