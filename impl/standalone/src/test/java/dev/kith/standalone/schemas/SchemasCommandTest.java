package dev.kith.standalone.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.Kith;
import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.schemas.CreateUserSchema;
import dev.kith.api.schemas.PatchUserSchema;
import dev.kith.api.schemas.SchemaFilter;
import dev.kith.api.schemas.SchemaReceipt;
import dev.kith.api.schemas.SchemaRef;
import dev.kith.api.schemas.SearchUserSchemas;
import dev.kith.api.schemas.TextFilterMethod;
import dev.kith.api.schemas.UserSchemaPage;
import dev.kith.api.schemas.UserSchemaService;
import dev.kith.api.schemas.UserSchemaView;
import dev.kith.boot.DefaultKithBuilder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A folder of schemas beside those that are stored. Each test has types of its own in the one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemasCommandTest {
    private static final Caller OWNER = Caller.of("owner", Set.of("IAM_OWNER"));
    private static final String NAME = "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}";

    private final Kith kith;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path folder = Path.of("");
    private String type = "";

    SchemasCommandTest() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        kith = new DefaultKithBuilder()
                .dataSource(database)
                .deliver(false)
                .quiet()
                .accessPolicy(new OperatorPolicy())
                .start();
    }

    @AfterAll
    void stop() {
        kith.close();
    }

    @BeforeEach
    void begin(@TempDir Path empty) {
        folder = empty;
        type = "t" + UUID.randomUUID();
        said.reset();
    }

    @Test
    void a_schema_that_is_not_stored_is_told_and_then_created() throws Exception {
        write(type, NAME);

        assertThat(diff()).isEqualTo(1);
        assertThat(lines()).containsExactly("create     " + type, "1 create.");
        assertThat(found(type)).isNull();

        assertThat(apply(false)).isZero();
        UserSchemaView stored = stored(type);
        assertThat(lines())
                .containsExactly(
                        "created    " + type + "  id " + stored.details().id(), "1 created.");
        assertThat(stored.document()).isEqualTo(JsonText.read(NAME));

        assertThat(apply(false)).isZero();
        assertThat(lines()).containsExactly("unchanged  " + type, "1 unchanged.");
        assertThat(diff()).isZero();
    }

    @Test
    void a_changed_document_is_told_by_its_places_and_becomes_a_revision() throws Exception {
        write(type, NAME);
        apply(false);
        write(
                type,
                "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\",\"minLength\":1}},\"title\":\"T\"}");

        assertThat(diff()).isEqualTo(1);
        assertThat(lines())
                .containsExactly(
                        "revise     " + type + "  revision 1 -> 2",
                        "    + /properties/name/minLength 1",
                        "    + /title \"T\"",
                        "    0 users have it, 0 were checked, 0 would not fit.",
                        "1 revise.");
        assertThat(stored(type).revision()).isEqualTo(1);

        assertThat(apply(false)).isZero();
        assertThat(lines().get(0)).isEqualTo("revised    " + type + "  revision 1 -> 2");
        assertThat(stored(type).revision()).isEqualTo(2);
    }

    @Test
    void a_revision_that_users_would_not_fit_is_made_by_force_only() throws Exception {
        write(type, NAME);
        apply(false);
        user("u-" + type);
        write(type, "{\"type\":\"object\",\"required\":[\"name\"]}");

        assertThat(apply(false)).isEqualTo(1);
        assertThat(lines())
                .containsExactly(
                        "kept       " + type + "  revision 1 -> 2",
                        "    - /properties {\"name\":{\"type\":\"string\"}}",
                        "    + /required [\"name\"]",
                        "    1 users have it, 1 were checked, 1 would not fit.",
                        "    user u-" + type + ": /name REQUIRED",
                        "    Not revised: users would be left with data that do not fit. --force revises it.",
                        "1 kept.");
        assertThat(stored(type).revision()).isEqualTo(1);

        assertThat(apply(true)).isZero();
        assertThat(lines()).contains("revised    " + type + "  revision 1 -> 2", "1 revised.");
        assertThat(stored(type).revision()).isEqualTo(2);
    }

    @Test
    void what_is_refused_is_told_and_the_others_are_done() throws Exception {
        write(type + "a", "{\"type\":\"thing\"}");
        write(type + "b", "true");
        write(type + "c", NAME);

        assertThat(diff()).isEqualTo(2);
        assertThat(lines())
                .containsExactly(
                        "refused    " + type + "a  The schema " + folder.resolve(type + "a.json")
                                + " cannot be used: At /type: this is not allowed here by JSON Schema. Correct it or remove it.",
                        "refused    " + type + "b  a schema has to be an object",
                        "create     " + type + "c",
                        "1 create, 2 refused.");
        assertThat(apply(false)).isEqualTo(2);
        assertThat(found(type + "a")).isNull();
        assertThat(stored(type + "c").revision()).isEqualTo(1);
    }

    @Test
    void an_inactive_schema_is_not_changed() throws Exception {
        write(type, NAME);
        apply(false);
        kith.userSchemaService()
                .deactivate(
                        OWNER,
                        new SchemaRef(Preconditions.NONE, stored(type).details().id()));

        assertThat(diff()).isZero();
        assertThat(lines()).containsExactly("unchanged  " + type + "  inactive", "1 unchanged.");

        write(type, "{}");
        assertThat(apply(true)).isEqualTo(2);
        assertThat(lines().get(0)).startsWith("refused    " + type + "  User Schema not active");
        assertThat(stored(type).revision()).isEqualTo(1);
    }

    @Test
    void types_are_the_same_without_regard_to_case() throws Exception {
        write(type, NAME);
        apply(false);
        Files.move(folder.resolve(type + ".json"), folder.resolve(type.toUpperCase(Locale.ROOT) + ".json"));

        assertThat(diff()).isZero();
        assertThat(stored(type).type()).isEqualTo(type);
    }

    @Test
    void documents_beside_a_schema_become_part_of_it() throws Exception {
        Files.createDirectory(folder.resolve("parts"));
        Files.writeString(folder.resolve("parts/name.json"), "{\"type\":\"string\"}");
        write(type, "{\"type\":\"object\",\"properties\":{\"name\":{\"$ref\":\"parts/name.json\"}}}");

        assertThat(apply(false)).isZero();
        assertThat(JsonText.write(stored(type).document())).contains("\"type\":\"string\"");
        assertThat(diff()).isZero();

        Files.writeString(folder.resolve("parts/name.json"), "{\"type\":\"number\"}");
        assertThat(diff()).isEqualTo(1);
        assertThat(lines()).anyMatch(line -> line.endsWith("\"string\" -> \"number\""));
    }

    @Test
    void a_file_that_cannot_be_read_is_refused_alone() throws Exception {
        write(type, NAME);
        write(type + "z", "{");

        assertThat(apply(false)).isEqualTo(2);
        assertThat(lines()).hasSize(3);
        assertThat(lines().get(0)).startsWith("created    " + type);
        assertThat(lines().get(1))
                .startsWith("refused    " + type + "z  The schema ")
                .contains("is not valid JSON");
        assertThat(lines().get(2)).isEqualTo("1 created, 1 refused.");
    }

    @Test
    void a_folder_that_is_not_there_is_told() {
        folder = folder.resolve("away");

        assertThat(diff()).isEqualTo(2);
        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("The folder ")
                .doesNotContain("kith.schemas.directory");
    }

    @Test
    void an_empty_folder_differs_from_nothing() {
        assertThat(diff()).isZero();
        assertThat(lines()).containsExactly("There is no schema in the folder.");
    }

    @Test
    void when_the_database_fails_the_rest_is_not_tried() throws Exception {
        write(type + "a", NAME);
        write(type + "b", NAME);
        UserSchemaService failing = new FailingCreation(kith.userSchemaService());

        assertThat(new SchemasCommand(failing, out()).apply(folder, false)).isEqualTo(2);
        assertThat(lines())
                .containsExactly(
                        "unknown    " + type
                                + "a  the database failed (IllegalStateException); compare again to see what is"
                                + " stored",
                        "untried    " + type + "b",
                        "1 unknown, 1 untried.");
    }

    @Test
    void a_schema_that_another_has_changed_meanwhile_is_left_alone() throws Exception {
        write(type, NAME);
        apply(false);
        write(type, "{}");
        UserSchemaService overtaken = new Overtaken(kith.userSchemaService());

        assertThat(new SchemasCommand(overtaken, out()).apply(folder, true)).isEqualTo(2);
        assertThat(lines().get(0)).contains("refused    " + type, "KITH-VERSION");
        assertThat(stored(type).document()).isEqualTo(JsonText.read("{\"title\":\"theirs\"}"));
    }

    /** Fails when something is to be created. */
    private record FailingCreation(UserSchemaService real) implements ForwardingSchemas {
        @Override
        public Outcome<SchemaReceipt> create(Caller caller, CreateUserSchema command) {
            throw new IllegalStateException("gone");
        }
    }

    /** Somebody else changes the schema between the rehearsal and the change. */
    private record Overtaken(UserSchemaService real) implements ForwardingSchemas {
        @Override
        public Outcome<SchemaReceipt> patch(Caller caller, PatchUserSchema command) {
            if (!command.preconditions().options().dryRun()) {
                Json.Obj theirs = Json.Obj.EMPTY.with("title", new Json.Text("theirs"));
                real.patch(
                        OWNER,
                        new PatchUserSchema(
                                Preconditions.NONE,
                                command.id(),
                                new PatchUserSchema.SchemaChange(null, theirs, List.of())));
            }
            return real.patch(caller, command);
        }
    }

    /** Hands everything on. */
    private interface ForwardingSchemas extends UserSchemaService {
        UserSchemaService real();

        @Override
        default Outcome<UserSchemaPage> search(Caller caller, SearchUserSchemas command) {
            return real().search(caller, command);
        }

        @Override
        default Outcome<UserSchemaView> get(Caller caller, SchemaRef command) {
            return real().get(caller, command);
        }

        @Override
        default Outcome<SchemaReceipt> create(Caller caller, CreateUserSchema command) {
            return real().create(caller, command);
        }

        @Override
        default Outcome<SchemaReceipt> patch(Caller caller, PatchUserSchema command) {
            return real().patch(caller, command);
        }

        @Override
        default Outcome<SchemaReceipt> deactivate(Caller caller, SchemaRef command) {
            return real().deactivate(caller, command);
        }

        @Override
        default Outcome<SchemaReceipt> reactivate(Caller caller, SchemaRef command) {
            return real().reactivate(caller, command);
        }

        @Override
        default Outcome<SchemaReceipt> delete(Caller caller, SchemaRef command) {
            return real().delete(caller, command);
        }
    }

    private void write(String name, String document) throws Exception {
        Files.writeString(folder.resolve(name + ".json"), document);
    }

    private void user(String id) throws Exception {
        assertThat(kith.userAccounts()
                        .create(
                                OWNER,
                                new CreateUser(
                                        new Preconditions(
                                                Preconditions.Selector.NOT_GIVEN,
                                                new Preconditions.Selector.Id("default"),
                                                null),
                                        new CreateUser.NewUser(
                                                stored(type).details().id(), Json.Obj.EMPTY, null, id))))
                .isInstanceOf(Outcome.Done.class);
    }

    private int diff() {
        return new SchemasCommand(kith.userSchemaService(), out()).diff(folder);
    }

    private int apply(boolean force) {
        return new SchemasCommand(kith.userSchemaService(), out()).apply(folder, force);
    }

    private PrintStream out() {
        said.reset();
        return new PrintStream(said, true, StandardCharsets.UTF_8);
    }

    private List<String> lines() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private UserSchemaView stored(String name) {
        return Objects.requireNonNull(found(name), name);
    }

    private @Nullable UserSchemaView found(String name) {
        Outcome<UserSchemaPage> outcome = kith.userSchemaService()
                .search(
                        OWNER,
                        new SearchUserSchemas(
                                Preconditions.NONE,
                                0,
                                1,
                                false,
                                SearchUserSchemas.Column.UNSPECIFIED,
                                List.of(new SchemaFilter.ByType(name, TextFilterMethod.EQUALS))));
        List<UserSchemaView> all =
                ((Outcome.Done<UserSchemaPage>) outcome).value().schemas();
        return all.isEmpty() ? null : all.get(0);
    }
}
