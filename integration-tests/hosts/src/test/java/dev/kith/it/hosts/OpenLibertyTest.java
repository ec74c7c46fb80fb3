package dev.kith.it.hosts;

import static java.util.stream.Collectors.joining;

import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("all-hosts")
class OpenLibertyTest extends HostTest {
    /** Without a key store, which is not used here, the feature stays inactive. */
    private static final String TOKENS = "<featureManager><feature>mpJwt-2.1</feature></featureManager>"
            + "<mpJwt id=\"kith\"/><keyStore id=\"defaultKeyStore\" password=\"of-no-use\"/>";

    private static final String HEALTH = "<featureManager><feature>mpHealth-4.0</feature></featureManager>";

    private static final String TELEMETRY = "<featureManager><feature>mpTelemetry-2.0</feature></featureManager>";

    /** The API of OpenTelemetry is not part of what an application sees by itself. */
    private static final String THIRD_PARTY = "apiTypeVisibility=\"+third-party\"";

    OpenLibertyTest() {
        super(new OpenLiberty(Jdk.V17));
    }

    @Override
    War leaving() {
        return onDatabaseOutside();
    }

    @Test
    void callers_log_in_with_passwords_of_the_server_and_with_tokens() {
        Logins logins = new Logins(steps());
        measure(List.of(Feature.LOGIN), () -> {
            try (RunningHost server = server("basic", registry(), Logins.basic(application()))) {
                logins.requireBasic(at(server, ""));
            }
            try (RunningHost server = server("token", TOKENS, logins.token(application()))) {
                logins.requireToken(at(server, ""));
            }
            return "basic, MicroProfile JWT";
        });
    }

    @Test
    void health_is_told_of_a_database_that_goes_and_comes_back() throws SQLException {
        Database database = Engine.POSTGRESQL.freshDatabase();
        OpenLiberty liberty = new OpenLiberty(Jdk.V17, HEALTH);
        try (RunningHost server = liberty.start(
                Folders.fresh("open-liberty-health"), Map.of("", liberty.withDataSource(application(), database)))) {
            HealthPage page = new HealthPage(URI.create(server.origin() + "/health"));
            page.requireReady("kith:default");

            change(database, "alter table kith_key rename to kith_key_away");
            page.requireDown("kith:default");

            change(database, "alter table kith_key_away rename to kith_key");
            page.requireReady("kith:default");
        }
    }

    @Test
    void figures_and_spans_go_to_mp_telemetry() {
        try (TelemetryCollector collector = new TelemetryCollector();
                RunningHost server = new OpenLiberty(Jdk.V17, TELEMETRY, collector.environment(), THIRD_PARTY)
                        .start(Folders.fresh("open-liberty-telemetry"), Map.of("", application()))) {
            steps().walk(at(server, ""));

            collector.require(
                    "zitadel.resources.user.v3alpha.ZITADELUsers/CreateUser", "deliver ", "kith.calls", "kith.codes");
        }
    }

    private static void change(Database database, String statement) throws SQLException {
        try (Connection connection = database.connect();
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private static RunningHost server(String login, String configuration, War war) {
        return new OpenLiberty(Jdk.V17, configuration)
                .start(Folders.fresh("open-liberty-login-" + login), Map.of("", war));
    }

    private static String registry() {
        String users = Logins.CALLERS.keySet().stream()
                .map(name -> "<user name=\"%1$s\" password=\"%1$s-pw\"/>".formatted(name))
                .collect(joining());
        String groups = Logins.CALLERS.entrySet().stream()
                .flatMap(caller -> caller.getValue().stream().map(role -> group(role, caller.getKey())))
                .collect(joining());
        return "<basicRegistry id=\"basic\" realm=\"kith\">" + users + groups + "</basicRegistry>";
    }

    private static String group(String role, String member) {
        return "<group name=\"%s\"><member name=\"%s\"/></group>".formatted(role, member);
    }
}
