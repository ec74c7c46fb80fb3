package dev.kith.it.databases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.ProblemCode;
import dev.kith.api.schemas.AuthenticatorType;
import dev.kith.api.schemas.SchemaState;
import dev.kith.core.SchemaEntry;
import dev.kith.core.SchemaStore;
import dev.kith.core.SchemaStore.Narrowing;
import dev.kith.core.UserStore;
import dev.kith.core.UserStore.Contended;
import dev.kith.jpa.JpaStorage;
import dev.kith.jpa.JpaUserSchemas;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The schemas as the calls of the schema service see them, and what each look at them costs. */
@ParameterizedClass
@EnumSource
class SchemaStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456Z");
    private static final Narrowing ANY = new Narrowing(null, null);

    private final Store store;
    private final String instance = Store.freshInstance();
    private final JpaUserSchemas schemas;
    private final SchemaStore schemaStore;

    SchemaStoreTest(DatabaseParameter parameter) {
        store = Store.on(parameter);
        schemas = new JpaUserSchemas(store.unit, instance, new AnyDocument(), Clock.systemUTC());
        schemaStore = schemas.store();
    }

    private SchemaEntry insert(String id, String type) {
        SchemaEntry entry = SchemaEntry.created(id, type, List.of(AuthenticatorType.TOTP), NOW);
        return schemaStore.transaction(false, session -> {
            session.insert(entry, "{}");
            return entry;
        });
    }

    @Test
    void what_is_stored_is_found_again() {
        SchemaEntry entry = insert("s1", "Staff");

        assertThat(schemaStore.find("s1")).contains(new SchemaStore.StoredSchema(entry, "{}"));
        assertThat(schemaStore.find("S1")).isEmpty();
        assertThat(schemaStore.find("\0")).isEmpty();
    }

    @Test
    void reading_a_schema_is_one_select_and_searching_is_one_and_one_for_the_documents_that_are_not_cached() {
        insert("s1", "Staff");
        insert("s2", "Guests");

        assertThat(store.counted.during(() -> schemaStore.find("s1"))).hasSize(1);
        assertThat(store.counted.during(() -> schemaStore.list(ANY))).hasSize(1);
        List<SchemaEntry> entries = schemaStore.list(ANY).orElseThrow();
        assertThat(store.counted.during(() -> schemaStore.withDocuments(entries)))
                .hasSize(1);
        assertThat(store.counted.during(() -> schemaStore.withDocuments(entries)))
                .isEmpty();
    }

    @Test
    void a_type_is_taken_whatever_its_case_by_every_schema_that_is_not_deleted() {
        SchemaEntry entry = insert("s1", "\u00C4rzte");

        assertThat(taken("\u00E4RZTE", "other")).isTrue();
        assertThat(taken("\u00E4RZTE", "s1")).isFalse();
        assertThat(schemas.register("s2", "\u00E4rzte", Json.Obj.EMPTY))
                .isEqualTo(Outcome.refused(ProblemCode.SCHEMA_EXISTS));

        schemaStore.transaction(false, session -> {
            session.find("s1");
            session.delete(entry, entry.stored(NOW));
            return true;
        });
        assertThat(taken("\u00E4RZTE", "other")).isFalse();
        assertThat(schemaStore.find("s1")).isEmpty();
        assertThat(schemaStore.list(ANY)).contains(List.of());
    }

    private boolean taken(String type, String ownId) {
        return schemaStore.transaction(false, session -> session.isTypeTaken(type, ownId));
    }

    @Test
    void the_longest_type_of_letters_that_grow_when_folded_can_be_stored() {
        String longest = "\u0130".repeat(200);

        assertThat(insert("s1", longest).type()).isEqualTo(longest);
        assertThat(taken(longest, "other")).isTrue();
    }

    @Test
    void a_change_of_what_others_have_changed_is_contended() {
        SchemaEntry entry = insert("s1", "Staff");
        schemaStore.transaction(false, session -> {
            session.find("s1");
            session.update(entry, entry.inState(SchemaState.INACTIVE).stored(NOW), null);
            return true;
        });

        assertThat(schemaStore.find("s1").orElseThrow().entry().version()).isEqualTo(2);
        Assertions.assertThatExceptionOfType(Contended.class).isThrownBy(() -> insert("s2", "sTAFF"));
    }

    @Test
    void a_schema_has_users_as_long_as_one_follows_it() {
        insert("person", "Person");
        UserStore users = new JpaStorage(store.unit, instance, true);
        assertThat(hasUsers("person")).isFalse();

        users.transaction(session -> {
            session.insert(Users.plain("u1"));
            session.insert(Users.plain("u2"));
            return true;
        });

        assertThat(hasUsers("person")).isTrue();
        assertThat(schemaStore.users("person", null, 1))
                .extracting(SchemaStore.SchemaUser::id)
                .containsExactly("u1");
        assertThat(schemaStore.users("person", "u1", 5))
                .extracting(SchemaStore.SchemaUser::id)
                .containsExactly("u2");
    }

    private boolean hasUsers(String id) {
        return schemaStore.transaction(false, session -> session.hasUsers(id));
    }

    @Test
    void the_folder_marks_what_it_has_and_nothing_else() {
        insert("s1", "Staff");
        insert("s2", "Guests");

        schemas.markAsInFolder(Set.of("s1", "unknown"));
        assertThat(schemaStore.find("s1").orElseThrow().entry().readOnly()).isTrue();
        assertThat(schemaStore.find("s2").orElseThrow().entry().readOnly()).isFalse();

        schemas.markAsInFolder(Set.of("s2"));
        assertThat(schemaStore.find("s1").orElseThrow().entry().readOnly()).isFalse();
        assertThat(schemaStore.find("s2").orElseThrow().entry().readOnly()).isTrue();
    }

    @Test
    void rows_of_older_nodes_are_completed_and_those_that_differ_in_case_alone_stay() {
        older("a", "Person");
        older("b", "person");
        older("c", "Staff");

        schemas.complete();

        assertThat(schemaStore.list(ANY).orElseThrow())
                .extracting(SchemaEntry::type)
                .containsExactlyInAnyOrder("Person", "person", "Staff");
        assertThat(schemaStore.list(ANY).orElseThrow())
                .allSatisfy(entry -> assertThat(entry.created()).isNotNull());
        assertThat(taken("PERSON", "other")).isTrue();
        assertThat(taken("sTAFF", "other")).isTrue();
        schemas.delete("b");
        assertThat(taken("PERSON", "other")).isTrue();
        schemas.delete("a");
        assertThat(taken("PERSON", "other")).isFalse();
    }

    /** As the version before has inserted it. */
    private void older(String id, String type) {
        store.unit.run(manager -> {
            manager.createNativeQuery("insert into kith_schema (instance_id, id, type, type_claim, revision, state,"
                            + " in_folder, version) values (?1, ?2, ?3, ?4, 1, 'ACTIVE', false, 0)")
                    .setParameter(1, instance)
                    .setParameter(2, id)
                    .setParameter(3, type)
                    .setParameter(4, "+" + type)
                    .executeUpdate();
            return manager.createNativeQuery("insert into kith_schema_revision (instance_id, schema_id, revision,"
                            + " document) values (?1, ?2, 1, '{}')")
                    .setParameter(1, instance)
                    .setParameter(2, id)
                    .executeUpdate();
        });
    }
}
