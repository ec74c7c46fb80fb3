package dev.kith.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Operation;
import dev.kith.core.ContactChannel;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.core.OutboxMessage.Sealed;
import dev.kith.core.Spans.CallSpan;
import dev.kith.core.Spans.CarriedMessage;
import dev.kith.core.Spans.DeliverySpan;
import dev.kith.core.Spans.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spans in a tracer provider of OpenTelemetry. */
class OpenTelemetrySpansTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String CANARY = "dora@canary.example";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();
    private final OpenTelemetrySpans spans = new OpenTelemetrySpans(provider, "i1");

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void a_call_goes_on_with_the_trace_that_its_request_names() {
        served("json", Map.of("traceparent", List.of(PARENT), "tracestate", List.of("a=1", "b=2")), 200);

        SpanData span = only();
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(span.getSpanContext().getTraceState().asMap())
                .containsEntry("a", "1")
                .containsEntry("b", "2");
        assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(span.getName()).isEqualTo("zitadel.resources.user.v3alpha.ZITADELUsers/PatchUser");
        assertThat(attributes(span))
                .containsEntry("kith.operation", "patch-user")
                .containsEntry("kith.protocol", "json")
                .containsEntry("kith.instance", "i1")
                .containsEntry("http.response.status_code", 200L);
    }

    @Test
    void a_trace_that_is_named_twice_or_is_none_is_not_gone_on_with() {
        served("json", Map.of("traceparent", List.of(PARENT, PARENT)), 200);
        served("json", Map.of("traceparent", List.of("00-nothing")), 200);

        assertThat(exporter.getFinishedSpanItems()).hasSize(2).allSatisfy(span -> {
            assertThat(span.getTraceId()).isNotEqualTo(TRACE);
            assertThat(span.getParentSpanContext().isValid()).isFalse();
        });
    }

    @Test
    void a_call_inside_of_the_servers_own_span_is_part_of_that_one() {
        Span outer = provider.get("server").spanBuilder("POST").startSpan();
        try (Scope scope = outer.makeCurrent()) {
            assertThat(scope).isNotNull();
            served("json", Map.of("traceparent", List.of(PARENT)), 200);
        }

        assertThat(only().getParentSpanId()).isEqualTo(outer.getSpanContext().getSpanId());
        assertThat(only().getKind()).isEqualTo(SpanKind.INTERNAL);
    }

    @Test
    void what_a_caller_has_done_wrong_is_no_error_and_what_fails_here_is_one() {
        served("json", Map.of(), 404);
        served("json", Map.of(), 500);

        assertThat(exporter.getFinishedSpanItems())
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.UNSET, StatusCode.ERROR);
    }

    @Test
    void a_call_that_ends_without_an_answer_has_failed() {
        spans.served(Operation.GET_USER, "json", name -> List.of()).close();

        assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void calls_are_served_and_messages_delivered_where_what_the_host_does_with_spans_fails() throws Exception {
        for (FailingProcessor processor : List.of(
                new FailingProcessor(true, false),
                new FailingProcessor(false, false),
                new FailingProcessor(true, true),
                new FailingProcessor(false, true))) {
            try (SdkTracerProvider broken =
                    SdkTracerProvider.builder().addSpanProcessor(processor).build()) {
                OpenTelemetrySpans failing = new OpenTelemetrySpans(broken, "i1");

                try (CallSpan span = failing.served(Operation.GET_USER, "json", name -> List.of())) {
                    span.answered(200);
                }
                try (DeliverySpan span = failing.delivering(delivery(null))) {
                    assertThat(span.around(() -> "delivered").call()).isEqualTo("delivered");
                    span.ended("accepted", true);
                }

                assertThat(Span.current().getSpanContext().isValid()).isFalse();
            }
        }
    }

    @Test
    void calls_are_served_and_messages_delivered_where_the_hosts_api_lacks_what_is_used() throws Exception {
        OpenTelemetrySpans lacking =
                new OpenTelemetrySpans(LackingMethods.provider(TracerProvider.class, Tracer.class), "i1");

        try (CallSpan span = lacking.served(Operation.GET_USER, "grpc", name -> List.of())) {
            span.answered(200, "OK");
        }
        try (DeliverySpan span = lacking.delivering(delivery(new TraceContext(PARENT, null)))) {
            assertThat(span.around(() -> "delivered").call()).isEqualTo("delivered");
            span.ended("later", false);
        }
    }

    /**
     * What a host may have put into its tracing.
     *
     * @param atStart whether it fails at the start of a span, otherwise at its end
     * @param linkage whether a method is missing there
     */
    private record FailingProcessor(boolean atStart, boolean linkage) implements SpanProcessor {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            fail();
        }

        private void fail() {
            if (linkage) {
                throw new NoSuchMethodError("of another version");
            }
            throw new IllegalStateException("of the host");
        }

        @Override
        public boolean isStartRequired() {
            return atStart;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            fail();
        }

        @Override
        public boolean isEndRequired() {
            return !atStart;
        }
    }

    @Test
    void grpc_and_connect_have_their_own_status() {
        for (String protocol : List.of("grpc", "grpc-web", "connect")) {
            try (CallSpan call = spans.served(Operation.SEARCH_USER_SCHEMAS, protocol, name -> List.of())) {
                call.answered(404, "NOT_FOUND");
            }
        }

        List<SpanData> all = exporter.getFinishedSpanItems();
        assertThat(all)
                .allSatisfy(span -> assertThat(attributes(span))
                        .containsEntry(
                                "rpc.method",
                                "zitadel.resources.userschema.v3alpha.ZITADELUserSchemas/SearchUserSchemas"));
        assertThat(all.subList(0, 2))
                .allSatisfy(span -> assertThat(attributes(span))
                        .containsEntry("rpc.system.name", "grpc")
                        .containsEntry("rpc.response.status_code", "NOT_FOUND"));
        assertThat(attributes(all.get(2)))
                .containsEntry("rpc.system.name", "connectrpc")
                .containsEntry("rpc.response.status_code", "not_found");
    }

    @Test
    void a_delivery_is_a_trace_of_its_own_that_is_linked_to_its_cause() throws Exception {
        CompletableFuture<TraceContext> inside = new CompletableFuture<>();
        try (DeliverySpan span = spans.delivering(delivery(new TraceContext(PARENT, "a=1")))) {
            Thread carrier = new Thread(() -> {
                try {
                    inside.complete(span.around(() -> Objects.requireNonNull(spans.current()))
                            .call());
                } catch (Exception e) {
                    inside.completeExceptionally(e);
                }
            });
            carrier.start();
            carrier.join();
            span.ended("accepted", true);
        }

        SpanData span = only();
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(span.getLinks())
                .singleElement()
                .satisfies(link -> assertThat(link.getSpanContext().getTraceId() + " "
                                + link.getSpanContext().getTraceState().get("a"))
                        .isEqualTo(TRACE + " 1"));
        assertThat(inside.get().traceparent()).startsWith("00-" + span.getTraceId() + "-" + span.getSpanId() + "-");
        assertThat(attributes(span))
                .containsEntry("kith.delivery.role", "notifier")
                .containsEntry("kith.delivery.name", "mail")
                .containsEntry("kith.delivery.attempt", 3L)
                .containsEntry("kith.delivery.outcome", "accepted")
                .containsEntry("kith.message.id", "m1")
                .containsEntry("kith.message.kind", "send-code");
    }

    @Test
    void a_delivery_without_a_cause_has_no_link_and_one_that_fails_says_so() {
        try (DeliverySpan span = spans.delivering(delivery(null))) {
            span.ended("later", false);
        }
        try (DeliverySpan span = spans.delivering(delivery(new TraceContext("damaged", null)))) {
            assertThat(span).isNotNull();
        }

        assertThat(exporter.getFinishedSpanItems()).hasSize(2).allSatisfy(span -> {
            assertThat(span.getLinks()).isEmpty();
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        });
        assertThat(attributes(exporter.getFinishedSpanItems().get(0))).containsEntry("error.type", "later");
    }

    @Test
    void no_address_is_in_a_span() {
        try (DeliverySpan span = spans.delivering(delivery(null))) {
            span.ended("accepted", true);
        }

        assertThat(exporter.getFinishedSpanItems().toString()).doesNotContain(CANARY);
    }

    @Test
    void a_long_state_is_not_kept_with_a_message() {
        try (CallSpan call = spans.served(
                Operation.GET_USER, "json", name -> name.equals("traceparent") ? List.of(PARENT) : states())) {
            TraceContext here = Objects.requireNonNull(spans.current());
            assertThat(here.traceparent()).startsWith("00-" + TRACE);
            assertThat(here.tracestate()).isNull();
            call.answered(200);
        }
    }

    private static List<String> states() {
        return List.of("a=" + "x".repeat(250), "b=" + "x".repeat(250), "c=" + "x".repeat(250));
    }

    @Test
    void outside_of_a_span_a_thread_is_nowhere() {
        assertThat(spans.current()).isNull();
    }

    private void served(String protocol, Map<String, List<String>> headers, int status) {
        try (CallSpan call =
                spans.served(Operation.PATCH_USER, protocol, name -> headers.getOrDefault(name, List.of()))) {
            call.answered(status);
        }
    }

    private static CarriedMessage delivery(@Nullable TraceContext cause) {
        OutboxMessage message = new OutboxMessage(
                "m1",
                "u1",
                "o1",
                ContactChannel.EMAIL,
                MessageKind.SEND_CODE,
                CANARY,
                new Sealed("k", "text"),
                Instant.EPOCH,
                null);
        return new CarriedMessage("notifier", "mail", message, 3, cause);
    }

    private SpanData only() {
        assertThat(exporter.getFinishedSpanItems()).hasSize(1);
        return exporter.getFinishedSpanItems().get(0);
    }

    private static Map<String, Object> attributes(SpanData span) {
        Map<String, Object> all = new HashMap<>();
        span.getAttributes().forEach((key, value) -> all.put(key.getKey(), value));
        return all;
    }
}
