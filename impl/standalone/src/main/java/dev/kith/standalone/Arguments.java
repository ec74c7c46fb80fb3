package dev.kith.standalone;

import dev.kith.ContactUniqueness.UniquenessScope;
import dev.kith.KithStartException;
import dev.kith.standalone.users.UsersRequest;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says: {@code --key=value} for settings, {@code --config=<file>} for a properties file with more
 * of them, {@code --new-token} for another administrator token, {@code --help}; and words for a command.
 *
 * @param settings the settings, by key
 * @param file the properties file
 * @param newToken whether to create a new administrator token
 * @param help whether to print the usage
 * @param command what to do instead of serving, {@code null} for serving
 */
record Arguments(
        Map<String, String> settings,
        Optional<Path> file,
        boolean newToken,
        boolean help,
        @Nullable Command command) {

    static final String USAGE = """
        Usage: java -XX:+ExitOnOutOfMemoryError -jar kith-standalone.jar [<command>] [--kith.<key>=<value> ...]
               [--config=<file>] [--new-token]

          --kith.<key>=<value>  a setting; docs/reference/settings.md lists them. Also as a system property
                                (-Dkith.<key>=<value>) or as an environment variable (KITH_<KEY>, with underscores
                                for dots and hyphens).
          --config=<file>       a properties file with settings; the command line takes precedence over it.
          --new-token           creates a new administrator token and prints it; the previous one stops working.
          --help                prints this text.

        Commands. Each exits when it is done, and may be used while the server runs; give it the same settings.

          health                   asks the server on this machine whether it is ready; the exit code is 1 where it is not
          messages                 shows what is waiting for delivery and what was given up
          messages dead            lists the messages that were given up
          messages replay <id>     tries one of them again; if it carried a code, a new one is issued
          messages replay --all    tries all of them again
          users erase <id>         erases a user and everything that is stored about it, for good
          contacts conflicts       lists verified addresses and numbers that several users have, which are in the way of
                                   kith.contact.unique; among all users, or with "organization" those of each organization
          schemas diff <folder>    compares the JSON Schemas of a folder with those that are stored
          schemas apply <folder> [--force]
                                   makes the stored schemas like those of the folder; with --force also where users
                                   would be left with data that do not fit
        """ + UsersRequest.USAGE;

    /** What to do instead of serving. */
    sealed interface Command {
        /** Ask the server whether it is ready. */
        record CheckHealth() implements Command {}

        /** Show what is waiting and what was given up. */
        record ShowBacklog() implements Command {}

        /** List what was given up. */
        record ListDead() implements Command {}

        /** Try a message again. */
        record ReplayOne(String id) implements Command {}

        /** Try all messages again. */
        record ReplayAll() implements Command {}

        /** List verified contacts that several users have. */
        record ListConflicts(UniquenessScope scope) implements Command {}

        /** Erase a user. */
        record EraseUser(String id) implements Command {}

        /** Compare a folder of schemas with those that are stored. */
        record CompareSchemas(Path folder) implements Command {}

        /** Make the stored schemas like those of a folder. */
        record ApplySchemas(Path folder, boolean force) implements Command {}

        /** Import, export or convert users. */
        record TransferUsers(UsersRequest request) implements Command {}
    }

    static Arguments read(String... arguments) {
        Map<String, String> settings = new LinkedHashMap<>();
        Optional<Path> file = Optional.empty();
        List<String> words = new ArrayList<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            if (argument.startsWith("--kith.") && parts.length == 2) {
                settings.put(parts[0].substring(2), parts[1]);
            } else if (parts[0].equals("--config") && parts.length == 2) {
                file = Optional.of(Path.of(parts[1]));
            } else if (!List.of("--new-token", "--help", "-h").contains(argument)) {
                words.add(argument);
            }
        }
        List<String> all = List.of(arguments);
        boolean help = all.contains("--help") || all.contains("-h");
        return new Arguments(settings, file, all.contains("--new-token"), help, command(words));
    }

    private static @Nullable Command command(List<String> words) {
        if (words.isEmpty()) {
            return null;
        }
        if (words.get(0).equals("schemas")) {
            return ofFolder(words);
        }
        return switch (String.join(" ", words)) {
            case "health" -> new Command.CheckHealth();
            case "messages" -> new Command.ShowBacklog();
            case "messages dead" -> new Command.ListDead();
            case "messages replay --all" -> new Command.ReplayAll();
            case "contacts conflicts", "contacts conflicts instance" ->
                new Command.ListConflicts(UniquenessScope.INSTANCE);
            case "contacts conflicts organization" -> new Command.ListConflicts(UniquenessScope.ORGANIZATION);
            default -> ofOne(words);
        };
    }

    private static Command ofFolder(List<String> words) {
        boolean force = words.contains("--force");
        List<String> others =
                words.stream().filter(word -> !word.equals("--force")).toList();
        if (others.size() == 3 && !others.get(2).startsWith("-")) {
            Path folder = Path.of(others.get(2));
            if (others.get(1).equals("apply")) {
                return new Command.ApplySchemas(folder, force);
            }
            if (others.get(1).equals("diff") && !force) {
                return new Command.CompareSchemas(folder);
            }
        }
        throw new KithStartException(
                "The command is \"schemas diff <folder>\" or \"schemas apply <folder> [--force]\".\n\n" + USAGE);
    }

    private static Command ofOne(List<String> words) {
        if (words.get(0).equals("users")) {
            Optional<UsersRequest> transfer = UsersRequest.read(words.subList(1, words.size()));
            if (transfer.isPresent()) {
                return new Command.TransferUsers(transfer.get());
            }
        }
        boolean one = words.size() == 3 && !words.get(2).startsWith("-");
        String verb = one ? String.join(" ", words.subList(0, 2)) : "";
        if (verb.equals("users erase")) {
            return new Command.EraseUser(words.get(2));
        }
        if (!verb.equals("messages replay")) {
            String strange = words.stream()
                    .filter(word -> !List.of(
                                    "health",
                                    "messages",
                                    "dead",
                                    "replay",
                                    "--all",
                                    "users",
                                    "erase",
                                    "contacts",
                                    "conflicts")
                            .contains(word))
                    .findFirst()
                    .orElse(String.join(" ", words));
            throw new KithStartException(
                    "The argument \"" + strange.split("=", 2)[0] + "\" is not understood.\n\n" + USAGE);
        }
        return new Command.ReplayOne(words.get(2));
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
        } catch (NoSuchFileException e) {
            throw new KithStartException(
                    "There is no file " + path.toAbsolutePath().normalize()
                            + " (--config). Correct the path, or leave the argument out.",
                    e);
        } catch (IOException | IllegalArgumentException e) {
            throw new KithStartException(
                    "The file " + path.toAbsolutePath().normalize() + " (--config) cannot be read: " + e
                            + ". It has to be a properties file in UTF-8 that this account may read.",
                    e);
        }
    }
}
