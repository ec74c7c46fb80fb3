package dev.kith.it.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kith.it.processes.PluginJar;
import dev.kith.spi.Notifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Takes the messages of runners that have the carrier's plugin, and remembers who brought what and when. */
final class Carrier implements AutoCloseable {
    static final String ACCEPTED = "accepted";

    private static final String PLUGIN = "com.example.carrier.CarrierNotifier";
    private static final Path SOURCE = Path.of("src/test/java/com/example/carrier/CarrierNotifier.java");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Handover> handovers = new LinkedBlockingQueue<>();
    private volatile Function<Brought, String> answers = brought -> ACCEPTED;

    Carrier() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    /**
     * A message as a node brought it.
     *
     * @param node the node
     * @param id the message's id
     * @param attempt which try it is
     * @param userId the user
     * @param recipient the address
     * @param code the code
     * @param link the link, empty for none
     */
    record Brought(String node, String id, int attempt, String userId, String recipient, String code, String link) {
        static Brought read(String lines) {
            String[] line = lines.split("\n", -1);
            return new Brought(line[0], line[1], Integer.parseInt(line[2]), line[3], line[4], line[5], line[6]);
        }
    }

    /**
     * A message that was brought.
     *
     * @param brought the message
     * @param from when it came
     * @param until when it was answered
     */
    record Handover(Brought brought, long from, long until) {}

    /** How messages are answered from now on; may take its time. */
    void answer(Function<Brought, String> answer) {
        this.answers = answer;
    }

    private void take(HttpExchange exchange) {
        long from = System.nanoTime();
        try (exchange) {
            Brought brought = Brought.read(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            String answer = answers.apply(brought);
            handovers.add(new Handover(brought, from, System.nanoTime()));
            byte[] bytes = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException gone) {
            // The process that brought it has been killed.
        }
    }

    List<Handover> handovers() {
        return List.copyOf(handovers);
    }

    int size() {
        return handovers.size();
    }

    List<Brought> of(String recipient) {
        return handovers.stream()
                .map(Handover::brought)
                .filter(brought -> brought.recipient().equals(recipient))
                .toList();
    }

    Set<String> ids() {
        return handovers.stream().map(handover -> handover.brought().id()).collect(Collectors.toSet());
    }

    /** What must hold whatever happens to the processes: one message for each try, and never two at the same time. */
    void assertOncePerTryAndNeverAtTheSameTime() {
        handovers.stream()
                .collect(Collectors.groupingBy(handover -> handover.brought().id()))
                .forEach((id, same) -> {
                    assertThat(same)
                            .extracting(handover -> handover.brought().attempt())
                            .doesNotHaveDuplicates();
                    assertThat(overlapping(same))
                            .as("message %s at the same time", id)
                            .isEmpty();
                });
    }

    private static List<Handover> overlapping(List<Handover> same) {
        List<Handover> inOrder =
                same.stream().sorted(Comparator.comparingLong(Handover::from)).toList();
        return IntStream.range(1, inOrder.size())
                .filter(later ->
                        inOrder.get(later - 1).until() > inOrder.get(later).from())
                .mapToObj(inOrder::get)
                .toList();
    }

    /** Waits while a message is on its way; gives back whether that has come to its end in time. */
    static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(50, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Puts the plugin into the folder of a runner. */
    static void install(Path folder) {
        try {
            PluginJar.install(folder, "carrier.jar", Notifier.class, PLUGIN, Files.readString(SOURCE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The environment that a runner needs to find this. */
    Map<String, String> environment(String node) {
        return Map.of("CARRIER", "http://127.0.0.1:" + server.getAddress().getPort() + "/", "NODE", node);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
