package dev.kith.transport.grpc;

import dev.kith.transport.BodyBudget;
import dev.kith.transport.CallObserver;
import dev.kith.transport.CorsPolicy;
import dev.kith.transport.ErrorResponse;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.RequestHead;
import dev.kith.transport.grpc.message.MessageType;
import dev.kith.transport.grpc.wire.HealthCheckRequest;
import dev.kith.transport.grpc.wire.HealthCheckResponse;
import dev.kith.transport.grpc.wire.HealthCheckResponse.ServingStatus;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The standard health checking protocol of gRPC, for programs that run their own server. Must be mapped to {@link #MAPPING}.
 * Anybody may ask; {@code Watch} is not offered. What is asked has memory of its own, so that nobody else can use it up.
 */
public class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String SERVICE = "grpc.health.v1.Health";

    /** The paths of the calls. */
    public static final String MAPPING = "/" + SERVICE + "/*";

    private static final long MOST_BYTES = 4 * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final transient MessageReader<HealthCheckRequest> requests =
            new MessageReader<>(MessageType.ofRequest(SERVICE, "Check"), HealthCheckRequest.parser());
    private final transient BooleanSupplier serving;
    private final transient BodyBudget bodies;
    private final transient UnaryServlet calls;

    /**
     * Reports whether the calls are served.
     *
     * @param serving whether they are; asked for each request, on its thread
     */
    public HealthServlet(BooleanSupplier serving) {
        this.serving = serving;
        this.bodies = new BodyBudget(MOST_BYTES, LONGEST, Clock.systemUTC());
        this.calls = new UnaryServlet(
                SERVICE,
                name -> name.equals("Check") ? Optional.of(this::admit) : Optional.empty(),
                new UnaryEntry(Clock.systemUTC(), CallObserver.NONE),
                CorsPolicy.CLOSED);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        calls.serve(request, response);
    }

    private UnaryMethod.AdmittedCall admit(RequestHead anybody) {
        return new UnaryMethod.AdmittedCall(bodies.ofNobody(), BodyBudget.MOST_OF_NOBODY, this::check);
    }

    private GrpcReply check(UnaryMethod.Request request) throws GrpcFailure {
        String service = request.read(requests).getService();
        if (!service.isEmpty() && !service.equals(UserMethods.SERVICE) && !service.equals(SchemaMethods.SERVICE)) {
            return new GrpcReply.Failure(ErrorResponse.plain(GrpcStatus.NOT_FOUND, "unknown service"));
        }
        ServingStatus status = serving.getAsBoolean() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        return new GrpcReply.Success(
                HealthCheckResponse.newBuilder().setStatus(status).build(), Optional.empty());
    }
}
