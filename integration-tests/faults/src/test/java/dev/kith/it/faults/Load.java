package dev.kith.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Callers who do not rest: some create users, each with an address of its own, some change the addresses of the same few
 * users again and again. Where a node has no answer for them they go to the next one. They rest only while many of those
 * whom they created have not got their message yet, so that what is to be delivered stays within bounds.
 */
final class Load implements AutoCloseable {
    private static final int CHANGING = 2;
    private static final int MOST_AHEAD = 200;
    private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final List<Node> nodes;
    private final String token;
    private final Carrier carrier;
    private final Map<String, String> confirmed = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> callers = new ArrayList<>();
    private volatile boolean running = true;

    private Load(List<Node> nodes, String token, Carrier carrier) {
        this.nodes = nodes;
        this.token = token;
        this.carrier = carrier;
    }

    /** Begins; the changed users must not exist yet. */
    static Load begin(List<Node> nodes, String token, Carrier carrier, int creating) {
        Load load = new Load(nodes, token, carrier);
        for (int user = 0; user < CHANGING; user++) {
            String id = "changing" + user;
            int first = load.calls.incrementAndGet();
            load.confirm(nodes.get(0).administrator(token).create(id, address(first)), id, first);
            load.callers.add(load.threads.submit(() -> load.go(number -> load.change(id, number))));
        }
        for (int caller = 0; caller < creating; caller++) {
            load.callers.add(load.threads.submit(() -> load.go(load::create)));
        }
        return load;
    }

    private interface Call {
        void make(int number);
    }

    private void go(Call call) {
        while (running) {
            int number = calls.incrementAndGet();
            try {
                call.make(number);
            } catch (UncheckedIOException killed) {
                unanswered.incrementAndGet();
            }
            LockSupport.parkNanos(BREATH_NANOS);
        }
    }

    private void create(int number) {
        if (confirmed.size() - carrier.size() > MOST_AHEAD) {
            return;
        }
        served(number).ifPresent(caller -> confirm(caller.create("u" + number, address(number)), "u" + number, number));
    }

    private void change(String id, int number) {
        served(number).ifPresent(caller -> confirm(caller.setEmail(id, address(number)), id, number));
    }

    private Optional<Administrator> served(int number) {
        return IntStream.range(0, nodes.size())
                .mapToObj(step -> nodes.get((number + step) % nodes.size()).administrator(token))
                .filter(Administrator::isServed)
                .findFirst();
    }

    private void confirm(HttpResponse<String> answer, String id, int number) {
        if (answer.statusCode() >= 500) {
            failed.incrementAndGet();
        } else {
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
            confirmed.put(id, address(number));
        }
    }

    static String address(int number) {
        return "a" + number + "@example.com";
    }

    /** The number of the call that set an address. */
    static int number(String address) {
        return Integer.parseInt(address.replaceAll("\\D", ""));
    }

    /** The last address of each user that was confirmed to a caller. */
    Map<String, String> confirmed() {
        return confirmed;
    }

    /** How many calls were without an answer because their node was killed. */
    int unanswered() {
        return unanswered.get();
    }

    /** How many calls got the answer that the server could not serve them. */
    int failed() {
        return failed.get();
    }

    /** Ends; fails if a caller has met something that must not happen. */
    void end() throws Exception {
        running = false;
        for (Future<?> caller : callers) {
            caller.get(90, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        running = false;
        threads.shutdownNow();
    }
}
