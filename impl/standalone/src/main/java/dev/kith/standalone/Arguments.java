package dev.kith.standalone;

import dev.kith.boot.StartRefused;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What the command line says: {@code --key=value} for settings, {@code --config=<file>} for a properties file with more
 * of them, {@code --new-token} for another administrator token, {@code --help}.
 *
 * @param settings the settings, by key
 * @param file the properties file
 * @param newToken whether a new administrator token is to be made
 * @param help whether the usage is asked for
 */
record Arguments(Map<String, String> settings, Optional<Path> file, boolean newToken, boolean help) {

    static final String USAGE = """
            Usage: java -jar kith-standalone.jar [--kith.<key>=<value> ...] [--config=<file>] [--new-token]

              --kith.<key>=<value>  a setting; the README lists them. Also as a system property (-Dkith.<key>=<value>)
                                    or as an environment variable (KITH_<KEY>, dots and hyphens as underscores).
              --config=<file>       a properties file with settings; the command line wins over it.
              --new-token           makes a new administrator token and prints it; the one before stops to work.
              --help                prints this.
            """;

    static Arguments read(String... arguments) {
        Map<String, String> settings = new LinkedHashMap<>();
        Optional<Path> file = Optional.empty();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            if (argument.startsWith("--kith.") && parts.length == 2) {
                settings.put(parts[0].substring(2), parts[1]);
            } else if (parts[0].equals("--config") && parts.length == 2) {
                file = Optional.of(Path.of(parts[1]));
            } else if (!List.of("--new-token", "--help", "-h").contains(argument)) {
                throw new StartRefused("The argument \"" + parts[0] + "\" is not understood.\n\n" + USAGE);
            }
        }
        List<String> all = List.of(arguments);
        return new Arguments(settings, file, all.contains("--new-token"), all.contains("--help") || all.contains("-h"));
    }

    /** The settings of the properties file. */
    Map<String, String> fileSettings() {
        Map<String, String> found = new LinkedHashMap<>();
        file.ifPresent(path -> {
            Properties properties = load(path);
            properties.stringPropertyNames().forEach(key -> found.put(key, properties.getProperty(key)));
        });
        return found;
    }

    private static Properties load(Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw new StartRefused("The file " + path + " of --config cannot be read: " + e, e);
        }
    }
}
