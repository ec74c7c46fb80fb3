package dev.kith.it.databases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.Preconditions;
import dev.kith.api.ProblemCode;
import dev.kith.api.Receipt;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserRef;
import dev.kith.api.Verification;
import dev.kith.api.VerifyContact;
import dev.kith.api.schemas.TextFilterMethod;
import dev.kith.api.search.SearchUsers;
import dev.kith.api.search.UserFilter;
import dev.kith.api.search.UserSearch;
import dev.kith.core.ContactChannel;
import dev.kith.core.Core;
import dev.kith.core.CoreSettings;
import dev.kith.core.DataProtector;
import dev.kith.core.Environment;
import dev.kith.core.Extensions;
import dev.kith.core.Meters;
import dev.kith.core.Ports;
import dev.kith.core.SecretKeys.Key;
import dev.kith.defaults.LibphonePhoneNumbers;
import dev.kith.defaults.SecureRandomCodes;
import dev.kith.defaults.auth.RoleAccessPolicy;
import dev.kith.it.engines.Engine;
import dev.kith.jpa.JpaOrganizations;
import dev.kith.jpa.JpaStorage;
import dev.kith.jpa.JpaUserSchemas;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What whole calls cost the database. OpenJPA cannot read a user by one SELECT. */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_OPENJPA")
class AccountsBudgetTest {
    private static final Caller ADMIN = Caller.of("admin", Set.of("IAM_OWNER"));

    private static final CoreSettings.Announcements UNDOABLE = new CoreSettings.Announcements(
            Set.of(ContactChannel.EMAIL), CoreSettings.UndoPolicy.ALWAYS, Duration.ofDays(7), false);

    private static final CoreSettings.Announcements QUIET =
            new CoreSettings.Announcements(Set.of(), CoreSettings.UndoPolicy.NEVER, Duration.ofDays(7), false);

    private static final CoreSettings.Codes WITHOUT_PAUSE =
            new CoreSettings.Codes(Duration.ofHours(1), 5, Duration.ZERO, 10);

    private final boolean h2;
    private final Store store;
    private final String instance = Store.freshInstance();
    private final SecureRandom random = new SecureRandom();
    private final AnyDocument documents = new AnyDocument();
    private UserAccounts accounts;
    private final JpaUserSchemas schemas;
    private final JpaOrganizations organizations;

    AccountsBudgetTest(DatabaseParameter parameter) {
        h2 = parameter.engine == Engine.H2_MEMORY;
        store = Store.on(parameter);
        schemas = new JpaUserSchemas(store.unit, instance, documents, Clock.systemUTC());
        organizations = new JpaOrganizations(store.unit, instance);
        accounts = accounts(CoreSettings.Announcements.DEFAULTS);
    }

    private UserAccounts accounts(CoreSettings.Announcements announcements) {
        return accounts(announcements, CoreSettings.Codes.DEFAULTS);
    }

    private UserAccounts accounts(CoreSettings.Announcements announcements, CoreSettings.Codes codes) {
        return accounts(announcements, codes, CoreSettings.UniqueContacts.NONE);
    }

    private UserAccounts accounts(
            CoreSettings.Announcements announcements, CoreSettings.Codes codes, CoreSettings.UniqueContacts unique) {
        return core(announcements, codes, unique).accounts();
    }

    private Core core(
            CoreSettings.Announcements announcements, CoreSettings.Codes codes, CoreSettings.UniqueContacts unique) {
        return new Core(
                rules(instance, announcements, codes, unique),
                new Extensions(
                        new RoleAccessPolicy(),
                        organizations,
                        schemas,
                        new SecureRandomCodes(random, SecureRandomCodes.LETTERS_AND_DIGITS, 6),
                        null),
                new Ports(
                        new JpaStorage(store.unit, instance, true),
                        schemas.store(),
                        documents,
                        new LibphonePhoneNumbers("CH"),
                        new DataProtector(
                                List.of(new Key("k1", new byte[32])), new Key("lasting", new byte[32]), random)),
                new Environment(Clock.systemUTC(), random, () -> {}, Meters.NONE));
    }

    private static CoreSettings rules(
            String instance,
            CoreSettings.Announcements announcements,
            CoreSettings.Codes codes,
            CoreSettings.UniqueContacts unique) {
        return new CoreSettings(
                instance,
                Set.of(),
                true,
                URI.create("https://id.example"),
                Set.of(),
                codes,
                CoreSettings.ContactChangePolicy.AFTER_VERIFICATION,
                CoreSettings.ContactChangePolicy.IMMEDIATE,
                announcements,
                CoreSettings.ChosenIds.ALL,
                CoreSettings.SchemaLimits.DEFAULTS,
                unique,
                CoreSettings.IDEMPOTENCY_KEYS);
    }

    @BeforeEach
    void two_users() {
        organizations.register("org1", null);
        schemas.register("person", "Person", Json.Bool.TRUE);
        for (String id : List.of("u1", "u2")) {
            CreateUser.NewUser user = new CreateUser.NewUser("person", Users.data("given", "Ada"), null, id);
            done(() -> accounts.create(ADMIN, new CreateUser(Preconditions.inOrganization("org1"), user)));
        }
    }

    @Test
    void a_patch_of_data_is_one_select_and_one_update() {
        assertThat(cost(() -> patch(Users.data("given", "Eve")))).containsExactly("select", "update");
    }

    @Test
    void a_patch_that_changes_nothing_is_one_select() {
        assertThat(cost(() -> patch(Users.data("given", "Ada")))).containsExactly("select");
    }

    /** The first search also asks what the database speaks; H2 has to be told that the limit of a search is over. */
    @Test
    void a_search_is_one_select_for_the_page_one_for_its_users_and_one_to_count() {
        UserSearch search = core(
                        CoreSettings.Announcements.DEFAULTS,
                        CoreSettings.Codes.DEFAULTS,
                        CoreSettings.UniqueContacts.NONE)
                .search();
        for (String user : List.of("u1", "u2")) {
            done(() -> setEmail(user, user + "@example.org", new Verification.Verified(true)));
        }
        done(() -> search.search(ADMIN, SearchUsers.where()));
        UserFilter nobody = new UserFilter.ByUserId("nobody", TextFilterMethod.EQUALS);

        assertThat(cost(() -> search.search(ADMIN, SearchUsers.where()))).containsExactly("select", "select");
        assertThat(cost(() -> search.search(ADMIN, page(1)))).containsExactly("select", "select", "select");
        assertThat(cost(() -> search.search(ADMIN, SearchUsers.where(nobody))))
                .hasSize(h2 ? 2 : 1)
                .containsOnly("select");
    }

    private static SearchUsers page(long limit) {
        return new SearchUsers(Preconditions.NONE, 0, limit, false, SearchUsers.UserColumn.EMAIL, List.of());
    }

    @Test
    void a_patch_to_another_schema_costs_one_more_select() {
        schemas.register("other", "Other", new Json.Obj(Map.of()));

        assertThat(cost(() -> accounts.patch(
                        ADMIN,
                        new PatchUser(
                                Preconditions.NONE,
                                "u1",
                                new Change.Members("other", Users.data("given", "Eve"), null)))))
                .containsExactly("select", "select", "update");
    }

    @Test
    void an_email_whose_code_is_returned_is_one_select_and_two_writes() {
        assertThat(cost(() -> setEmail("u1", "a@example.org", new Verification.ReturnCode())))
                .containsExactlyInAnyOrder("select", "update", "insert");
        assertThat(cost(() -> setEmail("u1", "b@example.org", new Verification.ReturnCode())))
                .containsExactly("select", "update", "update");
    }

    @Test
    void an_email_whose_code_is_sent_is_one_select_and_four_statements() {
        done(() -> setEmail("u2", "a@example.org", new Verification.SendCode(null)));

        assertThat(cost(() -> setEmail("u1", "a@example.org", new Verification.SendCode(null))))
                .containsExactlyInAnyOrder("select", "update", "update", "insert", "insert")
                .startsWith("select");
    }

    @Test
    void a_recipient_that_never_got_a_code_costs_one_more_insert() {
        assertThat(cost(() -> setEmail("u1", "a@example.org", new Verification.SendCode(null))))
                .containsExactlyInAnyOrder("select", "update", "update", "insert", "insert", "insert");
    }

    @Test
    void a_code_in_the_place_of_one_that_was_sent_costs_one_more_update() {
        accounts = accounts(CoreSettings.Announcements.DEFAULTS, WITHOUT_PAUSE);
        for (String user : List.of("u1", "u2")) {
            done(() -> setEmail(user, "a@example.org", new Verification.SendCode(null)));
        }
        done(() -> setEmail("u2", "b@example.org", new Verification.SendCode(null)));

        assertThat(cost(() -> setEmail("u1", "b@example.org", new Verification.SendCode(null))))
                .containsExactly("select", "update", "update", "update", "update", "insert");
        assertThat(cost(() -> setEmail("u1", "a@example.org", new Verification.ReturnCode())))
                .containsExactly("select", "update", "update", "update");
        assertThat(cost(() -> setEmail("u1", "b@example.org", new Verification.ReturnCode())))
                .as("a returned code has no message")
                .containsExactly("select", "update", "update");
    }

    @Test
    void a_notice_to_the_previous_address_costs_budget_link_and_message() {
        accounts = accounts(UNDOABLE);
        for (String user : List.of("u1", "u2")) {
            done(() -> setEmail(user, "a@example.org", new Verification.Verified(true)));
        }
        done(() -> setEmail("u2", "b@example.org", new Verification.Verified(true)));

        assertThat(cost(() -> setEmail("u1", "b@example.org", new Verification.ReturnCode())))
                .containsExactly("select", "update", "update", "update", "insert", "insert");
    }

    @Test
    void a_notice_to_a_recipient_that_never_got_one_costs_one_more_insert() {
        accounts = accounts(UNDOABLE);
        done(() -> setEmail("u1", "a@example.org", new Verification.Verified(true)));

        assertThat(cost(() -> setEmail("u1", "b@example.org", new Verification.ReturnCode())))
                .containsExactly("select", "update", "update", "update", "insert", "insert", "insert");
    }

    @Test
    void a_notice_without_a_link_costs_no_row_of_a_link() {
        done(() -> setEmail("u1", "a@example.org", new Verification.Verified(true)));

        assertThat(cost(() -> setEmail("u1", "b@example.org", new Verification.ReturnCode())))
                .containsExactly("select", "update", "update", "update", "insert", "insert");
    }

    @Test
    void a_notice_that_is_folded_into_one_that_waits_costs_nothing() {
        accounts = accounts(UNDOABLE);
        for (String address : List.of("a", "b", "c", "d", "e")) {
            done(() -> setEmail("u1", address + "@example.org", new Verification.Verified(true)));
        }

        assertThat(cost(() -> setEmail("u1", "f@example.org", new Verification.ReturnCode())))
                .containsExactly("select", "update", "update");
    }

    @Test
    void a_claim_costs_select_and_insert_where_contacts_are_unique_and_its_release_a_delete() {
        accounts = accounts(QUIET, CoreSettings.Codes.DEFAULTS, CoreSettings.UniqueContacts.INSTANCE);

        assertThat(cost(() -> setEmail("u1", "a@example.org", new Verification.Verified(true))))
                .containsExactly("select", "select", "update", "insert", "insert");
        assertThat(cost(() -> setEmail("u1", "A@example.org", new Verification.Verified(true))))
                .as("the same claim")
                .containsExactly("select", "update", "update");
        assertThat(cost(() -> setEmail("u1", "b@example.org", new Verification.Verified(true))))
                .containsExactly("select", "select", "update", "update", "delete", "insert");
        assertThat(cost(() -> setEmail("u1", "c@example.org", new Verification.ReturnCode())))
                .containsExactly("select", "update", "update", "delete");
        assertThat(cost(() -> patch(Users.data("given", "Eve")))).containsExactly("select", "update");
    }

    @Test
    void of_two_users_who_verify_one_address_at_the_same_instant_one_has_it() throws Exception {
        accounts = accounts(QUIET, WITHOUT_PAUSE, CoreSettings.UniqueContacts.INSTANCE);
        for (int round = 0; round < 5; round++) {
            String address = "a" + round + "@example.org";
            List<String> codes = Stream.of("u1", "u2")
                    .map(user -> setEmail(user, address, new Verification.ReturnCode()))
                    .map(outcome -> String.valueOf(
                            ((Outcome.Done<Receipt>) outcome).value().emailCode()))
                    .toList();

            List<Outcome<Receipt>> outcomes = Together.run(
                    2,
                    number -> () -> accounts.verifyContactEmail(
                            ADMIN, new VerifyContact(Preconditions.NONE, "u" + (number + 1), codes.get(number))));

            assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(Outcome.Refused.class::isInstance)
                    .containsExactly(Outcome.refused(ProblemCode.CONTACT_TAKEN));
        }
    }

    @Test
    void two_users_who_are_given_each_other_s_address_at_the_same_instant_are_both_refused() throws Exception {
        accounts = accounts(QUIET, WITHOUT_PAUSE, CoreSettings.UniqueContacts.INSTANCE);
        List<String> addresses = List.of("a@example.org", "b@example.org");
        done(() -> setEmail("u1", addresses.get(0), new Verification.Verified(true)));
        done(() -> setEmail("u2", addresses.get(1), new Verification.Verified(true)));

        List<Outcome<Receipt>> outcomes = Together.run(
                2,
                number ->
                        () -> setEmail("u" + (number + 1), addresses.get(1 - number), new Verification.Verified(true)));

        assertThat(outcomes).containsOnly(Outcome.refused(ProblemCode.CONTACT_TAKEN));
    }

    @Test
    void an_event_costs_one_more_insert_and_nothing_where_nothing_changes() {
        accounts = accounts(
                new CoreSettings.Announcements(Set.of(), CoreSettings.UndoPolicy.ALWAYS, Duration.ofDays(7), true));

        assertThat(cost(() -> patch(Users.data("given", "Eve")))).containsExactly("select", "update", "insert");
        assertThat(cost(() -> patch(Users.data("given", "Eve")))).containsExactly("select");
    }

    @Test
    void the_same_email_again_is_one_select() {
        done(() -> setEmail("u1", "a@example.org", new Verification.ReturnCode()));

        assertThat(cost(() -> setEmail("u1", "a@example.org", new Verification.ReturnCode())))
                .containsExactly("select");
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void a_stranger_is_refused_without_a_statement_whether_the_user_exists_or_not(Caller stranger) {
        Preconditions home = Preconditions.inOrganization("org1");
        for (String id : List.of("u1", "unheard-of")) {
            for (Supplier<Outcome<?>> call : callsOf(stranger, home, id)) {
                assertThat(refusedAfter(call)).isEmpty();
            }
        }
    }

    static List<Caller> strangers() {
        return List.of(
                Caller.of("stranger", Set.of()),
                Caller.of("stranger", Set.of("PROJECT_OWNER", "ORG_OWNER@", "org_owner@org1")),
                // Where the organization is named, it decides alone.
                Caller.of("stranger", Set.of("ORG_OWNER@org2")));
    }

    @Test
    void a_stranger_who_names_no_organization_is_refused_without_a_statement() {
        Caller stranger = Caller.of("stranger", Set.of("PROJECT_OWNER@org1"));

        for (String id : List.of("u1", "unheard-of")) {
            for (Supplier<Outcome<?>> call : callsOf(stranger, Preconditions.NONE, id)) {
                assertThat(refusedAfter(call)).isEmpty();
            }
        }
    }

    @Test
    void a_stranger_who_creates_learns_nothing_of_organizations() {
        CreateUser.NewUser user = new CreateUser.NewUser("person", Users.data("given", "Ada"), null, null);
        Caller stranger = Caller.of("stranger", Set.of("ORG_OWNER_VIEWER@org1"));

        for (String organization : List.of("org1", "unheard-of")) {
            assertThat(refusedAfter(() -> accounts.create(
                            stranger, new CreateUser(Preconditions.inOrganization(organization), user))))
                    .isEmpty();
        }
    }

    private List<Supplier<Outcome<?>>> callsOf(Caller caller, Preconditions preconditions, String id) {
        UserRef user = new UserRef(preconditions, id);
        VerifyContact code = new VerifyContact(preconditions, id, "ABC123");
        ResendCode again = new ResendCode(preconditions, id, null);
        SetContact.Phone phone = new SetContact.Phone("+41791234567", null);
        return List.of(
                () -> accounts.get(caller, user),
                () -> accounts.patch(
                        caller,
                        new PatchUser(preconditions, id, new Change.Members("other", Users.data("a", "b"), null))),
                () -> accounts.patch(caller, new PatchUser(preconditions, id, null)),
                () -> accounts.setContactEmail(
                        caller, new SetContactEmail(preconditions, id, new SetContact.Email("a@example.org", null))),
                () -> accounts.setContactEmail(caller, new SetContactEmail(preconditions, id, null)),
                () -> accounts.setContactPhone(caller, new SetContactPhone(preconditions, id, phone)),
                () -> accounts.verifyContactEmail(caller, code),
                () -> accounts.verifyContactPhone(caller, code),
                () -> accounts.resendContactEmailCode(caller, again),
                () -> accounts.resendContactPhoneCode(caller, again),
                () -> accounts.deactivate(caller, user),
                () -> accounts.activate(caller, user),
                () -> accounts.lock(caller, user),
                () -> accounts.unlock(caller, user),
                () -> accounts.delete(caller, user));
    }

    private List<String> refusedAfter(Supplier<Outcome<?>> call) {
        return store.counted.during(() -> assertThat(call.get())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.PERMISSION_DENIED)));
    }

    private Outcome<?> patch(Json.Obj data) {
        return accounts.patch(ADMIN, new PatchUser(Preconditions.NONE, "u1", new Change.Members(null, data, null)));
    }

    private Outcome<Receipt> setEmail(String user, String address, @Nullable Verification verification) {
        return accounts.setContactEmail(
                ADMIN, new SetContactEmail(Preconditions.NONE, user, new SetContact.Email(address, verification)));
    }

    private List<String> cost(Supplier<Outcome<?>> call) {
        return store.counted.during(() -> done(call)).stream()
                .map(sql -> sql.stripLeading().split("\\s")[0].toLowerCase(Locale.ROOT))
                .toList();
    }

    private static void done(Supplier<Outcome<?>> call) {
        assertThat(call.get()).isInstanceOf(Outcome.Done.class);
    }
}
