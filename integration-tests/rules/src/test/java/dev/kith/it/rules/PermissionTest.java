package dev.kith.it.rules;

import static dev.kith.api.ProblemCode.DATA_INVALID;
import static dev.kith.api.ProblemCode.ORGANIZATION_UNKNOWN;
import static dev.kith.api.ProblemCode.PERMISSION_DENIED;
import static dev.kith.api.ProblemCode.SCHEMA_NOT_FOUND;
import static dev.kith.api.ProblemCode.USER_NOT_FOUND;
import static dev.kith.it.rules.World.ADMIN;
import static dev.kith.it.rules.World.AWAY;
import static dev.kith.it.rules.World.AWAY_OWNER;
import static dev.kith.it.rules.World.HOME;
import static dev.kith.it.rules.World.HOME_OWNER;
import static dev.kith.it.rules.World.STRANGER;
import static dev.kith.it.rules.World.VIEWER;
import static dev.kith.it.rules.World.done;
import static dev.kith.it.rules.World.object;
import static dev.kith.it.rules.World.problem;
import static dev.kith.it.rules.World.refusal;
import static dev.kith.it.rules.World.self;
import static org.assertj.core.api.Assertions.assertThat;

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
    private World world;

    @BeforeAll
    void start() {
        world = new World();
    }

    @AfterAll
    void stop() {
        world.close();
    }

    static List<Verification> vouching() {
        return List.of(new Verification.Verified(true), new Verification.ReturnCode());
    }

    @ParameterizedTest
    @MethodSource("vouching")
    void the_user_itself_may_not_vouch_for_its_contacts_by_any_call(Verification vouching) {
        String id = world.user("{}");
        Caller self = self(id);
        SetContact.Email email = new SetContact.Email("mini@mouse.com", vouching);
        SetContact.Phone phone = new SetContact.Phone("+41791234567", vouching);
        assertThat(refusal(world.setEmail(self, id, "mini@mouse.com", vouching)))
                .isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(world.setPhone(self, id, "+41791234567", vouching))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(world.patch(self, id, new Change.Members(null, null, new SetContact(email, null)))))
                .isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(world.patch(self, id, new Change.Members(null, null, new SetContact(null, phone)))))
                .isEqualTo(PERMISSION_DENIED);
        UserView user = world.get(id);
        assertThat(user.email()).isNull();
        assertThat(user.phone()).isNull();
    }

    @Test
    void the_user_itself_may_not_vouch_even_where_nothing_would_change() {
        String id = world.userWithVerifiedEmail("mini@mouse.com");
        assertThat(refusal(world.setEmail(self(id), id, "mini@mouse.com", new Verification.ReturnCode())))
                .isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void the_user_itself_may_not_have_a_code_given_back_by_resending() {
        String id = world.user("{}");
        done(world.setEmail(self(id), id, "mini@mouse.com", null));
        ResendCode command = new ResendCode(Preconditions.NONE, id, new Verification.ReturnCode());
        assertThat(refusal(world.accounts.resendContactEmailCode(self(id), command)))
                .isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void the_user_itself_may_not_choose_another_schema() {
        String id = world.user("{}");
        Change other = new Change.Members("nowhere", null, null);
        assertThat(refusal(world.patch(self(id), id, other))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(world.patch(ADMIN, id, other))).isEqualTo(SCHEMA_NOT_FOUND);
        assertThat(refusal(world.mergePatch(self(id), id, "{\"schemaId\":\"nowhere\"}")))
                .isEqualTo(PERMISSION_DENIED);
    }

    static List<Caller> withoutPermission() {
        return List.of(VIEWER, STRANGER, AWAY_OWNER);
    }

    @ParameterizedTest
    @MethodSource("withoutPermission")
    void who_may_not_write_hears_the_same_whether_the_user_exists_or_not(Caller caller) {
        String here = world.user("{}");
        for (String id : List.of(here, "nobody")) {
            assertThat(problem(world.patchData(caller, id, "{\"name\":1}"))).isEqualTo(denied());
            assertThat(problem(world.setEmail(caller, id, "a@b.ch", null))).isEqualTo(denied());
            assertThat(problem(world.verifyEmail(caller, id, "ABCDEF"))).isEqualTo(denied());
            assertThat(problem(world.accounts.lock(caller, new UserRef(Preconditions.NONE, id))))
                    .isEqualTo(denied());
            assertThat(problem(world.accounts.delete(caller, new UserRef(Preconditions.NONE, id))))
                    .isEqualTo(denied());
        }
    }

    @Test
    void who_writes_everywhere_hears_that_a_user_does_not_exist() {
        assertThat(refusal(world.patchData(ADMIN, "nobody", "{}"))).isEqualTo(USER_NOT_FOUND);
    }

    @Test
    void who_writes_in_one_organization_hears_so_where_the_request_names_it() {
        Preconditions home = Preconditions.inOrganization(HOME);
        assertThat(refusal(patchIn(home, HOME_OWNER, "nobody"))).isEqualTo(USER_NOT_FOUND);
        String away = world.user(AWAY, "{}");
        assertThat(refusal(patchIn(home, HOME_OWNER, away))).isEqualTo(USER_NOT_FOUND);
        assertThat(refusal(patchIn(Preconditions.NONE, HOME_OWNER, away))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(patchIn(Preconditions.inOrganization(AWAY), HOME_OWNER, away)))
                .isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(patchIn(Preconditions.inOrganization(AWAY), HOME_OWNER, world.user("{}"))))
                .isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void an_organization_may_be_expected_by_its_domain() {
        String id = world.user("{}");
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
                Preconditions.inOrganization(HOME), new CreateUser.NewUser(World.SCHEMA, null, null, "stranger"));
        assertThat(refusal(world.accounts.create(STRANGER, command))).isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void who_may_not_create_does_not_hear_whether_an_organization_or_schema_exists() {
        for (String organization : List.of(HOME, "nowhere")) {
            CreateUser command = new CreateUser(
                    Preconditions.inOrganization(organization), new CreateUser.NewUser("nowhere", null, null, null));
            assertThat(problem(world.accounts.create(AWAY_OWNER, command))).isEqualTo(denied());
        }
        CreateUser unknown = new CreateUser(
                Preconditions.inOrganization("nowhere"), new CreateUser.NewUser(World.SCHEMA, null, null, null));
        assertThat(refusal(world.accounts.create(ADMIN, unknown))).isEqualTo(ORGANIZATION_UNKNOWN);
    }

    @Test
    void the_user_keeps_a_protected_value_but_neither_changes_nor_removes_it() {
        String id = world.user("{\"name\":\"Mini\",\"rank\":\"mouse\"}");
        Caller self = self(id);
        assertThat(refusal(world.patchData(self, id, "{\"name\":\"Max\"}"))).isEqualTo(DATA_INVALID);
        assertThat(refusal(world.patchData(self, id, "{\"name\":\"Max\",\"rank\":\"cat\"}")))
                .isEqualTo(DATA_INVALID);
        assertThat(refusal(world.mergePatch(self, id, "{\"data\":{\"rank\":null}}")))
                .isEqualTo(DATA_INVALID);
        assertThat(refusal(world.mergePatch(self, id, "{\"data\":null}"))).isEqualTo(DATA_INVALID);
        done(world.patchData(self, id, "{\"name\":\"Max\",\"rank\":\"mouse\"}"));
        done(world.mergePatch(self, id, "{\"data\":{\"name\":\"Moritz\"}}"));
        assertThat(world.get(id).data()).isEqualTo(object("{\"name\":\"Moritz\",\"rank\":\"mouse\"}"));
    }

    @Test
    void a_protected_value_does_not_stand_in_the_way_of_a_contact() {
        String id = world.user("{\"rank\":\"mouse\"}");
        done(world.patch(
                self(id),
                id,
                new Change.Members(null, null, new SetContact(new SetContact.Email("a@b.ch", null), null))));
    }

    @Test
    void what_a_reader_may_not_read_is_left_out() {
        String id = world.user("{\"name\":\"Mini\",\"rank\":\"mouse\",\"note\":\"secret\"}");
        UserView own = done(world.accounts.get(self(id), new UserRef(Preconditions.NONE, id)));
        assertThat(own.data()).isEqualTo(object("{\"name\":\"Mini\",\"rank\":\"mouse\"}"));
        UserView seen = done(world.accounts.get(VIEWER, new UserRef(Preconditions.NONE, id)));
        assertThat(seen.data()).isEqualTo(object("{\"name\":\"Mini\",\"rank\":\"mouse\",\"note\":\"secret\"}"));
        assertThat(refusal(world.accounts.get(STRANGER, new UserRef(Preconditions.NONE, id))))
                .isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void a_json_patch_is_no_way_to_read() {
        String id = world.user("{\"note\":\"secret\"}");
        for (Step step : List.of(
                new Step(Op.TEST, "/data/note", null, new dev.kith.api.Json.Text("secret")),
                new Step(Op.TEST, "/data/note", null, new dev.kith.api.Json.Text("guess")),
                new Step(Op.COPY, "/data/name", "/data/note", null),
                new Step(Op.MOVE, "/data/name", "/data/note", null))) {
            assertThat(refusal(world.patch(self(id), id, new Change.JsonPatch(List.of(step)))))
                    .isEqualTo(dev.kith.api.ProblemCode.PATCH_INAPPLICABLE);
        }
    }

    @Test
    void the_user_may_delete_itself_but_not_lock_or_unlock_itself() {
        String id = world.user("{}");
        UserRef own = new UserRef(Preconditions.NONE, id);
        assertThat(refusal(world.accounts.lock(self(id), own))).isEqualTo(PERMISSION_DENIED);
        assertThat(refusal(world.accounts.deactivate(self(id), own))).isEqualTo(PERMISSION_DENIED);
        done(world.accounts.delete(self(id), own));
        assertThat(refusal(world.accounts.get(ADMIN, own))).isEqualTo(USER_NOT_FOUND);
    }

    private Outcome<Receipt> patchIn(Preconditions preconditions, Caller caller, String id) {
        return world.accounts.patch(
                caller, new PatchUser(preconditions, id, new Change.Members(null, object("{}"), null)));
    }

    private static Preconditions byDomain(String domain) {
        return new Preconditions(Selector.NOT_GIVEN, new Selector.Domain(domain), null);
    }

    private static dev.kith.api.Problem denied() {
        return dev.kith.api.Problem.of(PERMISSION_DENIED);
    }
}
