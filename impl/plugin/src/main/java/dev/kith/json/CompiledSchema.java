package dev.kith.json;

import dev.harrel.jsonschema.Dialect;
import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.SpecificationVersion;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.kith.api.Json;
import dev.kith.api.Problem.Violation;
import dev.kith.core.Documents.DataSchema;
import dev.kith.core.Documents.Role;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.json.Evaluators.Unusable;
import dev.kith.json.SchemaVetter.Vetted;
import dev.kith.json.document.JsonPointer;
import dev.kith.json.document.SizeLimits;
import dev.kith.json.document.SizeLimits.Exceeded;
import dev.kith.json.document.WorkBudget;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A schema, compiled by the library. Validation reads and compiles nothing. */
final class CompiledSchema implements DataSchema {
    private static final Logger LOG = System.getLogger(CompiledSchema.class.getName());

    /** The maximum number of characters of a violation's pointer. */
    static final int LONGEST_FIELD = 500;

    /** The URI of the schema in the library. It is not one that could be fetched. */
    private static final URI HOME = URI.create("kith:schema");

    private final Subschema root;
    private final Validator validator;
    private final long units;
    private final int weight;

    private CompiledSchema(Vetted vetted, Validator validator, long units) {
        this.root = vetted.root();
        this.weight = vetted.size();
        this.validator = validator;
        this.units = units;
    }

    /**
     * Compiles a vetted schema.
     *
     * @param units the work budget of one validation
     */
    static CompiledSchema of(Vetted vetted, long units) throws SchemaRefused {
        SchemaDialect dialect = vetted.dialect();
        Validator validator = new ValidatorFactory()
                .withJsonNodeFactory(DataNode.FACTORY)
                .withMessageProvider(ViolationBuilder.KINDS)
                .withDefaultDialect(new MeteredDialect(dialect.dialect(), new Evaluators(dialect)))
                .withDisabledSchemaValidation(true)
                .createValidator();
        try {
            validator.registerSchema(HOME, SchemaNode.root(vetted.root(), dialect));
            for (String metaSchema : vetted.metaSchemas()) {
                validator.validate(URI.create(metaSchema), DataNode.root(Json.Null.NULL, new WorkBudget(units)));
            }
            return new CompiledSchema(vetted, validator, units);
        } catch (Unusable e) {
            throw SchemaRefusals.at(e.pointer(), "the value of this keyword cannot be used");
        } catch (StackOverflowError | RuntimeException e) {
            throw new SchemaRefused("The schema cannot be compiled.");
        }
    }

    /** The number of schemas in the document, which is a measure of its memory use. */
    int weight() {
        return weight;
    }

    @Override
    public List<Violation> faults(Json.Obj data) {
        try {
            SizeLimits.check(data);
            Validator.Result result = validator.validate(HOME, DataNode.root(data, new WorkBudget(units)));
            return result.isValid() ? List.of() : told(causes(result));
        } catch (Exceeded e) {
            return List.of(new Violation(e.pointer(), ViolationBuilder.LIMIT, "The value " + e.what() + "."));
        } catch (WorkBudget.Exhausted e) {
            return List.of(new Violation("", ViolationBuilder.LIMIT, "The data takes too much work to check."));
        } catch (StackOverflowError | RuntimeException e) {
            LOG.log(Level.WARNING, "schema.check=failed cause={0}", e.getClass().getName());
            return List.of(new Violation("", ViolationBuilder.LIMIT, "The data cannot be checked."));
        }
    }

    @Override
    public List<Violation> faults(Json.Obj data, Role role) {
        List<Violation> faults = faults(data);
        Json.Obj seen = faults.isEmpty() || !root.isGuarded() ? data : visible(data, role);
        return seen.equals(data)
                ? faults
                : faults.stream()
                        .map(fault -> seen(fault, data, seen))
                        .distinct()
                        .toList();
    }

    private static Violation seen(Violation fault, Json.Obj data, Json.Obj seen) {
        List<String> names = JsonPointer.names(fault.field()).orElse(List.of());
        for (int depth = 1; depth <= names.size(); depth++) {
            List<String> place = names.subList(0, depth);
            if (!Objects.equals(kind(JsonPointer.find(data, place)), kind(JsonPointer.find(seen, place)))) {
                return new Violation(
                        pointer(names.subList(0, depth - 1)),
                        "SCHEMA",
                        "A value that the caller may not read does not match the schema.");
            }
        }
        return fault;
    }

    /** A hidden member is absent from the visible data, a hidden element is null there. */
    private static @Nullable Class<?> kind(@Nullable Json value) {
        return value == null ? null : value.getClass();
    }

    private static String pointer(List<String> names) {
        String pointer = "";
        for (String name : names) {
            pointer = JsonPointer.child(pointer, name);
        }
        return pointer;
    }

    /**
     * Member names can be long, and an answer repeats them up to 50 times: a pointer that is too long is cut at a parent.
     */
    private static List<Violation> told(List<Violation> violations) {
        return violations.stream()
                .map(fault -> fault.field().length() <= LONGEST_FIELD
                        ? fault
                        : new Violation(holder(fault.field()), fault.reason(), fault.description()))
                .toList();
    }

    private static String holder(String pointer) {
        return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/', LONGEST_FIELD)));
    }

    private static List<Violation> causes(Validator.Result result) {
        List<Violation> causes = ViolationBuilder.of(result.getErrors());
        return causes.isEmpty() ? List.of(new Violation("", "SCHEMA", "The data does not match the schema.")) : causes;
    }

    /** What cannot be determined is denied. */
    @Override
    public List<Violation> denials(Json.Obj before, Json.Obj after, Role role) {
        try {
            return root.isGuarded() ? told(permissions(role).denials(before, after)) : List.of();
        } catch (WorkBudget.Exhausted | StackOverflowError e) {
            return List.of(new Violation("", "PERMISSION", "The data is too large to determine who may write it."));
        }
    }

    /** What cannot be determined is hidden. */
    @Override
    public Json.Obj visible(Json.Obj data, Role role) {
        try {
            return root.isGuarded() ? permissions(role).visible(data) : data;
        } catch (WorkBudget.Exhausted | StackOverflowError e) {
            return Json.Obj.EMPTY;
        }
    }

    private Permissions permissions(Role role) {
        return new Permissions(root, role, new WorkBudget(units));
    }

    /**
     * A version of JSON Schema with our keywords. It has no meta-schema, as the documents have been checked against theirs.
     *
     * @param official the version
     * @param keywords the keywords
     */
    private record MeteredDialect(Dialect official, EvaluatorFactory keywords) implements Dialect {
        @Override
        public SpecificationVersion getSpecificationVersion() {
            return official.getSpecificationVersion();
        }

        @Override
        public @Nullable String getMetaSchema() {
            return null;
        }

        @Override
        public EvaluatorFactory getEvaluatorFactory() {
            return keywords;
        }

        @Override
        public Set<String> getSupportedVocabularies() {
            return official.getSupportedVocabularies();
        }

        @Override
        public Set<String> getRequiredVocabularies() {
            return official.getRequiredVocabularies();
        }

        @Override
        public Map<String, Boolean> getDefaultVocabularyObject() {
            return official.getDefaultVocabularyObject();
        }
    }
}
