package dev.kith.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.neighbour.Api;
import com.example.neighbour.Apology;
import com.example.neighbour.Door;
import com.example.neighbour.Greetings;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/**
 * A JAX-RS application of the host's own in one archive with Kith: it serves whatever the server finds, has a filter that
 * stops every request without a key, and a mapper for everything that goes wrong.
 */
final class Neighbour {
    private static final Map<String, String> KEY = Map.of("X-Key", "1");
    private static final String UNKNOWN = "/api/nothing/of/that/kind";
    private static final String SIGN = "X-Neighbour";
    private static final String METHOD = "/zitadel.resources.user.v3alpha.ZITADELUsers/GetUser";

    private final Visit visit;
    private final String authorization;

    /**
     * The neighbour of a Kith.
     *
     * @param origin where both of them are
     * @param authorization an administrator
     */
    Neighbour(URI origin, String authorization) {
        this.visit = new Visit(origin);
        this.authorization = authorization;
    }

    static War movesInto(War war) {
        return war.classes(Api.class, Apology.class, Door.class, Greetings.class);
    }

    /** Its answers are its own, in the good and the bad case. */
    void requireItself() {
        requireIts("GET", "/api/greetings", 200, "hello");
        requireIts("GET", "/api/greetings/broken", 500, "sorry: 500");
        requireIts("GET", UNKNOWN, 404, "sorry: 404");
        requireIts("POST", "/api/greetings", 405, "sorry: 405");
        requireSigned(visit.ask("GET", "/api/greetings", Map.of()), 403, "no key");
    }

    /** Kith's calls and pages, and what stands for them in other hosts, are unknown paths there like any other. */
    void requireNoSecondDoor() {
        requireNothing("GET", "/users/1");
        requireNothing("PATCH", "/users/1");
        requireNothing("DELETE", "/users/1");
        requireNothing("POST", "/users");
        requireNothing("POST", "/users/_search");
        requireNothing("POST", "/users/1/_lock");
        requireNothing("PUT", "/users/1/email");
        requireNothing("POST", "/users/1/email/_verify");
        requireNothing("POST", "/users/1/phone/_resend");
        requireNothing("GET", "/verification?userID=1&code=A&orgID=default");
        requireNothing("POST", "/verification");
        requireNothing("GET", "/undo?token=A");
        requireNothing("POST", "/undo");
        requireNothing("GET", "/resources/v3alpha/users/1");
        requireNothing("POST", "/resources/v3alpha/users");
        requireNothing("GET", "/ui/login/mail/verification?userID=1&code=A&orgID=default");
        requireNothing("GET", "/ui/login/mail/undo?token=A");
        requireNothing("POST", METHOD);
    }

    private void requireNothing(String method, String path) {
        for (Map<String, String> headers : List.of(KEY, keyAndAuthorization())) {
            String unknown = Visit.told(visit.ask(method, UNKNOWN, headers));
            assertThat(unknown).startsWith("404 ");
            assertThat(Visit.told(visit.ask(method, "/api" + path, headers)))
                    .as(method + " /api" + path)
                    .isEqualTo(unknown);
        }
    }

    private Map<String, String> keyAndAuthorization() {
        return Map.of("X-Key", "1", "Authorization", authorization);
    }

    private void requireIts(String method, String path, int status, String text) {
        requireSigned(visit.ask(method, path, KEY), status, text);
    }

    private static void requireSigned(HttpResponse<String> answer, int status, String text) {
        assertThat(Visit.told(answer)).isEqualTo(status + " text/plain " + text);
        assertThat(answer.headers().allValues(SIGN))
                .as("its sign at %s", answer.uri().getPath())
                .containsExactly("here");
    }

    /** Kith's answers are Kith's, in the bad case too. (That its calls work is shown elsewhere.) */
    void requireKithItself() {
        requireKiths("GET", "/resources/v3alpha/users/1", Map.of(), 401, "application/json", "\"code\":16");
        requireKiths("GET", "/resources/v3alpha/users/1", known(), 404, "application/json", "\"code\":5");
        requireKiths("GET", "/resources/v3alpha/nothing", known(), 404, "application/json", "\"code\":5");
        requireKiths("GET", "/resources/v3alpha/users", known(), 405, "application/json", "\"code\":12");
        requireKiths("GET", "/ui/login/mail/verification", Map.of(), 400, "text/html", "</html>");
        requireKiths("GET", "/ui/login/mail/nothing", Map.of(), 404, "application/json", "\"code\":5");
    }

    private Map<String, String> known() {
        return Map.of("Authorization", authorization);
    }

    private void requireKiths(
            String method, String path, Map<String, String> headers, int status, String type, String part) {
        HttpResponse<String> answer = visit.ask(method, path, headers);
        assertThat(Visit.told(answer)).as(path).startsWith(status + " " + type).contains(part);
        assertThat(answer.headers().allValues(SIGN)).as(path).isEmpty();
    }
}
