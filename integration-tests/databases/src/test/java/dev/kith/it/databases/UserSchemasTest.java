package dev.kith.it.databases;

import static dev.kith.it.databases.Users.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.ProblemCode;
import dev.kith.core.UserStore;
import dev.kith.core.UserStore.Found;
import dev.kith.core.UserStore.SchemaHead;
import dev.kith.jpa.JpaStorage;
import dev.kith.jpa.JpaUserSchemas;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class UserSchemasTest {
    private static final Json OPEN = new Json.Obj(Map.of());
    private static final Json STRICT = new Json.Obj(Map.of("additionalProperties", Json.Bool.FALSE));

    private final Store store;
    private final String instance = Store.freshInstance();
    private final JpaUserSchemas schemas;

    UserSchemasTest(DatabaseParameter parameter) {
        store = Store.on(parameter);
        schemas = new JpaUserSchemas(store.unit, instance, new AnyDocument(), Clock.systemUTC());
    }

    @Test
    void a_schema_starts_with_revision_one() {
        assertThat(schemas.register("person", "Person", STRICT)).isEqualTo(Outcome.done(1));

        assertThat(schemas.newest("person"))
                .contains(new UserSchema("person", "Person", 1, true, "{\"additionalProperties\":false}"));
        assertThat(schemas.newest("nobody")).isEmpty();
        assertThat(schemas.newest("\0")).isEmpty();
    }

    @Test
    void another_document_is_a_new_revision_and_the_old_one_stays() {
        schemas.register("person", "Person", OPEN);

        assertThat(schemas.register("person", "Person", STRICT)).isEqualTo(Outcome.done(2));

        assertThat(schemas.newest("person")).map(UserSchema::revision).contains(2);
        assertThat(schemas.revision("person", 1)).map(UserSchema::document).contains("{}");
        assertThat(schemas.revision("person", 2))
                .map(UserSchema::document)
                .contains("{\"additionalProperties\":false}");
        assertThat(schemas.revision("person", 3)).isEmpty();
    }

    @Test
    void the_same_json_written_otherwise_is_no_new_revision() {
        schemas.register("person", "Person", new Json.Obj(Map.of("maximum", new Json.Num(new BigDecimal("1.0")))));

        assertThat(schemas.register("person", "Person", new Json.Obj(Map.of("maximum", new Json.Num(BigDecimal.ONE)))))
                .isEqualTo(Outcome.done(1));
    }

    @Test
    void another_type_renames_a_schema_without_a_new_revision() {
        schemas.register("person", "Person", OPEN);

        assertThat(schemas.register("person", "Human", OPEN)).isEqualTo(Outcome.done(1));

        assertThat(schemas.newest("person")).map(UserSchema::type).contains("Human");
        assertThat(schemas.register("other", "Person", OPEN)).isEqualTo(Outcome.done(1));
    }

    @Test
    void a_type_belongs_to_one_schema_until_it_is_deleted() {
        schemas.register("person", "Person", OPEN);
        schemas.register("other", "Other", OPEN);

        assertThat(schemas.register("new", "Person", OPEN)).isEqualTo(Outcome.refused(ProblemCode.SCHEMA_EXISTS));
        assertThat(schemas.register("other", "Person", OPEN)).isEqualTo(Outcome.refused(ProblemCode.SCHEMA_EXISTS));
        assertThat(schemas.register("new", "pERSON", OPEN)).isEqualTo(Outcome.refused(ProblemCode.SCHEMA_EXISTS));

        schemas.delete("person");
        assertThat(schemas.register("newest", "Person", OPEN)).isEqualTo(Outcome.done(1));
    }

    @Test
    void a_document_that_is_refused_is_not_stored() {
        assertThat(schemas.register("person", "Person", new Json.Text("no schema")))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                    assertThat(refused.problem().code()).isEqualTo(ProblemCode.SCHEMA_INVALID);
                    assertThat(refused.problem().text()).isEqualTo("a schema is an object or a truth value");
                });
        assertThat(schemas.newest("person")).isEmpty();
    }

    @Test
    void ids_and_types_have_1_to_200_characters() {
        String longest = "\uD83D\uDE00".repeat(200);
        assertThat(schemas.register(longest, longest, OPEN)).isEqualTo(Outcome.done(1));
        assertThat(schemas.newest(longest)).isPresent();

        for (String wrong : List.of("", longest + "x", "nul\0")) {
            assertThat(codeOf(schemas.register(wrong, "Type", OPEN))).isEqualTo(ProblemCode.FIELD_RULE);
            assertThat(codeOf(schemas.register("id", wrong, OPEN))).isEqualTo(ProblemCode.FIELD_RULE);
        }
    }

    @Test
    void an_active_schema_can_be_deactivated_and_then_reactivated() {
        schemas.register("person", "Person", OPEN);
        assertThat(codeOf(schemas.reactivate("person"))).isEqualTo(ProblemCode.SCHEMA_NOT_INACTIVE);

        assertThat(schemas.deactivate("person")).isEqualTo(Outcome.done(1));
        assertThat(schemas.newest("person")).map(UserSchema::active).contains(false);
        assertThat(codeOf(schemas.deactivate("person"))).isEqualTo(ProblemCode.SCHEMA_INACTIVE);
        assertThat(codeOf(schemas.register("person", "Person", STRICT))).isEqualTo(ProblemCode.SCHEMA_INACTIVE);

        assertThat(schemas.reactivate("person")).isEqualTo(Outcome.done(1));
        assertThat(schemas.newest("person")).map(UserSchema::active).contains(true);
    }

    @Test
    void a_deleted_schema_has_no_newest_revision_but_keeps_its_old_ones() {
        schemas.register("person", "Person", OPEN);

        assertThat(schemas.delete("person")).isEqualTo(Outcome.done(1));

        assertThat(schemas.newest("person")).isEmpty();
        assertThat(schemas.revision("person", 1)).map(UserSchema::active).contains(false);
        assertThat(codeOf(schemas.delete("person"))).isEqualTo(ProblemCode.SCHEMA_NOT_FOUND);
        assertThat(codeOf(schemas.deactivate("person"))).isEqualTo(ProblemCode.SCHEMA_INACTIVE);
        assertThat(codeOf(schemas.reactivate("person"))).isEqualTo(ProblemCode.SCHEMA_NOT_INACTIVE);
        assertThat(codeOf(schemas.register("person", "Person", OPEN))).isEqualTo(ProblemCode.SCHEMA_INACTIVE);
    }

    @Test
    void unknown_schemas_cannot_be_moved() {
        assertThat(codeOf(schemas.deactivate("nobody"))).isEqualTo(ProblemCode.SCHEMA_INACTIVE);
        assertThat(codeOf(schemas.reactivate("nobody"))).isEqualTo(ProblemCode.SCHEMA_NOT_INACTIVE);
        assertThat(codeOf(schemas.delete("nobody"))).isEqualTo(ProblemCode.SCHEMA_NOT_FOUND);
    }

    @Test
    void what_another_node_registers_is_seen_at_once() {
        JpaUserSchemas otherNode = new JpaUserSchemas(store.unit, instance, new AnyDocument(), Clock.systemUTC());
        schemas.register("person", "Person", OPEN);
        assertThat(otherNode.newest("person")).map(UserSchema::document).contains("{}");

        schemas.register("person", "Person", STRICT);
        assertThat(otherNode.newest("person")).map(UserSchema::document).contains("{\"additionalProperties\":false}");

        schemas.deactivate("person");
        assertThat(otherNode.newest("person")).map(UserSchema::active).contains(false);
    }

    @Test
    void a_user_is_found_with_the_head_of_its_schema() {
        UserStore userStore = new JpaStorage(store.unit, instance, true);
        schemas.register("person", "Person", OPEN);
        schemas.register("person", "Person", STRICT);
        userStore.transaction(session -> {
            session.insert(plain("u1"));
            return true;
        });
        assertThat(head(userStore)).isEqualTo(new SchemaHead(2, true));

        schemas.deactivate("person");
        assertThat(head(userStore)).isEqualTo(new SchemaHead(2, false));

        schemas.delete("person");
        assertThat(head(userStore)).isEqualTo(SchemaHead.DELETED);
    }

    private static SchemaHead head(UserStore userStore) {
        return userStore.transaction(session -> {
            Found found = session.find("u1");
            assertThat(found).isNotNull();
            assertThat(found.head()).isNotNull();
            return found.head();
        });
    }

    @Test
    void two_registrations_of_one_schema_at_once_make_one_revision() throws Exception {
        List<Outcome<Integer>> outcomes = Together.run(4, number -> () -> schemas.register("person", "Person", STRICT));

        assertThat(outcomes).containsOnly(Outcome.done(1));
        assertThat(schemas.newest("person")).map(UserSchema::revision).contains(1);
    }

    @Test
    void two_schemas_that_want_one_type_at_once_get_one_success_and_clean_refusals() throws Exception {
        List<Outcome<Integer>> outcomes =
                Together.run(4, number -> () -> schemas.register("person" + number, "Person", STRICT));

        assertThat(outcomes).containsOnlyOnce(Outcome.done(1));
        assertThat(outcomes).containsOnly(Outcome.done(1), Outcome.refused(ProblemCode.SCHEMA_EXISTS));
    }

    @Test
    void revisions_that_are_registered_at_once_are_numbered_without_gaps() throws Exception {
        Together.run(4, number -> () -> {
            for (int round = 0; round < 5; round++) {
                schemas.register(
                        "person",
                        "Person",
                        new Json.Obj(Map.of("maximum", new Json.Num(BigDecimal.valueOf(number * 100L + round)))));
            }
            return number;
        });

        assertThat(schemas.newest("person")).map(UserSchema::revision).contains(20);
        assertThat(schemas.revision("person", 20)).isPresent();
        assertThat(schemas.revision("person", 21)).isEmpty();
    }

    private static ProblemCode codeOf(Outcome<Integer> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<Integer>) outcome).problem().code();
    }
}
