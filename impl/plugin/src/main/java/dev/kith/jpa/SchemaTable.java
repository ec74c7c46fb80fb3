package dev.kith.jpa;

import dev.kith.core.UserStore.Contended;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Optional;

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

    private static final String DOCUMENT = """
        select r.document from KithSchemaRevision r
        where r.instance = :instance and r.schemaId = :id and r.revision = :revision\
        """;

    private static final String HEAD = "select s from KithSchema s where s.instance = :instance and s.id = :id";

    private static final String TYPE_OWNER =
            "select s.id from KithSchema s where s.instance = :instance and s.typeClaim = :claim";

    private static final String CHANGE = """
        update KithSchema s set s.type = :type, s.typeClaim = :claim, s.revision = :revision, s.state = :state
        where s.instance = :instance and s.id = :id
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

    private Query rows(String query, String id) {
        return manager.createQuery(query).setParameter("instance", instance).setParameter("id", id);
    }

    Optional<SchemaRow> head(String id) {
        List<SchemaRow> found = manager.createQuery(HEAD, SchemaRow.class)
                .setParameter("instance", instance)
                .setParameter("id", id)
                .getResultList();
        manager.clear();
        return found.stream().findFirst();
    }

    Optional<String> typeOwner(String type) {
        List<String> found = manager.createQuery(TYPE_OWNER, String.class)
                .setParameter("instance", instance)
                .setParameter("claim", UniqueClaim.on(type))
                .getResultList();
        return found.stream().findFirst();
    }

    void insert(String id, String type, String document) {
        RowInserter.insert(manager, new SchemaRow(instance, id, type));
        insertRevision(id, 1, document);
    }

    private void insertRevision(String id, int revision, String document) {
        RowInserter.insert(manager, new SchemaRevisionRow(instance, id, revision, document));
    }

    void rename(SchemaRow head, String type) {
        change(head, type, UniqueClaim.on(type), head.revision, head.state);
    }

    void addRevision(SchemaRow head, String type, String document) {
        change(head, type, UniqueClaim.on(type), head.revision + 1, head.state);
        insertRevision(head.id, head.revision + 1, document);
    }

    void move(SchemaRow head, String state) {
        change(head, head.type, head.typeClaim, head.revision, state);
    }

    /** Frees the type for another schema. */
    void delete(SchemaRow head) {
        change(head, head.type, UniqueClaim.none(head.id), head.revision, SchemaRow.DELETED);
    }

    private void change(SchemaRow head, String type, String claim, int revision, String state) {
        int changed = rows(CHANGE, head.id)
                .setParameter("type", type)
                .setParameter("claim", claim)
                .setParameter("revision", revision)
                .setParameter("state", state)
                .setParameter("revisionBefore", head.revision)
                .setParameter("stateBefore", head.state)
                .setParameter("claimBefore", head.typeClaim)
                .executeUpdate();
        if (changed != 1) {
            throw new Contended("the schema was changed in the meantime");
        }
    }
}
