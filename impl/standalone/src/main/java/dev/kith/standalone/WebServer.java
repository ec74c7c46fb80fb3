package dev.kith.standalone;

import dev.kith.KithStartException;
import dev.kith.boot.RunningKith;
import dev.kith.transport.grpc.GrpcRestFilter;
import dev.kith.transport.grpc.GrpcServlet;
import dev.kith.transport.grpc.HealthServlet;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty: HTTP/1.1 and HTTP/2 without TLS on one port. */
final class WebServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(WebServer.class.getName());
    private static final int MOST_THREADS = 200;
    private static final long STOP_MILLIS = 5_000;
    private static final long IDLE_MILLIS = 60_000;

    private final Server server;
    private final ServerConnector connector;
    private Optional<CdiContainer> beans = Optional.empty();

    private WebServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Opens the port; requests wait until {@link #serve}.
     *
     * @throws KithStartException when the port is in use or the address is not one of this machine
     */
    static WebServer listen(String host, int port) {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
        threads.setName("kith-http");
        Executor virtual = VirtualThreads.getDefaultVirtualThreadsExecutor();
        if (virtual != null) {
            threads.setVirtualThreadsExecutor(virtual);
        }
        Server server = new Server(threads);
        HttpConfiguration http = configuration();
        ServerConnector connector =
                new ServerConnector(server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setStopTimeout(STOP_MILLIS);
        server.setErrorHandler(new JsonErrorHandler());
        try {
            connector.open();
        } catch (IOException e) {
            throw new KithStartException(
                    "Port " + port + " on " + host + " cannot be opened: " + reason(e)
                            + ". Stop what uses it, or choose another one with --kith.http.port=<port> (0: any free"
                            + " port).",
                    e);
        }
        return new WebServer(server, connector);
    }

    private static String reason(IOException e) {
        return e.getCause() == null
                ? String.valueOf(e.getMessage())
                : String.valueOf(e.getCause().getMessage());
    }

    /**
     * Paths go to the resources as they were written: an id may hold an encoded slash. Nothing here is guarded by its
     * path, so a path that can be read in two ways does no harm.
     */
    private static HttpConfiguration configuration() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setUriCompliance(UriCompliance.from(EnumSet.of(
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
                UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
                UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS,
                UriCompliance.Violation.ILLEGAL_PATH_CHARACTERS)));
        return http;
    }

    int port() {
        return connector.getLocalPort();
    }

    /** Serves a Kith. */
    void serve(RunningKith kith, Optional<MailboxPage> mailbox, BooleanSupplier ready) throws Exception {
        beans = Optional.of(CdiContainer.of(kith));
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        context.addFilter(
                new FilterHolder(new GrpcRestFilter(kith.transport())),
                GrpcRestFilter.MAPPING,
                EnumSet.of(DispatcherType.REQUEST));
        Resources.mappings().forEach((mapping, servlet) -> context.addServlet(new ServletHolder(servlet), mapping));
        context.addServlet(new ServletHolder(new GrpcServlet(kith.transport())), GrpcServlet.MAPPING);
        context.addServlet(new ServletHolder(new HealthServlet(ready)), HealthServlet.MAPPING);
        context.addServlet(new ServletHolder(new HealthPage(ready)), HealthPage.MAPPING);
        context.addServlet(
                new ServletHolder(new MetricsPage(
                        kith::deliveryStatistics,
                        kith::contendedTransactions,
                        kith.settings().get(ProgramSetting.METRICS))),
                MetricsPage.MAPPING);
        context.addServlet(new ServletHolder(new WirePage()), WirePage.MAPPING);
        mailbox.ifPresent(page -> context.addServlet(new ServletHolder(page), MailboxPage.MAPPING));
        context.addServlet(new ServletHolder(new NotFoundServlet()), "/");
        server.setHandler(context);
        server.start();
    }

    /** Takes no more requests and waits a little for those that run. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "the web server does not stop", e);
        }
        connector.close();
        beans.ifPresent(CdiContainer::close);
        server.destroy();
    }
}
