package dev.kith.boot;

import dev.kith.KithStartException;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.UserSchemas;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Registers the schemas of a folder, each in a file {@code <id>.json}; a changed document becomes a new revision. */
final class SchemaFolder {
    private static final System.Logger LOG = System.getLogger(SchemaFolder.class.getName());
    private static final String SUFFIX = ".json";

    private SchemaFolder() {}

    static void register(Path folder, UserSchemas schemas) {
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            String id = name.substring(0, name.length() - SUFFIX.length());
            Outcome<Integer> outcome = schemas.register(id, id, document(file));
            if (outcome instanceof Outcome.Refused<Integer> refused) {
                refused(file, refused.problem());
            }
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new KithStartException(
                    "The folder " + folder + " (kith.schemas.directory) cannot be read: " + e + ".", e);
        }
    }

    private static Json document(Path file) {
        try {
            return JsonText.read(Files.readString(file));
        } catch (JsonText.Unreadable e) {
            throw new KithStartException(
                    "The schema " + file + " is not valid JSON: " + e.getMessage() + ". Correct it.", e);
        } catch (IOException e) {
            throw new KithStartException("The schema " + file + " cannot be read: " + e + ".", e);
        }
    }

    /** The file of a schema that was deactivated may still be there; that is no reason not to start. */
    private static void refused(Path file, Problem problem) {
        if (problem.code() != ProblemCode.SCHEMA_INACTIVE) {
            throw new KithStartException("The schema " + file + " cannot be used: "
                    + (problem.text() == null ? problem.code() : problem.text()) + " Correct it or remove it.");
        }
        LOG.log(
                Level.WARNING,
                "schema={0} outcome=inactive: the schema is inactive or deleted, so its file has no effect",
                file);
    }
}
