package dev.kith.transport.grpc;

import dev.kith.transport.TransportContext;
import dev.kith.transport.grpc.ServiceMethods.GrpcServices;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The calls about users and about user schemas over gRPC and gRPC-Web. Must be mapped to {@link #MAPPING} and {@link
 * #SCHEMAS_MAPPING} in the root context, because gRPC clients derive the path of a method from its name.
 */
public class GrpcServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** The paths of the calls about users. */
    public static final String MAPPING = "/" + UserMethods.SERVICE + "/*";

    /** The paths of the calls about user schemas. */
    public static final String SCHEMAS_MAPPING = "/" + SchemaMethods.SERVICE + "/*";

    private transient @Nullable TransportContext transport;
    private transient @Nullable Map<String, UnaryServlet> calls;

    /** For containers; the servlet gets what it needs from CDI. */
    public GrpcServlet() {}

    /**
     * For hosts without CDI.
     *
     * @param transport what the transports need
     */
    public GrpcServlet(TransportContext transport) {
        this.transport = transport;
    }

    /** Looks CDI up itself, because CDI does not inject into servlets in every servlet container. */
    @Override
    public void init() {
        TransportContext found =
                transport == null ? CDI.current().select(TransportContext.class).get() : transport;
        UnaryEntry entry = new UnaryEntry(found.clock(), found.calls());
        calls = GrpcServices.of(found).services().stream()
                .collect(Collectors.toMap(
                        methods -> "/" + methods.service(),
                        methods -> new UnaryServlet(methods.service(), methods::named, entry, found.cors())));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (calls == null) {
            throw new IllegalStateException("not initialized");
        }
        UnaryServlet service = calls.get(request.getServletPath());
        if (service == null) {
            throw new IllegalStateException("mapped to another path than those of the services");
        }
        service.serve(request, response);
    }
}
