package dev.kith.standalone.users;

import dev.kith.KithStartException;
import dev.kith.api.transfer.ImportMode;
import dev.kith.api.transfer.ImportOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the command line says about users. */
public sealed interface UsersRequest {
    /** How it is written. */
    String USAGE = """
          users import <file>      creates users from JSON Lines; - stands for standard input. docs/import-users.md
                                   describes lines, options, report and exit codes
            --organization=<id>    the organization of lines that name none
            --schema=<id>          the user schema of lines that name none; or --schema-type=<type>
            --mode=create|merge    refuses users that exist and differ, or changes them; create by default
            --dry-run              judges the lines and stores nothing
            --from-line=<number>   skips the lines before
            --report=<file>        writes the refused lines there, with the reasons
            --no-events            tells no event listener
          users export [<file>]    writes all users as such lines
            --id=<id>              instead, everything that is kept about one person
          users convert keycloak <file> ...
          users convert zitadel <file> ...
                                   makes such lines of another server's export, on standard output
            --organization=<id>    the organization of all of them
        """;

    /**
     * Import users.
     *
     * @param file the lines, {@code null} for standard input
     * @param options how
     * @param report where refused lines go, {@code null} for nowhere
     */
    record ImportUsers(
            @Nullable Path file,
            ImportOptions options,
            @Nullable Path report) implements UsersRequest {}

    /**
     * Export users.
     *
     * @param id the only user, {@code null} for all
     * @param file where to, {@code null} for standard output
     */
    record ExportUsers(@Nullable String id, @Nullable Path file) implements UsersRequest {}

    /**
     * Convert the export of another server.
     *
     * @param origin the server
     * @param files its files, {@code null} in the list for standard input
     * @param organization the organization of all lines, {@code null} for what the export says
     */
    record ConvertUsers(
            ExportOrigin origin,
            List<String> files,
            @Nullable String organization) implements UsersRequest {
        /** Copies the files. */
        public ConvertUsers {
            files = List.copyOf(files);
        }
    }

    /**
     * Reads the words after {@code users}.
     *
     * @param words the words and options
     * @return the request, empty where there is no such one
     * @throws KithStartException if an option is not understood
     */
    static Optional<UsersRequest> read(List<String> words) {
        Map<String, String> options = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        for (String word : words) {
            if (word.startsWith("--")) {
                String[] parts = word.split("=", 2);
                options.put(parts[0], parts.length == 2 ? parts[1] : "");
            } else {
                names.add(word);
            }
        }
        if (names.size() == 2 && names.get(0).equals("import")) {
            return Optional.of(importOf(names.get(1), options));
        }
        if (!names.isEmpty() && names.size() <= 2 && names.get(0).equals("export")) {
            known(options, Set.of("--id"));
            return Optional.of(new ExportUsers(options.get("--id"), path(names.size() == 2 ? names.get(1) : "-")));
        }
        if (names.size() >= 3 && names.get(0).equals("convert")) {
            known(options, Set.of("--organization"));
            return ExportOrigin.of(names.get(1))
                    .map(origin ->
                            new ConvertUsers(origin, names.subList(2, names.size()), options.get("--organization")));
        }
        return Optional.empty();
    }

    private static ImportUsers importOf(String file, Map<String, String> options) {
        known(
                options,
                Set.of(
                        "--organization",
                        "--schema",
                        "--schema-type",
                        "--mode",
                        "--dry-run",
                        "--from-line",
                        "--report",
                        "--no-events"));
        if (options.containsKey("--schema") && options.containsKey("--schema-type")) {
            throw new KithStartException("Use --schema or --schema-type, not both.");
        }
        String report = options.get("--report");
        return new ImportUsers(
                path(file),
                new ImportOptions(
                        options.get("--organization"),
                        options.get("--schema"),
                        options.get("--schema-type"),
                        mode(options.getOrDefault("--mode", "create")),
                        options.containsKey("--dry-run"),
                        line(options.getOrDefault("--from-line", "1")),
                        !options.containsKey("--no-events")),
                report == null ? null : Path.of(report));
    }

    private static void known(Map<String, String> options, Set<String> names) {
        for (String option : options.keySet()) {
            if (!names.contains(option)) {
                throw new KithStartException("The argument \"" + option + "\" is not understood.\n\n" + USAGE);
            }
        }
    }

    private static ImportMode mode(String word) {
        return switch (word) {
            case "create" -> ImportMode.CREATE;
            case "merge" -> ImportMode.MERGE;
            default -> throw new KithStartException("--mode has to be create or merge.");
        };
    }

    private static long line(String number) {
        try {
            long line = Long.parseLong(number);
            if (line >= 1) {
                return line;
            }
        } catch (NumberFormatException e) {
            throw new KithStartException("--from-line has to be a number from 1 on.", e);
        }
        throw new KithStartException("--from-line has to be a number from 1 on.");
    }

    private static @Nullable Path path(String name) {
        return name.equals("-") ? null : Path.of(name);
    }
}
