package dev.kith.transport.rest.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.EmailLinks;
import dev.kith.api.Outcome;
import dev.kith.api.ProblemCode;
import dev.kith.transport.rest.RestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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

/** The page as a browser gets it, over real sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerificationResourceTest {
    private static final String PAGE = "/ui/login/mail/verification";
    private static final String LINK = PAGE + "?userID=u1&code=A1B2C3&orgID=org1&authRequestID=";
    private static final String FORM = "userID=u1&code=A1B2C3&orgID=org1";

    private final RecordingLinks links = new RecordingLinks();
    private final RestServer server = RestServer.of(links);

    @BeforeEach
    void forget() {
        links.forget();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void opening_the_link_shows_the_address_and_a_button_and_redeems_nothing() throws Exception {
        HttpResponse<String> answer = server.send(server.anonymous("GET", LINK, ""));

        Document page = Jsoup.parse(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(page.select(".address").text()).isEqualTo("mini@mouse.com");
        assertThat(page.select("form[method=post][action=verification?lang=en] button")
                        .text())
                .isEqualTo("Verify email");
        assertThat(page.select("input[name=userID]").val()).isEqualTo("u1");
        assertThat(page.select("input[name=code]").val()).isEqualTo("A1B2C3");
        assertThat(page.select("input[name=orgID]").val()).isEqualTo("org1");
        assertThat(links.calls).containsExactly("look u1 A1B2C3 org1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void nothing_but_the_button_redeems(String method) throws Exception {
        for (String agent :
                List.of("GoogleImageProxy", "BarracudaSentinel", "facebookexternalhit/1.1", "Mozilla/5.0")) {
            server.send(server.anonymous(method, LINK, "")
                    .header("User-Agent", agent)
                    .header("Sec-Purpose", "prefetch;prerender"));
        }

        assertThat(links.calls).noneMatch(call -> call.startsWith("redeem"));
    }

    @Test
    void the_button_redeems() throws Exception {
        HttpResponse<String> answer = post(FORM);

        Document page = Jsoup.parse(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(page.select("h1").text()).isEqualTo("Your email is verified");
        assertThat(page.select(".address").text()).isEqualTo("mini@mouse.com");
        assertThat(page.select("form")).isEmpty();
        assertThat(links.calls).containsExactly("redeem u1 A1B2C3 org1");
    }

    @ParameterizedTest
    @CsvSource({
        "de, fr, de, E-Mail-Adresse bestätigen",
        "pt-PT, , pt-BR, Confirme seu e-mail",
        " , 'sv, fr-CA;q=0.5, de;q=0.2', fr, Confirmez votre adresse e-mail",
        " , 'fr;q=0, nl', nl, Bevestig uw e-mailadres",
        "sv, pl, pl, Potwierdź adres e-mail",
        " , , en, Verify your email",
        " , '*', en, Verify your email",
        " , ';;q=x', en, Verify your email",
        " , '<b>', en, Verify your email"
    })
    void the_page_speaks_the_language_of_the_user_else_one_that_the_browser_wants(
            @Nullable String language, @Nullable String wanted, String spoken, String heading) throws Exception {
        links.language = language;

        HttpRequest.Builder request = server.anonymous("GET", LINK, "");
        HttpResponse<String> answer = server.send(wanted == null ? request : request.header("Accept-Language", wanted));

        Document page = Jsoup.parse(answer.body());
        assertThat(page.select("h1").text()).isEqualTo(heading);
        assertThat(page.select("html").attr("lang")).isEqualTo(spoken);
        assertThat(answer.headers().firstValue("Content-Language")).contains(spoken);
        assertThat(page.select("form").attr("action")).isEqualTo("verification?lang=" + spoken);
    }

    @Test
    void the_page_after_the_button_speaks_the_language_of_the_page_before_it() throws Exception {
        HttpResponse<String> answer = server.send(server.anonymous("POST", PAGE + "?lang=de", FORM)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept-Language", "fr"));

        assertThat(Jsoup.parse(answer.body()).select("h1").text()).isEqualTo("Ihre E-Mail-Adresse ist bestätigt");
    }

    @Test
    void a_refusal_speaks_the_language_of_the_browser_and_not_that_of_the_user() throws Exception {
        links.language = "de";
        links.refuse(ProblemCode.CODE_INVALID);

        HttpResponse<String> answer =
                server.send(server.anonymous("GET", LINK, "").header("Accept-Language", "it"));

        assertThat(Jsoup.parse(answer.body()).select("h1").text()).isEqualTo("Questo link non funziona più");
    }

    @Test
    void the_organization_may_be_left_out() throws Exception {
        post("userID=u1&code=A1B2C3");
        server.send(server.anonymous("GET", PAGE + "?userID=u1&code=A1B2C3&orgID=", ""));

        assertThat(links.calls).containsExactly("redeem u1 A1B2C3 ", "look u1 A1B2C3 ");
    }

    @ParameterizedTest
    @CsvSource({
        "CODE_INVALID, 400, This link no longer works",
        "CODE_EMPTY, 400, This link no longer works",
        "USER_NOT_FOUND, 400, This link no longer works",
        "CODE_EXPIRED, 410, This link has expired",
        "CODE_ATTEMPTS, 410, Too many wrong codes",
        "CONTACT_TAKEN, 409, This email address belongs to another account",
        "CONFLICT, 409, Please try again",
        "KEY_MISSING, 503, Please try again later"
    })
    void each_refusal_has_its_page(ProblemCode code, int http, String heading) throws Exception {
        links.refuse(code);

        for (HttpResponse<String> answer : List.of(post(FORM), server.send(server.anonymous("GET", LINK, "")))) {
            assertThat(answer.statusCode()).isEqualTo(http);
            assertThat(Jsoup.parse(answer.body()).select("h1").text()).isEqualTo(heading);
            assertThat(answer.body()).doesNotContain("mini@mouse.com", "u1", "A1B2C3", "org1");
        }
    }

    @Test
    void a_wrong_code_an_unknown_user_and_nothing_pending_are_one_and_the_same_page() throws Exception {
        List<String> bodies = new ArrayList<>();
        for (ProblemCode code : List.of(ProblemCode.CODE_INVALID, ProblemCode.USER_NOT_FOUND, ProblemCode.CODE_EMPTY)) {
            links.refuse(code);
            bodies.add(server.send(server.anonymous("GET", LINK, "")).body());
        }

        assertThat(bodies).containsOnly(bodies.get(0));
    }

    @ParameterizedTest
    @EnumSource
    void every_refusal_has_a_page(ProblemCode code) throws Exception {
        links.refuse(code);

        HttpResponse<String> answer = post(FORM);

        assertThat(answer.statusCode()).isIn(400, 409, 410, 503);
        assertThat(Jsoup.parse(answer.body()).select("h1").text()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?userID=u1",
                "?code=A1B2C3",
                "?userID=&code=A1B2C3",
                "?userID=u1&userID=u2&code=A1B2C3",
                "?userID=u1&code=A&code=B",
                "?userID=u1&code=A1B2C3&orgID=a&orgID=b",
                "?userID=u1&code=%00",
                "?userID=u1%26userID=u2%26code=A",
                "?amp;amp;=&=&&amp;",
                "?userID=u1%00&code=A1B2C3",
                "?userid=u1&Code=A1B2C3"
            })
    void a_link_that_is_not_complete_is_told_so_without_a_look(String query) throws Exception {
        HttpResponse<String> answer = server.send(server.anonymous("GET", PAGE + query, ""));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Jsoup.parse(answer.body()).select("h1").text()).isEqualTo("This link is incomplete");
        assertThat(links.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Ampersands as HTML, once and several times.
                "userID=u1&amp;code=A1B2C3&amp;orgID=org1&amp;authRequestID=",
                "userID=u1&amp;amp;code=A1B2C3&amp;amp;orgID=org1",
                "userID=u1&AMP;code=A1B2C3&AMP;orgID=org1",
                "userID=u1&%2338;code=A1B2C3&%23x26;orgID=org1",
                "userID=u1%26amp;code=A1B2C3%26amp%3BorgID=org1",
                // Separators that were encoded, and a link that was encoded once or twice more.
                "userID=u1%26code=A1B2C3%26orgID=org1%26authRequestID=",
                "userID%3Du1%26code%3DA1B2C3%26orgID%3Dorg1%26authRequestID%3D",
                "userID%253Du1%2526code%253DA1B2C3%2526orgID%253Dorg1",
                "userID=%2575%2531&code=A1B2C3&orgID=org1",
                // Quoted-printable text, with lines that were broken and are broken still.
                "userID=3Du1&code=3DA1B2C3&orgID=3Dorg1&authRequestID=3D",
                "userID=3du1&code=3dA1B2C3&orgID=3dorg1",
                "userID=3Du1&amp;code=3DA1B2C3&amp;orgID=3Dorg1&amp;authRequestID=3D",
                "userID=3Du1&co=de=3DA1B=2C3&orgID=3Dorg1&auth=",
                "userID=3Du1&code=3DA1B=%0D%0A2C3&orgID=3Dorg1",
                // Line breaks.
                "userID=u1%0D%0A&code=A1B2C3&orgID=or%0D%0Ag1&authRequestID=",
                "userID=u1&%0A%20%20code=A1B2C3&orgID=org1",
                "userID=u1&code=A1B2C3&org%0AID=org1",
                // What stood behind the link.
                "userID=u1&code=A1B2C3&orgID=org1&authRequestID=.",
                "userID=u1&code=A1B2C3&orgID=org1&authRequestID=%3E",
                "userID=u1&code=A1B2C3&orgID=org1.",
                "userID=u1&code=A1B2C3&orgID=org1%3E",
                "userID=u1&code=A1B2C3&orgID=org1)",
                "userID=u1&code=A1B2C3&orgID=org1%20",
                "userID=u1&code=A1B2C3&orgID=org1%22%3E,%0D%0A",
                "userID=u1&code=A1B2C3&orgID=org1&gt;",
                "code=A1B2C3&orgID=org1&userID=u1%E2%80%9D)."
            })
    void a_damaged_link_shows_the_page_that_asks_and_its_button_redeems(String query) throws Exception {
        links.knowOnly("u1 A1B2C3 org1");

        HttpResponse<String> asked = server.send(server.anonymous("GET", PAGE + "?" + query, ""));
        HttpResponse<String> pressed = server.send(server.anonymous("POST", PAGE + "?" + query, "")
                .header("Content-Type", "application/x-www-form-urlencoded"));

        Document page = Jsoup.parse(asked.body());
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(page.select("input[name=userID]").val()).isEqualTo("u1");
        assertThat(page.select("input[name=code]").val()).isEqualTo("A1B2C3");
        assertThat(page.select("input[name=orgID]").val()).isEqualTo("org1");
        assertThat(pressed.statusCode()).isEqualTo(200);
        assertThat(links.calls).hasSizeLessThanOrEqualTo(4).contains("look u1 A1B2C3 org1", "redeem u1 A1B2C3 org1");
    }

    /** What looks like damage is none where the link is right as it is. */
    @ParameterizedTest
    @CsvSource({
        "userID=3Du&code=3DX&orgID=3Do, 3Du 3DX 3Do",
        "userID=a%2540b&code=X&orgID=o, a%40b X o",
        "userID=u&amp;userID=v&code=X&amp;code=Y&orgID=o, u X o",
        "userID=a%26code%3DY&code=X&orgID=o, a&code=Y X o",
        "userID=u&code=X).&orgID=o), u X). o)"
    })
    void a_link_is_first_taken_as_it_came(String query, String values) throws Exception {
        links.knowOnly(values);

        assertThat(server.send(server.anonymous("GET", PAGE + "?" + query, "")).statusCode())
                .isEqualTo(200);
        assertThat(links.calls).containsExactly("look " + values);
    }

    @Test
    void a_link_that_is_wrong_and_not_damaged_is_tried_once_and_a_damaged_one_twice() throws Exception {
        links.refuse(ProblemCode.CODE_INVALID);
        server.send(server.anonymous("GET", LINK, ""));
        assertThat(links.calls).hasSize(1);

        server.send(server.anonymous("GET", PAGE + "?userID=%2575%2531&code=3DA1B2C3&amp;orgID=org1).", ""));
        assertThat(links.calls).hasSize(3);
    }

    @Test
    void a_link_that_is_told_more_than_that_it_is_wrong_is_not_tried_again() throws Exception {
        links.refuse(ProblemCode.CODE_EXPIRED);
        server.send(server.anonymous("GET", PAGE + "?userID=u1&code=A1B2C3&orgID=org1).", ""));

        assertThat(links.calls).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userID=%3Cscript%3Ealert(1)%3C/script%3E&amp;code=%22%3E%3Cscript%3E&amp;orgID=%27%3E%3Cimg%3E",
                "userID=%253Cscript%253E&code=%2522%253E%253Cscript%253E&orgID=%253Cimg%253E",
                "userID=3D%3Cscript%3E&code=3D%22%3E%3Cscript%3E&orgID=3D%3Cimg%3E",
                "userID%3D%3Cscript%3E%26code%3D%22%3E%3Cscript%3E",
                "userID=%3Cscript%3E%0D%0A&code=%22%3E%3Cscript%3E%0D%0A&orgID=%3C%0Aimg%3E)",
                "userID=%26lt;script%26gt;&amp;code=%26quot;%26gt;%26lt;script%26gt;"
            })
    void what_is_mended_is_as_inert_as_any_other_value(String query) throws Exception {
        HttpResponse<String> answer = server.send(server.anonymous("GET", PAGE + "?" + query, ""));

        Document page = Jsoup.parse(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(page.select("script, img")).isEmpty();
        assertThat(page.select("input")).hasSize(3);
        assertThat(page.select("form").attr("action")).isEqualTo("verification?lang=en");
    }

    @ParameterizedTest
    @CsvSource({"%20A1B2C3%20, ' A1B2C3 '", "A1B2C3%0A, 'A1B2C3\n'", "A1B%0D%0A2C3%09, 'A1B\r\n2C3\t'", "a1b2c3, a1b2c3"
    })
    void a_code_is_passed_on_as_it_was_typed(String encoded, String typed) throws Exception {
        server.send(server.anonymous("GET", PAGE + "?userID=u1&code=" + encoded + "&orgID=org1", ""));
        post("userID=u1&code=" + encoded + "&orgID=org1");

        assertThat(links.calls).containsExactly("look u1 " + typed + " org1", "redeem u1 " + typed + " org1");
    }

    @Test
    void a_query_without_end_is_not_mended() throws Exception {
        HttpResponse<String> answer =
                server.send(server.anonymous("GET", PAGE + "?userID=u1&amp;code=A1B2C3&x=" + "%25".repeat(1_500), ""));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(links.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "&&&=", "userID=u1", "userID=u1&code=%zz", "userID=u1&code=%", "code=A&code=B&userID=u1"})
    void a_form_that_is_not_complete_is_told_so_without_a_try(String form) throws Exception {
        assertThat(post(form).statusCode()).isEqualTo(400);
        assertThat(links.calls).isEmpty();
    }

    @Test
    void a_form_of_another_type_or_beyond_16_kib_is_not_read() throws Exception {
        HttpResponse<String> plain =
                server.send(server.anonymous("POST", PAGE, FORM).header("Content-Type", "text/plain"));
        HttpResponse<String> large = post(FORM + "&x=" + "a".repeat(16 * 1024));

        assertThat(plain.statusCode()).isEqualTo(400);
        assertThat(large.statusCode()).isEqualTo(400);
        assertThat(links.calls).isEmpty();
    }

    @Test
    void values_of_the_link_and_the_address_are_inert_in_the_page() throws Exception {
        links.address = "\"><img src=x onerror=alert(1)>'&lt;{{code}}@b.c";

        HttpResponse<String> answer = server.send(server.anonymous(
                "GET", PAGE + "?userID=%22%3E%3Cscript%3E&code=%26amp;%27%3C&orgID=%7B%7Bcode%7D%7D", ""));

        Document page = Jsoup.parse(answer.body());
        assertThat(page.select("script, img")).isEmpty();
        assertThat(page.select(".address").text()).isEqualTo(links.address);
        assertThat(page.select("input[name=userID]").val()).isEqualTo("\"><script>");
        assertThat(page.select("input[name=code]").val()).isEqualTo("&amp;'<");
        assertThat(page.select("input[name=orgID]").val()).isEqualTo("{{code}}");
    }

    @Test
    void nothing_but_the_one_style_sheet_may_act_and_nothing_is_kept_or_passed_on() throws Exception {
        links.refuse(ProblemCode.CODE_EXPIRED);
        HttpResponse<String> refused = post(FORM);
        links.refuse(null);

        for (HttpResponse<String> answer :
                List.of(server.send(server.anonymous("GET", LINK, "")), post(FORM), refused, post("x"))) {
            String style = Jsoup.parse(answer.body()).select("style").get(0).data();
            Map<String, List<String>> headers = answer.headers().map();
            assertThat(headers)
                    .containsEntry(
                            "content-security-policy",
                            List.of("default-src 'none'; style-src 'sha256-" + sha256(style)
                                    + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"))
                    .containsEntry("cache-control", List.of("no-store"))
                    .containsEntry("referrer-policy", List.of("no-referrer"))
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("x-frame-options", List.of("DENY"))
                    .containsEntry("x-robots-tag", List.of("noindex, nofollow"));
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWithIgnoringCase("text/html");
            assertThat(headers).doesNotContainKey("set-cookie");
            assertThat(Jsoup.parse(answer.body()).select("script, [style], [onclick], img, link, iframe, object"))
                    .isEmpty();
        }
    }

    @Test
    void the_host_of_the_request_has_no_effect() throws Exception {
        HttpResponse<String> answer =
                server.send(server.anonymous("GET", LINK, "").header("X-Forwarded-Host", "evil.example"));

        assertThat(answer.body()).doesNotContain("evil.example", "http://", "https://");
    }

    @Test
    void an_accident_tells_its_number_and_nothing_else() throws Exception {
        links.accident = new IllegalStateException("select * from kith_contact where code = 'A1B2C3'");

        HttpResponse<String> answer = post(FORM);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(Jsoup.parse(answer.body()).select(".hint").text()).matches("internal error, incident [0-9a-f-]{36}");
        assertThat(answer.body()).doesNotContain("select *", "A1B2C3", "Exception");
    }

    @Test
    void other_paths_and_methods_are_refused() throws Exception {
        assertThat(server.send(server.anonymous("GET", PAGE + "/?userID=u1&code=A1B2C3", ""))
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.send(server.anonymous("PUT", PAGE, FORM)).statusCode())
                .isEqualTo(405);
        assertThat(links.calls).isEmpty();
    }

    private HttpResponse<String> post(String form) throws Exception {
        return server.send(
                server.anonymous("POST", PAGE, form).header("Content-Type", "application/x-www-form-urlencoded"));
    }

    private static String sha256(String text) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Keeps what it is asked for and answers what it was told to. */
    private static final class RecordingLinks implements EmailLinks {
        private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
        private volatile String address = "mini@mouse.com";
        private volatile @Nullable ProblemCode refusal;
        private volatile @Nullable String known;
        private volatile @Nullable RuntimeException accident;
        private volatile @Nullable String language;

        void forget() {
            language = null;
            calls.clear();
            address = "mini@mouse.com";
            refusal = null;
            known = null;
            accident = null;
        }

        void knowOnly(String values) {
            known = values;
        }

        void refuse(@Nullable ProblemCode code) {
            refusal = code;
        }

        @Override
        public Outcome<String> look(Link link) {
            return called("look", link);
        }

        @Override
        public Outcome<Looked> open(Link link) {
            return look(link).then(address -> Outcome.done(new Looked(address, false, language)));
        }

        @Override
        public Outcome<String> redeem(Link link) {
            return called("redeem", link);
        }

        private Outcome<String> called(String method, Link link) {
            String values = link.userId() + " " + link.code() + " " + link.organizationId();
            calls.add(method + " " + values);
            RuntimeException failure = accident;
            if (failure != null) {
                throw failure;
            }
            ProblemCode refused = known == null || values.equals(known) ? refusal : ProblemCode.CODE_INVALID;
            return refused == null ? Outcome.done(address) : Outcome.refused(refused);
        }
    }
}
