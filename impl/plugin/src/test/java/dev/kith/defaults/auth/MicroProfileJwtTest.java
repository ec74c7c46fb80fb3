package dev.kith.defaults.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.Authenticator.Answer;
import dev.kith.spi.Authenticator.Credentials;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.security.Principal;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that a server has accepted, as it shows them to applications. */
class MicroProfileJwtTest {
    private final ContainerAuthenticator authenticator = new ContainerAuthenticator();

    @Test
    void the_subject_is_the_caller_and_groups_and_roles_are_roles() {
        Answer answer = answer(Map.of(
                "sub",
                "alice",
                "groups",
                Set.of("IAM_OWNER"),
                "roles",
                Json.createArrayBuilder(List.of("ORG_OWNER@o")).build()));

        assertThat(answer).isInstanceOfSatisfying(Answer.Known.class, known -> {
            assertThat(known.identity().subject()).isEqualTo("alice");
            assertThat(List.of("IAM_OWNER", "ORG_OWNER@o"))
                    .allMatch(known.identity().roles());
            assertThat(known.identity().roles().test("IAM_ADMIN")).isFalse();
        });
    }

    static Stream<Map<String, Object>> odd() {
        return Stream.of(
                Map.of("sub", 7L),
                Map.of("sub", Json.createValue(7)),
                Map.of("sub", JsonValue.EMPTY_JSON_ARRAY),
                Map.of(
                        "sub",
                        "alice",
                        "roles",
                        Json.createArrayBuilder().addNull().add("IAM_OWNER").build()),
                Map.of("sub", "alice", "roles", Json.createArrayBuilder().add(7).build()),
                Map.of(
                        "sub",
                        "alice",
                        "roles",
                        Json.createArrayBuilder()
                                .add(JsonValue.EMPTY_JSON_ARRAY)
                                .build()),
                Map.of("sub", "alice", "roles", JsonValue.EMPTY_JSON_OBJECT),
                Map.of("sub", "alice", "roles", Arrays.asList("IAM_OWNER", null)),
                Map.of("sub", "alice", "groups", new HashSet<>(Collections.singleton(null))),
                // A server that finds out late: it throws when the claim is asked for.
                Map.of("sub", "alice", "groups", List.of("IAM_OWNER")));
    }

    @ParameterizedTest
    @MethodSource("odd")
    void odd_claims_are_refused(Map<String, Object> claims) {
        assertThat(answer(claims)).isInstanceOf(Answer.Invalid.class);
    }

    private Answer answer(Map<String, Object> claims) {
        return authenticator.authenticate(new OfServer(new Token(claims)));
    }

    private record Token(Map<String, Object> claims) implements JsonWebToken {
        @Override
        public String getName() {
            return "alice@example.com";
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // as the interface has it
        public <T> T getClaim(String name) {
            return (T) claims.get(name);
        }
    }

    private record OfServer(Principal caller) implements Credentials {
        @Override
        public Optional<String> bearerToken() {
            return Optional.empty();
        }

        @Override
        public Optional<Principal> principal() {
            return Optional.of(caller);
        }

        @Override
        public boolean inRole(String role) {
            return false;
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.empty();
        }
    }
}
