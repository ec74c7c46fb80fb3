package dev.kith.jpa;

import dev.kith.core.Storage.Contended;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The schemas as one transaction, or one look, sees them. */
final class SchemaTable {
    /** Brings the document along only where it is not known yet. */
    private static final String NEWEST = """
            select s.type, s.state, s.revision, r.document from KithSchema s
            left join KithSchemaRevision r on r.instance = s.instance and r.schemaId = s.id
            and r.revision = s.revision and r.revision <> :known
            where s.instance = :instance and s.id = :id""";

    private static final String REVISION = """
            select s.type, s.state, r.document from KithSchema s
            left join KithSchemaRevision r on r.instance = s.instance and r.schemaId = s.id
            and r.revision = :revision and r.revision <> :known
            where s.instance = :instance and s.id = :id""";

    private static final String DOCUMENT = """
            select r.document from KithSchemaRevision r
            where r.instance = :instance and r.schemaId = :id and r.revision = :revision""";

    private static final String HEAD = "select s from KithSchema s where s.instance = :instance and s.id = :id";

    private static final String TYPE_OWNER =
            "select s.id from KithSchema s where s.instance = :instance and s.typeClaim = :claim";

    private static final String CHANGE = """
            update KithSchema s set s.type = :type, s.typeClaim = :claim, s.revision = :revision, s.state = :state
            where s.instance = :instance and s.id = :id
            and s.revision = :revisionBefore and s.state = :stateBefore and s.typeClaim = :claimBefore""";

    private final EntityManager manager;
    private final String instance;
    private final KnownDocuments known;

    SchemaTable(EntityManager manager, String instance, KnownDocuments known) {
        this.manager = manager;
        this.instance = instance;
        this.known = known;
    }

    Optional<UserSchema> newest(String id) {
        List<?> rows = rows(NEWEST, id).setParameter("known", known.newest(id)).getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .filter(row -> !row[1].equals(SchemaRow.DELETED))
                .map(row -> schema(id, row, (Integer) row[2], (String) row[3]))
                .findFirst();
    }

    Optional<UserSchema> revision(String id, int revision) {
        boolean isKnown = known.get(id, revision).isPresent();
        List<?> rows = rows(REVISION, id)
                .setParameter("revision", revision)
                .setParameter("known", isKnown ? revision : 0)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .filter(row -> row[2] != null || isKnown)
                .map(row -> schema(id, row, revision, (String) row[2]))
                .findFirst();
    }

    private UserSchema schema(String id, Object[] row, int revision, @Nullable String read) {
        if (read != null) {
            known.put(id, revision, read);
        }
        String document = read != null ? read : document(id, revision);
        return new UserSchema(id, (String) row[0], revision, row[1].equals(SchemaRow.ACTIVE), document);
    }

    /** What was known a moment ago may have made room for another document meanwhile. */
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
        return found.stream().findFirst();
    }

    Optional<String> typeOwner(String type) {
        List<String> found = manager.createQuery(TYPE_OWNER, String.class)
                .setParameter("instance", instance)
                .setParameter("claim", Claim.on(type))
                .getResultList();
        return found.stream().findFirst();
    }

    void insert(String id, String type, String document) {
        manager.persist(new SchemaRow(instance, id, type));
        manager.flush();
        insertRevision(id, 1, document);
    }

    private void insertRevision(String id, int revision, String document) {
        manager.persist(new SchemaRevisionRow(instance, id, revision, document));
        manager.flush();
    }

    void rename(SchemaRow head, String type) {
        change(head, type, Claim.on(type), head.revision, head.state);
    }

    void addRevision(SchemaRow head, String type, String document) {
        change(head, type, Claim.on(type), head.revision + 1, head.state);
        insertRevision(head.id, head.revision + 1, document);
    }

    void move(SchemaRow head, String state) {
        change(head, head.type, head.typeClaim, head.revision, state);
    }

    /** Gives the type free for another schema. */
    void delete(SchemaRow head) {
        change(head, head.type, Claim.none(head.id), head.revision, SchemaRow.DELETED);
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
            throw new Contended("the schema was changed meanwhile");
        }
    }
}
