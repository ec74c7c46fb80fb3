package dev.kith.it.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.Collectors;

/** An administrator of Keycloak. Safe for several threads. */
final class KeycloakAdmin {
    static final String NAME = "admin";
    static final String PASSWORD = "a-password-for-tests";
    private static final String CLIENT = "app";

    /** A client whose tokens are not meant for Kith. */
    private static final String OTHER_CLIENT = "other";

    private static final String FOR_KITH = "{'name':'kith','protocol':'openid-connect',"
            + "'protocolMapper':'oidc-audience-mapper',"
            + "'config':{'included.custom.audience':'kith','access.token.claim':'true'}}";

    private final URI origin;
    private final HttpClient http = HttpClient.newHttpClient();

    KeycloakAdmin(URI origin) {
        this.origin = origin;
    }

    /** Makes a realm whose users can log in, to a client for Kith and to another one, and a role in it that makes its holders administrators of Kith. */
    void makeRealm(String realm) {
        post("/admin/realms", "{'id':'" + realm + "','realm':'" + realm + "','enabled':true,'sslRequired':'none'}");
        post("/admin/realms/" + realm + "/roles", "{'name':'IAM_OWNER'}");
        makeClient(realm, CLIENT, FOR_KITH);
        makeClient(realm, OTHER_CLIENT, "");
    }

    private void makeClient(String realm, String client, String mappers) {
        post(
                "/admin/realms/" + realm + "/clients",
                "{'clientId':'" + client + "','publicClient':true,'directAccessGrantsEnabled':true,"
                        + "'protocolMappers':[" + mappers + "]}");
    }

    /** Gives a user a role of the client {@code kith}, which is made here. */
    void grantRoleOfKith(String realm, String userId) {
        post("/admin/realms/" + realm + "/clients", "{'id':'kith-of-" + realm + "','clientId':'kith'}");
        String client = "/admin/realms/" + realm + "/clients/kith-of-" + realm;
        post(client + "/roles", "{'name':'caller'}");
        String role = send("GET", client + "/roles/caller", "").body();
        expect(
                204,
                send(
                        "POST",
                        "/admin/realms/" + realm + "/users/" + userId + "/role-mappings/clients/kith-of-" + realm,
                        "[" + role + "]"));
    }

    void removeRealm(String realm) {
        expect(204, send("DELETE", "/admin/realms/" + realm, ""));
    }

    /** Makes a user and returns its id. */
    String makeUser(String realm, String name) {
        post(
                "/admin/realms/" + realm + "/users",
                "{'username':'" + name + "','firstName':'F','lastName':'L','email':'" + name + "@example.org',"
                        + "'enabled':true,'credentials':[{'type':'password','value':'" + PASSWORD + "'}]}");
        Json found = read(send("GET", "/admin/realms/" + realm + "/users?exact=true&username=" + name, ""));
        return text(((Json.Arr) found).items().get(0), "id");
    }

    /** Makes a user with an id that is chosen here. */
    void makeUserWithId(String realm, String id) {
        expect(
                200,
                send(
                        "POST",
                        "/admin/realms/" + realm + "/partialImport",
                        "{'ifResourceExists':'FAIL','users':[{'id':'" + id + "','username':'" + id
                                + "','enabled':true}]}"));
    }

    void removeUser(String realm, String id) {
        expect(204, send("DELETE", "/admin/realms/" + realm + "/users/" + id, ""));
    }

    void makeAdministrator(String realm, String userId) {
        String role =
                send("GET", "/admin/realms/" + realm + "/roles/IAM_OWNER", "").body();
        expect(
                204,
                send("POST", "/admin/realms/" + realm + "/users/" + userId + "/role-mappings/realm", "[" + role + "]"));
    }

    /** Lets a realm send its mail through a server on this machine. */
    void mailThrough(String realm, int port) {
        expect(
                204,
                send(
                        "PUT",
                        "/admin/realms/" + realm,
                        "{'smtpServer':{'host':'127.0.0.1','port':'" + port + "','from':'realm@example.org'}}"));
    }

    /** The value of an authorization header for somebody who has just logged in. */
    String authorization(String realm, String name) {
        return "Bearer " + token(realm, CLIENT, name);
    }

    /** The same with a token that is not meant for Kith. */
    String authorizationOfOtherClient(String realm, String name) {
        return "Bearer " + token(realm, OTHER_CLIENT, name);
    }

    private String token(String realm, String client, String name) {
        String form = Map.of("grant_type", "password", "client_id", client, "username", name, "password", PASSWORD)
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return text(
                read(exchange(
                        HttpRequest.newBuilder(origin.resolve(Keycloak.path(realm, "protocol/openid-connect/token")))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form)))),
                "access_token");
    }

    private void post(String path, String body) {
        expect(201, send("POST", path, body));
    }

    private static void expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Tokens of administrators live for a minute, so each request has one of its own. */
    private HttpResponse<String> send(String method, String path, String body) {
        return exchange(HttpRequest.newBuilder(origin.resolve(path))
                .header("Authorization", "Bearer " + token("master", "admin-cli", NAME))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Json read(HttpResponse<String> answer) {
        expect(200, answer);
        try {
            return JsonText.read(answer.body());
        } catch (JsonText.Unreadable e) {
            throw new IllegalStateException(answer.body(), e);
        }
    }

    private static String text(Json json, String member) {
        if (json instanceof Json.Obj object && object.get(member) instanceof Json.Text text) {
            return text.value();
        }
        throw new IllegalStateException("no " + member);
    }
}
