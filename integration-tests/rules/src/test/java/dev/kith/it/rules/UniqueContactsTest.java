package dev.kith.it.rules;

import static dev.kith.api.ProblemCode.CODE_EMPTY;
import static dev.kith.api.ProblemCode.CODE_INVALID;
import static dev.kith.api.ProblemCode.CONTACT_TAKEN;
import static dev.kith.api.ProblemCode.PERMISSION_DENIED;
import static dev.kith.api.ProblemCode.USER_NOT_FOUND;
import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.AWAY;
import static dev.kith.it.rules.Fixture.HOME;
import static dev.kith.it.rules.Fixture.HOME_OWNER;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.refusal;
import static dev.kith.it.rules.Fixture.self;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.api.CreateUser;
import dev.kith.api.EmailLinks.Link;
import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.CallOptions;
import dev.kith.api.Receipt;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.UserRef;
import dev.kith.api.UserView.ContactView;
import dev.kith.api.Verification;
import dev.kith.api.transfer.ImportMode;
import dev.kith.api.transfer.ImportObserver;
import dev.kith.api.transfer.ImportOptions;
import dev.kith.api.transfer.ImportSummary;
import dev.kith.api.transfer.RefusedLine;
import dev.kith.core.ContactClaimsSwitch;
import dev.kith.core.ContactConflicts;
import dev.kith.core.ContactConflicts.SharedContact;
import dev.kith.core.CoreSettings.UniqueContacts;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One address, one user, where the operator wants it (contract, ruling R75). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UniqueContactsTest {
    private static final Verification VERIFIED = new Verification.Verified(true);
    private static final Verification RETURN = new Verification.ReturnCode();
    private static final Verification SEND = new Verification.SendCode(null);
    private static final String NUMBER = "+41446681800";

    private final Database database = Engine.H2_MEMORY.freshDatabase();
    private final Fixture everywhere = new Fixture(Fixture.unique(UniqueContacts.INSTANCE), database);
    private final Fixture inOrganization =
            new Fixture(Fixture.unique(UniqueContacts.ORGANIZATION), Engine.H2_MEMORY.freshDatabase());

    /** Of this test alone. */
    private String address = fresh();

    private static String fresh() {
        return "mini-" + UUID.randomUUID() + "@home.example";
    }

    @AfterAll
    void stop() {
        everywhere.close();
        inOrganization.close();
    }

    @Test
    void what_another_user_has_verified_is_vouched_for_nobody_else() {
        address = fresh();
        String owner = everywhere.userWithVerifiedEmail(address);
        String other = everywhere.user(AWAY, "{}");
        String version = everywhere.get(other).version();

        assertThat(refusal(everywhere.setEmail(ADMIN, other, address, VERIFIED)))
                .isEqualTo(CONTACT_TAKEN);
        assertThat(refusal(everywhere.patch(
                        ADMIN,
                        other,
                        new Change.Members(
                                null,
                                Fixture.object("{\"name\":\"Mini\"}"),
                                new SetContact(new SetContact.Email(address, VERIFIED), null)))))
                .isEqualTo(CONTACT_TAKEN);
        assertThat(refusal(create(everywhere, "c-" + other, AWAY, address))).isEqualTo(CONTACT_TAKEN);
        assertThat(refusal(everywhere.accounts.get(ADMIN, new UserRef(Preconditions.NONE, "c-" + other))))
                .isEqualTo(USER_NOT_FOUND);

        assertThat(everywhere.get(other).version()).isEqualTo(version);
        assertThat(done(everywhere.setEmail(ADMIN, owner, address, VERIFIED)).version())
                .isEqualTo(everywhere.get(owner).version());
    }

    @Test
    void an_import_verifies_nothing_that_another_user_has() throws Exception {
        String mine = fresh();
        String theirs = fresh();
        everywhere.userWithVerifiedEmail(mine);
        List<String> refused = new ArrayList<>();
        String lines = List.of(mine.toUpperCase(Locale.ROOT), theirs, theirs).stream()
                .map(one -> "{\"userId\":\"i-" + UUID.randomUUID() + "\",\"contact\":{\"email\":{\"address\":\"" + one
                        + "\",\"isVerified\":true}}}\n")
                .collect(Collectors.joining());

        ImportSummary summary = everywhere
                .core
                .transfer()
                .importUsers(
                        new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
                        new ImportOptions(HOME, Fixture.SCHEMA, null, ImportMode.CREATE, false, 1, false),
                        new ImportObserver() {
                            @Override
                            public void refused(RefusedLine line) {
                                refused.add(line.line() + " " + line.reason());
                            }
                        });

        assertThat(summary).isEqualTo(new ImportSummary(3, 1, 0, 0, 2));
        assertThat(refused)
                .containsExactly(
                        "1 An address or a number that is verified belongs to another user.",
                        "3 An address or a number that is verified belongs to another user.");
        assertThat(refusal(everywhere.setEmail(ADMIN, everywhere.user("{}"), theirs, VERIFIED)))
                .isEqualTo(CONTACT_TAKEN);
    }

    @Test
    void a_dry_run_sees_that_another_user_has_it() {
        address = fresh();
        everywhere.userWithVerifiedEmail(address);
        String other = everywhere.user("{}");

        assertThat(refusal(everywhere.accounts.setContactEmail(
                        ADMIN,
                        new SetContactEmail(
                                Preconditions.NONE.with(CallOptions.DRY_RUN),
                                other,
                                new SetContact.Email(address, VERIFIED)))))
                .isEqualTo(CONTACT_TAKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mini", "mini+tag", "m.ini"})
    void case_does_not_count_and_tags_and_dots_do(String local) {
        String domain = UUID.randomUUID() + ".example";
        done(everywhere.setEmail(ADMIN, everywhere.user("{}"), "mini@" + domain, VERIFIED));
        String other = everywhere.user("{}");

        Outcome<Receipt> outcome =
                everywhere.setEmail(ADMIN, other, local + "@" + domain.toUpperCase(Locale.ROOT), VERIFIED);

        if (local.equals("Mini")) {
            assertThat(refusal(outcome)).isEqualTo(CONTACT_TAKEN);
        } else {
            done(outcome);
        }
    }

    @Test
    void a_user_may_spell_its_own_address_in_another_way() {
        String domain = UUID.randomUUID() + ".example";
        String id = everywhere.userWithVerifiedEmail("mini@" + domain);
        done(everywhere.setEmail(ADMIN, id, "MINI@" + domain, VERIFIED));
        assertThat(refusal(everywhere.setEmail(ADMIN, everywhere.user("{}"), "mini@" + domain, VERIFIED)))
                .isEqualTo(CONTACT_TAKEN);
    }

    @Test
    void numbers_are_unique_as_well_and_apart_from_addresses() {
        String first = everywhere.user("{}");
        done(everywhere.setPhone(ADMIN, first, NUMBER, VERIFIED));
        assertThat(refusal(everywhere.setPhone(ADMIN, everywhere.user("{}"), "044 668 18 00", VERIFIED)))
                .isEqualTo(CONTACT_TAKEN);
        done(everywhere.mergePatch(ADMIN, first, "{\"contact\":{\"phone\":null}}"));
        done(everywhere.setPhone(ADMIN, everywhere.user("{}"), NUMBER, VERIFIED));
    }

    @Test
    void a_code_for_what_another_user_has_by_now_is_used_up_and_leaves_the_contact_as_it_was() {
        address = fresh();
        String id = everywhere.userWithVerifiedEmail("own-" + address);
        everywhere.codes.next("SESAME");
        done(everywhere.setEmail(self(id), id, address, SEND));
        everywhere.userWithVerifiedEmail(address);
        everywhere.messages();

        assertThat(refusal(everywhere.verifyEmail(self(id), id, "WRONG1"))).isEqualTo(CODE_INVALID);
        assertThat(refusal(everywhere.verifyEmail(self(id), id, "SESAME"))).isEqualTo(CONTACT_TAKEN);

        assertThat(everywhere.get(id).email()).isEqualTo(new ContactView("own-" + address, true));
        assertThat(refusal(everywhere.accounts.resendContactEmailCode(
                        self(id), new ResendCode(Preconditions.NONE, id, null))))
                .isEqualTo(CODE_EMPTY);
        assertThat(everywhere.messages()).noneMatch(message -> message.kind() == MessageKind.NOTICE);
    }

    @Test
    void an_address_that_is_not_verified_stays_so_after_its_code_met_a_taken_address() {
        address = fresh();
        String id = everywhere.user("{}");
        String code = emailCode(done(everywhere.setEmail(ADMIN, id, address, RETURN)));
        String phone = Objects.requireNonNull(
                done(everywhere.setPhone(ADMIN, id, "+41791112233", RETURN)).phoneCode());
        everywhere.userWithVerifiedEmail(address);

        assertThat(refusal(everywhere.verifyEmail(self(id), id, code))).isEqualTo(CONTACT_TAKEN);

        assertThat(everywhere.get(id).email()).isEqualTo(new ContactView(address, false));
        assertThat(refusal(everywhere.verifyEmail(self(id), id, code))).isEqualTo(CODE_EMPTY);
        done(everywhere.verifyPhone(self(id), id, phone));
    }

    @Test
    void the_page_behind_a_link_says_so_to_who_holds_the_code_only() {
        address = fresh();
        String id = everywhere.user("{}");
        String code = emailCode(done(everywhere.setEmail(ADMIN, id, address, RETURN)));
        everywhere.userWithVerifiedEmail(address);

        assertThat(done(everywhere.links.look(new Link(id, code, HOME)))).isEqualTo(address);
        assertThat(refusal(everywhere.links.redeem(new Link(id, "WRONG1", HOME))))
                .isEqualTo(CODE_INVALID);
        assertThat(refusal(everywhere.links.redeem(new Link(id, code, HOME)))).isEqualTo(CONTACT_TAKEN);
        assertThat(refusal(everywhere.links.redeem(new Link(id, code, HOME)))).isEqualTo(CODE_INVALID);
        assertThat(everywhere.get(id).email()).isEqualTo(new ContactView(address, false));
    }

    @Test
    void what_waits_for_its_code_claims_nothing_and_tells_nothing() {
        address = fresh();
        String owner = everywhere.userWithVerifiedEmail(address);
        String other = everywhere.userWithVerifiedEmail(fresh());

        done(everywhere.setEmail(self(other), other, address, SEND));
        done(everywhere.setEmail(ADMIN, everywhere.user("{}"), address, SEND));

        done(everywhere.setEmail(ADMIN, owner, fresh(), VERIFIED));
        done(everywhere.setEmail(ADMIN, everywhere.user("{}"), address, VERIFIED));
    }

    @Test
    void a_claim_is_released_by_change_removal_and_deletion_and_by_nothing_else() throws Exception {
        address = fresh();
        String id = everywhere.userWithVerifiedEmail(address);
        String other = everywhere.user("{}");
        done(everywhere.accounts.lock(ADMIN, new UserRef(Preconditions.NONE, id)));
        done(everywhere.accounts.deactivate(ADMIN, new UserRef(Preconditions.NONE, id)));
        done(everywhere.patchData(ADMIN, id, "{\"name\":\"Mini\"}"));
        assertThat(refusal(everywhere.setEmail(ADMIN, other, address, VERIFIED)))
                .isEqualTo(CONTACT_TAKEN);

        done(everywhere.setEmail(ADMIN, id, fresh(), RETURN));
        done(everywhere.setEmail(ADMIN, other, address, VERIFIED));
        done(everywhere.mergePatch(ADMIN, other, "{\"contact\":{\"email\":null}}"));
        done(everywhere.setEmail(ADMIN, id, address, VERIFIED));
        done(everywhere.accounts.delete(ADMIN, new UserRef(Preconditions.NONE, id)));
        done(everywhere.setEmail(ADMIN, other, address, VERIFIED));
        assertThat(claims(id)).isZero();
        assertThat(claims(other)).isEqualTo(1);

        everywhere.core.eraseUser(other);
        assertThat(claims(other)).isZero();
        everywhere.userWithVerifiedEmail(address);
    }

    @Test
    void undoing_a_change_claims_the_address_again_unless_it_is_another_user_s_by_now() {
        address = fresh();
        String id = everywhere.userWithVerifiedEmail(address);
        done(everywhere.setEmail(ADMIN, id, "second-" + address, VERIFIED));
        String token = token(id);
        String other = everywhere.userWithVerifiedEmail(address);
        everywhere.messages();

        assertThat(refusal(everywhere.restoration.look(token))).isEqualTo(CODE_INVALID);
        assertThat(refusal(everywhere.restoration.restore(token))).isEqualTo(CODE_INVALID);
        assertThat(everywhere.get(id).email()).isEqualTo(new ContactView("second-" + address, true));

        done(everywhere.mergePatch(ADMIN, other, "{\"contact\":null}"));
        done(everywhere.restoration.restore(token));
        assertThat(refusal(everywhere.setEmail(ADMIN, other, address, VERIFIED)))
                .isEqualTo(CONTACT_TAKEN);
        done(everywhere.setEmail(ADMIN, other, "second-" + address, VERIFIED));
    }

    @Test
    void within_the_instance_only_who_may_verify_everywhere_may_vouch() {
        address = fresh();
        String id = everywhere.user("{}");

        assertThat(refusal(everywhere.setEmail(HOME_OWNER, id, address, VERIFIED)))
                .isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(everywhere.setEmail(HOME_OWNER, id, address, RETURN)))
                .isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(everywhere.accounts.create(
                        HOME_OWNER,
                        new CreateUser(
                                Preconditions.inOrganization(HOME),
                                new CreateUser.NewUser(
                                        Fixture.SCHEMA,
                                        Json.Obj.EMPTY,
                                        new SetContact(new SetContact.Email(address, VERIFIED), null),
                                        null)))))
                .isEqualTo(PERMISSION_DENIED);
        done(everywhere.setEmail(HOME_OWNER, id, address, SEND));

        String home = inOrganization.user("{}");
        done(inOrganization.setEmail(HOME_OWNER, home, address, VERIFIED));
    }

    @Test
    void within_organizations_each_has_users_of_its_own() {
        address = fresh();
        inOrganization.userWithVerifiedEmail(address);
        done(inOrganization.setEmail(ADMIN, inOrganization.user(AWAY, "{}"), address, VERIFIED));
        assertThat(refusal(inOrganization.setEmail(ADMIN, inOrganization.user(AWAY, "{}"), address, VERIFIED)))
                .isEqualTo(CONTACT_TAKEN);
    }

    @Test
    void the_setting_is_kept_and_switched_when_there_are_no_conflicts() throws Exception {
        Database fresh = Engine.H2_MEMORY.freshDatabase();
        try (Fixture none = new Fixture(Fixture.RULES, fresh);
                Fixture unique = new Fixture(Fixture.unique(UniqueContacts.INSTANCE), fresh)) {
            ContactClaimsSwitch change = new ContactClaimsSwitch(none.claims);
            change.agree(UniqueContacts.NONE, null);
            String one = none.userWithVerifiedEmail("Mini@home.example");
            String other = none.user(AWAY, "{}");
            done(none.setEmail(ADMIN, other, "mini@home.example", VERIFIED));
            done(none.setPhone(ADMIN, other, NUMBER, VERIFIED));
            done(none.setEmail(ADMIN, none.user("{}"), "MINI@home.example", RETURN));

            refuses(change, UniqueContacts.INSTANCE, null, "kith.contact.unique-before=none");
            refuses(change, UniqueContacts.INSTANCE, UniqueContacts.ORGANIZATION, "kith.contact.unique-before=none");
            refuses(change, UniqueContacts.INSTANCE, UniqueContacts.NONE, "(1 times)");
            SharedContact conflict = new ContactConflicts(none.claims)
                    .conflicts(UniqueContacts.INSTANCE, 10)
                    .get(0);
            assertThat(conflict.masked()).isEqualToIgnoringCase("m***@h***.example");
            assertThat(conflict.users()).isEqualTo(2);
            assertThat(conflict.userIds()).containsExactlyInAnyOrder(one, other);
            assertThat(new ContactConflicts(none.claims).conflicts(UniqueContacts.ORGANIZATION, 10))
                    .isEmpty();

            change.agree(UniqueContacts.ORGANIZATION, UniqueContacts.NONE);
            refuses(change, UniqueContacts.NONE, null, "kith.contact.unique=organization");
            done(none.mergePatch(ADMIN, other, "{\"contact\":{\"email\":null}}"));
            change.agree(UniqueContacts.INSTANCE, UniqueContacts.ORGANIZATION);
            change.agree(UniqueContacts.INSTANCE, UniqueContacts.ORGANIZATION);
            change.agree(UniqueContacts.INSTANCE, null);

            assertThat(refusal(unique.setEmail(ADMIN, other, "mini@home.example", VERIFIED)))
                    .isEqualTo(CONTACT_TAKEN);
            assertThat(refusal(unique.setPhone(ADMIN, one, NUMBER, VERIFIED))).isEqualTo(CONTACT_TAKEN);
            change.agree(UniqueContacts.NONE, UniqueContacts.INSTANCE);
            assertThat(count(fresh, "select count(*) from kith_claim")).isZero();
        }
    }

    @Test
    void a_switch_that_was_cut_off_is_ended_or_taken_back() throws Exception {
        Database fresh = Engine.H2_MEMORY.freshDatabase();
        try (Fixture none = new Fixture(Fixture.RULES, fresh)) {
            ContactClaimsSwitch change = new ContactClaimsSwitch(none.claims);
            change.agree(UniqueContacts.NONE, null);
            none.userWithVerifiedEmail("mini@home.example");
            for (UniqueContacts wanted : List.of(UniqueContacts.NONE, UniqueContacts.INSTANCE)) {
                none.claims.keep("none", "none>instance");
                execute(
                        fresh,
                        "insert into kith_claim (instance_id, user_id, channel, claim_hash) values"
                                + " ('default', 'u', 'EMAIL', 'h')");

                refuses(change, UniqueContacts.ORGANIZATION, null, "a node is switching it to instance");
                change.agree(wanted, wanted == UniqueContacts.NONE ? null : UniqueContacts.NONE);

                assertThat(count(fresh, "select count(*) from kith_claim where user_id = 'u'"))
                        .isZero();
                assertThat(count(fresh, "select count(*) from kith_claim"))
                        .isEqualTo(wanted == UniqueContacts.NONE ? 0 : 1);
            }
        }
    }

    @Test
    void a_database_without_users_takes_the_setting_of_its_first_node() {
        try (Fixture first = new Fixture(Fixture.unique(UniqueContacts.INSTANCE), Engine.H2_MEMORY.freshDatabase())) {
            ContactClaimsSwitch change = new ContactClaimsSwitch(first.claims);
            change.agree(UniqueContacts.INSTANCE, null);
            refuses(change, UniqueContacts.NONE, null, "kith.contact.unique=instance");
        }
    }

    @Test
    void a_command_has_to_have_the_setting_of_the_nodes() {
        try (Fixture first = new Fixture(Fixture.unique(UniqueContacts.INSTANCE), Engine.H2_MEMORY.freshDatabase())) {
            ContactClaimsSwitch change = new ContactClaimsSwitch(first.claims);
            change.require(UniqueContacts.NONE);
            change.agree(UniqueContacts.INSTANCE, null);

            change.require(UniqueContacts.INSTANCE);
            assertThatThrownBy(() -> change.require(UniqueContacts.NONE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("kith.contact.unique=none is configured, but the database is used with"
                            + " kith.contact.unique=instance");
        }
    }

    @Test
    void users_of_an_earlier_version_are_not_claimed_without_a_word() {
        try (Fixture earlier = new Fixture(Fixture.RULES, Engine.H2_MEMORY.freshDatabase())) {
            earlier.userWithVerifiedEmail("mini@home.example");
            ContactClaimsSwitch change = new ContactClaimsSwitch(earlier.claims);
            refuses(change, UniqueContacts.INSTANCE, null, "kith.contact.unique-before=none");
            change.agree(UniqueContacts.INSTANCE, UniqueContacts.NONE);
            refuses(change, UniqueContacts.NONE, null, "kith.contact.unique=instance");
        }
    }

    @Test
    void more_users_than_a_page_has_are_claimed_and_compared() throws Exception {
        Database large = Engine.H2_MEMORY.freshDatabase();
        try (Fixture none = new Fixture(Fixture.RULES, large)) {
            execute(
                    large,
                    "insert into kith_user (instance_id, id, organization_id, schema_id, schema_revision, data, active,"
                            + " locked, created, changed, version) select 'default', 'u' || x, 'home', 'person', 1, '{}', true, false, 0,"
                            + " 0, 1 from system_range(1, 1200)");
            execute(
                    large,
                    "insert into kith_contact (instance_id, user_id, channel, address, verified, proof_guesses,"
                            + " proof_looks, sent_count) select 'default', 'u' || x, 'EMAIL', 'a' || mod(x, 1199) || '@x.example', true,"
                            + " 0, 0, 0 from system_range(1, 1200)");
            ContactClaimsSwitch change = new ContactClaimsSwitch(none.claims);
            assertThat(new ContactConflicts(none.claims).conflicts(UniqueContacts.INSTANCE, 10))
                    .singleElement()
                    .satisfies(shared -> {
                        assertThat(shared.masked()).isEqualTo("a***@x***.example");
                        assertThat(shared.users()).isEqualTo(2);
                        assertThat(shared.userIds()).containsExactly("u1", "u1200");
                    });
            refuses(change, UniqueContacts.INSTANCE, UniqueContacts.NONE, "(1 times)");
            execute(large, "delete from kith_contact where user_id = 'u1200'");

            change.agree(UniqueContacts.INSTANCE, UniqueContacts.NONE);

            assertThat(count(large, "select count(*) from kith_claim")).isEqualTo(1199);
            change.agree(UniqueContacts.NONE, UniqueContacts.INSTANCE);
            assertThat(count(large, "select count(*) from kith_claim")).isZero();
        }
    }

    private static void refuses(
            ContactClaimsSwitch change, UniqueContacts wanted, @Nullable UniqueContacts before, String told) {
        assertThatThrownBy(() -> change.agree(wanted, before))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(told);
    }

    private static Outcome<Receipt> create(Fixture fixture, String id, String organization, String email) {
        return fixture.accounts.create(
                ADMIN,
                new CreateUser(
                        Preconditions.inOrganization(organization),
                        new CreateUser.NewUser(
                                Fixture.SCHEMA,
                                new Json.Obj(Map.of()),
                                new SetContact(new SetContact.Email(email, VERIFIED), null),
                                id)));
    }

    private String token(String userId) {
        String link = everywhere.messages().stream()
                .filter(message ->
                        message.kind() == MessageKind.NOTICE && message.userId().equals(userId))
                .map(message -> Objects.requireNonNull(
                        everywhere.protector.open(message).link()))
                .findFirst()
                .orElseThrow();
        return link.substring(link.indexOf('=') + 1);
    }

    private long claims(String userId) throws Exception {
        return count(database, "select count(*) from kith_claim where user_id = '" + userId + "'");
    }

    private static long count(Database database, String query) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void execute(Database database, String change) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(change);
        }
    }

    private static String emailCode(Receipt receipt) {
        return Objects.requireNonNull(receipt.emailCode());
    }
}
