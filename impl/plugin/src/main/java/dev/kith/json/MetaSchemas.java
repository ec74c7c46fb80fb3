package dev.kith.json;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.kith.api.Json;
import dev.kith.core.Documents.RefusalReason;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.json.document.WorkBudget;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** Validates documents against the meta-schemas, which are part of the library. Thread-safe. */
final class MetaSchemas {
    private static final Set<String> WRAPPERS =
            Set.of("allOf", "anyOf", "oneOf", "dependentSchemas", "ifThen", "ifElse");

    private final Validator validator = new ValidatorFactory()
            .withJsonNodeFactory(DataNode.FACTORY)
            .withMessageProvider(ViolationBuilder.KINDS)
            .withDisabledSchemaValidation(true)
            .createValidator();

    /** Validates a schema that stands somewhere in a document. */
    void check(Json schema, String pointer, SchemaDialect dialect) throws SchemaRefused {
        DataNode root = DataNode.root(schema, new WorkBudget(Long.MAX_VALUE));
        Validator.Result result = validator.validate(URI.create(dialect.metaSchema()), root);
        if (!result.isValid()) {
            throw SchemaRefusals.at(
                    RefusalReason.META_SCHEMA,
                    pointer + place(result.getErrors()),
                    "this is not allowed here by JSON Schema");
        }
    }

    private static String place(List<dev.harrel.jsonschema.Error> errors) {
        return errors.stream()
                .filter(error -> !WRAPPERS.contains(error.getError()))
                .map(dev.harrel.jsonschema.Error::getInstanceLocation)
                .findFirst()
                .orElse("");
    }
}
