package dev.kith.jpa;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.UserSchemas;
import dev.kith.api.schemas.SchemaState;
import dev.kith.core.Documents;
import dev.kith.core.SchemaEntry;
import dev.kith.core.SchemaStore;
import dev.kith.core.SchemaVetting;
import dev.kith.core.UserStore.Contended;
import dev.kith.spi.UserSchemaProvider;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** User schemas in tables; documents are read once and cached. Thread-safe. */
public final class JpaUserSchemas implements UserSchemaProvider, UserSchemas {
    private static final System.Logger LOG = System.getLogger(JpaUserSchemas.class.getName());

    private final UnitOfWork unit;
    private final String instance;
    private final Documents documents;
    private final Clock clock;
    private final SchemaDocumentCache known = new SchemaDocumentCache();

    /**
     * The schemas of one instance.
     *
     * @param unit runs the transactions
     * @param instance the instance's id
     * @param documents vets new documents
     * @param clock the time
     */
    public JpaUserSchemas(UnitOfWork unit, String instance, Documents documents, Clock clock) {
        this.unit = unit;
        this.instance = instance;
        this.documents = documents;
        this.clock = clock;
    }

    /**
     * Returns the same schemas as the calls of the schema service see them.
     *
     * @return the store
     */
    public SchemaStore store() {
        return new JpaSchemaStore(unit, instance, known);
    }

    /**
     * Gives the rows that nodes of an older version have written what they lack: the time, and the type without regard to case. A
     * schema that differs from another one only in case stays as it is.
     */
    public void complete() {
        List<SchemaRow> rows = unit.read(manager -> table(manager).incomplete());
        for (SchemaRow row : rows) {
            boolean clashes = ContentionRetry.until(() ->
                    unit.run(manager -> table(manager).complete(row, EpochMicros.of(clock.instant()))));
            if (clashes) {
                LOG.log(
                        Level.WARNING,
                        "schema={0}: another schema has the same type but for upper and lower case; both are kept",
                        JsonText.write(new Json.Text(row.id)));
            }
        }
    }

    /**
     * Marks the schemas that have a file in the folder of schemas, which calls cannot change; all others are not marked
     * afterwards.
     *
     * @param ids the ids of these schemas
     */
    public void markAsInFolder(Set<String> ids) {
        ContentionRetry.until(() -> unit.run(manager -> {
            SchemaTable table = table(manager);
            Set<String> marked = new HashSet<>(table.markedAsInFolder());
            marked.stream().filter(id -> !ids.contains(id)).forEach(id -> table.markAsInFolder(id, false));
            ids.stream().filter(id -> !marked.contains(id)).forEach(id -> table.markAsInFolder(id, true));
            return ids.size();
        }));
    }

    @Override
    public String name() {
        return "table";
    }

    @Override
    public Optional<UserSchema> newest(String schemaId) {
        return StorableText.name(schemaId) ? unit.read(manager -> table(manager).newest(schemaId)) : Optional.empty();
    }

    @Override
    public Optional<UserSchema> revision(String schemaId, int revision) {
        return StorableText.name(schemaId)
                ? unit.read(manager -> table(manager).revision(schemaId, revision))
                : Optional.empty();
    }

    @Override
    public Optional<Collection<UserSchema>> all() {
        SchemaStore store = store();
        return store.list(new SchemaStore.Narrowing(null, null))
                .map(entries -> store.withDocuments(entries).stream()
                        .map(JpaUserSchemas::provided)
                        .toList());
    }

    private static UserSchema provided(SchemaStore.StoredSchema schema) {
        SchemaEntry entry = schema.entry();
        return new UserSchema(
                entry.id(), entry.type(), entry.revision(), entry.state() == SchemaState.ACTIVE, schema.document());
    }

    @Override
    public Outcome<Integer> register(String id, String type, Json document) {
        if (!StorableText.name(id) || !StorableText.name(type) || type.chars().anyMatch(Character::isISOControl)) {
            return Outcome.refused(Problem.of(
                    ProblemCode.FIELD_RULE,
                    "id and type of a user schema must have 1 to 200 characters, and the type no control characters"));
        }
        return SchemaVetting.vet(documents, document).then(ties -> {
            String text = JsonText.write(document);
            Outcome<Integer> outcome = change(table -> register(table, id, type, text));
            if (outcome instanceof Outcome.Done<Integer>) {
                SchemaVetting.warn(id, ties);
            }
            return outcome;
        });
    }

    private Outcome<Integer> register(SchemaTable table, String id, String type, String document) {
        Optional<SchemaRow> present = table.head(id);
        boolean typed = present.isPresent() && present.get().type.equals(type);
        if (!typed && table.isTypeTaken(type, id)) {
            return Outcome.refused(ProblemCode.SCHEMA_EXISTS);
        }
        if (present.isEmpty()) {
            table.insert(SchemaEntry.created(id, type, List.of(), now()), document);
            return Outcome.done(1);
        }
        return present.get().state.equals(SchemaRow.ACTIVE)
                ? Outcome.done(revise(table, present.get(), type, document))
                : Outcome.refused(ProblemCode.SCHEMA_INACTIVE);
    }

    private int revise(SchemaTable table, SchemaRow present, String type, String document) {
        SchemaEntry before = present.entry();
        boolean same = same(table.document(present.id, present.revision), document);
        SchemaEntry typed = before.withType(type);
        if (!same) {
            table.update(present, typed.revised().stored(now()), document);
            return present.revision + 1;
        }
        if (!typed.equals(before)) {
            table.update(present, typed.stored(now()), null);
        }
        return present.revision;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static boolean same(String one, String other) {
        try {
            return one.equals(other) || JsonText.read(one).equals(JsonText.read(other));
        } catch (JsonText.Unreadable e) {
            throw new IllegalStateException("a stored schema cannot be read", e);
        }
    }

    @Override
    public Outcome<Integer> deactivate(String id) {
        return move(id, SchemaState.ACTIVE, SchemaState.INACTIVE, ProblemCode.SCHEMA_INACTIVE);
    }

    @Override
    public Outcome<Integer> reactivate(String id) {
        return move(id, SchemaState.INACTIVE, SchemaState.ACTIVE, ProblemCode.SCHEMA_NOT_INACTIVE);
    }

    private Outcome<Integer> move(String id, SchemaState from, SchemaState to, ProblemCode otherwise) {
        return onExisting(id, otherwise, (table, head) -> {
            if (!head.state.equals(SchemaRow.name(from))) {
                return Outcome.refused(otherwise);
            }
            table.update(head, head.entry().inState(to).stored(now()), null);
            return Outcome.done(head.revision);
        });
    }

    @Override
    public Outcome<Integer> delete(String id) {
        return onExisting(id, ProblemCode.SCHEMA_NOT_FOUND, (table, head) -> {
            if (head.isDeleted()) {
                return Outcome.refused(ProblemCode.SCHEMA_NOT_FOUND);
            }
            table.delete(head, head.entry().stored(now()));
            return Outcome.done(head.revision);
        });
    }

    private Outcome<Integer> onExisting(String id, ProblemCode otherwise, SchemaMutation change) {
        if (!StorableText.name(id)) {
            return Outcome.refused(otherwise);
        }
        return change(table ->
                table.head(id).map(head -> change.on(table, head)).orElseGet(() -> Outcome.refused(otherwise)));
    }

    private interface SchemaMutation {
        Outcome<Integer> on(SchemaTable table, SchemaRow head);
    }

    private Outcome<Integer> change(Function<SchemaTable, Outcome<Integer>> change) {
        try {
            return ContentionRetry.until(() -> unit.run(manager -> change.apply(table(manager))));
        } catch (Contended e) {
            return Outcome.refused(ProblemCode.CONFLICT);
        }
    }

    private SchemaTable table(EntityManager manager) {
        return new SchemaTable(manager, instance, known);
    }
}
