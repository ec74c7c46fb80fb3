package dev.kith.transport.rest;

import dev.kith.api.ContactRestoration;
import dev.kith.api.EmailLinks;
import dev.kith.api.UserAccounts;
import dev.kith.core.Core;
import dev.kith.transport.BinaryCalls;
import dev.kith.transport.CallObserver;
import dev.kith.transport.CorsPolicy;
import dev.kith.transport.RecordingAccounts;
import dev.kith.transport.RequestAdmission;
import dev.kith.transport.TestTransport;
import dev.kith.transport.TransportContext;
import dev.kith.transport.grpc.GrpcRestFilter;
import dev.kith.transport.grpc.GrpcServlet;
import dev.kith.transport.rest.pages.QuarkusRestoration;
import dev.kith.transport.rest.pages.QuarkusVerification;
import dev.kith.transport.rest.pages.RestorationRoot;
import dev.kith.transport.rest.pages.VerificationApplication;
import dev.kith.transport.rest.pages.VerificationRoot;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
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
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

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
        return behindPages(links, TestTransport.NO_RESTORATION);
    }

    public static RestServer of(ContactRestoration restoration) {
        return behindPages(TestTransport.NO_LINKS, restoration);
    }

    private static RestServer behindPages(EmailLinks links, ContactRestoration restoration) {
        return new RestServer(TestTransport.context(
                new RecordingAccounts(), links, restoration, CorsPolicy.CLOSED, BinaryCalls.NONE, CLOCK));
    }

    static RestServer of(UserAccounts accounts, CorsPolicy cors, BinaryCalls binary) {
        return new RestServer(TestTransport.context(accounts, cors, binary, CLOCK));
    }

    static RestServer of(TransportContext transport) {
        return new RestServer(transport);
    }

    /** In front of the rules themselves. */
    static RestServer of(Core core) {
        RequestAdmission admission = TestTransport.admission(core.instance(), CorsPolicy.CLOSED);
        return new RestServer(new TransportContext(
                core.accounts(),
                core.search(),
                core.schemas(),
                TestTransport.pages(core.emailLinks(), core.restoration()),
                admission,
                CorsPolicy.CLOSED,
                BinaryCalls.NONE,
                CallObserver.NONE,
                Clock.systemUTC()));
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
        context.addServlet(servlet(new Methods(), transport), "/without-servlets/*");
        ServletHolder grpc = new ServletHolder(new GrpcServlet(transport));
        context.addServlet(grpc, GrpcServlet.MAPPING);
        context.addServlet(grpc, GrpcServlet.SCHEMAS_MAPPING);
        context.addFilter(
                new FilterHolder(new GrpcRestFilter(transport)),
                GrpcRestFilter.MAPPING,
                EnumSet.of(DispatcherType.REQUEST));
        return context;
    }

    /** The paths of the methods as a host without servlets has them. */
    private static final class Methods extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(MethodsByJaxRs.class, UnaskedBody.class);
        }
    }

    /** The calls over gRPC-Web. */
    @Path(MethodsResource.SERVICE)
    public static class MethodsByJaxRs extends MethodsResource {
        @Inject
        public MethodsByJaxRs(TransportContext transport) {
            super(transport);
        }
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
}
