package dev.kith.it.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WildFlyTest extends HostTest {
    WildFlyTest() {
        super(new WildFly(Jdk.V17));
    }

    @Test
    void callers_log_in_with_passwords_of_the_server_and_with_tokens() {
        Logins logins = new Logins(steps());
        measure(List.of(Feature.LOGIN), () -> {
            try (RunningHost server = new WildFly(Jdk.V17, users(), roles())
                    .start(
                            Folders.fresh("wildfly-login"),
                            Map.of("/basic", Logins.basic(application()), "/token", logins.token(application())))) {
                logins.requireBasic(at(server, "/basic"));
                logins.requireToken(at(server, "/token"));
                return "basic, MicroProfile JWT";
            }
        });
    }

    /** As the script {@code add-user} writes it. */
    private static String users() {
        return Logins.CALLERS.keySet().stream()
                .map(name -> name + "=" + hash(name + ":ApplicationRealm:" + name + "-pw") + "\n")
                .collect(joining());
    }

    private static String roles() {
        return Logins.CALLERS.entrySet().stream()
                .map(caller -> caller.getKey() + "=" + String.join(",", caller.getValue()) + "\n")
                .collect(joining());
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has MD5", e);
        }
    }
}
