package dev.kith.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;

/** Calls that have another path than usual; the pages behind links have not. */
final class MovedCalls {
    /** The origin of a web page that may call. */
    static final String PAGE = "https://page.example.com";

    private final URI origin;
    private final Visit visit;
    private final String authorization;

    MovedCalls(URI origin, String authorization) {
        this.origin = origin;
        this.visit = new Visit(origin);
        this.authorization = authorization;
    }

    /**
     * Looks at both paths.
     *
     * @param path where the calls are
     * @param id a user
     * @param link what the user was sent
     */
    void require(String path, String id, String link) {
        Map<String, String> known = Map.of("Authorization", authorization);
        assertThat(Visit.told(visit.ask("GET", path + "/users/" + id, Map.of())))
                .as("nobody")
                .startsWith("401 application/json");
        assertThat(Visit.told(visit.ask("GET", path + "/nothing", known)))
                .as("an unknown path there")
                .startsWith("404 application/json")
                .contains("\"code\":5");
        assertThat(visit.ask("GET", "/resources/v3alpha/users/" + id, known).statusCode())
                .as("the path that was left")
                .isEqualTo(404);
        requireBrowsersMayAsk(path + "/users/" + id);
        requirePage(link);
    }

    private void requireBrowsersMayAsk(String path) {
        HttpResponse<String> answer =
                visit.ask("OPTIONS", path, Map.of("Origin", PAGE, "Access-Control-Request-Method", "PATCH"));
        assertThat(answer.statusCode()).as("the question of a browser").isEqualTo(204);
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(PAGE);
    }

    private void requirePage(String link) {
        assertThat(link).startsWith(origin + "/ui/login/mail/verification?");
        assertThat(Visit.told(visit.ask("GET", link.substring(origin.toString().length()), Map.of())))
                .as("the page behind a link, the code of which was redeemed")
                .startsWith("200 text/html");
    }
}
