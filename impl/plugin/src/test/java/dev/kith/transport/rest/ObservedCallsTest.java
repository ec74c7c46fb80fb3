package dev.kith.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Operation;
import dev.kith.transport.CallObserver;
import dev.kith.transport.CallObserver.CallProtocol;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.RecordingAccounts;
import dev.kith.transport.RecordingSchemas;
import dev.kith.transport.RequestHead;
import dev.kith.transport.RequestIdHeader;
import dev.kith.transport.TestTransport;
import dev.kith.transport.TransportContext;
import dev.kith.transport.grpc.GrpcWebCalls;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every call is heard of once, however it ends and however it comes. */
class ObservedCallsTest {
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final List<String> spans = Collections.synchronizedList(new ArrayList<>());
    private final CallObserver hearing = new Hearing();
    private final RecordingAccounts accounts = new RecordingAccounts();
    private final RestServer server = RestServer.of(observed());

    private TransportContext observed() {
        TransportContext plain = TestTransport.context(
                accounts,
                new RecordingSchemas(),
                admission -> new GrpcWebCalls(
                        accounts, accounts, new RecordingSchemas(), admission, java.time.Clock.systemUTC(), hearing));
        return new TransportContext(
                plain.accounts(),
                plain.search(),
                plain.schemas(),
                plain.pages(),
                plain.admission(),
                plain.cors(),
                plain.binary(),
                hearing,
                plain.clock());
    }

    /** Hears of calls, and of their begin and end on the thread that serves them. */
    private final class Hearing implements CallObserver {
        @Override
        public ObservedCall begun(Operation operation, CallProtocol protocol, RequestHead head) {
            spans.add("begun " + protocol + " " + head.headers("traceparent") + " "
                    + RequestIdHeader.current().isPresent());
            return new ObservedCall() {
                @Override
                public void answered(int http) {
                    heard.add(operation + " " + protocol + " " + http);
                    spans.add("answered " + http);
                }

                @Override
                public void answered(int http, GrpcStatus status) {
                    heard.add(operation + " " + protocol + " " + http);
                    spans.add("answered " + http + " " + status);
                }

                @Override
                public void close() {
                    spans.add("closed");
                }
            };
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_call_is_heard_of_whether_it_is_done_refused_unreadable_or_fails() throws Exception {
        server.send(server.request("GET", "/resources/v3alpha/users/u1", ""));
        server.send(server.anonymous("PATCH", "/resources/v3alpha/users/u1", "{}"));
        server.send(server.request("PATCH", "/resources/v3alpha/users/u1", "{"));
        accounts.fail(new IllegalStateException("something"));
        server.send(server.request("PATCH", "/resources/v3alpha/users/u1", "{}"));

        assertThat(heard)
                .containsExactly(
                        "GET_USER JSON 200", "PATCH_USER JSON 401", "PATCH_USER JSON 400", "PATCH_USER JSON 500");
    }

    @Test
    void a_message_of_grpc_web_on_a_path_of_json_is_one_call_of_grpc_web() throws Exception {
        HttpRequest.Builder message = server.request("POST", "/resources/v3alpha/users/u1/_lock", "not a frame");
        server.send(message.setHeader("Content-Type", "application/grpc-web+proto"));

        assertThat(heard).singleElement().asString().startsWith("LOCK_USER GRPC_WEB ");
    }

    @Test
    void a_call_has_a_begin_with_its_head_and_an_end_with_its_status() throws Exception {
        server.send(server.request("GET", "/resources/v3alpha/users/u1", "").setHeader("traceparent", "t1"));
        accounts.fail(new IllegalStateException("something"));
        server.send(server.request("PATCH", "/resources/v3alpha/users/u1", "{}"));
        server.send(server.request("POST", "/resources/v3alpha/users/u1/_lock", "not a frame")
                .setHeader("Content-Type", "application/grpc-web+proto")
                .setHeader("traceparent", "t2"));

        assertThat(spans)
                .containsExactly(
                        "begun JSON [t1] true",
                        "answered 200",
                        "closed",
                        "begun JSON [] true",
                        "answered 500",
                        "closed",
                        "begun GRPC_WEB [t2] true",
                        "answered 500 INTERNAL",
                        "closed");
    }

    @Test
    void a_path_that_leads_nowhere_is_no_call() throws Exception {
        server.send(server.request("GET", "/resources/v3alpha/nothing", ""));
        server.send(server.request("PATCH", "/resources/v3alpha/users/u1/", "{}"));

        assertThat(heard).isEmpty();
        assertThat(spans).isEmpty();
    }
}
