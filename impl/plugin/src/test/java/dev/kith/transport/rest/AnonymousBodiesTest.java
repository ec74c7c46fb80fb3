package dev.kith.transport.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.transport.CallObserver;
import dev.kith.transport.RecordingAccounts;
import dev.kith.transport.RecordingSchemas;
import dev.kith.transport.TestTransport;
import dev.kith.transport.grpc.GrpcWebCalls;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is not known is told so at once, whatever the body, over real sockets and on every path. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnonymousBodiesTest {
    private static final String USERS = "/resources/v3alpha/users";
    private static final String SERVICE = "/" + MethodsResource.SERVICE;
    private static final String JSON = "application/json";
    private static final String WEB = "application/grpc-web+proto";
    private static final String TEXT = "application/grpc-web-text";
    private static final String PROTO = "application/proto";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int PATIENCE_MILLIS = 5_000;

    private final RecordingAccounts accounts = new RecordingAccounts();
    private final RestServer server = RestServer.of(TestTransport.context(
            accounts,
            TestTransport.roomyBodies(),
            admission -> new GrpcWebCalls(
                    accounts, accounts, new RecordingSchemas(), admission, Clock.systemUTC(), CallObserver.NONE)));

    @AfterAll
    void stop() {
        server.close();
    }

    /** A request line and a content type. */
    record Target(String line, String type) {}

    static Stream<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (String line : List.of(
                "POST " + USERS,
                "POST " + USERS + "/_search",
                "PATCH " + USERS + "/u1",
                "PUT " + USERS + "/u1/email",
                "POST " + USERS + "/u1/email/_verify",
                "POST " + USERS + "/u1/email/_resend",
                "PUT " + USERS + "/u1/phone",
                "POST " + USERS + "/u1/phone/_verify",
                "POST " + USERS + "/u1/phone/_resend",
                "POST " + USERS + "/u1/_deactivate",
                "POST " + USERS + "/u1/_activate",
                "POST " + USERS + "/u1/_lock",
                "POST " + USERS + "/u1/_unlock")) {
            Stream.of(JSON, "text/plain", FORM, WEB, TEXT).forEach(type -> targets.add(new Target(line, type)));
        }
        targets.add(new Target("DELETE " + USERS + "/u1", JSON));
        targets.add(new Target("GET " + USERS + "/u1", JSON));
        targets.add(new Target("PATCH " + USERS + "/u1", "application/merge-patch+json"));
        targets.add(new Target("PATCH " + USERS + "/u1", "application/json-patch+json"));
        for (String path : List.of(SERVICE + "/PatchUser", "/without-servlets" + SERVICE + "/PatchUser")) {
            Stream.of(WEB, TEXT, JSON, PROTO).forEach(type -> targets.add(new Target("POST " + path, type)));
        }
        return targets.stream();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void a_body_that_never_begins_is_not_waited_for(Target target) throws Exception {
        assertUnknown(target, answer(target, "Content-Length: 1000\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void a_body_that_never_ends_is_not_waited_for(Target target) throws Exception {
        assertUnknown(target, answer(target, "Content-Length: 1000\r\n\r\n{"));
        assertUnknown(target, answer(target, "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n"));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void a_body_beyond_every_limit_is_not_waited_for(Target target) throws Exception {
        assertUnknown(target, answer(target, "Content-Length: 10000000000\r\n\r\n{"));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void a_body_that_cannot_be_read_is_not_judged(Target target) throws Exception {
        assertUnknown(target, answer(target, "Content-Length: 4\r\n\r\n{\"a\""));
        assertUnknown(target, answer(target, "Content-Length: 2\r\n\r\n\u00ff\u00fe"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization: Bearer wrong", "Authorization: Basic YTpi", "Authorization: x"})
    void wrong_credentials_are_no_better_than_none(String header) throws Exception {
        for (Target target : targets().toList()) {
            assertUnknown(target, answer(target, header + "\r\nContent-Length: 1000\r\n\r\n{"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "If-Match: nonsense",
                "grpc-timeout: nonsense",
                "grpc-timeout: 0S",
                "grpc-encoding: nonsense",
                "Connect-Timeout-Ms: nonsense",
                "Connect-Protocol-Version: nonsense",
                "Content-Encoding: nonsense",
                "x-zitadel-orgid: unheard-of"
            })
    void other_headers_are_not_judged_either(String header) throws Exception {
        for (Target target : targets().toList()) {
            assertUnknown(target, answer(target, header + "\r\nContent-Length: 1000\r\n\r\n{"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH /resources/v3alpha/users/u1?instance.id=other, 404",
        "PATCH /resources/v3alpha/users/u1?organization=x, 400",
        "PATCH /resources/v3alpha/users/u1/, 404",
        "PATCH /resources/v3alpha/users/u1/email, 405"
    })
    void path_and_query_are_told_first_and_without_the_body(String line, int status) throws Exception {
        assertThat(answer(new Target(line, JSON), "Content-Length: 1000\r\n\r\n{"))
                .startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void an_unknown_method_is_told_without_its_body() throws Exception {
        for (String path : List.of(SERVICE + "/Unheard", "/without-servlets" + SERVICE + "/Unheard")) {
            String answer = answer(new Target("POST " + path, WEB), "Content-Length: 10000000000\r\n\r\n{");

            assertThat(answer).startsWith("HTTP/1.1 200 ").contains("grpc-status: 12");
        }
    }

    @Test
    void the_instance_in_a_message_is_told_to_known_callers_only() throws Exception {
        Target resend = new Target("POST " + USERS + "/u1/email/_resend", JSON);
        String message = "Content-Length: 27\r\n\r\n{\"instance\":{\"id\":\"other\"}}";

        assertUnknown(resend, answer(resend, message));
        assertThat(answer(resend, "Authorization: Bearer admin\r\n" + message)).startsWith("HTTP/1.1 404 ");
    }

    private void assertUnknown(Target target, String answer) {
        if (target.line().contains(SERVICE) && !target.type().startsWith("application/grpc")) {
            assertThat(answer)
                    .as(target.toString())
                    .startsWith("HTTP/1.1 401 ")
                    .contains("\"code\":\"unauthenticated\"");
            assertThat(answer.toLowerCase(Locale.ROOT)).contains("\r\nwww-authenticate: bearer");
        } else if (target.type().equals(JSON) || !target.type().startsWith("application/grpc")) {
            assertThat(answer).as(target.toString()).startsWith("HTTP/1.1 401 ").contains("\"code\":16");
            assertThat(answer.toLowerCase(Locale.ROOT)).contains("\r\nwww-authenticate: bearer");
        } else {
            String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
            String frames =
                    target.type().equals(TEXT) ? new String(Base64.getDecoder().decode(body), ISO_8859_1) : body;
            assertThat(answer).as(target.toString()).startsWith("HTTP/1.1 200 ");
            assertThat(frames).as(target.toString()).contains("grpc-status: 16");
        }
        assertThat(accounts.calls()).isEmpty();
    }

    /** The answer to a request whose sender keeps the connection open and says nothing more. */
    private String answer(Target target, String rest) throws Exception {
        String head = target.line() + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + target.type() + "\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write((head + rest).getBytes(ISO_8859_1));
            return whole(socket.getInputStream());
        }
    }

    /** An answer up to the length that its head says. */
    private static String whole(InputStream in) throws Exception {
        StringBuilder answer = new StringBuilder();
        int end = -1;
        while (end < 0 || answer.length() < end) {
            int next = in.read();
            assertThat(next).as("the connection is closed after: " + answer).isNotNegative();
            answer.append((char) next);
            if (end < 0 && answer.toString().endsWith("\r\n\r\n")) {
                end = answer.length() + length(answer.toString());
            }
        }
        return answer.toString();
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .map(line -> Integer.valueOf(
                        line.substring("content-length:".length()).strip()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no length: " + head));
    }
}
