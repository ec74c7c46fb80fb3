package dev.kith.it.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.conformance.FirstSteps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Callers whom the container knows, and the lines of {@code web.xml} by which it asks for them: in front of the calls, and
 * neither in front of the pages behind links nor of the preflight requests that browsers send without credentials.
 */
final class Logins {
    /** Roles by caller; the password of each is its name, with {@code -pw} behind it. */
    static final Map<String, List<String>> CALLERS = new TreeMap<>(Map.of(
            "alice", List.of("IAM_OWNER"),
            "bob", List.of(),
            "carl", List.of("ORG_OWNER@default"),
            "dora", List.of("ORG_OWNER@another")));

    private static final String CONSTRAINT = """
            <security-constraint>
              <web-resource-collection>
                <web-resource-name>calls</web-resource-name>
                <url-pattern>/resources/v3alpha/*</url-pattern>
                <url-pattern>/zitadel.resources.user.v3alpha.ZITADELUsers/*</url-pattern>
                <url-pattern>/zitadel.resources.userschema.v3alpha.ZITADELUserSchemas/*</url-pattern>
                <http-method-omission>OPTIONS</http-method-omission>
              </web-resource-collection>
              <auth-constraint>
                <role-name>**</role-name>
              </auth-constraint>
            </security-constraint>
            """;
    private static final String ROLES = CALLERS.values().stream()
            .flatMap(List::stream)
            .map(role -> "<security-role><role-name>" + role + "</role-name></security-role>")
            .collect(joining());

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final FirstSteps steps;
    private final Issuer issuer = new Issuer();
    private final HttpClient http = HttpClient.newHttpClient();

    Logins(FirstSteps steps) {
        this.steps = steps;
    }

    /** An application whose callers have passwords that the container knows. */
    static War basic(War application) {
        return byContainer(application, "<login-config><auth-method>BASIC</auth-method></login-config>" + ROLES);
    }

    /** An application whose callers have tokens that the container verifies; their roles need not be declared. */
    War token(War application) {
        return byContainer(application, "<login-config><auth-method>MP-JWT</auth-method></login-config>")
                .file(
                        "WEB-INF/classes/META-INF/microprofile-config.properties",
                        "mp.jwt.verify.publickey=" + issuer.publicKey() + "\nmp.jwt.verify.issuer=" + Issuer.NAME
                                + "\n");
    }

    /** The integrator's jar has an authenticator as well; here the default one is meant. */
    private static War byContainer(War application, String login) {
        return application.setting("kith.authenticator", "default").webXml(CONSTRAINT + login);
    }

    void requireBasic(URI origin) {
        requireCallers(origin, caller -> password(caller, caller + "-pw"));
        assertThat(read(origin, "alice", password("alice", "wrong")))
                .as("with a wrong password")
                .isEqualTo(UNAUTHORIZED);
    }

    void requireToken(URI origin) {
        requireCallers(origin, caller -> issuer.bearer(caller, CALLERS.getOrDefault(caller, List.of())));
        assertThat(read(origin, "alice", new Issuer().bearer("alice", List.of("IAM_OWNER"))))
                .as("with a token of another issuer")
                .isEqualTo(UNAUTHORIZED);
    }

    private void requireCallers(URI origin, Function<String, String> authorization) {
        assertThat(read(origin, "alice", null)).as("nobody").isEqualTo(UNAUTHORIZED);
        String id = steps.walk(origin, authorization.apply("alice"));
        assertThat(read(origin, id, authorization.apply("carl")))
                .as("an owner of the organization")
                .isEqualTo(OK);
        assertThat(read(origin, id, authorization.apply("dora")))
                .as("an owner of another one")
                .isEqualTo(FORBIDDEN);
        assertThat(read(origin, id, authorization.apply("bob")))
                .as("anybody else")
                .isEqualTo(FORBIDDEN);
        assertThat(read(origin, "bob", authorization.apply("bob")))
                .as("a caller about itself, though there is no such user")
                .isEqualTo(NOT_FOUND);
        assertThat(status(origin, "/ui/login/mail/verification?userID=1&code=A&orgID=default", Optional.empty()))
                .as("a page behind a link, which needs no log-in")
                .isNotEqualTo(UNAUTHORIZED);
    }

    private static String password(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    private int read(URI origin, String id, @Nullable String authorization) {
        return status(origin, "/resources/v3alpha/users/" + id, Optional.ofNullable(authorization));
    }

    private int status(URI origin, String path, Optional<String> authorization) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(origin + path)).method("GET", BodyPublishers.noBody());
        authorization.ifPresent(value -> request.header("Authorization", value));
        try {
            return http.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
