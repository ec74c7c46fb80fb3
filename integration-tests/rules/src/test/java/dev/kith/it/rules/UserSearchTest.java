package dev.kith.it.rules;

import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.AWAY;
import static dev.kith.it.rules.Fixture.HOME;
import static dev.kith.it.rules.Fixture.HOME_OWNER;
import static dev.kith.it.rules.Fixture.STRANGER;
import static dev.kith.it.rules.Fixture.VIEWER;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.self;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.FieldFault;
import dev.kith.api.Preconditions;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.UserView;
import dev.kith.api.Verification;
import dev.kith.api.schemas.TextFilterMethod;
import dev.kith.api.search.SearchUsers;
import dev.kith.api.search.SearchUsers.UserColumn;
import dev.kith.api.search.UserFilter;
import dev.kith.api.search.UserPage;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who finds whom, and what of them (contract, section S12). */
class UserSearchTest {
    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private UserPage search(Caller caller, UserFilter... filters) {
        return done(fixture.core.search().search(caller, SearchUsers.where(filters)));
    }

    private List<String> found(Caller caller, UserFilter... filters) {
        UserPage page = search(caller, filters);
        assertThat(page.total()).isEqualTo(page.users().size());
        return page.users().stream().map(user -> user.details().id()).toList();
    }

    private Problem refusal(UserFilter... filters) {
        return Fixture.problem(fixture.core.search().search(ADMIN, SearchUsers.where(filters)));
    }

    private static UserFilter organization(String id) {
        return new UserFilter.ByOrganizationId(id, TextFilterMethod.EQUALS);
    }

    @Test
    void callers_find_those_that_they_may_read_and_themselves() {
        String here = fixture.user(HOME, "{}");
        String there = fixture.user(AWAY, "{}");

        assertThat(found(ADMIN)).containsExactlyInAnyOrder(here, there);
        assertThat(found(VIEWER)).containsExactlyInAnyOrder(here, there);
        assertThat(found(HOME_OWNER)).containsExactly(here);
        assertThat(found(HOME_OWNER, organization(AWAY))).isEmpty();
        assertThat(found(Caller.of(there, Set.of("ORG_OWNER_VIEWER@" + HOME)))).containsExactlyInAnyOrder(here, there);
        assertThat(found(self(there))).containsExactly(there);
        assertThat(found(self(there), organization(HOME))).isEmpty();
        assertThat(found(STRANGER)).isEmpty();
        assertThat(found(new Caller("\0", role -> false, null))).isEmpty();
    }

    @Test
    void where_roles_can_only_be_asked_for_one_by_one_the_same_are_found() {
        String here = fixture.user(HOME, "{}");
        String there = fixture.user(AWAY, "{}");
        Caller owner = new Caller("owner", ("ORG_OWNER@" + HOME)::equals, null);

        assertThat(found(owner)).containsExactly(here);
        assertThat(found(owner, organization(HOME))).containsExactly(here);
        assertThat(found(owner, new UserFilter.AllOf(List.of(organization(AWAY)))))
                .isEmpty();
        assertThat(found(new Caller(there, ("ORG_OWNER@" + HOME)::equals, null)))
                .containsExactlyInAnyOrder(here, there);
    }

    @Test
    void more_organizations_than_can_be_asked_for_have_to_be_narrowed() {
        String here = fixture.user(HOME, "{}");
        Set<String> roles = Stream.iterate(0, number -> number + 1)
                .limit(1_001)
                .map(number -> "ORG_OWNER@" + (number == 0 ? HOME : "o" + number))
                .collect(Collectors.toSet());
        Caller owner = Caller.of("owner", roles);

        assertThat(Fixture.problem(fixture.core.search().search(owner, SearchUsers.where()))
                        .code())
                .isEqualTo(ProblemCode.SEARCH_SCOPE);
        assertThat(found(owner, organization(HOME))).containsExactly(here);
    }

    @Test
    void data_is_cut_as_a_read_cuts_it() {
        String id = fixture.user("{\"name\":\"n\",\"rank\":\"r\",\"note\":\"o\"}");

        assertThat(only(search(self(id))).data().members()).containsOnlyKeys("name", "rank");
        assertThat(only(search(VIEWER)).data().members()).containsOnlyKeys("name", "rank", "note");
        assertThat(only(search(ADMIN))).isEqualTo(fixture.get(id));
    }

    private static UserView only(UserPage page) {
        assertThat(page.users()).hasSize(1);
        return page.users().get(0);
    }

    @Test
    void a_user_whose_schema_was_deleted_still_has_its_type() {
        fixture.schema("gone", "{}");
        String id = done(fixture.accounts.create(
                        ADMIN,
                        new CreateUser(
                                Preconditions.inOrganization(HOME), new CreateUser.NewUser("gone", null, null, null))))
                .details()
                .id();
        fixture.schemas.delete("gone");

        assertThat(found(ADMIN, new UserFilter.BySchemaType("TYPE-GONE", TextFilterMethod.EQUALS_IGNORE_CASE)))
                .containsExactly(id);
        assertThat(only(search(ADMIN, new UserFilter.BySchemaId("gone")))).isEqualTo(fixture.get(id));
    }

    @Test
    void a_phone_is_found_in_any_form_and_a_pending_address_not_at_all() {
        String id = fixture.userWithVerifiedEmail("now@example.org");
        done(fixture.setPhone(ADMIN, id, "+41791234567", new Verification.Verified(true)));
        done(fixture.setEmail(self(id), id, "later@example.org", null));

        assertThat(found(ADMIN, new UserFilter.ByPhone("079 123 45 67", TextFilterMethod.EQUALS)))
                .containsExactly(id);
        assertThat(found(ADMIN, new UserFilter.ByPhone("079", TextFilterMethod.STARTS_WITH)))
                .isEmpty();
        assertThat(found(ADMIN, new UserFilter.ByPhone("4567", TextFilterMethod.ENDS_WITH)))
                .containsExactly(id);
        assertThat(found(ADMIN, new UserFilter.ByEmail("later@example.org", TextFilterMethod.EQUALS)))
                .isEmpty();
        assertThat(found(ADMIN, new UserFilter.ByEmail("NOW@", TextFilterMethod.STARTS_WITH_IGNORE_CASE)))
                .containsExactly(id);
    }

    @Test
    void a_page_ends_where_its_data_is_too_much() {
        String much = "{\"name\":\"" + "x".repeat(1_500_000) + "\"}";
        List<String> ids = Stream.generate(() -> {
                    fixture.clock.forward(Duration.ofSeconds(1));
                    return fixture.user(much);
                })
                .limit(4)
                .toList();

        UserPage first = search(ADMIN);
        UserPage second = done(fixture.core
                .search()
                .search(
                        ADMIN,
                        new SearchUsers(
                                Preconditions.NONE, first.limit(), 0, false, UserColumn.UNSPECIFIED, List.of())));

        assertThat(first.limit()).isEqualTo(2);
        assertThat(first.total()).isEqualTo(4);
        assertThat(second.limit()).isEqualTo(100);
        assertThat(Stream.of(first, second)
                        .flatMap(page -> page.users().stream())
                        .map(user -> user.details().id()))
                .isEqualTo(ids);
        assertThat(search(self(ids.get(3))).users()).hasSize(1);
    }

    @Test
    void limits_are_checked_before_filters_that_are_not_offered() {
        UserFilter username = new UserFilter.ByUsername("gigi", TextFilterMethod.EQUALS);
        UserFilter deep = username;
        for (int level = 0; level < 21; level++) {
            deep = new UserFilter.NoneOf(deep);
        }

        assertThat(refusal(deep).code()).isEqualTo(ProblemCode.FILTER_NESTING);
        assertThat(refusal(new UserFilter.AnyOf(Collections.nCopies(100, username)))
                        .code())
                .isEqualTo(ProblemCode.FILTER_COUNT);
        assertThat(refusal(username, new UserFilter.AllOf(List.of())).code()).isEqualTo(ProblemCode.FILTER_EMPTY);
        assertThat(refusal(
                        organization(HOME),
                        new UserFilter.NoneOf(new UserFilter.AnyOf(List.of(organization(HOME), username)))))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.FILTER_NOT_OFFERED))
                .satisfies(problem -> assertThat(problem.violations())
                        .extracting(Problem.Violation::field)
                        .containsExactly("/1/notFilter/query/orFilter/queries/1/usernameFilter"));
    }

    @Test
    void members_that_break_their_rules_are_named_with_their_place() {
        assertThat(refusal(new UserFilter.NoneOf(null)).field())
                .isEqualTo(new FieldFault(List.of("filters[0]", "notFilter", "query"), new FieldFault.Required()));
        assertThat(refusal(organization(HOME), new UserFilter.NoFilter()).field())
                .isEqualTo(new FieldFault(List.of("filters[1]", "filter"), new FieldFault.Required()));
        assertThat(refusal(new UserFilter.AnyOf(
                                List.of(new UserFilter.ByPhone("1".repeat(21), TextFilterMethod.UNRECOGNIZED))))
                        .field())
                .isEqualTo(new FieldFault(
                        List.of("filters[0]", "orFilter", "queries[0]", "phoneFilter", "number"),
                        new FieldFault.Length(1, 20)));
        assertThat(refusal(new UserFilter.ByState(UserFilter.SearchedState.UNRECOGNIZED))
                        .field())
                .isEqualTo(new FieldFault(List.of("filters[0]", "stateFilter", "state"), new FieldFault.Defined()));
    }

    @Test
    void texts_that_no_database_can_hold_find_nobody() {
        String id = fixture.user("{}");

        assertThat(found(ADMIN, new UserFilter.ByUserId("\0", TextFilterMethod.CONTAINS)))
                .isEmpty();
        assertThat(found(
                        ADMIN,
                        new UserFilter.NoneOf(new UserFilter.ByEmail("\uD800", TextFilterMethod.EQUALS_IGNORE_CASE))))
                .containsExactly(id);
        assertThat(found(Caller.of("odd", Set.of("ORG_OWNER@\0", "ORG_OWNER@" + HOME))))
                .containsExactly(id);
        assertThat(found(Caller.of("odd", Set.of("ORG_OWNER@\0")))).isEmpty();
    }
}
