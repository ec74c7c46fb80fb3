package dev.kith.it.hosts;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("all-hosts")
class OpenLibertyTest extends HostTest {
    /** Without a key store, which is not used here, the feature stays inactive. */
    private static final String TOKENS = "<featureManager><feature>mpJwt-2.1</feature></featureManager>"
            + "<mpJwt id=\"kith\"/><keyStore id=\"defaultKeyStore\" password=\"of-no-use\"/>";

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
