package dev.kith.it.databases;

import dev.kith.api.Json;
import dev.kith.api.PatchUser.Change.JsonPatch.Step;
import dev.kith.core.Documents;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Takes every object and truth value for a schema, and nothing else; the storage asks for no more than that. */
final class AnyDocument implements Documents {
    @Override
    public void vet(Json document) throws SchemaRefused {
        if (!(document instanceof Json.Obj) && !(document instanceof Json.Bool)) {
            throw new SchemaRefused("a schema is an object or a truth value");
        }
    }

    @Override
    public DataSchema compile(UserSchema schema) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<DataSchema> compiled(String schemaId, int revision) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Json merge(Json target, Json patch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Json> apply(Json document, List<Step> steps, UnaryOperator<Json> visible) {
        throw new UnsupportedOperationException();
    }
}
