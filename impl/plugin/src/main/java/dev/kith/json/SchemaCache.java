package dev.kith.json;

import dev.kith.core.Documents.DataSchema;
import dev.kith.core.Documents.RefusalReason;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.core.Meter;
import dev.kith.core.Meters;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A cache of compiled schemas, least recently used first out, bounded by number and by size. The document of a revision
 * never changes, so a refusal is cached as well.
 *
 * <p>The first thread that asks for a revision compiles it; threads that ask for the same one meanwhile wait for the
 * result, and no others wait.
 */
final class SchemaCache {
    private final int most;
    private final long mostWeight;
    private final Meters meters;

    /** In order of last access, least recent first. */
    private final Map<CacheKey, CachedSchema> kept = new LinkedHashMap<>(16, 0.75f, true);

    private long weight;
    private final ConcurrentMap<CacheKey, CompletableFuture<CachedSchema>> underWay = new ConcurrentHashMap<>();

    SchemaCache(int most, long mostWeight, Meters meters) {
        this.most = most;
        this.mostWeight = mostWeight;
        this.meters = meters;
    }

    Optional<DataSchema> find(String schemaId, int revision) {
        Optional<CachedSchema> known = lookUp(new CacheKey(schemaId, revision));
        if (known.isPresent()) {
            meters.count(Meter.SCHEMA_CACHE, "hit");
        }
        return known.flatMap(CachedSchema::schema);
    }

    DataSchema get(String schemaId, int revision, Compilation compilation) throws SchemaRefused {
        CacheKey key = new CacheKey(schemaId, revision);
        Optional<CachedSchema> known = lookUp(key);
        return (known.isPresent() ? known.get() : compileOnce(key, compilation)).orRefuse();
    }

    private CachedSchema compileOnce(CacheKey key, Compilation compilation) {
        CompletableFuture<CachedSchema> mine = new CompletableFuture<>();
        CompletableFuture<CachedSchema> other = underWay.putIfAbsent(key, mine);
        if (other != null) {
            return joined(other);
        }
        try {
            CachedSchema compiled = compile(key, compilation);
            mine.complete(compiled);
            return compiled;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(key);
        }
    }

    /** An error stays an error for those who wait, too: it may be one that must end the process. */
    private static CachedSchema joined(CompletableFuture<CachedSchema> other) {
        try {
            return other.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    private CachedSchema compile(CacheKey key, Compilation compilation) {
        meters.count(Meter.SCHEMA_CACHE, "miss");
        CachedSchema entry;
        try {
            CompiledSchema schema = compilation.compile();
            entry = new CachedSchema(Optional.of(schema), "", schema.weight());
        } catch (SchemaRefused e) {
            entry = new CachedSchema(Optional.empty(), String.valueOf(e.getMessage()), 1);
        }
        keep(key, entry);
        return entry;
    }

    /** The newest is kept, whatever its weight. */
    private void keep(CacheKey key, CachedSchema entry) {
        synchronized (kept) {
            CachedSchema replaced = kept.put(key, entry);
            weight += entry.weight() - (replaced == null ? 0 : replaced.weight());
            Iterator<CachedSchema> eldest = kept.values().iterator();
            while (kept.size() > 1 && (kept.size() > most || weight > mostWeight)) {
                weight -= eldest.next().weight();
                eldest.remove();
            }
        }
    }

    private Optional<CachedSchema> lookUp(CacheKey key) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(key));
        }
    }

    /** Compiles a schema, or throws why it cannot be compiled. */
    interface Compilation {
        CompiledSchema compile() throws SchemaRefused;
    }

    private record CacheKey(String schemaId, int revision) {}

    private record CachedSchema(Optional<DataSchema> schema, String refusal, int weight) {
        DataSchema orRefuse() throws SchemaRefused {
            return schema.orElseThrow(() -> new SchemaRefused(RefusalReason.META_SCHEMA, refusal));
        }
    }
}
