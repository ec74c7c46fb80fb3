package dev.kith.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.conformance.Conformance;
import dev.kith.it.conformance.Kind;
import dev.kith.it.conformance.Protocol;
import dev.kith.it.conformance.Verdict;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kith in the realms of Keycloak. */
@Tag("all-hosts")
class KeycloakTest extends HostTest {
    private static final Keycloak KEYCLOAK = new Keycloak(Jdk.V17);
    private static final Kind USUAL = new Kind(true, false);
    private static final Duration GONE = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newHttpClient();

    KeycloakTest() {
        super(KEYCLOAK);
    }

    @Override
    Map<String, String> answeredByTheHost() {
        String route = "an unknown path or method gets Keycloak's own 404 or 405";
        String stranger = "a user is created for a user of the realm, for nobody else";
        return Map.of("PU-058", route, "PU-059", route, "CO-023", stranger, "SC-085", stranger, "SU-057", stranger);
    }

    @Override
    Map<Feature, Limit> limits() {
        return Map.of(
                Feature.NEIGHBOUR,
                Limit.always(
                        "what lies beside Kith is Keycloak's own; its providers are found by `ServiceLoader`",
                        Program.BUILT),
                Feature.BASE_PATH,
                Limit.always("the calls are where Keycloak has its providers' resources", Program.NO_WEB_XML),
                Feature.OWN_BEANS,
                Limit.always("its providers are found by `ServiceLoader`", Program.BUILT),
                Feature.NAMED_DATA_SOURCE,
                Limit.sometimes("the tables are in Keycloak's own database", "kith.datasource"),
                Feature.GRPC,
                Limit.always(
                        "without servlets no trailers can be sent: status 12; JSON and gRPC-Web work", "not over gRPC"),
                Feature.REDEPLOY,
                Limit.always("Keycloak reads its providers when it starts", "come and go"));
    }

    /** One start for everything that needs no other database than the one that Keycloak brings. */
    @Test
    @Override
    void a_bare_application_works_on_the_data_source_that_the_server_has() {
        RunningHost server = serve(Map.of("", application().setting("kith.delivery.poll", "PT1S")));
        KeycloakAdmin admin = new KeycloakAdmin(server.origin());
        measure(
                List.of(Feature.DEPLOYS, Feature.DEFAULT_DATA_SOURCE, Feature.NOTIFIER, Feature.LOGIN),
                () -> aPersonOfTheRealmGoesTheWholeWay(server, admin));
        measure(List.of(Feature.SECOND), () -> realmsKnowNothingOfEachOther(server, admin));
        aUserOfKithIsAUserOfTheRealm(server, admin);
        nothingIsServedOutsideOfARealm(server);
    }

    private String aPersonOfTheRealmGoesTheWholeWay(RunningHost server, KeycloakAdmin admin) {
        admin.makeRealm("one");
        admin.makeAdministrator("one", admin.makeUser("one", "boss"));
        String dora = admin.makeUser("one", "dora");
        URI users = users(server, "one", dora);

        steps().walk(at(server, "/one"), admin.authorization("one", "boss"), "one", dora);

        assertThat(status("GET", users, "")).isEqualTo(401);
        assertThat(status("GET", users, "Bearer nonsense")).isEqualTo(401);
        assertThat(status("GET", users, admin.authorization("one", "dora"))).isEqualTo(200);
        String eve = admin.makeUser("one", "eve");
        assertThat(status("GET", users, admin.authorization("one", "eve"))).isEqualTo(403);
        assertThat(status("GET", users, admin.authorizationOfOtherClient("one", "dora")))
                .as("a token that is meant for somebody else")
                .isEqualTo(401);
        assertThat(status("GET", users, admin.authorizationOfOtherClient("one", "boss")))
                .as("a token of an administrator that is meant for somebody else")
                .isEqualTo(401);
        admin.grantRoleOfKith("one", eve);
        assertThat(status("GET", users, admin.authorizationOfOtherClient("one", "eve")))
                .as("a token with a role of the client kith")
                .isEqualTo(403);
        return "yes";
    }

    private String realmsKnowNothingOfEachOther(RunningHost server, KeycloakAdmin admin) {
        admin.makeRealm("two");
        admin.makeAdministrator("two", admin.makeUser("two", "boss"));
        String frank = admin.makeUser("two", "frank");
        String boss = admin.authorization("two", "boss");
        steps().walk(at(server, "/two"), boss, "two", frank);

        assertThat(status("GET", users(server, "two", frank), admin.authorization("one", "boss")))
                .as("a token of another realm")
                .isEqualTo(401);
        assertThat(status("GET", users(server, "one", frank), admin.authorization("one", "boss")))
                .as("a user of another realm")
                .isEqualTo(404);

        admin.removeRealm("two");
        assertThat(status("GET", users(server, "two", frank), boss)).isEqualTo(404);
        String grace = admin.makeUser("one", "grace");
        steps().walk(at(server, "/one"), admin.authorization("one", "boss"), "one", grace);

        admin.makeRealm("two");
        admin.makeAdministrator("two", admin.makeUser("two", "boss"));
        admin.makeUserWithId("two", frank);
        assertThat(status("GET", users(server, "two", frank), admin.authorization("two", "boss")))
                .as("what a realm of the same id has left")
                .isEqualTo(404);
        return "yes";
    }

    private void aUserOfKithIsAUserOfTheRealm(RunningHost server, KeycloakAdmin admin) {
        String boss = admin.authorization("one", "boss");
        assertThat(create(server, boss, UUID.randomUUID().toString()))
                .as("a user that the realm does not know")
                .isEqualTo(404);
        assertThat(create(
                        server,
                        admin.authorization("one", "eve"),
                        UUID.randomUUID().toString()))
                .as("asked by somebody who may not know")
                .isEqualTo(403);

        String henry = admin.makeUser("one", "henry");
        URI his = users(server, "one", henry);
        assertThat(status("GET", his, boss)).as("before Kith has it").isEqualTo(404);
        assertThat(create(server, boss, henry)).isEqualTo(201);
        assertThat(status("GET", his, boss)).isEqualTo(200);
        assertThat(status("DELETE", his, boss)).isEqualTo(200);
        assertThat(status("GET", his, boss)).isEqualTo(404);
        assertThat(create(server, boss, henry))
                .as("the realm has its user still")
                .isEqualTo(201);

        admin.removeUser("one", henry);
        assertThat(status("GET", his, boss)).isEqualTo(404);
        admin.makeUserWithId("one", henry);
        assertThat(Patience.until(GONE, () -> create(server, boss, henry) == 201))
                .as("nothing is left of the user that had the id")
                .isTrue();
    }

    private void nothingIsServedOutsideOfARealm(RunningHost server) {
        for (String path : List.of(
                "/resources/v3alpha/users/x",
                "/users/x",
                "/kith/resources/v3alpha/users/x",
                "/ui/login/mail/verification",
                "/verification",
                "/undo",
                "/zitadel.resources.user.v3alpha.ZITADELUsers/GetUser")) {
            assertThat(status("GET", server.origin().resolve(path), ""))
                    .as(path)
                    .isEqualTo(404);
            assertThat(status("POST", server.origin().resolve(path), ""))
                    .as(path)
                    .isIn(404, 405);
        }
        assertThat(status("GET", users(server, "nowhere", "x"), "")).isEqualTo(404);
    }

    /**
     * The cases of the usual kind, each by a plugin that knows the callers; the user of a case becomes a user of the
     * realm with the row that the case stores.
     */
    @Test
    @Override
    void every_case_passes_over_every_protocol() {
        Database database = Engine.POSTGRESQL.freshDatabase();
        try (Conformance conformance = new Conformance(database)) {
            War war = War.bare()
                    .library(conformance.plugin(USUAL))
                    .settings(conformance.settings(USUAL))
                    .setting("kith.organization-directory", "table")
                    .setting("kith.public-url", "{origin}");
            RunningHost server = serve(Map.of("", KEYCLOAK.withDataSource(war, database)));
            new KeycloakAdmin(server.origin()).makeRealm(Keycloak.REALM);
            letEverybodyBeAUserOfTheRealm(database);
            measure(List.of(Feature.NAMED_DATA_SOURCE), () -> "yes");
            for (Protocol protocol : List.of(Protocol.JSON, Protocol.GRPC_WEB)) {
                Verdict verdict = conformance.run(protocol, USUAL, at(server, ""), casesAtATime());
                measure(List.of(feature(protocol)), () -> {
                    assertThat(unexpected(verdict)).as("cases over " + protocol).isEmpty();
                    return verdict.passed() + "/" + verdict.count() + explanation(verdict);
                });
            }
            measure(List.of(Feature.GRPC), () -> {
                URI method = URI.create(at(server, "") + "/zitadel.resources.user.v3alpha.ZITADELUsers/GetUser");
                assertThat(status("POST", method, "", "application/grpc"))
                        .as("not over gRPC")
                        .isEqualTo(200);
                return "yes";
            });
        }
    }

    private static void letEverybodyBeAUserOfTheRealm(Database database) {
        try (Connection connection =
                        DriverManager.getConnection(database.url(), database.username(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create function a_user_of_the_realm() returns trigger language plpgsql as $$ begin"
                    + " insert into user_entity (id, username, realm_id, enabled, email_verified, not_before)"
                    + " values (new.id, new.id, '" + Keycloak.REALM + "', true, false, 0) on conflict do nothing;"
                    + " return new; end $$");
            statement.execute("create trigger a_user_of_the_realm before insert on kith_user"
                    + " for each row execute function a_user_of_the_realm()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Realms, see above. */
    @Override
    void two_applications_live_side_by_side() {
        // Measured with the first test, which has two realms.
    }

    private static URI users(RunningHost server, String realm, String id) {
        return server.origin().resolve(Keycloak.path(realm, "kith/resources/v3alpha/users/" + id));
    }

    private int create(RunningHost server, String authorization, String id) {
        URI users = server.origin()
                .resolve(Keycloak.path("one", "kith/resources/v3alpha/users?organization.orgDomain=one"));
        String body = "{\"schemaId\":\"person\",\"userId\":\"" + id + "\"}";
        return status(request(users, authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private int status(String method, URI uri, String authorization) {
        return status(request(uri, authorization).method(method, BodyPublishers.noBody()));
    }

    private int status(String method, URI uri, String authorization, String type) {
        return status(request(uri, authorization).header("Content-Type", type).method(method, BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder request(URI uri, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private int status(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
