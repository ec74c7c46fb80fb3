package dev.kith.it.rules;

import static dev.kith.api.ProblemCode.DATA_INVALID;
import static dev.kith.api.ProblemCode.PATCH_INAPPLICABLE;
import static dev.kith.api.ProblemCode.SCHEMA_INACTIVE;
import static dev.kith.api.ProblemCode.SCHEMA_NOT_FOUND;
import static dev.kith.api.ProblemCode.USER_EXISTS;
import static dev.kith.api.ProblemCode.USER_NOT_FOUND;
import static dev.kith.api.ProblemCode.VERSION_MISMATCH;
import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.object;
import static dev.kith.it.rules.Fixture.problem;
import static dev.kith.it.rules.Fixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.CreateUser;
import dev.kith.api.Json;
import dev.kith.api.PatchUser;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.PatchUser.Change.JsonPatch.Op;
import dev.kith.api.PatchUser.Change.JsonPatch.Step;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.Precondition;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.Receipt;
import dev.kith.api.SetContact;
import dev.kith.api.UserRef;
import dev.kith.api.UserView;
import dev.kith.api.Verification;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataTest {
    private Fixture fixture;

    @BeforeAll
    void start() {
        fixture = new Fixture();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void data_is_replaced_as_a_whole_by_members_and_merged_by_a_merge_patch() {
        String id = fixture.user("{\"name\":\"Mini\",\"x\":1}");
        done(fixture.patchData(ADMIN, id, "{\"y\":2}"));
        assertThat(fixture.get(id).data()).isEqualTo(object("{\"y\":2}"));
        done(fixture.mergePatch(ADMIN, id, "{\"data\":{\"z\":{\"a\":null,\"b\":1},\"y\":null}}"));
        assertThat(fixture.get(id).data()).isEqualTo(object("{\"z\":{\"b\":1}}"));
    }

    @Test
    void a_json_patch_applies_in_order_or_not_at_all() {
        String id = fixture.user("{\"list\":[1,2]}");
        done(fixture.patch(
                ADMIN,
                id,
                new Change.JsonPatch(List.of(
                        new Step(Op.TEST, "/data/list/0", null, Fixture.json("1.0")),
                        new Step(Op.ADD, "/data/list/-", null, Fixture.json("3")),
                        new Step(Op.REMOVE, "/data/list/0", null, null)))));
        assertThat(fixture.get(id).data()).isEqualTo(object("{\"list\":[2,3]}"));
        assertThat(refusal(fixture.patch(
                        ADMIN,
                        id,
                        new Change.JsonPatch(List.of(
                                new Step(Op.REMOVE, "/data/list/0", null, null),
                                new Step(Op.REMOVE, "/data/absent", null, null))))))
                .isEqualTo(PATCH_INAPPLICABLE);
        assertThat(fixture.get(id).data()).isEqualTo(object("{\"list\":[2,3]}"));
    }

    @Test
    void a_patch_document_that_is_no_user_any_more_is_refused() {
        String id = fixture.user("{}");
        for (String patch : List.of(
                "[]",
                "null",
                "{\"schemaId\":null}",
                "{\"schemaId\":1}",
                "{\"data\":[]}",
                "{\"contact\":1}",
                "{\"contact\":{\"email\":1}}",
                "{\"contact\":{\"email\":{\"address\":1}}}")) {
            assertThat(refusal(fixture.mergePatch(ADMIN, id, patch))).as(patch).isEqualTo(PATCH_INAPPLICABLE);
        }
    }

    @Test
    void equal_data_is_no_change_whatever_its_spelling() {
        String id = fixture.user("{\"a\":1,\"b\":[1.50,\"x\"]}");
        UserView before = fixture.get(id);
        Receipt receipt = done(fixture.patchData(ADMIN, id, "{ \"b\": [15e-1, \"\\u0078\"], \"a\": 1.0 }"));
        assertThat(receipt.version()).isEqualTo(before.version());
        assertThat(receipt.details()).isEqualTo(before.details());
        assertThat(done(fixture.patchData(ADMIN, id, "{\"a\":1,\"b\":[\"x\",1.5]}"))
                        .version())
                .isNotEqualTo(before.version());
    }

    @Test
    void numbers_are_kept_exactly() {
        String data = "{\"a\":9007199254740993,\"b\":0.1000000000000000055511151231257827,"
                + "\"c\":1e400,\"d\":12345678901234567890123456789012345678901234567890}";
        assertThat(fixture.get(fixture.user(data)).data()).isEqualTo(object(data));
    }

    @Test
    void a_change_of_anything_moves_the_time_of_change_even_while_the_clock_stands_still() {
        String id = fixture.user("{}");
        UserView created = fixture.get(id);
        Receipt first = done(fixture.patchData(ADMIN, id, "{\"a\":1}"));
        Receipt second = done(fixture.patchData(ADMIN, id, "{\"a\":2}"));
        assertThat(first.details().changed()).isAfter(created.details().changed());
        assertThat(second.details().changed()).isAfter(first.details().changed());
        assertThat(second.details().created()).isEqualTo(created.details().created());
    }

    @Test
    void any_patch_lifts_the_user_to_the_newest_revision_and_fails_where_its_data_does_not_fit() {
        String schema = schema("{}");
        String id = user(schema, "{\"age\":\"old\"}");
        fixture.schema(schema, "{\"title\":\"second\"}");
        done(fixture.patch(ADMIN, id, new Change.Members(null, null, null)));
        assertThat(fixture.get(id).schema().revision()).isEqualTo(2);
        fixture.schema(schema, "{\"properties\":{\"age\":{\"type\":\"number\"}}}");
        SetContact contact = new SetContact(new SetContact.Email("a@x.ch", new Verification.Verified(true)), null);
        assertThat(refusal(fixture.patch(ADMIN, id, new Change.Members(null, null, contact))))
                .isEqualTo(DATA_INVALID);
        assertThat(fixture.get(id).email()).isNull();
        done(fixture.setEmail(ADMIN, id, "a@x.ch", new Verification.Verified(true)));
        assertThat(fixture.get(id).schema().revision()).isEqualTo(2);
    }

    @Test
    void faults_name_place_and_keyword_but_not_the_value() {
        String id = user(schema("{\"properties\":{\"a\":{\"properties\":{\"b\":{\"type\":\"number\"}}}}}"), "{}");
        var violations = problem(fixture.patchData(ADMIN, id, "{\"a\":{\"b\":\"CANARY\"}}"))
                .violations();
        assertThat(violations).hasSize(1);
        assertThat(violations.get(0).field()).isEqualTo("/a/b");
        assertThat(violations.get(0).reason()).isEqualTo("TYPE");
        assertThat(violations.toString()).doesNotContain("CANARY");
    }

    @Test
    void data_that_follows_an_inactive_schema_stands_still_but_contacts_do_not() {
        String schema = schema("{}");
        String id = user(schema, "{\"a\":1}");
        fixture.schema(schema, "{\"title\":\"second\"}");
        done(fixture.schemas.deactivate(schema));
        assertThat(refusal(fixture.patchData(ADMIN, id, "{\"a\":2}"))).isEqualTo(SCHEMA_INACTIVE);
        done(fixture.patch(
                ADMIN,
                id,
                new Change.Members(
                        null,
                        null,
                        new SetContact(new SetContact.Email("a@x.ch", new Verification.Verified(true)), null))));
        assertThat(fixture.get(id).schema().revision()).isEqualTo(1);
        done(fixture.schemas.reactivate(schema));
        done(fixture.patchData(ADMIN, id, "{\"a\":2}"));
    }

    @Test
    void a_deleted_schema_keeps_its_users_readable_and_refuses_their_patches() {
        String schema = schema("{}");
        String id = user(schema, "{\"a\":1}");
        done(fixture.schemas.delete(schema));
        assertThat(refusal(fixture.patchData(ADMIN, id, "{\"a\":2}"))).isEqualTo(SCHEMA_NOT_FOUND);
        assertThat(fixture.get(id).data()).isEqualTo(object("{\"a\":1}"));
    }

    @Test
    void with_another_schema_every_present_value_that_can_be_read_needs_the_permission() {
        String keyword = "{\"properties\":{\"a\":{\"urn:zitadel:schema:permission\":%s}}}";
        String strict = schema(keyword.formatted("{\"owner\":\"r\"}"));
        String hiding = schema(keyword.formatted("{\"self\":\"rw\"}"));
        String id = fixture.user("{\"a\":1}");
        assertThat(refusal(fixture.patch(ADMIN, id, new Change.Members(strict, null, null))))
                .isEqualTo(DATA_INVALID);
        done(fixture.patch(ADMIN, id, new Change.Members(strict, object("{\"b\":1}"), null)));
        String other = fixture.user("{\"a\":1}");
        done(fixture.patch(ADMIN, other, new Change.Members(hiding, object("{\"b\":1}"), null)));
        assertThat(fixture.get(other).data()).isEqualTo(object("{\"b\":1}"));
        done(fixture.patch(ADMIN, other, new Change.Members(Fixture.SCHEMA, null, null)));
        assertThat(fixture.get(other).data()).isEqualTo(object("{\"b\":1,\"a\":1}"));
    }

    @Test
    void a_precondition_that_does_not_hold_changes_nothing() {
        String id = fixture.user("{}");
        String version = fixture.get(id).version();
        done(patchIf(id, new Precondition(Set.of(version), false), "{\"a\":1}"));
        assertThat(refusal(patchIf(id, new Precondition(Set.of(version, "else"), false), "{\"a\":2}")))
                .isEqualTo(VERSION_MISMATCH);
        assertThat(fixture.get(id).data()).isEqualTo(object("{\"a\":1}"));
        done(patchIf(id, new Precondition(Set.of(), true), "{\"a\":3}"));
    }

    @Test
    void an_id_is_given_once() {
        String id = fixture.user("{}");
        CreateUser again = new CreateUser(
                Preconditions.inOrganization(Fixture.HOME), new CreateUser.NewUser(Fixture.SCHEMA, null, null, id));
        assertThat(refusal(fixture.accounts.create(ADMIN, again))).isEqualTo(USER_EXISTS);
    }

    @Test
    void lifecycle_calls_need_their_state() {
        UserRef user = new UserRef(Preconditions.NONE, fixture.user("{}"));
        assertThat(refusal(fixture.accounts.activate(ADMIN, user))).isEqualTo(USER_NOT_FOUND);
        assertThat(refusal(fixture.accounts.unlock(ADMIN, user))).isEqualTo(USER_NOT_FOUND);
        done(fixture.accounts.lock(ADMIN, user));
        assertThat(refusal(fixture.accounts.lock(ADMIN, user))).isEqualTo(USER_NOT_FOUND);
        done(fixture.accounts.deactivate(ADMIN, user));
        assertThat(refusal(fixture.accounts.deactivate(ADMIN, user))).isEqualTo(USER_NOT_FOUND);
        assertThat(fixture.get(user.id()).state()).isEqualTo(UserView.State.LOCKED);
        done(fixture.accounts.unlock(ADMIN, user));
        assertThat(fixture.get(user.id()).state()).isEqualTo(UserView.State.INACTIVE);
        done(fixture.patchData(ADMIN, user.id(), "{\"a\":1}"));
        done(fixture.accounts.activate(ADMIN, user));
        assertThat(fixture.get(user.id()).state()).isEqualTo(UserView.State.ACTIVE);
    }

    private dev.kith.api.Outcome<Receipt> patchIf(String id, Precondition precondition, String data) {
        return fixture.accounts.patch(
                ADMIN,
                new PatchUser(
                        new Preconditions(Selector.NOT_GIVEN, Selector.NOT_GIVEN, precondition),
                        id,
                        new Change.Members(null, object(data), null)));
    }

    private String schema(String document) {
        String id = "s-" + UUID.randomUUID();
        fixture.schema(id, document);
        return id;
    }

    private String user(String schema, String data) {
        Json.Obj document = object(data);
        return done(fixture.accounts.create(
                        ADMIN,
                        new CreateUser(
                                Preconditions.inOrganization(Fixture.HOME),
                                new CreateUser.NewUser(schema, document, null, null))))
                .details()
                .id();
    }
}
