package dev.kith.it.rules;

import static dev.kith.api.ProblemCode.DATA_INVALID;
import static dev.kith.api.ProblemCode.ORGANIZATION_UNKNOWN;
import static dev.kith.api.ProblemCode.PERMISSION_DENIED;
import static dev.kith.api.ProblemCode.SCHEMA_NOT_FOUND;
import static dev.kith.api.ProblemCode.USER_NOT_FOUND;
import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.AWAY;
import static dev.kith.it.rules.Fixture.AWAY_OWNER;
import static dev.kith.it.rules.Fixture.HOME;
import static dev.kith.it.rules.Fixture.HOME_OWNER;
import static dev.kith.it.rules.Fixture.STRANGER;
import static dev.kith.it.rules.Fixture.VIEWER;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.object;
import static dev.kith.it.rules.Fixture.problem;
import static dev.kith.it.rules.Fixture.refusal;
import static dev.kith.it.rules.Fixture.self;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.PatchUser.Change.JsonPatch.Op;
import dev.kith.api.PatchUser.Change.JsonPatch.Step;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.Receipt;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContact;
import dev.kith.api.UserRef;
import dev.kith.api.UserView;
import dev.kith.api.Verification;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermissionTest {
    private Fixture fixture;

    @BeforeAll
    void start() {
        fixture = new Fixture();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    static List<Verification> vouching() {
        return List.of(new Verification.Verified(true), new Verification.ReturnCode());
    }

    @ParameterizedTest
    @MethodSource("vouching")
    void the_user_itself_may_not_vouch_for_its_contacts_by_any_call(Verification vouching) {
        String id = fixture.user("{}");
        Caller self = self(id);
        SetContact.Email email = new SetContact.Email("mini@mouse.com", vouching);
        SetContact.Phone phone = new SetContact.Phone("+41791234567", vouching);
        assertThat(refusal(fixture.setEmail(self, id, "mini@mouse.com", vouching)))
                .isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(fixture.setPhone(self, id, "+41791234567", vouching)))
                .isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(fixture.patch(self, id, new Change.Members(null, null, new SetContact(email, null)))))
                .isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(fixture.patch(self, id, new Change.Members(null, null, new SetContact(null, phone)))))
                .isEqualTo(PERMISSION_DENIED);
        UserView user = fixture.get(id);
        assertThat(user.email()).isNull();
        assertThat(user.phone()).isNull();
    }

    @Test
    void the_user_itself_may_not_vouch_even_where_nothing_would_change() {
        String id = fixture.userWithVerifiedEmail("mini@mouse.com");
        assertThat(refusal(fixture.setEmail(self(id), id, "mini@mouse.com", new Verification.ReturnCode())))
                .isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void the_user_itself_may_not_have_a_code_given_back_by_resending() {
        String id = fixture.user("{}");
        done(fixture.setEmail(self(id), id, "mini@mouse.com", null));
        ResendCode command = new ResendCode(Preconditions.NONE, id, new Verification.ReturnCode());
        assertThat(refusal(fixture.accounts.resendContactEmailCode(self(id), command)))
                .isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void the_user_itself_may_not_choose_another_schema() {
        String id = fixture.user("{}");
        Change other = new Change.Members("nowhere", null, null);
        assertThat(refusal(fixture.patch(self(id), id, other))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(fixture.patch(ADMIN, id, other))).isEqualTo(SCHEMA_NOT_FOUND);
        assertThat(refusal(fixture.mergePatch(self(id), id, "{\"schemaId\":\"nowhere\"}")))
                .isEqualTo(PERMISSION_DENIED);
    }

    static List<Caller> withoutPermission() {
        return List.of(VIEWER, STRANGER, AWAY_OWNER);
    }

    @ParameterizedTest
    @MethodSource("withoutPermission")
    void who_may_not_write_hears_the_same_whether_the_user_exists_or_not(Caller caller) {
        String here = fixture.user("{}");
        for (String id : List.of(here, "nobody")) {
            assertThat(problem(fixture.patchData(caller, id, "{\"name\":1}"))).isEqualTo(denied());
            assertThat(problem(fixture.setEmail(caller, id, "a@b.ch", null))).isEqualTo(denied());
            assertThat(problem(fixture.verifyEmail(caller, id, "ABCDEF"))).isEqualTo(denied());
            assertThat(problem(fixture.accounts.lock(caller, new UserRef(Preconditions.NONE, id))))
                    .isEqualTo(denied());
            assertThat(problem(fixture.accounts.delete(caller, new UserRef(Preconditions.NONE, id))))
                    .isEqualTo(denied());
        }
    }

    @Test
    void who_writes_everywhere_hears_that_a_user_does_not_exist() {
        assertThat(refusal(fixture.patchData(ADMIN, "nobody", "{}"))).isEqualTo(USER_NOT_FOUND);
    }

    @Test
    void who_writes_in_one_organization_hears_so_where_the_request_names_it() {
        Preconditions home = Preconditions.inOrganization(HOME);
        assertThat(refusal(patchIn(home, HOME_OWNER, "nobody"))).isEqualTo(USER_NOT_FOUND);
        String away = fixture.user(AWAY, "{}");
        assertThat(refusal(patchIn(home, HOME_OWNER, away))).isEqualTo(USER_NOT_FOUND);
        assertThat(refusal(patchIn(Preconditions.NONE, HOME_OWNER, away))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(patchIn(Preconditions.inOrganization(AWAY), HOME_OWNER, away)))
                .isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(patchIn(Preconditions.inOrganization(AWAY), HOME_OWNER, fixture.user("{}"))))
                .isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void an_organization_may_be_expected_by_its_domain() {
        String id = fixture.user("{}");
        assertThat(patchIn(byDomain("HOME.example"), ADMIN, id)).isInstanceOf(Outcome.Done.class);
        assertThat(patchIn(byDomain("home.example"), HOME_OWNER, id)).isInstanceOf(Outcome.Done.class);
        assertThat(refusal(patchIn(byDomain("unknown.example"), ADMIN, id))).isEqualTo(USER_NOT_FOUND);
        assertThat(refusal(patchIn(byDomain("unknown.example"), HOME_OWNER, id)))
                .isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(patchIn(byDomain("unknown.example"), self(id), id))).isEqualTo(USER_NOT_FOUND);
    }

    @Test
    void a_new_user_needs_the_permission_even_for_oneself() {
        CreateUser command = new CreateUser(
                Preconditions.inOrganization(HOME), new CreateUser.NewUser(Fixture.SCHEMA, null, null, "stranger"));
        assertThat(refusal(fixture.accounts.create(STRANGER, command))).isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void who_may_not_create_does_not_hear_whether_an_organization_or_schema_exists() {
        for (String organization : List.of(HOME, "nowhere")) {
            CreateUser command = new CreateUser(
                    Preconditions.inOrganization(organization), new CreateUser.NewUser("nowhere", null, null, null));
            assertThat(problem(fixture.accounts.create(AWAY_OWNER, command))).isEqualTo(denied());
        }
        CreateUser unknown = new CreateUser(
                Preconditions.inOrganization("nowhere"), new CreateUser.NewUser(Fixture.SCHEMA, null, null, null));
        assertThat(refusal(fixture.accounts.create(ADMIN, unknown))).isEqualTo(ORGANIZATION_UNKNOWN);
    }

    @Test
    void the_user_keeps_a_protected_value_but_neither_changes_nor_removes_it() {
        String id = fixture.user("{\"name\":\"Mini\",\"rank\":\"mouse\"}");
        Caller self = self(id);
        assertThat(refusal(fixture.patchData(self, id, "{\"name\":\"Max\"}"))).isEqualTo(DATA_INVALID);
        assertThat(refusal(fixture.patchData(self, id, "{\"name\":\"Max\",\"rank\":\"cat\"}")))
                .isEqualTo(DATA_INVALID);
        assertThat(refusal(fixture.mergePatch(self, id, "{\"data\":{\"rank\":null}}")))
                .isEqualTo(DATA_INVALID);
        assertThat(refusal(fixture.mergePatch(self, id, "{\"data\":null}"))).isEqualTo(DATA_INVALID);
        done(fixture.patchData(self, id, "{\"name\":\"Max\",\"rank\":\"mouse\"}"));
        done(fixture.mergePatch(self, id, "{\"data\":{\"name\":\"Moritz\"}}"));
        assertThat(fixture.get(id).data()).isEqualTo(object("{\"name\":\"Moritz\",\"rank\":\"mouse\"}"));
    }

    @Test
    void a_protected_value_does_not_stand_in_the_way_of_a_contact() {
        String id = fixture.user("{\"rank\":\"mouse\"}");
        done(fixture.patch(
                self(id),
                id,
                new Change.Members(null, null, new SetContact(new SetContact.Email("a@b.ch", null), null))));
    }

    @Test
    void what_a_reader_may_not_read_is_left_out() {
        String id = fixture.user("{\"name\":\"Mini\",\"rank\":\"mouse\",\"note\":\"secret\"}");
        UserView own = done(fixture.accounts.get(self(id), new UserRef(Preconditions.NONE, id)));
        assertThat(own.data()).isEqualTo(object("{\"name\":\"Mini\",\"rank\":\"mouse\"}"));
        UserView seen = done(fixture.accounts.get(VIEWER, new UserRef(Preconditions.NONE, id)));
        assertThat(seen.data()).isEqualTo(object("{\"name\":\"Mini\",\"rank\":\"mouse\",\"note\":\"secret\"}"));
        assertThat(refusal(fixture.accounts.get(STRANGER, new UserRef(Preconditions.NONE, id))))
                .isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void a_json_patch_is_no_way_to_read() {
        String id = fixture.user("{\"note\":\"secret\",\"name\":\"Mini\"}");
        for (Step step : List.of(
                new Step(Op.TEST, "/data/note", null, new dev.kith.api.Json.Text("secret")),
                new Step(Op.TEST, "/data/note", null, new dev.kith.api.Json.Text("guess")),
                new Step(Op.REPLACE, "/data/note", null, new dev.kith.api.Json.Text("secret")),
                new Step(Op.REMOVE, "/data/note", null, null),
                new Step(Op.COPY, "/data/name", "/data/note", null),
                new Step(Op.MOVE, "/data/name", "/data/note", null))) {
            for (String user : List.of(id, fixture.user("{\"name\":\"Mini\"}"))) {
                assertThat(problem(fixture.patch(self(user), user, new Change.JsonPatch(List.of(step))))
                                .violations())
                        .extracting("field", "reason")
                        .containsExactly(tuple("", "PERMISSION"));
            }
        }
    }

    @Test
    void what_the_user_does_not_see_stays_when_it_is_left_out_and_is_refused_when_it_is_given() {
        String id = fixture.user("{\"note\":\"secret\"}");
        done(fixture.patchData(self(id), id, "{\"name\":\"Max\"}"));
        for (String note : List.of("\"secret\"", "\"guess\"", "null")) {
            assertThat(problem(fixture.patchData(self(id), id, "{\"note\":" + note + "}"))
                            .violations())
                    .extracting("field", "reason")
                    .containsExactly(tuple("", "PERMISSION"));
        }
        assertThat(fixture.get(id).data()).isEqualTo(object("{\"note\":\"secret\",\"name\":\"Max\"}"));
    }

    @Test
    void a_value_that_the_user_writes_without_seeing_it_counts_as_a_change_even_if_it_is_the_same() {
        fixture.schema("blind", """
                {"properties":{"pin":{"urn:zitadel:schema:permission":{"owner":"rw","self":"w"}}}}
                """);
        String id = done(fixture.accounts.create(
                        ADMIN,
                        new CreateUser(
                                Preconditions.inOrganization(Fixture.HOME),
                                new CreateUser.NewUser("blind", object("{\"pin\":1}"), null, null))))
                .details()
                .id();
        UserView before = fixture.get(id);
        for (String pin : List.of("1", "2", "2", "null", "null")) {
            done(fixture.mergePatch(self(id), id, "{\"data\":{\"pin\":" + pin + "}}"));
            UserView after = fixture.get(id);
            assertThat(after.version()).isNotEqualTo(before.version());
            assertThat(after.details().changed()).isAfter(before.details().changed());
            before = after;
        }
        assertThat(before.data()).isEqualTo(object("{}"));
    }

    @Test
    void the_user_may_delete_itself_but_not_lock_or_unlock_itself() {
        String id = fixture.user("{}");
        UserRef own = new UserRef(Preconditions.NONE, id);
        assertThat(refusal(fixture.accounts.lock(self(id), own))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(fixture.accounts.deactivate(self(id), own))).isEqualTo(PERMISSION_DENIED);
        done(fixture.accounts.delete(self(id), own));
        assertThat(refusal(fixture.accounts.get(ADMIN, own))).isEqualTo(USER_NOT_FOUND);
    }

    private Outcome<Receipt> patchIn(Preconditions preconditions, Caller caller, String id) {
        return fixture.accounts.patch(
                caller, new PatchUser(preconditions, id, new Change.Members(null, object("{}"), null)));
    }

    private static Preconditions byDomain(String domain) {
        return new Preconditions(Selector.NOT_GIVEN, new Selector.Domain(domain), null);
    }

    private static dev.kith.api.Problem denied() {
        return dev.kith.api.Problem.of(PERMISSION_DENIED);
    }
}
