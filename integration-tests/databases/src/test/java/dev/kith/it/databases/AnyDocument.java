package dev.kith.it.databases;

import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser.Change.JsonPatch.Step;
import dev.kith.api.Problem.Violation;
import dev.kith.core.Documents;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Treats every object and truth value as a schema that fits all data: validation is not the job of the storage. */
final class AnyDocument implements Documents {
    @Override
    public List<String> vet(Json document) throws SchemaRefused {
        if (!(document instanceof Json.Obj) && !(document instanceof Json.Bool)) {
            throw new SchemaRefused(RefusalReason.META_SCHEMA, "a schema is an object or a truth value");
        }
        return List.of();
    }

    @Override
    public Json bundle(String name, Json document, Supplier<Map<String, Json>> beside) {
        return document;
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
    public DataSchema tentative(Json document) {
        return new AnyData();
    }

    @Override
    public Outcome<Patched> merge(Json document, Json patch, Cover cover) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<Patched> apply(Json document, List<Step> steps, Cover cover) {
        throw new UnsupportedOperationException();
    }

    private static final class AnyData implements DataSchema, DataAccess {
        @Override
        public List<Violation> faults(Json.Obj data) {
            return List.of();
        }

        @Override
        public DataAccess access(Role role, List<DataSchema> others) {
            return this;
        }

        @Override
        public Json.Obj visible(Json.Obj data) {
            return data;
        }

        @Override
        public @Nullable Covered covered(Json data, List<String> names) {
            return null;
        }

        @Override
        public Verdict judge(Json.Obj stored, Wish wish) {
            return new Verdict(wish.data(), List.of());
        }
    }
}
