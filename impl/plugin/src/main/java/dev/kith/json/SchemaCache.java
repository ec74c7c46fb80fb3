package dev.kith.json;

import dev.kith.core.Documents.DataSchema;
import dev.kith.core.Documents.SchemaRefused;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps the compiled schemas that were used last, bounded by number and by size. A revision never changes its document, so a refusal is kept as well.
 *
 * <p>Whoever asks first for a revision compiles it; those who ask meanwhile for the same one wait for the result, and
 * nobody else waits.
 */
final class SchemaCache {
    private final int most;
    private final long mostWeight;

    /** The one that was used longest ago comes first. */
    private final Map<Key, Entry> kept = new LinkedHashMap<>(16, 0.75f, true);

    private long weight;
    private final ConcurrentMap<Key, CompletableFuture<Entry>> underWay = new ConcurrentHashMap<>();

    SchemaCache(int most, long mostWeight) {
        this.most = most;
        this.mostWeight = mostWeight;
    }

    Optional<DataSchema> find(String schemaId, int revision) {
        return lookUp(new Key(schemaId, revision)).flatMap(Entry::schema);
    }

    DataSchema get(String schemaId, int revision, Compilation compilation) throws SchemaRefused {
        Key key = new Key(schemaId, revision);
        Optional<Entry> known = lookUp(key);
        return (known.isPresent() ? known.get() : compileOnce(key, compilation)).orRefuse();
    }

    private Entry compileOnce(Key key, Compilation compilation) {
        CompletableFuture<Entry> mine = new CompletableFuture<>();
        CompletableFuture<Entry> other = underWay.putIfAbsent(key, mine);
        if (other != null) {
            return other.join();
        }
        try {
            mine.complete(compile(key, compilation));
        } catch (Throwable e) {
            mine.completeExceptionally(e);
        } finally {
            underWay.remove(key);
        }
        return mine.join();
    }

    private Entry compile(Key key, Compilation compilation) {
        Entry entry;
        try {
            CompiledSchema schema = compilation.compile();
            entry = new Entry(Optional.of(schema), "", schema.weight());
        } catch (SchemaRefused e) {
            entry = new Entry(Optional.empty(), String.valueOf(e.getMessage()), 1);
        }
        keep(key, entry);
        return entry;
    }

    /** The newest is kept however heavy it is. */
    private void keep(Key key, Entry entry) {
        synchronized (kept) {
            Entry replaced = kept.put(key, entry);
            weight += entry.weight() - (replaced == null ? 0 : replaced.weight());
            Iterator<Entry> eldest = kept.values().iterator();
            while (kept.size() > 1 && (kept.size() > most || weight > mostWeight)) {
                weight -= eldest.next().weight();
                eldest.remove();
            }
        }
    }

    private Optional<Entry> lookUp(Key key) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(key));
        }
    }

    /** Compiles a schema, or says why it cannot. */
    interface Compilation {
        CompiledSchema compile() throws SchemaRefused;
    }

    private record Key(String schemaId, int revision) {}

    private record Entry(Optional<DataSchema> schema, String refusal, int weight) {
        DataSchema orRefuse() throws SchemaRefused {
            return schema.orElseThrow(() -> new SchemaRefused(refusal));
        }
    }
}
