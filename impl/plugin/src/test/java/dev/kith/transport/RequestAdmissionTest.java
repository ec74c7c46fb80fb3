package dev.kith.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.InstanceAdmission;
import dev.kith.api.Operation;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.spi.Authenticator;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestAdmissionTest {
    private static final Selector THIS_INSTANCE = Selector.NOT_GIVEN;

    private final RequestAdmission admission = new RequestAdmission(
            new OneInstance(),
            new TokenOrPrincipal(),
            new CorsPolicy(Set.of("https://app.example.com")),
            TestTransport.roomyBodies(),
            RequestRate.UNLIMITED);

    @Test
    void a_request_without_authorization_is_told_so_without_an_id() {
        RequestAdmission.Decision.Rejected refused = refused(TestHead.EMPTY);

        assertThat(refused.answer()).isEqualTo(ErrorResponse.plain(GrpcStatus.UNAUTHENTICATED, "auth header missing"));
        assertThat(refused.challenge()).contains("Bearer");
    }

    @Test
    void a_caller_who_has_made_too_many_requests_hears_so_before_the_organization_is_looked_up() {
        RequestAdmission limited = new RequestAdmission(
                new OneInstance(),
                new TokenOrPrincipal(),
                CorsPolicy.CLOSED,
                TestTransport.roomyBodies(),
                new RequestRate(1, () -> 0));
        TestHead known = TestHead.EMPTY.with("Authorization", "Bearer good");
        limited.admit(Operation.PATCH_USER, THIS_INSTANCE, TestHead.EMPTY);
        assertThat(limited.admit(Operation.PATCH_USER, THIS_INSTANCE, known))
                .isInstanceOf(RequestAdmission.Decision.Admitted.class);

        RequestAdmission.Decision second = limited.admit(
                Operation.PATCH_USER, THIS_INSTANCE, known.with(RequestAdmission.ORGANIZATION_HEADER, "unknown"));

        assertThat(second).isInstanceOfSatisfying(RequestAdmission.Decision.Rejected.class, refused -> {
            assertThat(refused.answer().message()).isEqualTo("Too many requests (KITH-REQUEST-RATE)");
            assertThat(refused.challenge()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void an_empty_header_is_no_header(String value) {
        assertThat(refused(TestHead.EMPTY.with("Authorization", value)).answer().message())
                .isEqualTo("auth header missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YTpi", "Bearer", "xBearer good", "Bearer good Bearer good", "Bearergood", "good"})
    void another_scheme_or_form_is_an_invalid_header(String value) {
        RequestAdmission.Decision.Rejected refused = refused(TestHead.EMPTY.with("Authorization", value));

        assertThat(refused.answer().message()).isEqualTo("invalid auth header (AUTH-toLo1)");
        assertThat(refused.challenge()).contains("Bearer");
    }

    @Test
    void two_headers_are_an_invalid_header() {
        TestHead head = TestHead.EMPTY.with("Authorization", "Bearer good").with("authorization", "Bearer good");

        assertThat(refused(head).answer().message()).isEqualTo("invalid auth header (AUTH-toLo1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer bad", "Bearer unheard-of"})
    void a_token_that_does_not_hold_or_that_nobody_knows_is_an_invalid_token(String value) {
        RequestAdmission.Decision.Rejected refused = refused(TestHead.EMPTY.with("Authorization", value));

        assertThat(refused.answer().message()).isEqualTo("Errors.Token.Invalid (AUTH-7fs1e)");
        assertThat(refused.challenge()).contains("Bearer error=\"invalid_token\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer good", "bearer good", "BEARER   good"})
    void the_scheme_is_read_without_regard_to_case(String value) {
        assertThat(subject(TestHead.EMPTY.with("Authorization", value))).isEqualTo("token-owner");
    }

    @Test
    void the_containers_principal_and_its_roles_are_the_caller() {
        RequestAdmission.Decision decision = decide(TestHead.EMPTY.of("alice", "IAM_OWNER"));

        assertThat(decision).isInstanceOfSatisfying(RequestAdmission.Decision.Admitted.class, admitted -> {
            assertThat(admitted.caller().subject()).isEqualTo("alice");
            assertThat(admitted.caller().holds("IAM_OWNER")).isTrue();
            assertThat(admitted.caller().holds("ORG_OWNER@1")).isFalse();
        });
    }

    @Test
    void another_instance_is_refused_before_it_is_asked_who_calls() {
        RequestAdmission.Decision decision =
                admission.admit(Operation.PATCH_USER, new Selector.Id("other"), TestHead.EMPTY);

        assertThat(((RequestAdmission.Decision.Rejected) decision).answer())
                .isEqualTo(ErrorResponse.plain(
                        GrpcStatus.NOT_FOUND, "unable to set instance using id other: not this one"));
    }

    @Test
    void an_unknown_organization_in_the_header_is_refused_once_it_is_known_who_calls() {
        TestHead head = TestHead.EMPTY.with("x-zitadel-orgid", "other");

        assertThat(refused(head).answer().message()).isEqualTo("auth header missing");
        assertThat(refused(head.with("Authorization", "Bearer good")).answer().message())
                .isEqualTo("Organisation doesn't exist (AUTH-Bs7Ds)");
    }

    @Test
    void a_known_or_empty_organization_in_the_header_has_no_effect() {
        TestHead head = TestHead.EMPTY.with("Authorization", "Bearer good");

        assertThat(subject(head.with("X-Zitadel-OrgID", "org1"))).isEqualTo("token-owner");
        assertThat(subject(head.with("X-Zitadel-OrgID", ""))).isEqualTo("token-owner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void a_session_cookie_does_not_let_another_sites_page_in(String site) {
        TestHead head = TestHead.EMPTY.of("alice").with("Sec-Fetch-Site", site).with("Origin", "https://evil.example");

        assertThat(refused(head).answer().message()).isEqualTo("Errors.OriginNotAllowed (AUTH-DZG21)");
    }

    @Test
    void pages_of_the_same_origin_of_a_named_origin_or_with_a_token_are_let_in() {
        TestHead session = TestHead.EMPTY.of("alice");
        TestHead foreign = session.with("Sec-Fetch-Site", "cross-site");

        assertThat(subject(session.with("Sec-Fetch-Site", "same-origin"))).isEqualTo("alice");
        assertThat(subject(session.with("Sec-Fetch-Site", "none"))).isEqualTo("alice");
        assertThat(subject(foreign.with("Origin", "https://app.example.com"))).isEqualTo("alice");
        assertThat(subject(foreign.with("Authorization", "Bearer good"))).isEqualTo("alice");
    }

    private String subject(TestHead head) {
        return ((RequestAdmission.Decision.Admitted) decide(head)).caller().subject();
    }

    private RequestAdmission.Decision.Rejected refused(TestHead head) {
        return (RequestAdmission.Decision.Rejected) decide(head);
    }

    private RequestAdmission.Decision decide(TestHead head) {
        return admission.admit(Operation.PATCH_USER, THIS_INSTANCE, head);
    }

    /** The instance without another id, with one organization. */
    private static final class OneInstance implements InstanceAdmission {
        @Override
        public Optional<Problem> admit(Selector named) {
            return named instanceof Selector.Id id
                    ? Optional.of(Problem.of(
                            ProblemCode.INSTANCE_UNKNOWN,
                            "unable to set instance using id " + id.id() + ": not this one"))
                    : Optional.empty();
        }

        @Override
        public Optional<Problem> admitOrganization(String organizationId) {
            return organizationId.equals("org1")
                    ? Optional.empty()
                    : Optional.of(Problem.of(ProblemCode.ORGANIZATION_UNKNOWN));
        }
    }

    /** Principal first, then the one good token. */
    private static final class TokenOrPrincipal implements Authenticator {
        @Override
        public String name() {
            return "test";
        }

        @Override
        public Answer authenticate(Credentials credentials) {
            return credentials
                    .principal()
                    .<Answer>map(
                            principal -> new Answer.Known(new Identity(principal.getName(), credentials::inRole, null)))
                    .orElseGet(() -> byToken(credentials.bearerToken().orElse("")));
        }

        private static Answer byToken(String token) {
            return switch (token) {
                case "good" -> new Answer.Known(new Identity("token-owner", role -> false, null));
                case "bad" -> new Answer.Invalid();
                default -> new Answer.Nobody();
            };
        }
    }
}
