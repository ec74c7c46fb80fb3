package dev.kith.transport.rest.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.ContactRestoration;
import dev.kith.api.Outcome;
import dev.kith.api.ProblemCode;
import dev.kith.transport.rest.RestServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page behind the link of a notice as a browser gets it, over real sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestorationResourceTest {
    private static final String PAGE = "/ui/login/mail/undo";
    private static final String LINK = PAGE + "?token=t0k-en_.k1";

    private final RecordingRestoration restoration = new RecordingRestoration();
    private final RestServer server = RestServer.of(restoration);

    @BeforeEach
    void forget() {
        restoration.forget();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void opening_the_link_shows_the_address_and_a_button_and_changes_nothing() throws Exception {
        HttpResponse<String> answer = server.send(server.anonymous("GET", LINK, ""));

        Document page = Jsoup.parse(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(page.select(".address").text()).isEqualTo("<old>@mouse.com");
        assertThat(page.select("form[method=post][action=undo?lang=de] button").text())
                .isEqualTo("Änderung rückgängig machen");
        assertThat(page.select("input[name=token]").val()).isEqualTo("t0k-en_.k1");
        assertThat(page.select("script, img, link")).isEmpty();
        assertThat(restoration.calls).containsExactly("look t0k-en_.k1");
    }

    @ParameterizedTest
    @CsvSource({"<old>@mouse.com, E-Mail-Adresse, email address", "+41791234567, Telefonnummer, phone number"})
    void the_page_says_what_was_replaced(String value, String asked, String restored) throws Exception {
        restoration.value = value;

        Document page =
                Jsoup.parse(server.send(server.anonymous("GET", LINK, "")).body());
        assertThat(page.select("main p").eachText().get(0)).contains(asked);
        assertThat(Jsoup.parse(post("token=t0k-en_.k1").body()).select("main p").text())
                .contains(restored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void nothing_but_the_button_undoes(String method) throws Exception {
        server.send(server.anonymous(method, LINK, "").header("Sec-Purpose", "prefetch;prerender"));

        assertThat(restoration.calls).noneMatch(call -> call.startsWith("restore"));
    }

    @Test
    void the_button_undoes() throws Exception {
        HttpResponse<String> answer = post("token=t0k-en_.k1");

        Document page = Jsoup.parse(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(page.select("h1").text()).isEqualTo("The change has been undone");
        assertThat(page.select(".address").text()).isEqualTo("<old>@mouse.com");
        assertThat(page.select("form")).isEmpty();
        assertThat(restoration.calls).containsExactly("restore t0k-en_.k1");
    }

    @ParameterizedTest
    @CsvSource({
        "CODE_INVALID, 400, This link no longer works",
        "CODE_EXPIRED, 410, This link has expired",
        "CONFLICT, 409, Please try again"
    })
    void each_refusal_has_its_page(ProblemCode code, int http, String heading) throws Exception {
        restoration.refuse(code);

        for (HttpResponse<String> answer :
                List.of(post("token=t0k-en_.k1"), server.send(server.anonymous("GET", LINK, "")))) {
            assertThat(answer.statusCode()).isEqualTo(http);
            assertThat(Jsoup.parse(answer.body()).select("h1").text()).isEqualTo(heading);
            assertThat(answer.body()).doesNotContain("mouse.com").doesNotContain("t0k");
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_refusal_has_a_page(ProblemCode code) throws Exception {
        restoration.refuse(code);

        HttpResponse<String> answer = post("token=t");

        assertThat(answer.statusCode()).isIn(400, 409, 410, 503);
        assertThat(Jsoup.parse(answer.body()).select("h1").text()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "token=", "token=a&token=b", "token=%00", "other=a", "token=%zz"})
    void what_is_not_one_token_is_malformed(String form) throws Exception {
        assertThat(post(form).statusCode()).isEqualTo(400);
        assertThat(post("token=" + "x".repeat(6_001)).statusCode()).isEqualTo(400);
        assertThat(restoration.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amp;token=t0k-en_.k1",
                "x=1&amp;amp;token=t0k-en_.k1",
                "token%3Dt0k-en_.k1",
                "token=%2574%2530k-en_.k1",
                "token=3Dt0k-en_.k1",
                "token=3Dt0k=-en=%0D%0A_.k1",
                "token=t0k-e%0D%0An_.k1",
                "token=t0k-e%20n_.k1",
                "token=t0k-en_.k1.",
                "token=t0k-en_.k1%3E",
                "token=t0k-en_.k1)",
                "token=t0k-en_.k1%20%0A"
            })
    void a_damaged_link_shows_the_page_that_asks(String query) throws Exception {
        restoration.knowOnly("t0k-en_.k1");

        HttpResponse<String> answer = server.send(server.anonymous("GET", PAGE + "?" + query, ""));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(answer.body()).select("input[name=token]").val()).isEqualTo("t0k-en_.k1");
        assertThat(restoration.calls).hasSizeLessThanOrEqualTo(2).endsWith("look t0k-en_.k1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amp;token=%22%3E%3Cscript%3E",
                "token=3D%22%3E%3Cscript%3E",
                "token%3D%2522%253E%253Cscript%253E"
            })
    void what_is_mended_is_as_inert_as_any_other_value(String query) throws Exception {
        HttpResponse<String> answer = server.send(server.anonymous("GET", PAGE + "?" + query, ""));

        Document page = Jsoup.parse(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(page.select("script")).isEmpty();
        assertThat(page.select("input")).hasSize(1);
    }

    @Test
    void a_foreign_form_type_is_malformed() throws Exception {
        HttpResponse<String> answer =
                server.send(server.anonymous("POST", PAGE, "token=t").header("Content-Type", "text/plain"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(restoration.calls).isEmpty();
    }

    @Test
    void nobody_stores_frames_or_follows_the_page() throws Exception {
        HttpResponse<String> answer = server.send(server.anonymous("GET", LINK, ""));

        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'", "form-action 'self'"));
    }

    private HttpResponse<String> post(String form) throws Exception {
        return server.send(
                server.anonymous("POST", PAGE, form).header("Content-Type", "application/x-www-form-urlencoded"));
    }

    /** Restores whatever it is asked to, and remembers it. */
    private static final class RecordingRestoration implements ContactRestoration {
        private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
        private volatile @Nullable ProblemCode refusal;
        private volatile @Nullable String known;
        private volatile String value = "<old>@mouse.com";

        void forget() {
            calls.clear();
            value = "<old>@mouse.com";
            refusal = null;
            known = null;
        }

        void knowOnly(String token) {
            known = token;
        }

        void refuse(ProblemCode code) {
            refusal = code;
        }

        @Override
        public Outcome<String> look(String token) {
            return called("look " + token);
        }

        @Override
        public Outcome<Looked> open(String token) {
            return look(token).then(looked -> Outcome.done(new Looked(looked, "de")));
        }

        @Override
        public Outcome<String> restore(String token) {
            return called("restore " + token);
        }

        private Outcome<String> called(String call) {
            calls.add(call);
            ProblemCode code = known == null || call.endsWith(" " + known) ? refusal : ProblemCode.CODE_INVALID;
            return code == null ? Outcome.done(value) : Outcome.refused(code);
        }
    }
}
