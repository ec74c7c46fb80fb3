package dev.kith.transport.grpc;

import dev.kith.transport.TransportContext;
import dev.kith.transport.grpc.ServiceMethods.GrpcServices;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * gRPC on the REST paths: a request whose content type is {@code application/grpc} is answered in gRPC, with the id of
 * its path. Must be mapped to {@link #MAPPING}, in front of the JSON transport, which gets every other request. (gRPC-Web on
 * these paths needs no trailers, so the JSON transport passes it on by itself, also where there are no servlets.)
 */
public class GrpcRestFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String ROOT = "/resources/v3alpha";

    /** The REST paths. */
    public static final String MAPPING = ROOT + "/*";

    private transient @Nullable TransportContext transport;
    private transient @Nullable GrpcServices methods;
    private transient @Nullable UnaryServlet calls;

    /** For containers; the filter gets what it needs from CDI. */
    public GrpcRestFilter() {}

    /**
     * For hosts without CDI.
     *
     * @param transport what the transports need
     */
    public GrpcRestFilter(TransportContext transport) {
        this.transport = transport;
    }

    /** Looks CDI up itself, because CDI does not inject into filters in every servlet container. */
    @Override
    public void init() {
        TransportContext found =
                transport == null ? CDI.current().select(TransportContext.class).get() : transport;
        methods = GrpcServices.of(found);
        calls = new UnaryServlet(
                UserMethods.SERVICE,
                name -> Optional.empty(),
                new UnaryEntry(found.clock(), found.calls()),
                found.cors());
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (calls == null || methods == null) {
            throw new IllegalStateException("not initialized");
        }
        Optional<RestRoutes.Match> match = isGrpc(request)
                ? RestRoutes.find(
                        request.getMethod(),
                        request.getRequestURI().substring((request.getContextPath() + ROOT).length()))
                : Optional.empty();
        if (match.isPresent()) {
            UnaryMethod method = methods.of(match.get().operation());
            calls.call(Optional.of(method), match.get().id(), request, response);
        } else {
            chain.doFilter(UnaskedForm.of(request), response);
        }
    }

    private static boolean isGrpc(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Content-Type"))
                .flatMap(MediaType::of)
                .filter(type -> type == MediaType.GRPC)
                .isPresent();
    }
}
