package dev.kith.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CorsPolicyTest {
    private static final CorsPolicy NAMED = new CorsPolicy(Set.of("https://app.example.com"));

    @Test
    void nothing_is_said_where_no_origin_is_configured() {
        assertThat(CorsPolicy.CLOSED.headers(from("https://app.example.com"))).isEmpty();
        assertThat(CorsPolicy.CLOSED.preflight(preflight("https://app.example.com")))
                .isEmpty();
    }

    @Test
    void a_named_origin_is_answered_by_its_name_with_credentials() {
        assertThat(NAMED.headers(from("https://app.example.com")))
                .containsEntry("Access-Control-Allow-Origin", "https://app.example.com")
                .containsEntry("Access-Control-Allow-Credentials", "true")
                .containsEntry("Vary", "Origin");
    }

    @Test
    void another_origin_hears_only_that_the_answer_varies() {
        assertThat(NAMED.headers(from("https://app.example.com.evil.example"))).containsOnlyKeys("Vary");
        assertThat(NAMED.preflight(preflight("https://evil.example"))).isEmpty();
        assertThat(NAMED.headers(from("null"))).containsOnlyKeys("Vary");
    }

    @Test
    void any_origin_never_comes_with_credentials() {
        CorsPolicy any = new CorsPolicy(Set.of("*"));

        assertThat(any.headers(from("https://evil.example")))
                .containsEntry("Access-Control-Allow-Origin", "*")
                .doesNotContainKey("Access-Control-Allow-Credentials");
        assertThat(any.headers(from("*"))).doesNotContainKey("Access-Control-Allow-Credentials");
    }

    @Test
    void a_pre_flight_tells_methods_and_headers() {
        assertThat(NAMED.preflight(preflight("https://app.example.com")))
                .containsEntry("Access-Control-Allow-Methods", "OPTIONS, GET, HEAD, POST, PUT, PATCH, DELETE")
                .hasEntrySatisfying(
                        "Access-Control-Allow-Headers",
                        headers -> assertThat(headers)
                                .contains(
                                        "authorization",
                                        "content-type",
                                        "if-match",
                                        "x-grpc-web",
                                        "idempotency-key",
                                        "kith-dry-run"));
        assertThat(NAMED.headers(from("https://app.example.com")))
                .hasEntrySatisfying(
                        "Access-Control-Expose-Headers",
                        headers -> assertThat(headers).contains("idempotency-replayed", "kith-dry-run", "retry-after"));
    }

    @Test
    void options_without_a_requested_method_is_no_pre_flight() {
        assertThat(NAMED.preflight(from("https://app.example.com"))).isEmpty();
    }

    private static TestHead from(String origin) {
        return TestHead.EMPTY.with("Origin", origin);
    }

    private static TestHead preflight(String origin) {
        return from(origin).with("Access-Control-Request-Method", "PATCH");
    }
}
