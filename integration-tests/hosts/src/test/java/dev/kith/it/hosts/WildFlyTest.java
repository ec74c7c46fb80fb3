package dev.kith.it.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.processes.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
    void callers_log_in_with_passwords_of_the_server_and_with_tokens_and_its_pages_know_of_kith() {
        Logins logins = new Logins(steps());
        int monitoring = FreePort.find();
        String pages = "http://127.0.0.1:" + monitoring;
        measure(List.of(Feature.LOGIN), () -> {
            try (RunningHost server = new WildFly(Jdk.V17, users(), roles(), monitoring)
                    .start(
                            Folders.fresh("wildfly-login"),
                            Map.of("/basic", Logins.basic(application()), "/token", logins.token(application())))) {
                logins.requireBasic(at(server, "/basic"));
                logins.requireToken(at(server, "/token"));
                new HealthPage(URI.create(pages + "/health")).requireReady("kith:default", "kith:default#2");
                assertThat(body(pages + "/prometheus"))
                        .as("figures of both in the registry that is a bean")
                        .containsPattern("kith_calls[a-z_]*\\{[^}]*kith_instance=\"default\"");
                return "basic, MicroProfile JWT";
            }
        });
    }

    private static String body(String page) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(page)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
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
