package dev.kith.boot;

import dev.kith.boot.KithBuilder.Given.Running;
import dev.kith.core.Outbox;
import dev.kith.core.Vault;
import dev.kith.delivery.Carriers;
import dev.kith.delivery.Delivery;
import dev.kith.delivery.Terms;
import dev.kith.delivery.Worker;
import java.time.Duration;
import java.util.concurrent.ExecutorService;

/** The worker that delivers, with its threads. */
record Postman(Worker worker, ExecutorService threads, boolean ownThreads) implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(5);

    static Postman start(Settings settings, Running running, Outbox outbox, Vault vault, Carriers carriers) {
        Terms terms = terms(settings);
        ExecutorService passed = running.threads();
        ExecutorService threads = passed == null ? Worker.ownThreads() : passed;
        Delivery delivery = new Delivery(outbox, vault, carriers, terms, threads, running.clock(), running.random());
        Worker worker = Worker.start(
                delivery, threads, settings.get(Setting.DELIVERY_THREADS), settings.get(Setting.DELIVERY_POLL), DRAIN);
        return new Postman(worker, threads, passed == null);
    }

    private static Terms terms(Settings settings) {
        Duration timeout = settings.get(Setting.DELIVERY_TIMEOUT);
        Duration lease = settings.get(Setting.DELIVERY_LEASE);
        if (lease.compareTo(timeout) <= 0) {
            throw new StartRefused("kith.delivery.lease (" + lease + ") must be longer than kith.delivery.timeout ("
                    + timeout + "), or two nodes would send one message. Raise the one, or lower the other.");
        }
        return new Terms(
                timeout,
                lease,
                settings.get(Setting.DELIVERY_ATTEMPTS),
                Terms.DEFAULTS.firstPause(),
                Terms.DEFAULTS.longestPause(),
                Terms.DEFAULTS.keep());
    }

    void wake() {
        worker.wake();
    }

    @Override
    public void close() {
        worker.close();
        if (ownThreads) {
            threads.shutdownNow();
        }
    }
}
