package dev.kith.boot;

import dev.kith.KithStartException;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.UserSchemas;
import dev.kith.core.Documents;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.json.SchemaDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of a folder, each in a file {@code <id>.json}, with the documents to which they refer (contract,
 * ruling R77): the other schemas, and the files {@code *.json} in subfolders. A changed document becomes a new revision of
 * every schema that refers to it.
 */
public final class SchemaFolder {
    private static final System.Logger LOG = System.getLogger(SchemaFolder.class.getName());
    private static final String SUFFIX = ".json";
    private static final int DEEPEST = 16;

    private final Path folder;
    private final Documents documents;
    private final String origin;
    private @Nullable Map<String, Json> known;

    private SchemaFolder(Path folder, Documents documents, String origin) {
        this.folder = folder;
        this.documents = documents;
        this.origin = origin;
    }

    /**
     * A schema of a folder.
     *
     * @param id its id, which is its type as well
     * @param file its file
     * @param reading reads its document
     */
    public record FolderSchema(String id, Path file, Supplier<Json> reading) {
        /**
         * Reads the file, and what it refers to.
         *
         * @return the document, with what it refers to
         * @throws KithStartException if a file cannot be read, or the document cannot be used
         */
        public Json document() {
            return reading.get();
        }
    }

    /**
     * Finds the schemas of a folder; registers none.
     *
     * @param folder the folder
     * @return the schemas, sorted by their files
     * @throws KithStartException if the folder cannot be read
     */
    public static List<FolderSchema> read(Path folder) {
        return new SchemaFolder(folder, new SchemaDocuments(), "").schemas().toList();
    }

    /** Registers the schemas; returns their ids. */
    static Set<String> register(Path folder, UserSchemas schemas, Documents documents) {
        Set<String> ids = new HashSet<>();
        new SchemaFolder(folder, documents, " (kith.schemas.directory)")
                .schemas()
                .forEach(schema -> {
                    Outcome<Integer> outcome = schemas.register(schema.id(), schema.id(), schema.document());
                    if (outcome instanceof Outcome.Refused<Integer> refused) {
                        refused(schema.file(), refused.problem());
                    }
                    ids.add(schema.id());
                });
        return ids;
    }

    private Stream<FolderSchema> schemas() {
        return files(1).stream().map(file -> {
            String name = name(file);
            return new FolderSchema(name.substring(0, name.length() - SUFFIX.length()), file, () -> bundle(file, name));
        });
    }

    private Json bundle(Path file, String name) {
        try {
            return documents.bundle(name, document(file), this::all);
        } catch (SchemaRefused e) {
            throw new KithStartException(
                    "The schema " + file + " cannot be used: " + e.getMessage() + " Correct it or remove it.", e);
        }
    }

    /** The documents by their paths below the folder; those of subfolders are read only if a schema needs any. */
    private Map<String, Json> all() {
        Map<String, Json> all = known;
        if (all == null) {
            all = new TreeMap<>();
            for (Path file : files(DEEPEST)) {
                all.put(name(file), document(file));
            }
            known = all;
        }
        return all;
    }

    private String name(Path file) {
        return StreamSupport.stream(folder.relativize(file).spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    /** Names that begin with a dot are not looked at: tools keep former versions there. */
    private List<Path> files(int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .filter(file -> !("/" + name(file)).contains("/."))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new KithStartException("The folder " + folder + origin + " cannot be read: " + e + ".", e);
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
