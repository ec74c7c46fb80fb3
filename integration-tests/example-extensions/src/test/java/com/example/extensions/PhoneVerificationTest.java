package com.example.extensions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kith.spi.VerificationService;
import dev.kith.spi.contract.VerificationServiceContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The provider of this test reads out the same code, however often a verification is started. */
class PhoneVerificationTest extends VerificationServiceContract {
    private final Map<String, String> codes = new ConcurrentHashMap<>();
    private final List<String> numbers = new CopyOnWriteArrayList<>();
    private HttpServer provider;
    private ServerSocket silence;

    @BeforeEach
    void open() throws IOException {
        silence = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setExecutor(Executors.newCachedThreadPool());
        provider.createContext("/start", exchange -> {
            List<String> fields = fields(exchange);
            numbers.add(fields.get(1));
            codes.putIfAbsent(fields.get(0), "code-" + fields.get(0));
            answer(exchange, 200);
        });
        provider.createContext("/check", exchange -> {
            List<String> fields = fields(exchange);
            answer(exchange, fields.get(1).equals(codes.get(fields.get(0))) ? 200 : 404);
        });
        provider.start();
    }

    @AfterEach
    void close() throws IOException {
        provider.stop(0);
        silence.close();
    }

    @Override
    protected VerificationService service() {
        return service(provider.getAddress().getPort(), Duration.ofSeconds(20));
    }

    @Override
    protected Optional<Function<VerificationService.Verification, String>> sentCode() {
        return Optional.of(verification -> codes.getOrDefault(verification.id(), "none was sent"));
    }

    @Override
    protected Optional<Supplier<List<String>>> reached() {
        return Optional.of(() -> numbers);
    }

    @Override
    protected Optional<VerificationService> serviceOfSilence() {
        return Optional.of(service(silence.getLocalPort(), Duration.ofMillis(200)));
    }

    @Override
    protected Optional<VerificationService> serviceOfNowhere() {
        try (ServerSocket closed = new ServerSocket(0)) {
            return Optional.of(service(closed.getLocalPort(), Duration.ofSeconds(20)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static VerificationService service(int port, Duration timeout) {
        return new PhoneVerification("http://127.0.0.1:" + port, timeout);
    }

    /** The values of the form, in order. */
    private static List<String> fields(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        return Stream.of(form.split("&"))
                .map(field -> URLDecoder.decode(field.substring(field.indexOf('=') + 1), UTF_8))
                .toList();
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
