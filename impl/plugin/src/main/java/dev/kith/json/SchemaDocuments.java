package dev.kith.json;

import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser.Change.JsonPatch.Step;
import dev.kith.core.Documents;
import dev.kith.core.Meters;
import dev.kith.json.document.JsonPatchApplier;
import dev.kith.json.document.MergePatchApplier;
import dev.kith.json.document.WorkBudget;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@link Documents} for JSON Schema drafts 4, 6, 7, 2019-09 and 2020-12 and for ZITADEL's dialect.
 *
 * <p>A schema is refused if it is larger than 256 Ki characters or 20,000 values, is nested deeper than 64 levels, does not
 * match its meta-schema, has a regular expression that cannot be found in linear time or is too large, has a reference that leads out of
 * the document (except to a meta-schema) or in circles, applies too many schemas to one value, or has a permission keyword
 * that is not an object of {@code owner} and {@code self} with {@code r}, {@code w} or {@code rw}.
 *
 * <p>The work of one validation and of one patch is limited; data that needs more is refused. The most recently used
 * compiled schemas are cached up to a limit. Thread-safe.
 */
public final class SchemaDocuments implements Documents {
    /** The maximum number of cached compiled schemas. */
    static final int MOST_KEPT = 256;
    /** The maximum number of schemas in all cached documents together, including subschemas. */
    static final long MOST_KEPT_TOGETHER = 200_000;

    private final SchemaVetter vetter = new SchemaVetter();
    private final SchemaCache cache;
    private final DataLimits limits;

    /** Creates an instance with the documented limits that counts nothing. */
    public SchemaDocuments() {
        this(MOST_KEPT, DataLimits.DEFAULT, Meters.NONE);
    }

    /**
     * Creates an instance with the documented limits.
     *
     * @param characters how many characters the text of data may have, approximately
     * @param meters where lookups of compiled schemas are counted
     */
    public SchemaDocuments(int characters, Meters meters) {
        this(MOST_KEPT, new DataLimits(WorkBudget.UNITS, characters), meters);
    }

    SchemaDocuments(int mostKept, DataLimits limits, Meters meters) {
        this.cache = new SchemaCache(mostKept, MOST_KEPT_TOGETHER, meters);
        this.limits = limits;
    }

    @Override
    public DataSchema compile(UserSchema schema) throws SchemaRefused {
        return cache.get(
                schema.id(), schema.revision(), () -> CompiledSchema.of(vetter.vet(schema.document()), limits));
    }

    @Override
    public Optional<DataSchema> compiled(String schemaId, int revision) {
        return cache.find(schemaId, revision);
    }

    /** Also compiles the document, since that is the only way to find out whether it can be compiled. */
    @Override
    public List<String> vet(Json document) throws SchemaRefused {
        CompiledSchema compiled = CompiledSchema.of(vetter.vet(document), limits);
        return SchemaTies.of(compiled.root(), compiled.budget());
    }

    @Override
    public Json bundle(String name, Json document, Supplier<Map<String, Json>> beside) throws SchemaRefused {
        return new SchemaBundle(vetter, name, beside).of(document);
    }

    @Override
    public DataSchema tentative(Json document) throws SchemaRefused {
        return CompiledSchema.of(vetter.vet(document), limits);
    }

    @Override
    public Outcome<Patched> merge(Json document, Json patch, Cover cover) {
        return MergePatchApplier.apply(document, patch, cover);
    }

    @Override
    public Outcome<Patched> apply(Json document, List<Step> steps, Cover cover) {
        return JsonPatchApplier.apply(document, steps, cover, limits.budget());
    }
}
