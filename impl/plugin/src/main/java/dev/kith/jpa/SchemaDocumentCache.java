package dev.kith.jpa;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The documents of recently read schema revisions; they never change. Thread-safe. */
final class SchemaDocumentCache {
    private static final int MOST = 200;

    private final Map<Revision, String> documents = new LinkedHashMap<>(16, 0.75f, true);

    private record Revision(String schemaId, int number) {}

    synchronized Optional<String> get(String schemaId, int revision) {
        return Optional.ofNullable(documents.get(new Revision(schemaId, revision)));
    }

    synchronized void put(String schemaId, int revision, String document) {
        documents.put(new Revision(schemaId, revision), document);
        if (documents.size() > MOST) {
            documents.remove(documents.keySet().iterator().next());
        }
    }

    /** The newest cached revision of a schema, 0 if there is none. */
    synchronized int newest(String schemaId) {
        return documents.keySet().stream()
                .filter(revision -> revision.schemaId.equals(schemaId))
                .mapToInt(Revision::number)
                .max()
                .orElse(0);
    }
}
