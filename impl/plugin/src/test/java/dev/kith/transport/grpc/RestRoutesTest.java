package dev.kith.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.kith.api.Operation;
import dev.kith.transport.rest.MethodsResource;
import dev.kith.transport.rest.SchemaMethodsResource;
import dev.kith.transport.rest.SchemasResource;
import dev.kith.transport.rest.UsersResource;
import dev.kith.transport.rest.pages.RestorationResource;
import dev.kith.transport.rest.pages.VerificationResource;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The paths of the JSON transport and those that gRPC is served on are the same. */
class RestRoutesTest {
    private static final JavaClasses REST = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.kith.transport.rest");

    /** The resources that gRPC is served on, and the first part of their paths. */
    private static final Map<Class<?>, String> ROOTS =
            Map.of(UsersResource.class, "users", SchemasResource.class, "user_schemas");

    /** The resources that gRPC is not served on, and why. */
    private static final Map<Class<?>, String> WITHOUT_BINARY_PATHS = Map.of(
            MethodsResource.class, "its paths are those of gRPC-Web themselves",
            SchemaMethodsResource.class, "its paths are those of gRPC-Web themselves",
            VerificationResource.class, "a page for people, with a form",
            RestorationResource.class, "a page for people, with a form");

    /**
     * A method that JAX-RS calls.
     *
     * @param verb the HTTP method
     * @param root the first part of the path
     * @param path the path below, as it is declared
     * @param operation the call that it makes
     */
    private record Call(String verb, String root, String path, Operation operation) {
        /** JAX-RS does not distinguish {@code users} from {@code users/}, where the id is empty. */
        private Stream<String> spellings() {
            return path.isEmpty()
                    ? Stream.of("/" + root, "/" + root + "/")
                    : Stream.of("/" + root + "/" + path.replace("{id}", "u1"));
        }
    }

    @Test
    void every_resource_is_served_on_binary_paths_or_says_why_not() {
        Set<Class<?>> resources = REST.stream()
                .<Class<?>>map(JavaClass::reflect)
                .filter(type -> Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> verb(method).isPresent()))
                .collect(Collectors.toSet());

        assertThat(WITHOUT_BINARY_PATHS.values()).noneMatch(String::isBlank);
        assertThat(resources)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(ROOTS.keySet().stream(), WITHOUT_BINARY_PATHS.keySet().stream())
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void every_call_in_json_is_served_in_grpc_on_its_path(Call call) {
        assertThat(call.spellings().flatMap(path -> RestRoutes.find(call.verb(), path).stream()))
                .extracting(RestRoutes.Match::operation)
                .containsExactly(call.operation());
    }

    @Test
    void no_other_path_is_served_in_grpc() {
        assertThat(RestRoutes.ROUTES.keySet()).containsExactlyInAnyOrderElementsOf(ROOTS.values());
        RestRoutes.ROUTES.forEach((root, routes) -> assertThat(routes)
                .isNotEmpty()
                .extracting(
                        route -> new Call(route.method(), root, String.join("/", route.segments()), route.operation()))
                .isSubsetOf(calls().toList()));
    }

    static Stream<Call> calls() {
        return ROOTS.entrySet().stream()
                .flatMap(root -> REST.get(root.getKey()).getMethods().stream()
                        .flatMap(method ->
                                verb(method.reflect()).map(verb -> call(verb, root.getValue(), method)).stream()));
    }

    private static Call call(String verb, String root, JavaMethod method) {
        Path path = method.reflect().getAnnotation(Path.class);
        Set<String> operations = method.getFieldAccesses().stream()
                .map(JavaFieldAccess::getTarget)
                .filter(field -> field.getOwner().isEquivalentTo(Operation.class))
                .map(field -> field.getName())
                .collect(Collectors.toSet());
        assertThat(operations).as("operations of " + method.getName()).hasSize(1);
        return new Call(
                verb,
                root,
                path == null ? "" : path.value(),
                Operation.valueOf(operations.iterator().next()));
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .map(type -> type.getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .map(HttpMethod::value)
                .findFirst();
    }
}
