package dev.kith.json;

import dev.harrel.jsonschema.Dialect;
import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.SpecificationVersion;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.kith.api.Json;
import dev.kith.api.Problem.Violation;
import dev.kith.core.Documents.DataAccess;
import dev.kith.core.Documents.DataSchema;
import dev.kith.core.Documents.RefusalReason;
import dev.kith.core.Documents.Role;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.json.Evaluators.Unusable;
import dev.kith.json.SchemaVetter.Vetted;
import dev.kith.json.document.SizeLimits;
import dev.kith.json.document.SizeLimits.Exceeded;
import dev.kith.json.document.WorkBudget;
import dev.kith.spi.RequestId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A schema, compiled by the library. Validation reads and compiles nothing. */
final class CompiledSchema implements DataSchema {
    private static final Logger LOG = System.getLogger(CompiledSchema.class.getName());

    /** The maximum number of characters of a violation's pointer. */
    static final int LONGEST_FIELD = 500;

    private static final Violation UNEXPLAINED = new Violation("", "SCHEMA", "The data does not match the schema.");

    /** The URI of the schema in the library. It is not one that could be fetched. */
    private static final URI HOME = URI.create("kith:schema");

    private final Subschema root;
    private final Validator validator;
    private final DataLimits limits;
    private final int weight;

    private CompiledSchema(Vetted vetted, Validator validator, DataLimits limits) {
        this.root = vetted.root();
        this.weight = vetted.size();
        this.validator = validator;
        this.limits = limits;
    }

    /**
     * Compiles a vetted schema.
     *
     * @param limits what data may be and take
     */
    static CompiledSchema of(Vetted vetted, DataLimits limits) throws SchemaRefused {
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
                validator.validate(URI.create(metaSchema), DataNode.root(Json.Null.NULL, limits.budget()));
            }
            return new CompiledSchema(vetted, validator, limits);
        } catch (Unusable e) {
            throw SchemaRefusals.at(RefusalReason.META_SCHEMA, e.pointer(), "the value of this keyword cannot be used");
        } catch (StackOverflowError | RuntimeException e) {
            throw new SchemaRefused(RefusalReason.META_SCHEMA, "The schema cannot be compiled.");
        }
    }

    /** The number of schemas in the document, which is a measure of its memory use. */
    int weight() {
        return weight;
    }

    Subschema root() {
        return root;
    }

    WorkBudget budget() {
        return limits.budget();
    }

    @Override
    public List<Violation> faults(Json.Obj data) {
        try {
            SizeLimits.check(data, limits.characters());
            return faults(data, (error, violation) -> violation, UNEXPLAINED);
        } catch (Exceeded e) {
            return List.of(tooLarge(e));
        } catch (WorkBudget.Exhausted e) {
            return List.of(new Violation("", ViolationBuilder.LIMIT, "The data takes too much work to check."));
        } catch (StackOverflowError | RuntimeException e) {
            return List.of(unchecked(e));
        }
    }

    /** The same for data with parts that the caller may not read: where those decide, no reason is told. */
    List<Violation> faults(Json.Obj data, HiddenFaults hidden) {
        try {
            SizeLimits.check(hidden.wanted(), limits.characters());
        } catch (Exceeded e) {
            return List.of(tooLarge(e));
        }
        try {
            SizeLimits.check(data, limits.characters());
            return faults(data, hidden::told, HiddenFaults.somewhere());
        } catch (Exceeded | WorkBudget.Exhausted e) {
            return List.of(HiddenFaults.somewhere());
        } catch (StackOverflowError | RuntimeException e) {
            unchecked(e);
            return List.of(HiddenFaults.somewhere());
        }
    }

    private List<Violation> faults(Json.Obj data, ViolationBuilder.Telling telling, Violation unexplained) {
        Validator.Result result = validator.validate(HOME, DataNode.root(data, budget()));
        if (result.isValid()) {
            return List.of();
        }
        List<Violation> causes = ViolationBuilder.of(result.getErrors(), telling);
        return causes.isEmpty() ? List.of(unexplained) : told(causes);
    }

    /** Whether any value fits, be it an object or not. */
    boolean fits(Json value) {
        return validator.validate(HOME, DataNode.root(value, budget())).isValid();
    }

    private static Violation tooLarge(Exceeded e) {
        return new Violation(e.pointer(), ViolationBuilder.LIMIT, "The value " + e.what() + ".");
    }

    private static Violation unchecked(Throwable e) {
        LOG.log(
                Level.WARNING,
                "schema.check=failed cause={0} request={1}",
                e.getClass().getName(),
                RequestId.current().map(RequestId::value).orElse("none"));
        return new Violation("", ViolationBuilder.LIMIT, "The data cannot be checked.");
    }

    @Override
    public DataAccess access(Role role, List<DataSchema> others) {
        List<Subschema> reading = Stream.concat(Stream.of(this), others.stream().map(CompiledSchema.class::cast))
                .map(CompiledSchema::root)
                .distinct()
                .toList();
        return new Permissions(this, reading, role);
    }

    /**
     * Member names can be long, and an answer repeats them up to 50 times: a pointer that is too long is cut at a parent.
     */
    static List<Violation> told(List<Violation> violations) {
        return violations.stream()
                .map(fault -> fault.field().length() <= LONGEST_FIELD
                        ? fault
                        : new Violation(holder(fault.field()), fault.reason(), fault.description()))
                .toList();
    }

    private static String holder(String pointer) {
        return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/', LONGEST_FIELD)));
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
