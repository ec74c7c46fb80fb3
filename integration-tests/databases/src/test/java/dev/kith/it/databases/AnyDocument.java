package dev.kith.it.databases;

import dev.kith.api.Json;
import dev.kith.api.PatchUser.Change.JsonPatch.Step;
import dev.kith.api.Problem.Violation;
import dev.kith.core.Documents;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Treats every object and truth value as a schema that fits all data: validation is not the job of the storage. */
final class AnyDocument implements Documents {
    @Override
    public void vet(Json document) throws SchemaRefused {
        if (!(document instanceof Json.Obj) && !(document instanceof Json.Bool)) {
            throw new SchemaRefused("a schema is an object or a truth value");
        }
    }

    @Override
    public DataSchema compile(UserSchema schema) {
        return new AnyData();
    }

    @Override
    public Optional<DataSchema> compiled(String schemaId, int revision) {
        return Optional.of(new AnyData());
    }

    @Override
    public Json merge(Json target, Json patch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Json> apply(Json document, List<Step> steps, UnaryOperator<Json> visible) {
        throw new UnsupportedOperationException();
    }

    private static final class AnyData implements DataSchema {
        @Override
        public List<Violation> faults(Json.Obj data) {
            return List.of();
        }

        @Override
        public List<Violation> faults(Json.Obj data, Role role) {
            return List.of();
        }

        @Override
        public List<Violation> denials(Json.Obj before, Json.Obj after, Role role) {
            return List.of();
        }

        @Override
        public Json.Obj visible(Json.Obj data, Role role) {
            return data;
        }
    }
}
