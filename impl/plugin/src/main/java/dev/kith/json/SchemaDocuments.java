package dev.kith.json;

import dev.kith.api.Json;
import dev.kith.api.PatchUser.Change.JsonPatch.Step;
import dev.kith.core.Documents;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * {@link Documents} for JSON Schema drafts 4, 6, 7, 2019-09 and 2020-12 and for ZITADEL's dialect.
 *
 * <p>A schema is refused if it is larger than 256 Ki characters or 20,000 values, nested deeper than 64 levels, does not
 * fit its meta-schema, has a regular expression that is none of RE2's or too large, a reference that leads out of the
 * document (the meta-schemas apart) or in circles, applies too many schemas to one value, or has a permission keyword that
 * is no object of {@code owner} and {@code self} with {@code r}, {@code w} or {@code rw}.
 *
 * <p>The work of one validation and of one patch is counted and given up beyond a limit; data that needs more is refused.
 * Compiled schemas are kept, the last used ones first, up to a bound. Safe for several threads.
 */
public final class SchemaDocuments implements Documents {
    /** How many compiled schemas are kept. */
    static final int MOST_KEPT = 256;
    /** How many schemas the documents that are kept may consist of together, subschemas counted. */
    static final long MOST_KEPT_TOGETHER = 200_000;

    private final SchemaVetter vetter = new SchemaVetter();
    private final SchemaCache cache;
    private final long units;

    /** With the limits as documented. */
    public SchemaDocuments() {
        this(MOST_KEPT, WorkBudget.UNITS);
    }

    SchemaDocuments(int mostKept, long units) {
        this.cache = new SchemaCache(mostKept, MOST_KEPT_TOGETHER);
        this.units = units;
    }

    @Override
    public DataSchema compile(UserSchema schema) throws SchemaRefused {
        return cache.get(schema.id(), schema.revision(), () -> CompiledSchema.of(vetter.vet(schema.document()), units));
    }

    @Override
    public Optional<DataSchema> compiled(String schemaId, int revision) {
        return cache.find(schemaId, revision);
    }

    /** Compiles it as well, since that is the only way to know that it can be. */
    @Override
    public void vet(Json document) throws SchemaRefused {
        CompiledSchema.of(vetter.vet(document), units);
    }

    @Override
    public Json merge(Json target, Json patch) {
        return MergePatchApplier.apply(target, patch);
    }

    @Override
    public Optional<Json> apply(Json document, List<Step> steps, UnaryOperator<Json> visible) {
        return JsonPatchApplier.apply(document, steps, visible, new WorkBudget(units));
    }
}
