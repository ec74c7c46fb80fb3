package dev.kith.standalone.schemas;

import dev.kith.KithStartException;
import dev.kith.api.Caller;
import dev.kith.api.Json;
import dev.kith.api.Operation;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.CallOptions;
import dev.kith.api.Problem;
import dev.kith.api.schemas.CreateUserSchema;
import dev.kith.api.schemas.PatchUserSchema;
import dev.kith.api.schemas.SchemaFilter;
import dev.kith.api.schemas.SchemaImpact;
import dev.kith.api.schemas.SchemaReceipt;
import dev.kith.api.schemas.SchemaRef;
import dev.kith.api.schemas.SchemaState;
import dev.kith.api.schemas.SearchUserSchemas;
import dev.kith.api.schemas.TextFilterMethod;
import dev.kith.api.schemas.UserSchemaPage;
import dev.kith.api.schemas.UserSchemaService;
import dev.kith.api.schemas.UserSchemaView;
import dev.kith.boot.SchemaFolder;
import dev.kith.boot.SchemaFolder.FolderSchema;
import dev.kith.transport.ProblemTable;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares the schemas of a folder with those that are stored, and applies them. A file {@code <type>.json} is the schema of that type,
 * whatever the id under which it is stored. Each schema is a call of its own, with its outcome on a line of its own; what is stored
 * and has no file is left alone.
 */
public final class SchemasCommand {
    /** The exit code where the folder and what is stored are the same. */
    public static final int SAME = 0;

    /** The exit code where they differ. */
    public static final int DIFFERENT = 1;

    /** The exit code where something could not be read or was refused. */
    public static final int FAILED = 2;

    private static final Caller OPERATOR = Caller.of("operator of the program", Set.of("IAM_OWNER"));

    private final UserSchemaService schemas;
    private final PrintStream out;
    private final Map<FileResult, Integer> results = new EnumMap<>(FileResult.class);

    /** What comes of a file, in the words of its line. */
    private enum FileResult {
        UNCHANGED(SAME),
        CREATED(SAME),
        REVISED(SAME),
        CREATE(DIFFERENT),
        REVISE(DIFFERENT),
        KEPT(DIFFERENT),
        REFUSED(FAILED),
        UNKNOWN(FAILED),
        UNTRIED(FAILED);

        private final int exitCode;

        FileResult(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    /** How far to go. */
    private enum Extent {
        COMPARE,
        APPLY,
        APPLY_ANYWAY
    }

    /**
     * The command.
     *
     * @param schemas the stored schemas
     * @param out where to say what comes of each
     */
    public SchemasCommand(UserSchemaService schemas, PrintStream out) {
        this.schemas = schemas;
        this.out = out;
    }

    /**
     * Says what applying a folder would do; stores nothing.
     *
     * @param folder the folder
     * @return the exit code
     */
    public int diff(Path folder) {
        return run(folder, Extent.COMPARE);
    }

    /**
     * Makes the stored schemas like those of a folder.
     *
     * @param folder the folder
     * @param force whether to revise schemas also where users' data would not fit, or where that is not known of all
     * @return the exit code
     */
    public int apply(Path folder, boolean force) {
        return run(folder, force ? Extent.APPLY_ANYWAY : Extent.APPLY);
    }

    private int run(Path folder, Extent extent) {
        List<FolderSchema> files;
        try {
            files = SchemaFolder.read(folder);
        } catch (KithStartException unreadable) {
            out.println(unreadable.getMessage());
            return FAILED;
        }
        for (FolderSchema file : files) {
            FileResult result = results.containsKey(FileResult.UNKNOWN) ? untried(file) : judged(file, extent);
            results.merge(result, 1, Integer::sum);
        }
        out.println(summary());
        return results.keySet().stream()
                .mapToInt(result -> result.exitCode)
                .max()
                .orElse(SAME);
    }

    private String summary() {
        return results.isEmpty()
                ? "There is no schema in the folder."
                : results.entrySet().stream()
                        .map(count -> count.getValue() + " " + word(count.getKey()))
                        .collect(Collectors.joining(", ", "", "."));
    }

    /** What is done is done and has been said; of the rest nothing is begun. */
    private FileResult judged(FolderSchema file, Extent extent) {
        try {
            return judge(file, extent);
        } catch (RuntimeException failure) {
            say(
                    FileResult.UNKNOWN,
                    file,
                    "the database failed (" + failure.getClass().getSimpleName()
                            + "); compare again to see what is stored");
            return FileResult.UNKNOWN;
        }
    }

    private FileResult untried(FolderSchema file) {
        return say(FileResult.UNTRIED, file, "");
    }

    private FileResult judge(FolderSchema file, Extent extent) {
        Json read;
        try {
            read = file.document();
        } catch (KithStartException unreadable) {
            return say(FileResult.REFUSED, file, String.valueOf(unreadable.getMessage()));
        }
        if (!(read instanceof Json.Obj document)) {
            return say(FileResult.REFUSED, file, "a schema has to be an object");
        }
        Outcome<UserSchemaPage> found = schemas.search(OPERATOR, ofType(file.id()));
        if (found instanceof Outcome.Refused<UserSchemaPage> refused) {
            return refused(file, Operation.SEARCH_USER_SCHEMAS, refused.problem());
        }
        List<UserSchemaView> stored =
                ((Outcome.Done<UserSchemaPage>) found).value().schemas();
        return stored.isEmpty()
                ? create(file, document, extent)
                : compare(file, document, stored.get(0).details().id(), extent);
    }

    private static SearchUserSchemas ofType(String type) {
        return new SearchUserSchemas(
                Preconditions.NONE,
                0,
                1,
                false,
                SearchUserSchemas.Column.UNSPECIFIED,
                List.of(new SchemaFilter.ByType(type, TextFilterMethod.EQUALS_IGNORE_CASE)));
    }

    private FileResult create(FolderSchema file, Json.Obj document, Extent extent) {
        boolean dryRun = extent == Extent.COMPARE;
        Outcome<SchemaReceipt> outcome = schemas.create(
                OPERATOR,
                new CreateUserSchema(
                        Preconditions.NONE.with(options(dryRun)),
                        new CreateUserSchema.NewSchema(file.id(), document, List.of())));
        if (outcome instanceof Outcome.Refused<SchemaReceipt> refused) {
            return refused(file, Operation.CREATE_USER_SCHEMA, refused.problem());
        }
        SchemaReceipt receipt = ((Outcome.Done<SchemaReceipt>) outcome).value();
        return dryRun || receipt.details() == null
                ? say(FileResult.CREATE, file, "")
                : say(FileResult.CREATED, file, "id " + receipt.details().id());
    }

    private FileResult compare(FolderSchema file, Json.Obj document, String id, Extent extent) {
        Outcome<UserSchemaView> read = schemas.get(OPERATOR, new SchemaRef(Preconditions.NONE, id));
        if (read instanceof Outcome.Refused<UserSchemaView> refused) {
            return refused(file, Operation.GET_USER_SCHEMA, refused.problem());
        }
        UserSchemaView stored = ((Outcome.Done<UserSchemaView>) read).value();
        if (stored.document().equals(document)) {
            return say(FileResult.UNCHANGED, file, stored.state() == SchemaState.INACTIVE ? "inactive" : "");
        }
        return revise(file, document, stored, extent);
    }

    /** Rehearsed first; then done for the version that was compared, and for no other. */
    private FileResult revise(FolderSchema file, Json.Obj document, UserSchemaView stored, Extent extent) {
        List<String> places = JsonDifference.between(stored.document(), document);
        Outcome<SchemaReceipt> rehearsed = patch(stored, document, true);
        if (rehearsed instanceof Outcome.Refused<SchemaReceipt> refused) {
            FileResult result = refused(file, Operation.PATCH_USER_SCHEMA, refused.problem());
            places.forEach(this::detail);
            return result;
        }
        SchemaImpact impact = ((Outcome.Done<SchemaReceipt>) rehearsed).value().impact();
        boolean breaks = impact == null || impact.failing() > 0 || !impact.complete();
        FileResult result = FileResult.REVISE;
        if (extent == Extent.APPLY && breaks) {
            result = FileResult.KEPT;
        } else if (extent != Extent.COMPARE) {
            Outcome<SchemaReceipt> done = patch(stored, document, false);
            if (done instanceof Outcome.Refused<SchemaReceipt> refused) {
                return refused(file, Operation.PATCH_USER_SCHEMA, refused.problem());
            }
            result = FileResult.REVISED;
        }
        say(result, file, "revision " + stored.revision() + " -> " + (stored.revision() + 1));
        places.forEach(this::detail);
        if (impact != null) {
            say(impact);
        }
        if (result == FileResult.KEPT) {
            detail("Not revised: users would be left with data that do not fit. --force revises it.");
        }
        return result;
    }

    private Outcome<SchemaReceipt> patch(UserSchemaView stored, Json.Obj document, boolean dryRun) {
        Preconditions ofVersion = new Preconditions(
                Preconditions.Selector.NOT_GIVEN,
                Preconditions.Selector.NOT_GIVEN,
                new Preconditions.Precondition(Set.of(stored.version()), false));
        return schemas.patch(
                OPERATOR,
                new PatchUserSchema(
                        ofVersion.with(options(dryRun)),
                        stored.details().id(),
                        new PatchUserSchema.SchemaChange(null, document, List.of())));
    }

    private static CallOptions options(boolean dryRun) {
        return dryRun ? CallOptions.DRY_RUN : CallOptions.NONE;
    }

    private void say(SchemaImpact impact) {
        detail(impact.users() + " users have it, " + impact.checked() + " were checked, " + impact.failing()
                + " would not fit" + (impact.complete() ? "." : "; the others are not known."));
        for (SchemaImpact.Sample sample : impact.samples()) {
            detail("user " + sample.userId()
                    + sample.places().stream()
                            .map(place -> " " + place.field() + " " + place.reason())
                            .collect(Collectors.joining(",", ":", "")));
        }
    }

    private FileResult refused(FolderSchema file, Operation operation, Problem problem) {
        say(FileResult.REFUSED, file, ProblemTable.answer(operation, problem).message());
        problem.violations().forEach(fault -> detail(fault.description()));
        return FileResult.REFUSED;
    }

    private FileResult say(FileResult result, FolderSchema file, String more) {
        out.println(String.format(Locale.ROOT, "%-10s %s  %s", word(result), file.id(), more)
                .strip());
        return result;
    }

    private void detail(String line) {
        out.println("    " + line);
    }

    private static String word(FileResult result) {
        return result.name().toLowerCase(Locale.ROOT);
    }
}
