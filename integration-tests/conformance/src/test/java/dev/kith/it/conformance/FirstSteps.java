package dev.kith.it.conformance;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The first steps of a person, for servers whose database only they can reach: a user is created and patched, gets an
 * e-mail address, receives the code through an integrator's notifier and redeems it. Safe for several threads.
 */
public final class FirstSteps implements AutoCloseable {
    private static final String SCHEMA = "person";
    private static final Kind KIND = new Kind(true, false);
    private static final String BASE = "/resources/v3alpha";
    private static final String USERS = "/users";

    private final ConformanceEnvironment environment = ConformanceEnvironment.raise();
    private final Path schemas;

    /** Prepares the receiver of what the plugins report, and a folder with a schema. */
    public FirstSteps() {
        try {
            this.schemas = Files.createDirectory(environment.folder().resolve("schemas"));
            Files.writeString(
                    schemas.resolve(SCHEMA + ".json"),
                    "{\"type\":\"object\",\"properties\":{\"displayName\":{\"type\":\"string\"}}}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A jar with an integrator's plugins: a notifier and an authenticator that report to this.
     *
     * @return the file, to be put beside Kith
     */
    public Path plugin() {
        return environment.plugin(KIND);
    }

    /**
     * The settings that the server needs, none of them about its database.
     *
     * @return key to value
     */
    public Map<String, String> settings() {
        return Map.of("kith.schemas.directory", schemas.toString());
    }

    /**
     * The value of an authorization header that the authenticator in the jar accepts.
     *
     * @param subject the id of the caller
     * @param roles the roles of the caller
     * @return the value
     */
    public String authorization(String subject, List<String> roles) {
        return environment.tokens().bearer(subject, roles);
    }

    /**
     * Takes a new person through all steps.
     *
     * @param origin the URL that the paths follow
     * @return the id of the person's user
     * @throws AssertionError when a step is not answered as promised
     */
    public String walk(URI origin) {
        return walk(origin, authorization("administrator", List.of("IAM_OWNER")));
    }

    /**
     * Takes a new person through all steps.
     *
     * @param origin the URL that the paths follow
     * @param authorization the value of the authorization header
     * @return the id of the person's user
     * @throws AssertionError when a step is not answered as promised
     */
    public String walk(URI origin, String authorization) {
        return walk(below(origin), authorization, "default", person("Dora"));
    }

    /**
     * Takes a new person through all steps, in a server whose calls have another path than usual.
     *
     * @param base the URL that the paths of users follow
     * @return the id of the person's user
     * @throws AssertionError when a step is not answered as promised
     */
    public String walkBelow(URI base) {
        return walk(base, authorization("administrator", List.of("IAM_OWNER")), "default", person("Dora"));
    }

    private static URI below(URI origin) {
        return URI.create(origin + BASE);
    }

    /**
     * Takes a new person, whose id is chosen here, through all steps.
     *
     * @param origin the URL that the paths follow
     * @param authorization the value of the authorization header
     * @param organization the id of the person's organization
     * @param userId the id of the person's user
     * @throws AssertionError when a step is not answered as promised
     */
    public void walk(URI origin, String authorization, String organization, String userId) {
        walk(below(origin), authorization, organization, person("Dora").with("userId", new Json.Text(userId)));
    }

    private String walk(URI base, String authorization, String organization, Json.Obj person) {
        String address = UUID.randomUUID() + "@example.com";
        Calls call = (method, path, expected, body) ->
                call(base, authorization, request(organization, method, path, body), expected);
        Json created = call.of("POST", USERS, 201, person);
        String id = text(created, "/details/id");
        call.of("PATCH", USERS + "/" + id, 200, data("Dora Demo"));
        Json.Obj email = Json.Obj.EMPTY.with("address", new Json.Text(address));
        call.of("PUT", USERS + "/" + id + "/email", 200, email);
        String code = message(id, address).code();
        call.of("POST", USERS + "/" + id + "/email/_verify", 200, new Json.Text(code));
        requireVerified(get(base, authorization, id), address);
        return id;
    }

    /**
     * The code that a person has received.
     *
     * @param id the id of the person's user
     * @return the code
     * @throws AssertionError when there is no message for this user
     */
    public String code(String id) {
        return message(id).code();
    }

    /**
     * The link that a person has received.
     *
     * @param id the id of the person's user
     * @return the link; empty where the message has none
     * @throws AssertionError when there is no message for this user
     */
    public String link(String id) {
        return message(id).link();
    }

    /**
     * Checks that a person is still as {@link #walk} has left them.
     *
     * @param origin the URL that the paths follow
     * @param id the id of the person's user
     * @throws AssertionError when it is not
     */
    public void find(URI origin, String id) {
        get(below(origin), authorization("administrator", List.of("IAM_OWNER")), id);
    }

    private Answer get(URI base, String authorization, String id) {
        Json.Obj request =
                Json.Obj.EMPTY.with("method", new Json.Text("GET")).with("path", new Json.Text(USERS + "/" + id));
        Answer answer = environment
                .json()
                .call(new Transport.Call(base, Optional.of(authorization), Optional.of(request), Optional.empty()));
        require(answer.status() == 200, "reading the user: " + told(answer));
        return answer;
    }

    private static void requireVerified(Answer answer, String address) {
        requireText(answer.body(), "/user/data/displayName", "Dora Demo");
        requireText(answer.body(), "/user/contact/email/address", address);
        require(
                Pointer.of("/user/contact/email/isVerified").in(answer.body()) == Json.Bool.TRUE,
                "the address is not verified: " + told(answer));
    }

    private static void requireText(@Nullable Json json, String pointer, String expected) {
        Json found = Pointer.of(pointer).in(json);
        require(new Json.Text(expected).equals(found), pointer + " should be " + expected + " but is " + found);
    }

    private Captured message(String userId, String address) {
        Captured message = message(userId);
        require(message.to().equals(address), "the message goes to " + message.to());
        return message;
    }

    private Captured message(String userId) {
        Optional<Captured> message = environment.inbox().awaitFor(userId, Duration.ofMinutes(2));
        require(message.isPresent(), "no message has come for the user " + userId);
        return message.get();
    }

    /** Makes a call and insists on the status of its answer. */
    private interface Calls {
        Json of(String method, String path, int expected, Json body);
    }

    private static Json.Obj request(String organization, String method, String path, Json body) {
        return Json.Obj.EMPTY
                .with("method", new Json.Text(method))
                .with("path", new Json.Text(path))
                .with("query", Json.Obj.EMPTY.with("organization.orgId", new Json.Text(organization)))
                .with("body", body);
    }

    private Json call(URI base, String authorization, Json.Obj request, int expected) {
        Answer answer = environment
                .json()
                .call(new Transport.Call(base, Optional.of(authorization), Optional.of(request), Optional.empty()));
        require(
                answer.status() == expected,
                text(request, "/method") + " " + text(request, "/path") + ": " + told(answer));
        return answer.body() == null ? Json.Obj.EMPTY : answer.body();
    }

    private static Json.Obj person(String name) {
        return data(name).with("schemaId", new Json.Text(SCHEMA));
    }

    private static Json.Obj data(String name) {
        return Json.Obj.EMPTY.with("data", Json.Obj.EMPTY.with("displayName", new Json.Text(name)));
    }

    private static String text(Json json, String pointer) {
        if (Pointer.of(pointer).in(json) instanceof Json.Text text) {
            return text.value();
        }
        throw new AssertionError("the answer has no " + pointer);
    }

    private static String told(Answer answer) {
        return answer.status() + " " + (answer.body() == null ? "" : JsonText.write(answer.body()));
    }

    private static void require(boolean fine, String otherwise) {
        if (!fine) {
            throw new AssertionError(otherwise);
        }
    }

    @Override
    public void close() {
        environment.close();
    }
}
