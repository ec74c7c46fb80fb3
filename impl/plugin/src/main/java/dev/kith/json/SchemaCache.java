package dev.kith.json;

import dev.kith.core.Documents.DataSchema;
import dev.kith.core.Documents.SchemaRefused;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps the compiled schemas that were used last. A revision never changes its document, so a refusal is kept as well.
 *
 * <p>Whoever asks first for a revision compiles it; those who ask meanwhile for the same one wait for the result, and
 * nobody else waits.
 */
final class SchemaCache {
    private final Map<Key, Entry> kept;
    private final ConcurrentMap<Key, CompletableFuture<Entry>> underWay = new ConcurrentHashMap<>();

    SchemaCache(int most) {
        this.kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Entry> eldest) {
                return size() > most;
            }
        };
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
            entry = new Entry(Optional.of(compilation.compile()), "");
        } catch (SchemaRefused e) {
            entry = new Entry(Optional.empty(), String.valueOf(e.getMessage()));
        }
        synchronized (kept) {
            kept.put(key, entry);
        }
        return entry;
    }

    private Optional<Entry> lookUp(Key key) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(key));
        }
    }

    /** Compiles a schema, or says why it cannot. */
    interface Compilation {
        DataSchema compile() throws SchemaRefused;
    }

    private record Key(String schemaId, int revision) {}

    private record Entry(Optional<DataSchema> schema, String refusal) {
        DataSchema orRefuse() throws SchemaRefused {
            return schema.orElseThrow(() -> new SchemaRefused(refusal));
        }
    }
}
