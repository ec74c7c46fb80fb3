package dev.kith.jpa;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.core.SchemaEntry;
import dev.kith.core.SchemaStore;
import dev.kith.jpa.SchemaTable.RowAndDocument;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The schemas in tables, for the calls of the schema service. Thread-safe. */
final class JpaSchemaStore implements SchemaStore {
    private static final String FIRST_USERS = """
        select u.id, u.data from KithUser u where u.instance = :instance and u.schemaId = :schema
        order by u.id\
        """;

    private static final String NEXT_USERS = """
        select u.id, u.data from KithUser u where u.instance = :instance and u.schemaId = :schema and u.id > :after
        order by u.id\
        """;

    private static final String ANY_USER =
            "select u.id from KithUser u where u.instance = :instance and u.schemaId = :schema";

    private final UnitOfWork unit;
    private final String instance;
    private final SchemaDocumentCache known;

    JpaSchemaStore(UnitOfWork unit, String instance, SchemaDocumentCache known) {
        this.unit = unit;
        this.instance = instance;
        this.known = known;
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public Optional<StoredSchema> find(String id) {
        return StorableText.name(id)
                ? unit.read(manager -> table(manager).present(id)).map(RowAndDocument::stored)
                : Optional.empty();
    }

    /** What cannot be stored is not there. */
    @Override
    public Optional<List<SchemaEntry>> list(Narrowing narrowing) {
        boolean possible = Stream.of(narrowing.id(), narrowing.foldedType())
                .allMatch(text -> text == null || StorableText.text(text));
        return Optional.of(possible ? unit.read(manager -> table(manager).list(narrowing)) : List.of());
    }

    @Override
    public List<StoredSchema> withDocuments(List<SchemaEntry> entries) {
        List<String> missing = entries.stream()
                .filter(entry -> known.get(entry.id(), entry.revision()).isEmpty())
                .map(SchemaEntry::id)
                .toList();
        return unit.read(manager -> {
            SchemaTable table = table(manager);
            if (!missing.isEmpty()) {
                table.readDocuments(missing);
            }
            return entries.stream()
                    .map(entry -> new StoredSchema(entry, table.document(entry.id(), entry.revision())))
                    .toList();
        });
    }

    @Override
    public <T> T transaction(boolean again, Function<SchemaSession, T> work) {
        return unit.run(manager -> work.apply(new JpaSchemaSession(manager)));
    }

    @Override
    public List<SchemaUser> users(String schemaId, @Nullable String after, int most) {
        return unit.read(manager -> {
            TypedQuery<Object[]> query = after == null
                    ? manager.createQuery(FIRST_USERS, Object[].class)
                    : manager.createQuery(NEXT_USERS, Object[].class).setParameter("after", after);
            return query
                    .setParameter("instance", instance)
                    .setParameter("schema", schemaId)
                    .setMaxResults(most)
                    .getResultList()
                    .stream()
                    .map(row -> new SchemaUser((String) row[0], data((String) row[1])))
                    .toList();
        });
    }

    private static Json.Obj data(String text) {
        try {
            // Users may have been stored while there was another limit.
            return (Json.Obj) JsonText.read(text, Integer.MAX_VALUE);
        } catch (JsonText.Unreadable | ClassCastException unreadable) {
            throw new IllegalStateException("the stored data of a user cannot be read", unreadable);
        }
    }

    private SchemaTable table(EntityManager manager) {
        return new SchemaTable(manager, instance, known);
    }

    /** Remembers the rows that it has read, because a change is stored only where a row is still as it was. */
    private final class JpaSchemaSession implements SchemaSession {
        private final EntityManager manager;
        private final SchemaTable table;
        private final Map<String, SchemaTable.RowAndDocument> seen = new HashMap<>();

        JpaSchemaSession(EntityManager manager) {
            this.manager = manager;
            this.table = table(manager);
        }

        @Override
        public Optional<StoredSchema> find(String id) {
            if (!StorableText.name(id)) {
                return Optional.empty();
            }
            Optional<RowAndDocument> found = table.present(id);
            found.ifPresent(schema -> seen.put(id, schema));
            return found.map(RowAndDocument::stored);
        }

        @Override
        public boolean isTypeTaken(String type, String ownId) {
            return table.isTypeTaken(type, ownId);
        }

        @Override
        public void insert(SchemaEntry entry, String document) {
            table.insert(entry, document);
        }

        @Override
        public void update(SchemaEntry before, SchemaEntry after, @Nullable String document) {
            table.update(row(before), after, document);
        }

        @Override
        public void delete(SchemaEntry before, SchemaEntry after) {
            table.delete(row(before), after);
        }

        private SchemaRow row(SchemaEntry before) {
            RowAndDocument schema = seen.get(before.id());
            if (schema == null) {
                throw new IllegalArgumentException("the schema was not read in this transaction");
            }
            return schema.row();
        }

        @Override
        public boolean hasUsers(String id) {
            return !manager.createQuery(ANY_USER)
                    .setParameter("instance", instance)
                    .setParameter("schema", id)
                    .setMaxResults(1)
                    .getResultList()
                    .isEmpty();
        }
    }
}
