package dev.kith.transport.grpc;

import dev.kith.transport.TransportContext;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The user calls over gRPC and gRPC-Web. Must be mapped to {@link #MAPPING} in the root context, because gRPC clients derive
 * the path of a method from its name.
 */
public class GrpcServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** The paths of the calls. */
    public static final String MAPPING = "/" + UserMethods.SERVICE + "/*";

    private transient @Nullable TransportContext transport;
    private transient @Nullable UnaryServlet calls;

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
        UserMethods methods = new UserMethods(found.accounts(), found.admission());
        calls = new UnaryServlet(UserMethods.SERVICE, methods::named, new UnaryEntry(found.clock()), found.cors());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (calls == null) {
            throw new IllegalStateException("not initialized");
        }
        calls.serve(request, response);
    }
}
