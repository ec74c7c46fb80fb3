package dev.kith.transport.rest;

import dev.kith.api.ContactRestoration;
import dev.kith.api.EmailLinks;
import dev.kith.api.InstanceAdmission;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.UserAccounts;
import dev.kith.core.Core;
import dev.kith.spi.Authenticator;
import dev.kith.transport.BinaryCalls;
import dev.kith.transport.CorsPolicy;
import dev.kith.transport.RequestAdmission;
import dev.kith.transport.TransportContext;
import dev.kith.transport.rest.pages.QuarkusRestoration;
import dev.kith.transport.rest.pages.QuarkusVerification;
import dev.kith.transport.rest.pages.RestorationRoot;
import dev.kith.transport.rest.pages.VerificationApplication;
import dev.kith.transport.rest.pages.VerificationRoot;
import jakarta.ws.rs.core.Application;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.glassfish.hk2.utilities.binding.AbstractBinder;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** The real resources in a real server on a free port, in front of whatever a test puts behind them. */
public final class RestServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    static final ContactRestoration NO_RESTORATION = new ContactRestoration() {
        @Override
        public Outcome<String> look(String token) {
            return Outcome.refused(ProblemCode.CODE_INVALID);
        }

        @Override
        public Outcome<String> restore(String token) {
            return Outcome.refused(ProblemCode.CODE_INVALID);
        }
    };

    static final EmailLinks NO_LINKS = new EmailLinks() {
        @Override
        public Outcome<String> look(Link link) {
            return Outcome.refused(ProblemCode.USER_NOT_FOUND);
        }

        @Override
        public Outcome<String> redeem(Link link) {
            return Outcome.refused(ProblemCode.USER_NOT_FOUND);
        }
    };

    private final Server server = new Server();
    private final int port;

    private RestServer(TransportContext transport) {
        try {
            server.addConnector(connector());
            server.setHandler(applications(transport));
            server.start();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
        port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    static RestServer of(UserAccounts accounts) {
        return of(accounts, CorsPolicy.CLOSED, BinaryCalls.NONE);
    }

    public static RestServer of(EmailLinks links) {
        return new RestServer(
                edge(new RecordingAccounts(), links, NO_RESTORATION, CorsPolicy.CLOSED, BinaryCalls.NONE));
    }

    public static RestServer of(ContactRestoration restoration) {
        return new RestServer(
                edge(new RecordingAccounts(), NO_LINKS, restoration, CorsPolicy.CLOSED, BinaryCalls.NONE));
    }

    static RestServer of(UserAccounts accounts, CorsPolicy cors, BinaryCalls binary) {
        return new RestServer(edge(accounts, NO_LINKS, NO_RESTORATION, cors, binary));
    }

    /** In front of the rules themselves. */
    static RestServer of(Core core) {
        RequestAdmission admission = new RequestAdmission(core.instance(), new TokensOfTests(), CorsPolicy.CLOSED);
        return new RestServer(new TransportContext(
                core.accounts(),
                core.emailLinks(),
                core.restoration(),
                admission,
                CorsPolicy.CLOSED,
                BinaryCalls.NONE,
                Clock.systemUTC()));
    }

    private static TransportContext edge(
            UserAccounts accounts,
            EmailLinks links,
            ContactRestoration restoration,
            CorsPolicy cors,
            BinaryCalls binary) {
        RequestAdmission admission = new RequestAdmission(new InstanceOfTests(), new TokensOfTests(), cors);
        return new TransportContext(
                accounts, links, restoration, admission, cors, binary, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private ServerConnector connector() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setUriCompliance(UriCompliance.from(Set.of(
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR, UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING)));
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        return connector;
    }

    private static ServletContextHandler applications(TransportContext transport) {
        ServletContextHandler context = new ServletContextHandler();
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        context.addServlet(servlet(new UsersApplication(), transport), "/resources/v3alpha/*");
        context.addServlet(servlet(new VerificationApplication(), transport), "/ui/login/mail/*");
        context.addServlet(servlet(new EveryRoot(), transport), "/api/*");
        context.addServlet(servlet(new Moved(), transport), "/id/v3alpha/*");
        return context;
    }

    /** An application of the host that serves all roots that there are. */
    private static final class EveryRoot extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(
                    UsersRoot.class,
                    VerificationRoot.class,
                    RestorationRoot.class,
                    QuarkusUsers.class,
                    QuarkusMethods.class,
                    QuarkusVerification.class,
                    QuarkusRestoration.class);
        }
    }

    /** The calls at another path. */
    private static final class Moved extends UsersApplication {}

    private static ServletHolder servlet(Application application, TransportContext transport) {
        return new ServletHolder(new ServletContainer(ResourceConfig.forApplication(application)
                .register(new AbstractBinder() {
                    @Override
                    protected void configure() {
                        bind(transport).to(TransportContext.class);
                    }
                })));
    }

    int port() {
        return port;
    }

    /** A request by the administrator, with a JSON body where there is one. */
    HttpRequest.Builder request(String method, String path, String body) {
        HttpRequest.Builder request = anonymous(method, path, body).header("Authorization", "Bearer admin");
        return body.isEmpty() ? request : request.header("Content-Type", "application/json");
    }

    public HttpRequest.Builder anonymous(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)));
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        return send(request(method, path, body));
    }

    /** By a client of its own: one that keeps connections may take one that the server is closing after a bad request. */
    public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Instance {@code default} with organizations {@code org1} and {@code org2}. */
    private static final class InstanceOfTests implements InstanceAdmission {
        @Override
        public Optional<Problem> admit(Selector named) {
            return named instanceof Selector.Id id && !List.of("", "default").contains(id.id())
                    ? Optional.of(Problem.of(
                            ProblemCode.INSTANCE_UNKNOWN, "unable to set instance using id " + id.id() + ": unknown"))
                    : Optional.empty();
        }

        @Override
        public Optional<Problem> admitOrganization(String organizationId) {
            return List.of("org1", "org2").contains(organizationId)
                    ? Optional.empty()
                    : Optional.of(Problem.of(ProblemCode.ORGANIZATION_UNKNOWN));
        }
    }

    /** The token {@code admin} is the administrator's, {@code as-X} that of X, who has no role; no other token holds. */
    private static final class TokensOfTests implements Authenticator {
        @Override
        public String name() {
            return "tests";
        }

        @Override
        public Answer authenticate(Credentials credentials) {
            return credentials.bearerToken().map(TokensOfTests::known).orElseGet(Answer.Nobody::new);
        }

        private static Answer known(String token) {
            if (token.startsWith("as-")) {
                return new Answer.Known(new Identity(token.substring(3), role -> false, null));
            }
            return token.equals("admin")
                    ? new Answer.Known(new Identity("admin", "IAM_OWNER"::equals, null))
                    : new Answer.Invalid();
        }
    }
}
