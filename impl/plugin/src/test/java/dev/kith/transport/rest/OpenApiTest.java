package dev.kith.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JakartaJsonNode;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.UserAccounts;
import dev.kith.transport.RecordingAccounts;
import dev.kith.transport.rest.pages.VerificationResource;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Compares openapi.yaml with the running resources. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final Json.Obj FILE = (Json.Obj) file();

    private final RecordingAccounts accounts = new RecordingAccounts();
    private final RestServer server = RestServer.of(accounts);

    @BeforeEach
    void forget() {
        accounts.forget();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** One operation of the file. */
    record Operation(String method, String path, Json.Obj description) {
        @Override
        public String toString() {
            return method + " " + path;
        }

        /** The path with an id in place. */
        String target() {
            return path.replace("{id}", "u1");
        }

        /** A body that fits, for operations that take one. */
        String body() {
            if (path.endsWith("/_verify")) {
                return "\"A1B2C3\"";
            }
            return description.get("requestBody") == null ? "" : "{}";
        }

        boolean isPage() {
            return path.startsWith("/ui/");
        }
    }

    static Stream<Operation> operations() {
        return object(FILE, "paths").members().entrySet().stream()
                .flatMap(path -> ((Json.Obj) path.getValue())
                        .members().entrySet().stream()
                                .filter(member -> METHODS.contains(member.getKey()))
                                .map(member -> new Operation(
                                        member.getKey().toUpperCase(Locale.ROOT), path.getKey(), (Json.Obj)
                                                member.getValue())));
    }

    static Stream<Operation> calls() {
        return operations().filter(operation -> !operation.isPage());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void every_operation_of_the_file_is_there(Operation operation) throws Exception {
        HttpResponse<String> answer = send(operation);

        assertThat(answer.statusCode()).isNotIn(404, 405);
        assertDescribed(operation, answer);
    }

    @Test
    void every_method_of_the_resources_is_in_the_file() {
        Set<String> there = new TreeSet<>();
        there.addAll(methods(UsersResource.class, "/resources/v3alpha/users"));
        there.addAll(methods(SchemasResource.class, "/resources/v3alpha/user_schemas"));
        there.addAll(methods(VerificationResource.class, "/ui/login/mail/verification"));
        // Exists to refuse an empty id in the words of the call; nobody can call it to any purpose.
        there.remove("PATCH /resources/v3alpha/users");

        assertThat(operations().map(Operation::toString)).containsExactlyInAnyOrderElementsOf(there);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void an_anonymous_request_is_answered_as_the_file_says(Operation operation) throws Exception {
        HttpResponse<String> answer =
                server.send(server.anonymous(operation.method(), operation.target(), operation.body())
                        .header("Content-Type", "application/json"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertDescribed(operation, answer);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void every_refusal_is_answered_as_the_file_says(Operation operation) throws Exception {
        for (Problem problem : problems(operation)) {
            accounts.refuse(problem);
            assertDescribed(operation, send(operation));
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void answers_with_everything_in_them_are_as_the_file_says(Operation operation) throws Exception {
        accounts.answer(RecordingAccounts.WITH_CODES);

        assertDescribed(operation, send(operation));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void an_accident_is_answered_as_the_file_says(Operation operation) throws Exception {
        accounts.fail(new IllegalStateException("gone"));

        assertDescribed(operation, send(operation));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void a_database_that_is_away_is_answered_as_the_file_says(Operation operation) throws Exception {
        accounts.fail(new UserAccounts.Unavailable("the database is not available", new SQLException()));

        assertDescribed(operation, send(operation));
    }

    @Test
    void every_reference_leads_somewhere() {
        List<String> references = new ArrayList<>();
        collect(FILE, references);

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference ->
                        assertThat(resolved(reference)).as(reference).isNotNull());
    }

    @Test
    void everything_in_the_components_is_used() {
        List<String> references = new ArrayList<>();
        collect(FILE, references);

        for (String kind : List.of("parameters", "headers", "responses", "schemas")) {
            Stream<String> names = object(object(FILE, "components"), kind).members().keySet().stream();
            assertThat(names.map(name -> "#/components/" + kind + "/" + name)).isSubsetOf(references);
        }
    }

    private HttpResponse<String> send(Operation operation) throws Exception {
        return server.send(operation.method(), operation.target(), operation.body());
    }

    /** Problems that any call may have, and those that only some have. */
    private static List<Problem> problems(Operation operation) {
        List<Problem> problems = new ArrayList<>(List.of(
                Problem.of(ProblemCode.FIELD_RULE, "invalid"),
                Problem.of(ProblemCode.PERMISSION_DENIED),
                Problem.of(ProblemCode.USER_NOT_FOUND),
                Problem.of(ProblemCode.VERSION_MISMATCH)));
        if (operation.target().contains("/_verify")) {
            problems.add(new Problem(ProblemCode.KEY_MISSING, null, List.of(), Duration.ofSeconds(30), null));
        }
        if (!operation.method().equals("GET")) {
            problems.add(Problem.of(ProblemCode.CONFLICT));
            problems.add(Problem.rate(Duration.ofSeconds(3)));
            problems.add(Problem.data(List.of(new Problem.Violation("", "REQUIRED", "A member is missing."))));
        }
        return problems;
    }

    /** The status is listed, and the body and the headers are what the file says of it. */
    private static void assertDescribed(Operation operation, HttpResponse<String> answer) throws Exception {
        String status = Integer.toString(answer.statusCode());
        Json.Obj responses = object(operation.description(), "responses");
        assertThat(responses.members()).as("%s", operation).containsKey(status);
        Json.Obj response = dereferenced(responses.get(status));
        assertHeaders(response, answer);
        Json.Obj content = object(response, "content");
        String type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
        assertThat(content.members()).containsKey(type);
        if (type.equals("application/json")) {
            assertFits(object(object(content, type), "schema"), answer.body());
        }
    }

    private static void assertHeaders(Json.Obj response, HttpResponse<String> answer) throws Exception {
        for (Map.Entry<String, Json> header :
                object(response, "headers").members().entrySet()) {
            Json.Obj description = dereferenced(header.getValue());
            String value = answer.headers().firstValue(header.getKey()).orElse(null);
            if (description.get("required") == Json.Bool.TRUE) {
                assertThat(value).as("header %s", header.getKey()).isNotNull();
            }
            if (value != null) {
                assertFits(object(description, "schema"), JsonText.write(new Json.Text(value)));
            }
        }
    }

    private static void assertFits(Json.Obj schema, String value) throws Exception {
        Json.Obj components = object(object(FILE, "components"), "schemas");
        String whole = JsonText.write(schema.with("$defs", components)).replace("#/components/schemas/", "#/$defs/");
        assertThat(new ValidatorFactory()
                        .withJsonNodeFactory(new JakartaJsonNode.Factory())
                        .validate(whole, value)
                        .getErrors())
                .as(value)
                .isEmpty();
    }

    private static Set<String> methods(Class<?> resource, String root) {
        return Arrays.stream(resource.getMethods())
                .flatMap(method -> httpMethods(method).map(http -> http + " " + root + path(method)))
                .collect(Collectors.toSet());
    }

    private static Stream<String> httpMethods(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .map(HttpMethod::value);
    }

    private static String path(Method method) {
        Path path = method.getAnnotation(Path.class);
        return path == null ? "" : "/" + path.value();
    }

    private static void collect(Json json, List<String> references) {
        if (json instanceof Json.Obj object) {
            object.members().forEach((name, value) -> {
                if (name.equals("$ref") && value instanceof Json.Text reference) {
                    references.add(reference.value());
                }
                collect(value, references);
            });
        } else if (json instanceof Json.Arr array) {
            array.items().forEach(item -> collect(item, references));
        }
    }

    private static Json.Obj dereferenced(@Nullable Json json) {
        Json.Obj object = (Json.Obj) Objects.requireNonNull(json);
        return object.get("$ref") instanceof Json.Text reference
                ? (Json.Obj) Objects.requireNonNull(resolved(reference.value()))
                : object;
    }

    private static @Nullable Json resolved(String reference) {
        @Nullable Json found = FILE;
        for (String name : reference.substring("#/".length()).split("/")) {
            found = found instanceof Json.Obj object ? object.get(name) : null;
        }
        return found;
    }

    private static Json.Obj object(Json.Obj parent, String name) {
        return (Json.Obj) Objects.requireNonNull(parent.get(name), name);
    }

    private static Json file() {
        try (InputStream stream = OpenApiTest.class.getResourceAsStream("/dev/kith/wire/openapi.yaml")) {
            Object loaded = new Load(LoadSettings.builder().build())
                    .loadFromInputStream(Objects.requireNonNull(stream, "openapi.yaml"));
            return json(loaded);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Json json(@Nullable Object loaded) {
        if (loaded instanceof Map<?, ?> map) {
            Map<String, Json> members = new LinkedHashMap<>();
            map.forEach((name, value) -> members.put(String.valueOf(name), json(value)));
            return new Json.Obj(members);
        }
        if (loaded instanceof List<?> list) {
            return new Json.Arr(list.stream().map(OpenApiTest::json).toList());
        }
        if (loaded instanceof Number number) {
            return new Json.Num(new BigDecimal(number.toString()));
        }
        if (loaded instanceof Boolean truth) {
            return Json.Bool.of(truth);
        }
        return loaded == null ? Json.Null.NULL : new Json.Text(loaded.toString());
    }
}
