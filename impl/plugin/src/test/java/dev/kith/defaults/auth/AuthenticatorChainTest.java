package dev.kith.defaults.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.Authenticator;
import dev.kith.spi.Authenticator.Answer;
import dev.kith.spi.Authenticator.Credentials;
import dev.kith.spi.Authenticator.Identity;
import dev.kith.spi.contract.AuthenticatorContract;
import dev.kith.spi.contract.RequestCredentials;
import jakarta.json.Json;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AuthenticatorChainTest {
    private static final String TOKEN = "Vb0sH0T2m1C8r5y7";

    private static Authenticator chain() {
        return AuthenticatorChain.containerThenBearer(
                List.of(AdministratorTokens.one(AdministratorTokens.hash(TOKEN), "admin", Set.of("IAM_OWNER"))));
    }

    @Nested
    class WithABearerToken extends AuthenticatorContract {
        @Override
        protected Authenticator authenticator() {
            return chain();
        }

        @Override
        protected Credentials good() {
            return RequestCredentials.bearer(TOKEN);
        }

        @Override
        protected String subject() {
            return "admin";
        }
    }

    @Nested
    class WithAPrincipal extends AuthenticatorContract {
        @Override
        protected Authenticator authenticator() {
            return chain();
        }

        @Override
        protected Credentials good() {
            return RequestCredentials.container("mini", "ORG_OWNER@o1");
        }

        @Override
        protected String subject() {
            return "mini";
        }
    }

    @Nested
    class WithAPrincipalAlone extends AuthenticatorContract {
        @Override
        protected Authenticator authenticator() {
            return new ContainerAuthenticator();
        }

        @Override
        protected Credentials good() {
            return RequestCredentials.container("mini");
        }

        @Override
        protected String subject() {
            return "mini";
        }
    }

    @Test
    void the_principal_of_the_container_comes_before_a_token() {
        Credentials both = new RequestCredentials(TOKEN, "mini", Set.of(), Map.of());

        assertThat(known(chain().authenticate(both)).subject()).isEqualTo("mini");
    }

    @Test
    void the_roles_of_the_container_are_the_callers() {
        Identity mini =
                known(chain().authenticate(RequestCredentials.container("mini", "IAM_USER_MANAGER", "ORG_OWNER@o1")));

        assertThat(mini.roles().test("IAM_USER_MANAGER")).isTrue();
        assertThat(mini.roles().test("ORG_OWNER@o1")).isTrue();
        assertThat(mini.roles().test("ORG_OWNER@o2")).isFalse();
        assertThat(mini.roles().test("IAM_OWNER")).isFalse();
    }

    @Test
    void the_caller_of_a_microprofile_jwt_is_its_subject_whatever_the_principal_is_called() {
        Identity mini =
                known(chain().authenticate(new TokenCredentials(Map.of("sub", "4711", "upn", "mini@acme.example"))));

        assertThat(mini.subject()).isEqualTo("4711");
    }

    @Test
    void groups_and_roles_of_a_microprofile_jwt_are_the_callers_roles() {
        Identity mini = known(chain().authenticate(new TokenCredentials(Map.of(
                "sub",
                "4711",
                "groups",
                Set.of("ORG_OWNER@o1"),
                "roles",
                Json.createArrayBuilder().add("IAM_USER_MANAGER").build()))));

        assertThat(mini.roles().test("ORG_OWNER@o1")).isTrue();
        assertThat(mini.roles().test("IAM_USER_MANAGER")).isTrue();
        assertThat(mini.roles().test("IAM_OWNER_VIEWER"))
                .as("a role of the container")
                .isTrue();
        assertThat(mini.roles().test("IAM_OWNER")).isFalse();
    }

    @Test
    void a_microprofile_jwt_without_subject_goes_by_its_name() {
        Identity mini = known(chain().authenticate(new TokenCredentials(Map.of("upn", "mini"))));

        assertThat(mini.subject()).isEqualTo("mini");
    }

    /** A request with a token that the container has looked at. */
    private record TokenCredentials(Map<String, Object> claims) implements Credentials {
        @Override
        public Optional<String> bearerToken() {
            return Optional.of("the token itself");
        }

        @Override
        public Optional<Principal> principal() {
            return Optional.of(new Token(claims));
        }

        @Override
        public boolean inRole(String role) {
            return role.equals("IAM_OWNER_VIEWER");
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.empty();
        }
    }

    private record Token(Map<String, Object> claims) implements JsonWebToken {
        @Override
        public String getName() {
            return claims.getOrDefault("upn", claims.getOrDefault("sub", "")).toString();
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"
        }) // the interface lets its caller say what comes, null included
        public <T> T getClaim(String name) {
            return (T) claims.get(name);
        }
    }

    @Test
    void a_principal_without_name_is_nobody() {
        assertThat(chain().authenticate(RequestCredentials.container(" "))).isInstanceOf(Answer.Nobody.class);
    }

    @Test
    void a_token_that_no_verifier_knows_is_invalid() {
        assertThat(chain().authenticate(RequestCredentials.bearer(TOKEN + "x"))).isInstanceOf(Answer.Invalid.class);
        assertThat(new BearerAuthenticator(List.of()).authenticate(RequestCredentials.bearer(TOKEN)))
                .isInstanceOf(Answer.Invalid.class);
    }

    @Test
    void verifiers_are_asked_in_turn() {
        TokenVerifier first = token -> token.startsWith("one") ? Optional.of(holder("first")) : Optional.empty();
        TokenVerifier second = token -> Optional.of(holder("second"));
        BearerAuthenticator bearer = new BearerAuthenticator(List.of(first, second));

        assertThat(known(bearer.authenticate(RequestCredentials.bearer("one"))).subject())
                .isEqualTo("first");
        assertThat(known(bearer.authenticate(RequestCredentials.bearer("two"))).subject())
                .isEqualTo("second");
    }

    @Test
    void the_hash_of_a_token_is_what_every_tool_computes() {
        assertThat(AdministratorTokens.hash("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void a_verifier_is_shown_the_hash_and_never_the_token() {
        String[] asked = new String[1];
        AdministratorTokens tokens = new AdministratorTokens(hash -> {
            asked[0] = hash;
            return Optional.empty();
        });

        assertThat(tokens.verify(TOKEN)).isEmpty();
        assertThat(asked[0]).isEqualTo(AdministratorTokens.hash(TOKEN));
    }

    private static Identity holder(String subject) {
        return new Identity(subject, role -> false, null);
    }

    private static Identity known(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Known.class);
        return ((Answer.Known) answer).identity();
    }
}
