package dev.kith.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.PatchUser;
import dev.kith.api.Preconditions;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The notations of a patch, by content type. */
class PatchNotationsTest extends OverSockets {
    @Test
    void a_merge_patch_is_handed_on_as_it_is() throws Exception {
        sendAs("application/merge-patch+json; charset=utf-8", "{\"data\":{\"a\":null}}");

        assertThat(accounts.onlyCommand())
                .isEqualTo(new PatchUser(
                        Preconditions.NONE, "u1", new PatchUser.Change.MergePatch(object("{\"data\":{\"a\":null}}"))));
    }

    @Test
    void a_json_patch_is_read_into_its_operations() throws Exception {
        sendAs(
                "application/json-patch+json",
                "[{\"op\":\"add\",\"path\":\"/data/a~1b\",\"value\":null,\"extra\":1},{\"op\":\"remove\",\"path\":\"\"},"
                        + "{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/b\"},{\"op\":\"test\",\"path\":\"/c\",\"value\":1}]");

        assertThat(accounts.onlyCommand())
                .isEqualTo(new PatchUser(
                        Preconditions.NONE,
                        "u1",
                        new PatchUser.Change.JsonPatch(List.of(
                                new PatchUser.Change.JsonPatch.Step(
                                        PatchUser.Change.JsonPatch.Op.ADD, "/data/a~1b", null, Json.Null.NULL),
                                new PatchUser.Change.JsonPatch.Step(
                                        PatchUser.Change.JsonPatch.Op.REMOVE, "", null, null),
                                new PatchUser.Change.JsonPatch.Step(
                                        PatchUser.Change.JsonPatch.Op.MOVE, "/b", "/a", null),
                                new PatchUser.Change.JsonPatch.Step(
                                        PatchUser.Change.JsonPatch.Op.TEST, "/c", null, JsonText.read("1"))))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[1]",
                "[{}]",
                "[{\"op\":\"add\",\"path\":\"/a\"}]",
                "[{\"op\":\"Add\",\"path\":\"/a\",\"value\":1}]",
                "[{\"op\":\"remove\",\"path\":\"a\"}]",
                "[{\"op\":\"remove\",\"path\":\"/~2\"}]",
                "[{\"op\":\"remove\"}]",
                "[{\"op\":\"copy\",\"path\":\"/a\"}]",
                "[{\"op\":\"remove\",\"path\":1}]"
            })
    void a_broken_json_patch_is_refused(String body) throws Exception {
        assertRefused(sendAs("application/json-patch+json", body), 400, 3);
        assertThat(accounts.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded", "*/*"})
    void patch_reads_every_other_content_type_as_json(String type) throws Exception {
        assertThat(sendAs(type, "{\"schemaId\":\"s2\"}").statusCode()).isEqualTo(200);
        assertThat(accounts.onlyCommand())
                .isEqualTo(new PatchUser(Preconditions.NONE, "u1", new PatchUser.Change.Members("s2", null, null)));
    }

    @Test
    void patch_and_put_need_no_content_type() throws Exception {
        server.send(server.anonymous("PUT", USERS + "/u1/email", "{\"address\":\"a@b.c\"}")
                .header("Authorization", "Bearer admin"));

        assertThat(accounts.onlyCommand())
                .isEqualTo(new SetContactEmail(Preconditions.NONE, "u1", new SetContact.Email("a@b.c", null)));
    }
}
