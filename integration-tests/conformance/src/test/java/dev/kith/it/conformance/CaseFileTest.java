package dev.kith.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.api.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseFileTest {
    private static final String CASE = """
            {"id": "X-1", "title": "a title", "operation": "PatchUser", "protocols": ["json", "grpc"],
             "source": {"kind": "contract", "section": "1"}, "behaviours": [], "notes": "n",
             "given": {"feature": true, "smsProvider": "externalVerification", "orgs": ["org1"],
              "schemas": {"s1": {"state": "active", "revisions": [{"type": "object"}], "type": "t {orgId}",
               "possibleAuthenticators": ["AUTHENTICATOR_TYPE_TOTP"], "readOnly": true}},
              "users": {"u1": {"org": "org1", "schema": "s1", "revision": 1, "state": "inactive", "locked": true,
               "data": {"a": 1}, "email": {"address": "a@b.c", "isVerified": false,
                "pendingCode": {"code": "ABC", "ageSeconds": 7}}, "phone": null}},
              "caller": "orgOwner"},
             "request": {"method": "PATCH", "path": "/x", "query": {"q": ["1", "2"], "r": "3"},
              "headers": {"Authorization": null, "x": "y"}, "body": {"b": true}},
             "rpc": {"method": "/s/M", "message": {}, "metadata": {"m": "n"}},
             "expect": {"http": 200, "grpc": 0, "errorId": null, "headers": {"h": "$present"}, "json": {"/a": 1},
              "effects": {"nothingChanged": false, "changed": "moved", "state": "active", "data": {}, "schema": "s1",
               "revision": 2, "schemas": {"s1": {"state": "deleted", "revision": 3, "changed": "moved"}}, "email": {"address": "a@b.c", "isVerified": true, "pendingCode": "kept"}, "phone": null,
               "notifications": [{"channel": "sms", "to": "+41", "messageType": "VerifyPhone", "codeIncluded": true,
                "subject": "s", "link": "l", "text": "t"}]}},
             "then": [{"request": {"method": "GET", "path": "/y", "rawBody": ""},
              "expect": {"http": 404, "grpc": 5, "errorId": "ID"}}]}
            """;

    @Test
    void everyMemberOfTheFormatIsUnderstood() {
        Case read = one(CASE);

        assertThat(read.given().externalSms()).isTrue();
        assertThat(read.given().caller()).isEqualTo(Given.Role.ORG_OWNER);
        Given.Person user = read.given().users().get("u1");
        assertThat(user).isNotNull();
        assertThat(user.state()).isEqualTo(Given.State.INACTIVE);
        assertThat(user.email()).contains(new Given.Contact("a@b.c", false, Optional.of(new Given.Pending("ABC", 7))));
        assertThat(user.phone()).isEmpty();
        assertThat(read.given().schemas())
                .containsValue(new Given.Schema(
                        Given.State.ACTIVE,
                        List.of(Json.Obj.EMPTY.with("type", new Json.Text("object"))),
                        Optional.of("t {orgId}"),
                        List.of("AUTHENTICATOR_TYPE_TOTP"),
                        true));
        Case.HttpCall call = Case.HttpCall.read(read.request().orElseThrow());
        assertThat(call.query()).containsEntry("q", List.of("1", "2")).containsEntry("r", List.of("3"));
        assertThat(call.headers()).containsEntry("Authorization", Optional.empty());
        Expect expect = Expect.read(read.expect());
        assertThat(expect.details()).isEqualTo(new Expect.Details.None());
        assertThat(expect.effects().moved()).contains(true);
        assertThat(expect.effects().schemas())
                .containsEntry(
                        "s1",
                        new Expect.SchemaAfter(Optional.of(Given.State.DELETED), Optional.of(3), Optional.of(true)));
        assertThat(expect.effects().phone()).contains(new Expect.ContactAfter.Gone());
        assertThat(expect.effects().notifications().orElseThrow()).hasSize(1);
        assertThat(Expect.read(read.then().get(0).expect()).details()).isEqualTo(new Expect.Details.One("ID"));
    }

    @Test
    void anEmptyBodyIsNotTheSameAsNoBody() {
        Case read = one(CASE);

        assertThat(Case.HttpCall.read(read.then().get(0).request()).body()).contains(new Case.HttpCall.Body.Raw(""));
        assertThat(Case.HttpCall.read(Json.Obj.EMPTY
                                .with("method", new Json.Text("GET"))
                                .with("path", new Json.Text("/")))
                        .body())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    "title":           | "headline": "x", "title":
                    "feature":         | "fashion": 1, "feature":
                    "caller": "orgOwner" | "caller": "stranger"
                    "externalVerification" | "pigeon"
                    "readOnly": true   | "readOnly": "yes"
                    "readOnly": true   | "readOnly": true, "hidden": true
                    "revision": 3      | "revision": 3, "type": "x"
                    "locked": true     | "locked": true, "asleep": true
                    "locked": true     | "locked": "yes"
                    "state": "inactive"| "state": "absent"
                    "ageSeconds": 7    | "ageSeconds": 7, "length": 6
                    "ageSeconds": 7    | "ageSeconds": 7.5
                    "schema": "s1", "revision": 1 | "schema": "s9", "revision": 1
                    "schema": "s1", "revision": 1 | "schema": "s1", "revision": 2
                    "method": "PATCH"  | "method": "PATCH", "cookies": {}
                    "body": {"b": true}| "body": {}, "rawBody": "x"
                    "message": {}      | "message": {}, "deadline": 1
                    "errorId": null    | "errorId": 5
                    "errorId": null    | "errorId": null, "trailers": {}
                    "$present"         | "$presence"
                    "/a": 1            | "a": 1
                    "changed": "moved" | "changed": "perhaps"
                    "pendingCode": "kept" | "pendingCode": "lost"
                    "revision": 2      | "revision": 2, "locked": true
                    "codeIncluded": true | "codeIncluded": true, "html": "x"
                    "codeIncluded": true | "codeIncluded": 1
                    "channel": "sms"   | "channel": "fax"
                    """)
    void whatIsNotUnderstoodFails(String known, String unknown) {
        String changed = CASE.replace(known.strip(), unknown.strip());

        assertThat(changed).isNotEqualTo(CASE);
        assertThatThrownBy(() -> one(changed)).isInstanceOf(NotUnderstood.class);
    }

    @Test
    void aCaseThatIsNotUnderstoodStillHasItsName() {
        CaseFile file = CaseFile.read(file(CASE.replace("\"title\":", "\"headline\": \"x\", \"title\":"), 1));

        assertThat(file.entries().get(0).title()).isEqualTo("a title");
    }

    @Test
    void aFileOfAnotherFormatIsRefused() {
        assertThatThrownBy(() -> CaseFile.read(file(CASE, 1).replace("\"format\": 1", "\"format\": 2")))
                .isInstanceOf(NotUnderstood.class);
    }

    @Test
    void aFileThatLostCasesIsRefused() {
        assertThatThrownBy(() -> CaseFile.read(file(CASE, 2))).isInstanceOf(NotUnderstood.class);
    }

    @Test
    void twoCasesOfOneIdAreRefused() {
        assertThatThrownBy(() -> CaseFile.read(file(CASE + "," + CASE, 2))).isInstanceOf(NotUnderstood.class);
    }

    @Test
    void everyCaseOfTheOpenFilesIsUnderstood() {
        CaseFile file = CaseFile.read(List.of(Parameters.OPEN_CASES, Parameters.OPEN_SCHEMA_CASES));

        assertThat(file.entries())
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.read().id()).isEqualTo(entry.id()));
    }

    private static Case one(String json) {
        return CaseFile.read(file(json, 1)).entries().get(0).read();
    }

    private static String file(String cases, int count) {
        return "{\"format\": 1, \"suite\": \"test\", \"count\": " + count + ", \"behaviours\": [], \"cases\": [" + cases
                + "]}";
    }
}
