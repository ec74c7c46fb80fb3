package dev.kith.jpa;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.UserSchemas;
import dev.kith.core.Documents;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.core.UserStore.Contended;
import dev.kith.spi.UserSchemaProvider;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** User schemas in tables; documents are read once and cached. Thread-safe. */
public final class JpaUserSchemas implements UserSchemaProvider, UserSchemas {
    private static final System.Logger LOG = System.getLogger(JpaUserSchemas.class.getName());

    private final UnitOfWork unit;
    private final String instance;
    private final Documents documents;
    private final SchemaDocumentCache known = new SchemaDocumentCache();

    /**
     * The schemas of one instance.
     *
     * @param unit runs the transactions
     * @param instance the instance's id
     * @param documents vets new documents
     */
    public JpaUserSchemas(UnitOfWork unit, String instance, Documents documents) {
        this.unit = unit;
        this.instance = instance;
        this.documents = documents;
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
    public Outcome<Integer> register(String id, String type, Json document) {
        if (!StorableText.name(id) || !StorableText.name(type)) {
            return Outcome.refused(
                    Problem.of(ProblemCode.FIELD_RULE, "id and type of a user schema must have 1 to 200 characters"));
        }
        List<String> ties;
        try {
            ties = documents.vet(document);
        } catch (SchemaRefused e) {
            return Outcome.refused(Problem.of(ProblemCode.SCHEMA_INVALID, String.valueOf(e.getMessage())));
        }
        String text = JsonText.write(document);
        Outcome<Integer> outcome = change(table -> register(table, id, type, text));
        if (!ties.isEmpty() && outcome instanceof Outcome.Done<Integer>) {
            warn(id, ties);
        }
        return outcome;
    }

    private static void warn(String id, List<String> ties) {
        LOG.log(
                Level.WARNING,
                "schema={0} rules={1}: these rules tie what a role may write to what it may not read,"
                        + " so a refusal can tell it something about hidden values",
                JsonText.write(new Json.Text(id)),
                JsonText.write(
                        new Json.Arr(ties.stream().<Json>map(Json.Text::new).toList())));
    }

    private static Outcome<Integer> register(SchemaTable table, String id, String type, String document) {
        Optional<String> typeOwner = table.typeOwner(type);
        if (typeOwner.isPresent() && !typeOwner.get().equals(id)) {
            return Outcome.refused(ProblemCode.SCHEMA_EXISTS);
        }
        Optional<SchemaRow> present = table.head(id);
        if (present.isEmpty()) {
            table.insert(id, type, document);
            return Outcome.done(1);
        }
        return present.get().state.equals(SchemaRow.ACTIVE)
                ? Outcome.done(revise(table, present.get(), type, document))
                : Outcome.refused(ProblemCode.SCHEMA_INACTIVE);
    }

    private static int revise(SchemaTable table, SchemaRow present, String type, String document) {
        String newest = table.document(present.id, present.revision);
        if (same(newest, document)) {
            if (!present.type.equals(type)) {
                table.rename(present, type);
            }
            return present.revision;
        }
        table.addRevision(present, type, document);
        return present.revision + 1;
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
        return move(id, SchemaRow.ACTIVE, SchemaRow.INACTIVE, ProblemCode.SCHEMA_INACTIVE);
    }

    @Override
    public Outcome<Integer> reactivate(String id) {
        return move(id, SchemaRow.INACTIVE, SchemaRow.ACTIVE, ProblemCode.SCHEMA_NOT_INACTIVE);
    }

    private Outcome<Integer> move(String id, String from, String to, ProblemCode otherwise) {
        return onExisting(id, otherwise, (table, head) -> {
            if (!head.state.equals(from)) {
                return Outcome.refused(otherwise);
            }
            table.move(head, to);
            return Outcome.done(head.revision);
        });
    }

    @Override
    public Outcome<Integer> delete(String id) {
        return onExisting(id, ProblemCode.SCHEMA_NOT_FOUND, (table, head) -> {
            if (head.state.equals(SchemaRow.DELETED)) {
                return Outcome.refused(ProblemCode.SCHEMA_NOT_FOUND);
            }
            table.delete(head);
            return Outcome.done(head.revision);
        });
    }

    private Outcome<Integer> onExisting(String id, ProblemCode otherwise, SchemaChange change) {
        if (!StorableText.name(id)) {
            return Outcome.refused(otherwise);
        }
        return change(table ->
                table.head(id).map(head -> change.on(table, head)).orElseGet(() -> Outcome.refused(otherwise)));
    }

    private interface SchemaChange {
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
