package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.Kith;
import dev.kith.api.Operation;
import dev.kith.boot.providers.ManagedProviders;
import dev.kith.defaults.Receiver;
import dev.kith.spi.Notifier;
import dev.kith.transport.CallObserver;
import dev.kith.transport.CallObserver.CallProtocol;
import dev.kith.transport.CallObserver.ObservedCall;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.RequestHead;
import dev.kith.transport.TransportContext;
import dev.kith.transport.grpc.HeadOf;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Traces of a whole Kith: calls, and deliveries that are linked to what has caused them. */
class TracesTest {
    private static final RequestHead NO_HEAD = new HeadOf(Map.of());

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build();

    @AfterEach
    void close() {
        sdk.close();
    }

    @Test
    void a_webhook_hears_of_the_delivery_that_is_linked_to_the_call() throws Exception {
        Span call = sdk.getTracer("test").spanBuilder("call").startSpan();
        Noting noting = new Noting();
        try (Receiver receiver = Receiver.start()) {
            try (Kith kith = builder()
                    .beans(new Beans(sdk))
                    .notifier(noting)
                    .setting("kith.events.webhook.url", "http://127.0.0.1:" + receiver.port())
                    .setting("kith.webhook.allowed-targets", "127.0.0.1")
                    .setting("kith.webhook.keys", "w:" + Base64.getEncoder().encodeToString(new byte[32]))
                    .start()) {
                try (Scope scope = call.makeCurrent()) {
                    assertThat(scope).isNotNull();
                    Dora.join(kith);
                }
                assertThat(noting.heard.poll(30, TimeUnit.SECONDS)).isNotNull();
                awaitOneOf(receiver);
            }
            call.end();

            SpanData event = delivery("webhook");
            assertThat(receiver.requests().get(0).header("traceparent"))
                    .startsWith("00-" + event.getTraceId() + "-" + event.getSpanId() + "-");
            assertLinked(event, call);
            SpanData mail = delivery("noting");
            assertThat(noting.inside).isEqualTo(mail.getSpanId());
            assertLinked(mail, call);
            assertThat(exporter.getFinishedSpanItems().toString())
                    .doesNotContain(Dora.EMAIL.address())
                    .doesNotContain(noting.code);
        }
    }

    @Test
    void a_call_over_the_network_is_a_span_that_the_host_has() {
        try (Kith kith = builder().beans(new Beans(sdk)).deliver(false).start()) {
            CallObserver calls = kith.unwrap(TransportContext.class).calls();
            try (ObservedCall json = calls.begun(Operation.GET_USER, CallProtocol.JSON, NO_HEAD)) {
                json.answered(200);
            }
            try (ObservedCall grpc = calls.begun(Operation.GET_USER, CallProtocol.GRPC_WEB, NO_HEAD)) {
                grpc.answered(404, GrpcStatus.NOT_FOUND);
            }
        }

        assertThat(exporter.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .containsExactly(
                        "zitadel.resources.user.v3alpha.ZITADELUsers/GetUser",
                        "zitadel.resources.user.v3alpha.ZITADELUsers/GetUser");
    }

    /** The end of the Kith waits for the delivery that has begun. */
    private static void awaitOneOf(Receiver receiver) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (receiver.requests().isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static void assertLinked(SpanData delivery, Span call) {
        assertThat(delivery.getParentSpanContext().isValid()).isFalse();
        assertThat(delivery.getLinks())
                .singleElement()
                .satisfies(link -> assertThat(link.getSpanContext().getSpanId())
                        .isEqualTo(call.getSpanContext().getSpanId()));
    }

    private SpanData delivery(String carrier) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals("deliver " + carrier))
                .findFirst()
                .orElseThrow();
    }

    private static DefaultKithBuilder builder() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return new DefaultKithBuilder().dataSource(database).setting("kith.instance.id", "traces-" + UUID.randomUUID());
    }

    private record Beans(OpenTelemetry telemetry) implements ManagedProviders {
        @Override
        public <T> List<Bean<T>> of(Class<T> type) {
            return List.of();
        }

        @Override
        public <T> Optional<T> only(Class<T> type) {
            return type == OpenTelemetry.class ? Optional.of(type.cast(telemetry)) : Optional.empty();
        }
    }

    /** Notes which span it works in. */
    private static final class Noting implements Notifier {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private volatile String inside = "";
        private volatile String code = "";

        @Override
        public String name() {
            return "noting";
        }

        @Override
        public boolean carries(Channel channel) {
            return true;
        }

        @Override
        public Outcome deliver(Notification notification) {
            inside = Span.current().getSpanContext().getSpanId();
            code = String.valueOf(notification.code());
            heard.add(notification.id());
            return Outcome.accepted();
        }
    }
}
