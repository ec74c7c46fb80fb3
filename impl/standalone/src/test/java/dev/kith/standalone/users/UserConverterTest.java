package dev.kith.standalone.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of the users of other servers. */
class UserConverterTest {
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

    @Test
    void keycloak_users_have_their_fields_elsewhere() throws IOException {
        UserConverter converter = convert(ExportOrigin.KEYCLOAK, null, """
                {"id":"r","realm":"acme","roles":{"realm":[{"id":"x","users":[{"id":"none"}]}]},
                 "users":[
                  {"id":"826731b2","createdTimestamp":1672531199123,"username":"jdoe","enabled":false,"totp":false,
                   "emailVerified":true,"firstName":"Jané","lastName":"Doe","email":"jane@x.example",
                   "attributes":{"locale":["de"],"phoneNumber":["+41791234567"],"phoneNumberVerified":["true"],
                                 "department":["R&D","Ops"]},
                   "credentials":[{"id":"c","type":"password","secretData":"{\\"value\\":\\"canary\\"}"}],
                   "realmRoles":["canary"],"groups":["/canary"]},
                  {"id":"9","username":"bare"},
                  {"id":"8","username":"service-account-x","serviceAccountClientId":"x"},
                  {"username":"none"}],
                 "scopeMappings":[]}
                """);

        assertThat(lines()).isEqualTo("""
                {"userId":"826731b2","data":{"username":"jdoe","givenName":"Jané","familyName":"Doe",\
                "preferredLanguage":"de","attributes":{"department":["R&D","Ops"]}},\
                "contact":{"email":{"address":"jane@x.example","isVerified":true},\
                "phone":{"number":"+41791234567","isVerified":true}},\
                "state":"INACTIVE","created":"2022-12-31T23:59:59.123Z"}
                {"userId":"9","data":{"username":"bare"},"state":"ACTIVE"}
                """);
        assertThat(converter.converted()).isEqualTo(2);
        assertThat(converter.leftOut()).isEqualTo(Map.of("accounts of services", 1, "users without an id", 1));
    }

    @Test
    void an_export_of_several_realms_has_the_users_of_each() throws IOException {
        convert(ExportOrigin.KEYCLOAK, "home", """
                [{"realm":"a","users":[{"id":"1"}]},{"realm":"b","users":[{"id":"2"}]}]
                """);

        assertThat(lines()).isEqualTo("""
                {"userId":"1","state":"ACTIVE","organizationId":"home"}
                {"userId":"2","state":"ACTIVE","organizationId":"home"}
                """);
    }

    @Test
    void zitadel_exports_users_by_organization() throws IOException {
        String export = """
                {"dataOrgs":{"orgs":[
                  {"orgId":"104","org":{"name":"ACME"},"domains":[{"domainName":"x"}],
                   "humanUsers":[{"userId":"105","user":{"userName":"road","profile":{"firstName":"Road","lastName":"Runner",
                      "displayName":"Road Runner","preferredLanguage":"und","gender":"GENDER_FEMALE"},
                      "email":{"email":"road@x.example","isEmailVerified":true},
                      "phone":{"phone":"+41791234567"},"hashedPassword":{"value":"canary","algorithm":"bcrypt"}}}],
                   "machineUsers":[{"userId":"106","user":{"userName":"robot"}}]},
                  {"orgId":"204","humanUsers":[{"userId":"205","user":{"userName":"b","profile":{}}}]}]}}
                """;

        convert(ExportOrigin.ZITADEL, null, export);

        assertThat(lines()).isEqualTo("""
                {"userId":"105","organizationId":"104","data":{"username":"road","givenName":"Road","familyName":"Runner",\
                "displayName":"Road Runner","gender":"female"},\
                "contact":{"email":{"address":"road@x.example","isVerified":true},\
                "phone":{"number":"+41791234567","isVerified":false}},"state":"ACTIVE"}
                {"userId":"205","organizationId":"204","data":{"username":"b"},"state":"ACTIVE"}
                """);
    }

    @Test
    void zitadel_lists_users_in_two_ways() throws IOException {
        UserConverter converter = convert(ExportOrigin.ZITADEL, null, """
                {"details":{"totalResult":"4"},"sortingColumn":"USER_FIELD_NAME_UNSPECIFIED","result":[
                 {"userId":"1","details":{"sequence":"2","changeDate":"2026-01-01T00:00:00Z","resourceOwner":"o1",
                  "creationDate":"2025-01-01T00:00:00.5Z"},"state":"USER_STATE_LOCKED","username":"minnie",
                  "loginNames":["minnie@x"],"human":{"profile":{"givenName":"Minnie","familyName":"Mouse",
                  "nickName":"Mini","preferredLanguage":"en"},"email":{"email":"m@x.example","isVerified":true},
                  "phone":{"phone":"+41791234567","isVerified":true}}},
                 {"id":"2","state":"USER_STATE_INITIAL","userName":"old","human":{"profile":{"firstName":"Old"},
                  "email":{"email":"o@x.example","isEmailVerified":true},"phone":{}}},
                 {"userId":"3","state":"USER_STATE_ACTIVE","machine":{"name":"robot"}},
                 {"userId":"4","state":"USER_STATE_DELETED","human":{}}]}
                """);

        assertThat(lines()).isEqualTo("""
                {"userId":"1","organizationId":"o1","data":{"username":"minnie","givenName":"Minnie","familyName":"Mouse",\
                "nickName":"Mini","preferredLanguage":"en"},\
                "contact":{"email":{"address":"m@x.example","isVerified":true},\
                "phone":{"number":"+41791234567","isVerified":true}},\
                "state":"LOCKED","created":"2025-01-01T00:00:00.5Z"}
                {"userId":"2","data":{"username":"old","givenName":"Old"},\
                "contact":{"email":{"address":"o@x.example","isVerified":true}},"state":"ACTIVE"}
                """);
        assertThat(converter.leftOut()).isEqualTo(Map.of("accounts of machines", 1, "deleted users", 1));
    }

    @Test
    void what_is_no_json_is_told_without_what_it_says() {
        assertThatThrownBy(() -> convert(ExportOrigin.KEYCLOAK, null, "{\"users\":[{\"id\":canary"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the export is not JSON")
                .hasMessageNotContaining("canary");
    }

    private UserConverter convert(ExportOrigin origin, @Nullable String organization, String export)
            throws IOException {
        UserConverter converter =
                new UserConverter(origin, organization, new PrintStream(lines, true, StandardCharsets.UTF_8));
        converter.convert(new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8)));
        return converter;
    }

    private String lines() {
        return lines.toString(StandardCharsets.UTF_8);
    }
}
