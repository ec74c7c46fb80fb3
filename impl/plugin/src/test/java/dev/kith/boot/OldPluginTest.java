package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.Kith;
import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.CreateUser.NewUser;
import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.ProblemCode;
import dev.kith.api.SetContact;
import dev.kith.api.UserView;
import dev.kith.api.schemas.SearchUserSchemas;
import dev.kith.api.search.SearchUsers;
import dev.kith.api.search.UserPage;
import dev.kith.spi.AccessPolicy;
import dev.kith.spi.UserSchemaProvider;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that was compiled against the interfaces as they were at first works as it is; what it does not know of is a no. */
class OldPluginTest {
    private static final Caller HELPER = Caller.of("helper", Set.of("helper"));
    private static final Caller STRANGER = Caller.of("stranger", Set.of());

    /** The interfaces without anything that has come since. */
    private static final String FIRST_POLICY = """
            package dev.kith.spi;
            public interface AccessPolicy {
                String name();
                boolean permits(Subject subject, Permission permission, String organizationId);
                enum Permission { USER_READ, USER_WRITE, USER_VERIFY, USER_DELETE }
                record Subject(String id, java.util.function.Predicate<String> roles) {}
            }
            """;

    private static final String FIRST_SCHEMAS = """
            package dev.kith.spi;
            import java.util.Optional;
            public interface UserSchemaProvider {
                String name();
                Optional<UserSchema> newest(String schemaId);
                Optional<UserSchema> revision(String schemaId, int revision);
                record UserSchema(String id, String type, int revision, boolean active, String document) {}
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void searches_ask_it_what_it_knows() throws Exception {
        try (URLClassLoader loader = ProviderJar.loader(jar());
                Kith kith = start(loader)) {
            create(kith, "u1", "home");
            create(kith, "u2", "away");

            assertThat(found(kith, HELPER)).containsExactly("u1");
            assertThat(found(kith, STRANGER)).isEmpty();
            assertThat(found(kith, Caller.of("u2", Set.of()))).containsExactly("u2");
            assertThat(kith.userSchemaService()
                            .search(
                                    HELPER,
                                    new SearchUserSchemas(
                                            Preconditions.NONE,
                                            0,
                                            0,
                                            false,
                                            SearchUserSchemas.Column.UNSPECIFIED,
                                            List.of())))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.PERMISSION_DENIED));
        }
    }

    private static void create(Kith kith, String id, String organization) {
        kith.organizations().register(organization, null);
        assertThat(kith.userAccounts()
                        .create(
                                Caller.of("admin", Set.of("everything")),
                                new CreateUser(
                                        Preconditions.inOrganization(organization),
                                        new NewUser("old", Json.Obj.EMPTY, SetContact.NOTHING, id))))
                .isInstanceOf(Outcome.Done.class);
    }

    private static List<String> found(Kith kith, Caller caller) {
        Outcome<UserPage> page = kith.userSearch()
                .search(
                        caller,
                        new SearchUsers(
                                Preconditions.NONE, 0, 0, false, SearchUsers.UserColumn.UNSPECIFIED, List.of()));
        return ((Outcome.Done<UserPage>) page)
                .value().users().stream().map(OldPluginTest::id).toList();
    }

    private static String id(UserView user) {
        assertThat(user.schema().type()).isEqualTo("old type");
        return user.details().id();
    }

    private Path jar() {
        return ProviderJar.in(folder.resolve("old.jar"))
                .type("dev.kith.spi.AccessPolicy", FIRST_POLICY)
                .type("dev.kith.spi.UserSchemaProvider", FIRST_SCHEMAS)
                .type("com.acme.OldPolicy", """
                        package com.acme;
                        public class OldPolicy implements dev.kith.spi.AccessPolicy {
                            public String name() { return "old"; }
                            public boolean permits(Subject subject, Permission permission, String organization) {
                                switch (permission) {
                                    case USER_READ: case USER_WRITE: case USER_VERIFY: case USER_DELETE: break;
                                    default: throw new IllegalStateException("asked for what it does not know");
                                }
                                return subject.roles().test("everything")
                                        || ("home".equals(organization) && subject.roles().test("helper"));
                            }
                        }
                        """)
                .type("com.acme.OldSchemas", """
                        package com.acme;
                        import java.util.Optional;
                        public class OldSchemas implements dev.kith.spi.UserSchemaProvider {
                            public String name() { return "old-schemas"; }
                            public Optional<UserSchema> newest(String id) { return revision(id, 1); }
                            public Optional<UserSchema> revision(String id, int revision) {
                                return id.equals("old")
                                        ? Optional.of(new UserSchema(id, "old type", 1, true, "{\\"type\\":\\"object\\"}"))
                                        : Optional.empty();
                            }
                        }
                        """)
                .without("dev.kith.spi.AccessPolicy")
                .without("dev.kith.spi.AccessPolicy$Permission")
                .without("dev.kith.spi.AccessPolicy$Subject")
                .without("dev.kith.spi.UserSchemaProvider")
                .without("dev.kith.spi.UserSchemaProvider$UserSchema")
                .services(AccessPolicy.class, "com.acme.OldPolicy")
                .services(UserSchemaProvider.class, "com.acme.OldSchemas")
                .build("old.jar");
    }

    private static Kith start(ClassLoader loader) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            JdbcDataSource database = new JdbcDataSource();
            database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            return Kith.builder()
                    .dataSource(database)
                    .setting("kith.access-policy", "old")
                    .setting("kith.user-schema-provider", "old-schemas")
                    .deliver(false)
                    .start();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
