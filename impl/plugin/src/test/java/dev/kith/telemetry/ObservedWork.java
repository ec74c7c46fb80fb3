package dev.kith.telemetry;

import dev.kith.api.Operation;
import dev.kith.core.ContactChannel;
import dev.kith.core.Meter;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.core.OutboxMessage.Sealed;
import dev.kith.core.Spans.CallSpan;
import dev.kith.core.Spans.CarriedMessage;
import dev.kith.core.Spans.DeliverySpan;
import dev.kith.core.Spans.TraceContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Instant;
import java.util.List;

/** Counts and traces some work with the OpenTelemetry of its class loader, and says in words what arrives there. */
public final class ObservedWork {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    private ObservedWork() {}

    /** The figures, by name. */
    public static List<String> figures() {
        InMemoryMetricReader reader = InMemoryMetricReader.create();
        try (SdkMeterProvider provider =
                        SdkMeterProvider.builder().registerMetricReader(reader).build();
                OpenTelemetryMeters meters = new OpenTelemetryMeters(provider, Attributes.empty())) {
            meters.count(Meter.CODES, "issued");
            meters.time(Meter.CALLS, 3_000_000, "get-user", "json", "200");
            meters.counted(Meter.REQUESTS_LIMITED, () -> 7);
            meters.gauge(Meter.BODIES_BYTES, () -> 42);
            return reader.collectAllMetrics().stream()
                    .map(metric -> metric.getName() + " [" + metric.getUnit() + "] "
                            + metric.getLongSumData().getPoints().stream()
                                    .map(point -> point.getValue())
                                    .toList()
                            + metric.getDoubleGaugeData().getPoints().stream()
                                    .map(point -> point.getValue())
                                    .toList()
                            + metric.getHistogramData().getPoints().stream()
                                    .map(point -> point.getSum())
                                    .toList())
                    .sorted()
                    .toList();
        }
    }

    /** The spans, as they end. */
    public static List<String> spans() {
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build()) {
            OpenTelemetrySpans spans = new OpenTelemetrySpans(provider, "i1");
            TraceContext here;
            try (CallSpan call = spans.served(
                    Operation.GET_USER, "grpc", name -> name.equals("traceparent") ? List.of(PARENT) : List.of())) {
                here = spans.current();
                call.answered(404, "NOT_FOUND");
            }
            OutboxMessage message = new OutboxMessage(
                    "m1",
                    "u1",
                    "o1",
                    ContactChannel.EMAIL,
                    MessageKind.SEND_CODE,
                    "dora@canary.example",
                    new Sealed("k", "text"),
                    Instant.EPOCH,
                    null);
            try (DeliverySpan delivery = spans.delivering(new CarriedMessage("notifier", "mail", message, 1, here))) {
                delivery.ended("accepted", true);
            }
            return exporter.getFinishedSpanItems().stream()
                    .map(span -> span.getName() + " " + span.getKind() + " of "
                            + span.getTraceId().equals(TRACE) + " linked to "
                            + span.getLinks().stream()
                                    .map(link -> link.getSpanContext().getTraceId())
                                    .toList()
                            + " "
                            + span.getAttributes().asMap().values().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .toList())
                    .toList();
        }
    }
}
