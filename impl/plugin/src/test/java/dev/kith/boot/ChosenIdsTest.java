package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.Kith;
import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.CreateUser.NewUser;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.ProblemCode;
import dev.kith.api.Receipt;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may choose the id of a new user, and so learn whether it is taken. */
class ChosenIdsTest {
    private static final Caller EVERYWHERE = Caller.of("admin", Set.of("IAM_USER_MANAGER"));
    private static final Caller IN_ACME = Caller.of("owner", Set.of("ORG_OWNER@acme"));
    private static final Caller STRANGER = Caller.of("stranger", Set.of());

    @Test
    void by_default_all_who_may_create_users_choose_ids() throws Exception {
        try (Kith kith = kith("all")) {
            assertThat(created(kith, IN_ACME, "acme", "mini")).isEqualTo("mini");
            assertThat(refusal(kith, IN_ACME, "acme", "taken")).isEqualTo(ProblemCode.USER_EXISTS);
        }
    }

    @Test
    void administrators_of_an_organization_learn_nothing_of_ids_where_only_those_of_the_instance_choose_them()
            throws Exception {
        try (Kith kith = kith("instance")) {
            assertThat(List.of(
                            refusal(kith, IN_ACME, "acme", "taken"),
                            refusal(kith, IN_ACME, "acme", "free"),
                            refusal(kith, IN_ACME, "acme", IN_ACME.subject())))
                    .containsOnly(ProblemCode.PERMISSION_DENIED);
            assertThat(created(kith, IN_ACME, "acme", null)).matches("[0-9]+");
            assertThat(created(kith, EVERYWHERE, "acme", "free")).isEqualTo("free");
            assertThat(refusal(kith, EVERYWHERE, "acme", "taken")).isEqualTo(ProblemCode.USER_EXISTS);
        }
    }

    @Test
    void nobody_chooses_ids_where_nobody_may() throws Exception {
        try (Kith kith = kith("none")) {
            for (Caller caller : List.of(EVERYWHERE, IN_ACME, STRANGER)) {
                assertThat(List.of(
                                refusal(kith, caller, "acme", "taken"),
                                refusal(kith, caller, "acme", "free"),
                                refusal(kith, caller, "nowhere", "free")))
                        .containsOnly(ProblemCode.PERMISSION_DENIED);
            }
            assertThat(created(kith, IN_ACME, "acme", null)).matches("[0-9]+");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "instance", "none"})
    void the_permission_comes_before_the_schema_and_after_the_organization_is_named(String chosenIds) throws Exception {
        try (Kith kith = kith(chosenIds)) {
            assertThat(refusal(create(kith, STRANGER, "acme", "unheard-of", "free")))
                    .isEqualTo(ProblemCode.PERMISSION_DENIED);
            assertThat(refusal(create(kith, IN_ACME, "", "person", "free")))
                    .isEqualTo(ProblemCode.ORGANIZATION_MISSING);
        }
    }

    /** With one user of another organization, whose id is taken. */
    private static Kith kith(String chosenIds) throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        try (Kith kith = Kith.builder()
                .dataSource(database)
                .deliver(false)
                .setting("kith.organizations", "acme, other")
                .start()) {
            kith.userSchemas().register("person", "person", JsonText.read("true"));
            created(kith, EVERYWHERE, "other", "taken");
        }
        return Kith.builder()
                .dataSource(database)
                .deliver(false)
                .setting("kith.users.chosen-ids", chosenIds)
                .start();
    }

    private static Outcome<Receipt> create(
            Kith kith, Caller caller, String organization, String schema, @Nullable String id) {
        return kith.userAccounts()
                .create(
                        caller,
                        new CreateUser(
                                Preconditions.inOrganization(organization), new NewUser(schema, null, null, id)));
    }

    private static String created(Kith kith, Caller caller, String organization, @Nullable String id) {
        Outcome<Receipt> outcome = create(kith, caller, organization, "person", id);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<Receipt>) outcome).value().details().id();
    }

    private static ProblemCode refusal(Kith kith, Caller caller, String organization, String id) {
        return refusal(create(kith, caller, organization, "person", id));
    }

    private static ProblemCode refusal(Outcome<Receipt> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<Receipt>) outcome).problem().code();
    }
}
