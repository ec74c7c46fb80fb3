package dev.kith.telemetry;

import dev.kith.api.Operation;
import dev.kith.core.Meter;
import dev.kith.core.Spans;
import dev.kith.spi.RequestId;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Spans in a tracer provider of OpenTelemetry, with attributes of its semantic conventions for RPC (1.45); calls in JSON have the
 * status of HTTP instead. Must not be loaded where its classes are missing.
 */
public final class OpenTelemetrySpans implements Spans {
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("kith.operation");
    private static final AttributeKey<String> PROTOCOL = AttributeKey.stringKey("kith.protocol");
    private static final AttributeKey<String> INSTANCE = AttributeKey.stringKey(HostOpenTelemetry.INSTANCE);
    private static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("kith.request.id");
    private static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("kith.message.id");
    private static final AttributeKey<String> MESSAGE_KIND = AttributeKey.stringKey("kith.message.kind");
    private static final AttributeKey<String> ROLE = AttributeKey.stringKey("kith.delivery.role");
    private static final AttributeKey<String> NAME = AttributeKey.stringKey("kith.delivery.name");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("kith.delivery.attempt");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("kith.delivery.outcome");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<Long> HTTP_STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> RPC_SYSTEM = AttributeKey.stringKey("rpc.system.name");
    private static final AttributeKey<String> RPC_METHOD = AttributeKey.stringKey("rpc.method");
    private static final AttributeKey<String> RPC_STATUS = AttributeKey.stringKey("rpc.response.status_code");

    /** The value of {@code error.type} where nothing more is known. */
    private static final String OTHER = "_OTHER";

    /** Where a fault is told to be. */
    private static final String BEGUN = "begin-of-span";

    private static final String CURRENT = "current-span";
    private static final String ANSWERED = "attributes-of-span";
    private static final String ENDED = "end-of-span";

    private static final String JSON = "json";
    private static final String CONNECT = "connect";
    private static final int SERVER_FAULT = 500;

    /** As much has to be passed on; of a longer one, parts may be left out (W3C Trace Context). */
    private static final int LONGEST_STATE = 512;

    private static final String TRACE_STATE = "tracestate";
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private final TelemetryFaults faults = new TelemetryFaults(HostOpenTelemetry.NAME);
    private final Tracer tracer;
    private final String instance;

    /**
     * Spans in a tracer provider.
     *
     * @param provider the provider; stays open
     * @param instance the id of the Kith whose spans they are
     */
    public OpenTelemetrySpans(TracerProvider provider, String instance) {
        this.tracer = provider.get(HostOpenTelemetry.SCOPE);
        this.instance = instance;
    }

    @Override
    public CallSpan served(Operation operation, String protocol, Function<String, List<String>> headers) {
        return faults.result(BEGUN, () -> begun(operation, protocol, headers)).orElse(CallSpan.NONE);
    }

    private CallSpan begun(Operation operation, String protocol, Function<String, List<String>> headers) {
        Context current = Context.current();
        boolean inside = Span.fromContext(current).getSpanContext().isValid();
        String name = RpcName.of(operation);
        SpanBuilder builder = tracer.spanBuilder(name)
                .setParent(inside ? current : W3C.extract(current, headers, HeaderGetter.GETTER))
                .setSpanKind(inside ? SpanKind.INTERNAL : SpanKind.SERVER)
                .setAttribute(INSTANCE, instance)
                .setAttribute(OPERATION, Meter.word(operation))
                .setAttribute(PROTOCOL, protocol);
        if (!protocol.equals(JSON)) {
            builder.setAttribute(RPC_SYSTEM, protocol.equals(CONNECT) ? "connectrpc" : "grpc")
                    .setAttribute(RPC_METHOD, name);
        }
        RequestId.current().ifPresent(id -> builder.setAttribute(REQUEST_ID, id.value()));
        Span span = builder.startSpan();
        Scope scope = faults.result(CURRENT, () -> current(span)).orElse(Scope.noop());
        return new Called(faults, span, scope, protocol.equals(CONNECT));
    }

    // Who has asked for it closes it.
    @SuppressWarnings("MustBeClosedChecker")
    private static Scope current(Span span) {
        return span.makeCurrent();
    }

    @Override
    public DeliverySpan delivering(CarriedMessage delivery) {
        return faults.result(BEGUN, () -> begun(delivery)).orElse(DeliverySpan.NONE);
    }

    private DeliverySpan begun(CarriedMessage delivery) {
        SpanBuilder builder = tracer.spanBuilder("deliver " + delivery.name())
                .setNoParent()
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(INSTANCE, instance)
                .setAttribute(ROLE, delivery.role())
                .setAttribute(NAME, delivery.name())
                .setAttribute(ATTEMPT, (long) delivery.attempt())
                .setAttribute(MESSAGE_ID, delivery.message().id())
                .setAttribute(MESSAGE_KIND, Meter.word(delivery.message().kind()));
        SpanContext cause = context(delivery.cause());
        if (cause.isValid()) {
            builder.addLink(cause);
        }
        return new Delivering(faults, builder.startSpan());
    }

    private static SpanContext context(@Nullable TraceContext stored) {
        if (stored == null) {
            return SpanContext.getInvalid();
        }
        Function<String, List<String>> headers = name -> {
            String value = name.equals(TRACE_STATE) ? stored.tracestate() : stored.traceparent();
            return value == null ? List.of() : List.of(value);
        };
        return Span.fromContext(W3C.extract(Context.root(), headers, HeaderGetter.GETTER))
                .getSpanContext();
    }

    @Override
    public @Nullable TraceContext current() {
        return faults.result(CURRENT, OpenTelemetrySpans::here).orElse(null);
    }

    private static @Nullable TraceContext here() {
        Map<String, String> headers = new HashMap<>();
        W3C.inject(Context.current(), headers, (all, name, value) -> {
            if (all != null) {
                all.put(name, value);
            }
        });
        String parent = headers.get("traceparent");
        if (parent == null) {
            return null;
        }
        String state = headers.get(TRACE_STATE);
        return new TraceContext(parent, state == null || state.length() > LONGEST_STATE ? null : state);
    }

    private static void failed(Span span, String type) {
        span.setStatus(StatusCode.ERROR).setAttribute(ERROR, type);
    }

    /** Reads headers. A trace that is named twice is none; the parts of its state may stand in several lines. */
    private enum HeaderGetter implements TextMapGetter<Function<String, List<String>>> {
        GETTER;

        @Override
        public @Nullable String get(@Nullable Function<String, List<String>> headers, String name) {
            List<String> values = headers == null ? List.of() : headers.apply(name);
            if (values.isEmpty() || (values.size() > 1 && !name.equals(TRACE_STATE))) {
                return null;
            }
            return String.join(",", values);
        }
    }

    /** The span of a call, on the thread that serves it. What a caller has done wrong is no error of the one who serves. */
    private static final class Called implements CallSpan {
        private final TelemetryFaults faults;
        private final Span span;
        private final Scope scope;
        private final boolean connect;
        private boolean answered;

        Called(TelemetryFaults faults, Span span, Scope scope, boolean connect) {
            this.faults = faults;
            this.span = span;
            this.scope = scope;
            this.connect = connect;
        }

        @Override
        public void answered(int http) {
            answered = true;
            faults.contain(ANSWERED, () -> {
                span.setAttribute(HTTP_STATUS, (long) http);
                judge(http, Integer.toString(http));
            });
        }

        @Override
        public void answered(int http, String status) {
            answered = true;
            String code = connect ? status.toLowerCase(Locale.ROOT) : status;
            faults.contain(ANSWERED, () -> {
                span.setAttribute(RPC_STATUS, code);
                judge(http, code);
            });
        }

        private void judge(int http, String type) {
            if (http >= SERVER_FAULT) {
                failed(span, type);
            }
        }

        @Override
        public void close() {
            if (!answered) {
                faults.contain(ANSWERED, () -> failed(span, OTHER));
            }
            faults.contain(CURRENT, scope::close);
            faults.contain(ENDED, span::end);
        }
    }

    /** The span of a call of a carrier, which works on a thread of its own. */
    private static final class Delivering implements DeliverySpan {
        private final TelemetryFaults faults;
        private final Span span;
        private boolean ended;

        Delivering(TelemetryFaults faults, Span span) {
            this.faults = faults;
            this.span = span;
        }

        @Override
        public <T> Callable<T> around(Callable<T> work) {
            return () -> {
                Optional<Scope> scope = faults.result(CURRENT, this::entered);
                try {
                    return work.call();
                } finally {
                    scope.ifPresent(current -> faults.contain(CURRENT, current::close));
                }
            };
        }

        // Who has asked for it closes it.
        @SuppressWarnings("MustBeClosedChecker")
        private Scope entered() {
            return Context.root().with(span).makeCurrent();
        }

        @Override
        public void ended(String outcome, boolean accepted) {
            ended = true;
            faults.contain(ANSWERED, () -> {
                span.setAttribute(OUTCOME, outcome);
                if (!accepted) {
                    failed(span, outcome);
                }
            });
        }

        @Override
        public void close() {
            if (!ended) {
                faults.contain(ANSWERED, () -> failed(span, OTHER));
            }
            faults.contain(ENDED, span::end);
        }
    }
}
