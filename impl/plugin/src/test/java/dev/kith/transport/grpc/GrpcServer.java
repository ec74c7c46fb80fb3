package dev.kith.transport.grpc;

import dev.kith.api.ContactRestoration;
import dev.kith.api.EmailLinks;
import dev.kith.api.InstanceAdmission;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.UserAccounts;
import dev.kith.spi.Authenticator;
import dev.kith.transport.BinaryCalls;
import dev.kith.transport.CorsPolicy;
import dev.kith.transport.RequestAdmission;
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
import java.util.Optional;
import java.util.Set;
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
        context.addServlet(new ServletHolder(new GrpcServlet(transport)), GrpcServlet.MAPPING);
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
        RequestAdmission admission = new RequestAdmission(new InstanceOfTests(), new TokensOfTests(), cors);
        return new GrpcServer(
                new TransportContext(accounts, NO_LINKS, NO_RESTORATION, admission, cors, BinaryCalls.NONE, clock),
                true);
    }

    static GrpcServer withoutTrailers(UserAccounts accounts) {
        RequestAdmission admission =
                new RequestAdmission(new InstanceOfTests(), new TokensOfTests(), CorsPolicy.CLOSED);
        return new GrpcServer(
                new TransportContext(
                        accounts,
                        NO_LINKS,
                        NO_RESTORATION,
                        admission,
                        CorsPolicy.CLOSED,
                        BinaryCalls.NONE,
                        Clock.systemUTC()),
                false);
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

    private static final ContactRestoration NO_RESTORATION = new ContactRestoration() {
        @Override
        public Outcome<String> look(String token) {
            return Outcome.refused(ProblemCode.CODE_INVALID);
        }

        @Override
        public Outcome<String> restore(String token) {
            return Outcome.refused(ProblemCode.CODE_INVALID);
        }
    };

    private static final EmailLinks NO_LINKS = new EmailLinks() {
        @Override
        public Outcome<String> look(Link link) {
            return Outcome.refused(ProblemCode.USER_NOT_FOUND);
        }

        @Override
        public Outcome<String> redeem(Link link) {
            return Outcome.refused(ProblemCode.USER_NOT_FOUND);
        }
    };

    /** Instance {@code default} with the organization {@code org1}. */
    private static final class InstanceOfTests implements InstanceAdmission {
        @Override
        public Optional<Problem> admit(Selector named) {
            return named instanceof Selector.Id id && !id.id().equals("default")
                    ? Optional.of(Problem.of(
                            ProblemCode.INSTANCE_UNKNOWN, "unable to set instance using id " + id.id() + ": unknown"))
                    : Optional.empty();
        }

        @Override
        public Optional<Problem> admitOrganization(String organizationId) {
            return organizationId.equals("org1")
                    ? Optional.empty()
                    : Optional.of(Problem.of(ProblemCode.ORGANIZATION_UNKNOWN));
        }
    }

    /** One token for each of the callers that tests need. */
    private static final class TokensOfTests implements Authenticator {
        @Override
        public String name() {
            return "tests";
        }

        @Override
        public Answer authenticate(Credentials credentials) {
            return credentials
                    .bearerToken()
                    .<Answer>map(token -> token.equals("admin")
                            ? new Answer.Known(new Identity("root", Set.of("IAM_OWNER")::contains, null))
                            : new Answer.Invalid())
                    .orElseGet(Answer.Nobody::new);
        }
    }
}
