package dev.kith.jpa;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A revision of a user schema; never changes. */
@Entity(name = "KithSchemaRevision")
@Table(name = "kith_schema_revision")
@IdClass(SchemaRevisionRow.SchemaRevisionKey.class)
@Cacheable(false)
public class SchemaRevisionRow {
    @Id
    @Column(name = "instance_id", length = Columns.TEXT, nullable = false)
    String instance;

    @Id
    @Column(name = "schema_id", length = Columns.TEXT, nullable = false)
    String schemaId;

    @Id
    @Column(name = "revision", nullable = false)
    int revision;

    @Column(name = "document", length = Columns.DOCUMENT, nullable = false)
    String document;

    /** For the persistence provider. */
    protected SchemaRevisionRow() {}

    SchemaRevisionRow(String instance, String schemaId, int revision, String document) {
        this.instance = instance;
        this.schemaId = schemaId;
        this.revision = revision;
        this.document = document;
    }

    /** The key of a revision. Public, as JPA requires of keys. */
    public static class SchemaRevisionKey implements Serializable {
        private static final long serialVersionUID = 1L;

        @Nullable
        String instance;

        @Nullable
        String schemaId;

        int revision;

        /** For the persistence provider. */
        public SchemaRevisionKey() {}

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof SchemaRevisionKey key
                    && Objects.equals(instance, key.instance)
                    && Objects.equals(schemaId, key.schemaId)
                    && revision == key.revision;
        }

        @Override
        public int hashCode() {
            return Objects.hash(instance, schemaId, revision);
        }
    }
}
