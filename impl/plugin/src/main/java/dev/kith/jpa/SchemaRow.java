package dev.kith.jpa;

import dev.kith.api.schemas.AuthenticatorType;
import dev.kith.api.schemas.SchemaState;
import dev.kith.core.CaseFolding;
import dev.kith.core.SchemaEntry;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A user schema; its documents are in its revisions. */
@Entity(name = "KithSchema")
@Table(
        name = "kith_schema",
        uniqueConstraints =
                @UniqueConstraint(
                        name = "kith_schema_type",
                        columnNames = {"instance_id", "type_claim"}))
@IdClass(RowKey.class)
@Cacheable(false)
public class SchemaRow {
    static final String ACTIVE = "ACTIVE";
    static final String INACTIVE = "INACTIVE";
    static final String DELETED = "DELETED";

    @Id
    @Column(name = "instance_id", length = Columns.TEXT, nullable = false)
    String instance;

    @Id
    @Column(name = "id", length = Columns.TEXT, nullable = false)
    String id;

    @Column(name = "type", length = Columns.TEXT, nullable = false)
    String type;

    /**
     * Unique, so that no two schemas have the same type, whatever its case; see {@link UniqueClaim}. A schema from before that
     * differs from another one only in case claims its type as it is written.
     */
    @Column(name = "type_claim", length = Columns.FOLDED_CLAIM, nullable = false)
    String typeClaim;

    /** The type without regard to case; {@code null} in a row of an older node. */
    @Column(name = "type_folded", length = Columns.FOLDED)
    @Nullable
    String typeFolded;

    /** The newest revision. */
    @Column(name = "revision", nullable = false)
    int revision;

    @Column(name = "state", length = Columns.SHORT, nullable = false)
    String state;

    /** The names of the ways to sign in, a line for each. */
    @Column(name = "authenticators", length = Columns.NAMES)
    @Nullable
    String authenticators;

    /** Whether the schema had a file in the folder of schemas at the last start. */
    @Column(name = "in_folder", nullable = false)
    boolean inFolder;

    /** {@code null} in a row of an older node. */
    @Column(name = "created")
    @Nullable
    Long created;

    /** {@code null} in a row of an older node. */
    @Column(name = "changed")
    @Nullable
    Long changed;

    @Column(name = "version", nullable = false)
    long version;

    /** For the persistence provider. */
    protected SchemaRow() {}

    SchemaRow(String instance, SchemaEntry entry) {
        this.instance = instance;
        this.id = entry.id();
        this.type = entry.type();
        this.typeFolded = CaseFolding.of(entry.type());
        this.typeClaim = UniqueClaim.on(typeFolded);
        this.revision = entry.revision();
        this.state = name(entry.state());
        this.authenticators = names(entry.authenticators());
        this.created = EpochMicros.ofNullable(entry.created());
        this.changed = EpochMicros.ofNullable(entry.changed());
        this.version = entry.version();
    }

    /** A row that was read column by column: from its type on, in the order of the query. */
    SchemaRow(String instance, String id, @Nullable Object[] columns) {
        this.instance = instance;
        this.id = id;
        this.type = Objects.requireNonNull((String) columns[0]);
        this.typeFolded = (String) columns[1];
        this.typeClaim = Objects.requireNonNull((String) columns[2]);
        this.revision = Objects.requireNonNull((Integer) columns[3]);
        this.state = Objects.requireNonNull((String) columns[4]);
        this.authenticators = (String) columns[5];
        this.inFolder = Objects.requireNonNull((Boolean) columns[6]);
        this.created = (Long) columns[7];
        this.changed = (Long) columns[8];
        this.version = Objects.requireNonNull((Long) columns[9]);
    }

    boolean isDeleted() {
        return state.equals(DELETED);
    }

    /** The schema, unless it is deleted. */
    SchemaEntry entry() {
        return new SchemaEntry(
                id,
                type,
                authenticators(authenticators),
                state.equals(ACTIVE) ? SchemaState.ACTIVE : SchemaState.INACTIVE,
                revision,
                EpochMicros.timeOrNull(created),
                EpochMicros.timeOrNull(changed),
                version,
                inFolder);
    }

    static String name(SchemaState state) {
        return state == SchemaState.ACTIVE ? ACTIVE : INACTIVE;
    }

    static @Nullable String names(List<AuthenticatorType> authenticators) {
        return authenticators.isEmpty()
                ? null
                : authenticators.stream().map(Enum::name).collect(Collectors.joining("\n"));
    }

    private static List<AuthenticatorType> authenticators(@Nullable String names) {
        return names == null
                ? List.of()
                : Stream.of(names.split("\n")).map(AuthenticatorType::valueOf).toList();
    }
}
