package dev.kith.standalone.port;

import dev.kith.health.HealthReport;
import dev.kith.health.ReadinessProbe;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 and HTTP/2 on one port, with or without TLS. Calls never take all threads: some are left for health, for reading heads
 * and for refusing what is too much. Of the calls, not all wait for slow clients.
 */
public final class HttpPort {
    private static final int MOST_THREADS = 200;
    private static final int MOST_CALLS = 150;
    private static final int MOST_SLOW = 100;
    private static final int MOST_QUEUED = 1_000;
    private static final int MOST_STREAMS = 32;
    private static final Duration QUEUED = Duration.ofSeconds(10);
    private static final long IDLE_MILLIS = 60_000;

    /** Where threads are virtual, those who wait cost no thread, but still memory. */
    private static final int VIRTUAL = 10;

    private HttpPort() {}

    /**
     * The threads for requests.
     *
     * @return the threads, virtual ones where there are such
     */
    public static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
        threads.setName("kith-http");
        Executor virtual = VirtualThreads.getDefaultVirtualThreadsExecutor();
        if (virtual != null) {
            threads.setVirtualThreadsExecutor(virtual);
        }
        return threads;
    }

    /**
     * Adds the port to a server.
     *
     * @param server the server
     * @param host the address
     * @param port the port
     * @param tls what it shows to its clients, {@code null} for a port without TLS
     * @return what listens, not open yet
     */
    public static ServerConnector add(Server server, String host, int port, @Nullable TlsFiles tls) {
        HttpConfiguration http = configuration();
        ServerConnector connector = tls == null ? plain(server, http) : secure(server, http, tls);
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        return connector;
    }

    private static ServerConnector plain(Server server, HttpConfiguration http) {
        return new ServerConnector(
                server,
                new DetectorConnectionFactory(new PriorKnowledge(http, MOST_STREAMS)),
                new HttpConnectionFactory(http));
    }

    /** The client chooses between HTTP/2 and HTTP/1.1 in the handshake (ALPN). Whatever name it asks for gets the certificate. */
    private static ServerConnector secure(Server server, HttpConfiguration http, TlsFiles tls) {
        http.addCustomizer(new SecureRequestCustomizer(false));
        HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http);
        http2.setMaxConcurrentStreams(MOST_STREAMS);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
        ServerConnector connector = new ServerConnector(
                server,
                new SslConnectionFactory(tls.context(), alpn.getProtocol()),
                alpn,
                http2,
                new HttpConnectionFactory(http));
        connector.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarted(LifeCycle started) {
                tls.watch(connector.getScheduler(), server.getThreadPool());
            }
        });
        return connector;
    }

    /**
     * Puts what calls have to pass before the application.
     *
     * @param application what answers calls
     * @param readiness whether it can
     * @param report how the application is, by whether it can answer; asked for with each check of health, so it must be quick
     * @param body how long a body may take
     * @return the handler for the server
     */
    public static Handler before(
            Handler application, ReadinessProbe readiness, Function<Boolean, HealthReport> report, Duration body) {
        int factor = VirtualThreads.getDefaultVirtualThreadsExecutor() == null ? 1 : VIRTUAL;
        QoSHandler calls = new QoSHandler(new RequestIds(application));
        calls.setMaxRequestCount(MOST_CALLS * factor);
        calls.setMaxSuspendedRequestCount(MOST_QUEUED);
        calls.setMaxSuspend(QUEUED);
        return new RequestIds(new PatientHandler(new Health(calls, readiness::ask, report), body, MOST_SLOW * factor));
    }

    /**
     * Paths go to the resources as they were written: an id may hold an encoded slash. Nothing here is guarded by its
     * path, so a path that can be read in two ways does no harm.
     */
    private static HttpConfiguration configuration() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setMaxUnconsumedRequestContentReads(PatientRequest.MOST_UNREAD / http.getInputBufferSize());
        http.setUriCompliance(UriCompliance.from(EnumSet.of(
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
                UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
                UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS,
                UriCompliance.Violation.ILLEGAL_PATH_CHARACTERS)));
        return http;
    }
}
