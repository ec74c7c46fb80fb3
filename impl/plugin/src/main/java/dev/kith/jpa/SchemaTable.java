package dev.kith.jpa;

import dev.kith.core.CaseFolding;
import dev.kith.core.SchemaEntry;
import dev.kith.core.SchemaStore.Narrowing;
import dev.kith.core.SchemaStore.StoredSchema;
import dev.kith.core.UserStore.Contended;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The schemas as seen by one transaction or one read. */
final class SchemaTable {
    private static final String NEWEST =
            "select s.type, s.state, s.revision from KithSchema s where s.instance = :instance and s.id = :id";

    private static final String NEWEST_WITH_DOCUMENT = """
        select s.type, s.state, s.revision, r.document from KithSchema s, KithSchemaRevision r
        where s.instance = :instance and s.id = :id
        and r.instance = s.instance and r.schemaId = s.id and r.revision = s.revision\
        """;

    private static final String REVISION_WITH_DOCUMENT = """
        select s.type, s.state, r.revision, r.document from KithSchema s, KithSchemaRevision r
        where s.instance = :instance and s.id = :id
        and r.instance = s.instance and r.schemaId = s.id and r.revision = :revision\
        """;

    /** Column by column, because OpenJPA reads an entity that is selected beside something else by a query of its own. */
    private static final String ROW_WITH_DOCUMENT = """
        select s.type, s.typeFolded, s.typeClaim, s.revision, s.state, s.authenticators, s.inFolder, s.created, s.changed,
        s.version, r.document from KithSchema s, KithSchemaRevision r
        where s.instance = :instance and s.id = :id
        and r.instance = s.instance and r.schemaId = s.id and r.revision = s.revision\
        """;

    private static final String DOCUMENT = """
        select r.document from KithSchemaRevision r
        where r.instance = :instance and r.schemaId = :id and r.revision = :revision\
        """;

    private static final String NEWEST_DOCUMENTS = """
        select s.id, s.revision, r.document from KithSchema s, KithSchemaRevision r
        where s.instance = :instance and s.id in :ids
        and r.instance = s.instance and r.schemaId = s.id and r.revision = s.revision\
        """;

    private static final String HEAD = "select s from KithSchema s where s.instance = :instance and s.id = :id";

    private static final String ALL =
            "select s from KithSchema s where s.instance = :instance and s.state <> 'DELETED'";

    private static final String WITH_ID = ALL + " and s.id = :id";

    /** A row of an older node has no folded type; whether it fits is seen later. */
    private static final String WITH_TYPE = ALL + " and (s.typeFolded = :folded or s.typeFolded is null)";

    /** Whoever has the claim keeps others from it, and rows that could not get it count as well. */
    private static final String TYPE_OWNERS = """
        select s.id from KithSchema s where s.instance = :instance
        and (s.typeClaim = :claim or s.typeClaim = :exact or (s.typeFolded = :folded and s.state <> 'DELETED'))\
        """;

    private static final String INCOMPLETE =
            "select s from KithSchema s where s.instance = :instance and s.typeFolded is null order by s.id";

    private static final String COMPLETE = """
        update KithSchema s set s.typeFolded = :folded, s.typeClaim = :claim, s.created = :created, s.changed = :changed
        where s.instance = :instance and s.id = :id and s.typeClaim = :claimBefore\
        """;

    private static final String MARKED =
            "select s.id from KithSchema s where s.instance = :instance and s.inFolder = true";

    private static final String MARK =
            "update KithSchema s set s.inFolder = :inFolder where s.instance = :instance and s.id = :id";

    /** Older nodes do not count versions, so what they change is compared as well. */
    private static final String CHANGE = """
        update KithSchema s set s.type = :type, s.typeFolded = :folded, s.typeClaim = :claim, s.revision = :revision,
        s.state = :state, s.authenticators = :authenticators, s.changed = :changed, s.version = :version
        where s.instance = :instance and s.id = :id and s.version = :versionBefore
        and s.revision = :revisionBefore and s.state = :stateBefore and s.typeClaim = :claimBefore\
        """;

    private final EntityManager manager;
    private final String instance;
    private final SchemaDocumentCache known;

    SchemaTable(EntityManager manager, String instance, SchemaDocumentCache known) {
        this.manager = manager;
        this.instance = instance;
        this.known = known;
    }

    /** A cached schema whose revision has changed in the meantime takes two queries. */
    Optional<UserSchema> newest(String id) {
        Optional<Object[]> head = known.newest(id) == 0 ? Optional.empty() : first(rows(NEWEST, id));
        Optional<Object[]> row = head.filter(
                        found -> known.get(id, (Integer) found[2]).isPresent())
                .or(() -> first(rows(NEWEST_WITH_DOCUMENT, id)));
        return row.filter(found -> !found[1].equals(SchemaRow.DELETED)).map(found -> schema(id, found));
    }

    Optional<UserSchema> revision(String id, int revision) {
        Optional<Object[]> row = known.get(id, revision).isPresent()
                ? first(rows(NEWEST, id)).map(head -> new Object[] {head[0], head[1], revision})
                : first(rows(REVISION_WITH_DOCUMENT, id).setParameter("revision", revision));
        return row.map(found -> schema(id, found));
    }

    private static Optional<Object[]> first(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream().map(Object[].class::cast).findFirst();
    }

    private UserSchema schema(String id, Object[] row) {
        int revision = (Integer) row[2];
        if (row.length > 3) {
            known.put(id, revision, (String) row[3]);
        }
        String document = row.length > 3 ? (String) row[3] : document(id, revision);
        return new UserSchema(id, (String) row[0], revision, row[1].equals(SchemaRow.ACTIVE), document);
    }

    /** A document that was cached a moment ago may have been evicted in the meantime. */
    String document(String id, int revision) {
        return known.get(id, revision).orElseGet(() ->
                (String) rows(DOCUMENT, id).setParameter("revision", revision).getSingleResult());
    }

    /**
     * A row with the document of its revision.
     *
     * @param row the row, not managed
     * @param document the document
     */
    record RowAndDocument(SchemaRow row, String document) {
        StoredSchema stored() {
            return new StoredSchema(row.entry(), document);
        }
    }

    /** A schema that is not deleted, whatever is cached. */
    Optional<RowAndDocument> present(String id) {
        Optional<RowAndDocument> found = first(rows(ROW_WITH_DOCUMENT, id))
                .map(columns ->
                        new RowAndDocument(new SchemaRow(instance, id, columns), (String) columns[columns.length - 1]));
        return found.filter(schema -> !schema.row().isDeleted());
    }

    List<SchemaEntry> list(Narrowing narrowing) {
        TypedQuery<SchemaRow> query;
        if (narrowing.id() != null) {
            query = manager.createQuery(WITH_ID, SchemaRow.class).setParameter("id", narrowing.id());
        } else if (narrowing.foldedType() != null) {
            query = manager.createQuery(WITH_TYPE, SchemaRow.class).setParameter("folded", narrowing.foldedType());
        } else {
            query = manager.createQuery(ALL, SchemaRow.class);
        }
        List<SchemaEntry> found = query.setParameter("instance", instance).getResultList().stream()
                .map(SchemaRow::entry)
                .toList();
        manager.clear();
        return found;
    }

    /** Reads the newest documents of schemas into the cache. */
    void readDocuments(List<String> ids) {
        List<?> rows = manager.createQuery(NEWEST_DOCUMENTS)
                .setParameter("instance", instance)
                .setParameter("ids", ids)
                .getResultList();
        rows.stream()
                .map(Object[].class::cast)
                .forEach(row -> known.put((String) row[0], (Integer) row[1], (String) row[2]));
    }

    private Query rows(String query, String id) {
        return manager.createQuery(query).setParameter("instance", instance).setParameter("id", id);
    }

    /** A schema, deleted or not. */
    Optional<SchemaRow> head(String id) {
        List<SchemaRow> found = manager.createQuery(HEAD, SchemaRow.class)
                .setParameter("instance", instance)
                .setParameter("id", id)
                .getResultList();
        manager.clear();
        return found.stream().findFirst();
    }

    boolean isTypeTaken(String type, String ownId) {
        String folded = CaseFolding.of(type);
        List<String> owners = manager.createQuery(TYPE_OWNERS, String.class)
                .setParameter("instance", instance)
                .setParameter("claim", UniqueClaim.on(folded))
                .setParameter("exact", UniqueClaim.on(type))
                .setParameter("folded", folded)
                .getResultList();
        return owners.stream().anyMatch(owner -> !owner.equals(ownId));
    }

    void insert(SchemaEntry entry, String document) {
        RowInserter.insert(manager, new SchemaRow(instance, entry));
        insertRevision(entry.id(), 1, document);
    }

    private void insertRevision(String id, int revision, String document) {
        RowInserter.insert(manager, new SchemaRevisionRow(instance, id, revision, document));
    }

    /** Stores what a schema has become; a type that is written as before keeps its claim. */
    void update(SchemaRow before, SchemaEntry after, @Nullable String document) {
        String claim =
                after.type().equals(before.type) ? before.typeClaim : UniqueClaim.on(CaseFolding.of(after.type()));
        change(before, after, claim, SchemaRow.name(after.state()));
        if (document != null) {
            insertRevision(before.id, after.revision(), document);
        }
    }

    /** Frees the type for another schema. */
    void delete(SchemaRow before, SchemaEntry after) {
        change(before, after, UniqueClaim.none(before.id), SchemaRow.DELETED);
    }

    private void change(SchemaRow before, SchemaEntry after, String claim, String state) {
        int changed = rows(CHANGE, before.id)
                .setParameter("type", after.type())
                .setParameter("folded", CaseFolding.of(after.type()))
                .setParameter("claim", claim)
                .setParameter("revision", after.revision())
                .setParameter("state", state)
                .setParameter("authenticators", SchemaRow.names(after.authenticators()))
                .setParameter("changed", EpochMicros.ofNullable(after.changed()))
                .setParameter("version", after.version())
                .setParameter("versionBefore", before.version)
                .setParameter("revisionBefore", before.revision)
                .setParameter("stateBefore", before.state)
                .setParameter("claimBefore", before.typeClaim)
                .executeUpdate();
        if (changed != 1) {
            throw new Contended("the schema was changed in the meantime");
        }
    }

    /** Rows of older nodes. */
    List<SchemaRow> incomplete() {
        List<SchemaRow> found = manager.createQuery(INCOMPLETE, SchemaRow.class)
                .setParameter("instance", instance)
                .getResultList();
        manager.clear();
        return found;
    }

    /**
     * Gives a row of an older node what it lacks.
     *
     * @param row the row
     * @param now the time, for a row that does not say when it was made
     * @return whether another schema has the same type but for the case, so that this one keeps its claim
     */
    boolean complete(SchemaRow row, long now) {
        String folded = CaseFolding.of(row.type);
        boolean clashes = !row.isDeleted() && isTypeTaken(row.type, row.id);
        boolean claims = !row.isDeleted() && !clashes;
        rows(COMPLETE, row.id)
                .setParameter("folded", folded)
                .setParameter("claim", claims ? UniqueClaim.on(folded) : row.typeClaim)
                .setParameter("created", row.created == null ? now : row.created)
                .setParameter("changed", row.changed == null ? now : row.changed)
                .setParameter("claimBefore", row.typeClaim)
                .executeUpdate();
        return clashes;
    }

    List<String> markedAsInFolder() {
        return manager.createQuery(MARKED, String.class)
                .setParameter("instance", instance)
                .getResultList();
    }

    void markAsInFolder(String id, boolean inFolder) {
        rows(MARK, id).setParameter("inFolder", inFolder).executeUpdate();
    }
}
