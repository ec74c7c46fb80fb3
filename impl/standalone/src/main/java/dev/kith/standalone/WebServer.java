package dev.kith.standalone;

import dev.kith.KithStartException;
import dev.kith.boot.RunningKith;
import dev.kith.boot.config.ConfiguredSettings;
import dev.kith.boot.config.Setting;
import dev.kith.health.ReadinessProbe;
import dev.kith.standalone.page.ApiPage;
import dev.kith.standalone.page.RootPage;
import dev.kith.standalone.page.WirePage;
import dev.kith.standalone.port.HttpPort;
import dev.kith.standalone.port.TlsFiles;
import dev.kith.transport.grpc.GrpcRestFilter;
import dev.kith.transport.grpc.GrpcServlet;
import dev.kith.transport.grpc.HealthServlet;
import io.micrometer.core.instrument.Tags;
import io.micrometer.jetty12.server.TimedHandler;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** Jetty: HTTP/1.1 and HTTP/2 on one port, with TLS where there is a certificate. */
final class WebServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(WebServer.class.getName());
    private static final long STOP_MILLIS = 5_000;

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
     * @throws KithStartException when the port is in use, the address is not one of this machine or the certificate cannot
     *     be used
     */
    static WebServer listen(ConfiguredSettings settings) {
        String host = settings.get(ProgramSetting.HTTP_HOST);
        int port = settings.get(ProgramSetting.HTTP_PORT);
        Server server = new Server(HttpPort.threads());
        ServerConnector connector = HttpPort.add(server, host, port, tls(settings));
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

    private static @Nullable TlsFiles tls(ConfiguredSettings settings) {
        Path certificate = settings.find(ProgramSetting.TLS_CERTIFICATE).orElse(null);
        Path key = settings.find(ProgramSetting.TLS_KEY).orElse(null);
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new KithStartException((certificate == null ? "kith.tls.certificate" : "kith.tls.key")
                    + " is missing: a certificate and its key belong together. Set both, or neither for plain HTTP.");
        }
        try {
            return new TlsFiles(certificate, key);
        } catch (IllegalArgumentException e) {
            throw new KithStartException(
                    "kith.tls.certificate (" + certificate + ") and kith.tls.key (" + key + ") cannot be used: "
                            + e.getMessage() + ".",
                    e);
        }
    }

    private static String reason(IOException e) {
        return e.getCause() == null
                ? String.valueOf(e.getMessage())
                : String.valueOf(e.getCause().getMessage());
    }

    int port() {
        return connector.getLocalPort();
    }

    /** Serves a Kith. */
    void serve(RunningKith kith, Optional<MailboxPage> mailbox, ReadinessProbe ready, ProgramFigures figures)
            throws Exception {
        beans = Optional.of(CdiContainer.of(kith));
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        context.addFilter(new FilterHolder(new OutOfMemory.Filter()), "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addFilter(
                new FilterHolder(new GrpcRestFilter(kith.transport())),
                GrpcRestFilter.MAPPING,
                EnumSet.of(DispatcherType.REQUEST));
        Resources.mappings().forEach((mapping, servlet) -> context.addServlet(new ServletHolder(servlet), mapping));
        ServletHolder grpc = new ServletHolder(new GrpcServlet(kith.transport()));
        context.addServlet(grpc, GrpcServlet.MAPPING);
        context.addServlet(grpc, GrpcServlet.SCHEMAS_MAPPING);
        context.addServlet(new ServletHolder(new HealthServlet(() -> ready.ask().join())), HealthServlet.MAPPING);
        context.addServlet(
                new ServletHolder(
                        figures.page(kith::deliveryStatistics, kith.settings().get(ProgramSetting.METRICS))),
                MetricsPage.MAPPING);
        context.addServlet(new ServletHolder(new WirePage()), WirePage.MAPPING);
        context.addServlet(new ServletHolder(new RootPage(mailbox.isPresent())), RootPage.MAPPING);
        mailbox.ifPresent(page -> {
            context.addServlet(new ServletHolder(page), MailboxPage.MAPPING);
            context.addServlet(new ServletHolder(new ApiPage()), ApiPage.MAPPING);
        });
        context.addServlet(new ServletHolder(new NotFoundServlet()), "/");
        TimedHandler timed = new TimedHandler(figures.registry(), Tags.empty());
        timed.setHandler(HttpPort.before(
                context, ready, kith.health()::report, kith.settings().get(Setting.BODY_TIME)));
        server.setHandler(timed);
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
