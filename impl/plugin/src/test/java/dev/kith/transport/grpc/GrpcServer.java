package dev.kith.transport.grpc;

import dev.kith.api.UserAccounts;
import dev.kith.transport.BinaryCalls;
import dev.kith.transport.CorsPolicy;
import dev.kith.transport.TestTransport;
import dev.kith.transport.TransportContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The real servlets in a real server, HTTP/1.1 and HTTP/2 on one free port, in front of what a test puts behind them. */
final class GrpcServer implements AutoCloseable {
    /** What the administrator of the tests sends. */
    static final String ADMIN = "Bearer admin";

    private final Server server = new Server();
    private final TransportContext transport;

    private GrpcServer(TransportContext transport, boolean trailers) {
        this.transport = transport;
        HttpConfiguration http = new HttpConfiguration();
        ServerConnector connector =
                new ServerConnector(server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder grpc = new ServletHolder(new GrpcServlet(transport));
        context.addServlet(grpc, GrpcServlet.MAPPING);
        context.addServlet(grpc, GrpcServlet.SCHEMAS_MAPPING);
        context.addServlet(new ServletHolder(new HealthServlet(() -> true)), HealthServlet.MAPPING);
        context.addServlet(new ServletHolder(new EverythingElse()), "/");
        if (!trailers) {
            context.addFilter(new FilterHolder(new NoTrailers()), "/*", EnumSet.of(DispatcherType.REQUEST));
        }
        context.addFilter(
                new FilterHolder(new GrpcRestFilter(transport)),
                GrpcRestFilter.MAPPING,
                EnumSet.of(DispatcherType.REQUEST));
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    static GrpcServer of(UserAccounts accounts) {
        return of(accounts, CorsPolicy.CLOSED, Clock.systemUTC());
    }

    static GrpcServer of(UserAccounts accounts, CorsPolicy cors, Clock clock) {
        return new GrpcServer(TestTransport.context(accounts, cors, BinaryCalls.NONE, clock), true);
    }

    static GrpcServer of(TransportContext transport) {
        return new GrpcServer(transport, true);
    }

    static GrpcServer withoutTrailers(UserAccounts accounts) {
        return new GrpcServer(
                TestTransport.context(accounts, CorsPolicy.CLOSED, BinaryCalls.NONE, Clock.systemUTC()), false);
    }

    int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    TransportContext transport() {
        return transport;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Where requests end that gRPC leaves to others. */
    private static final class EverythingElse extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
    }

    /** A container that cannot send trailers says so in the words of the servlet specification. */
    private static final class NoTrailers extends HttpFilter {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(request, new HttpServletResponseWrapper(response) {
                @Override
                public void setTrailerFields(Supplier<Map<String, String>> supplier) {
                    throw new IllegalStateException("trailers are not supported");
                }
            });
        }
    }
}
