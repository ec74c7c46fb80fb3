package dev.kith.boot;

import dev.kith.KithStartException;
import dev.kith.api.DeliveryAdmin.Carrier;
import dev.kith.boot.BuilderOptions.Running;
import dev.kith.boot.config.ConfiguredSettings;
import dev.kith.boot.config.Setting;
import dev.kith.core.Meters;
import dev.kith.core.Outbox;
import dev.kith.core.Spans;
import dev.kith.delivery.DeliveryWorker;
import dev.kith.delivery.MessageDelivery;
import dev.kith.delivery.NotifierRouting;
import dev.kith.delivery.RetryPolicy;
import dev.kith.delivery.text.MessageRenderer;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;

/** The delivery worker, with the threads on which plugins are called: those of the server, if there is one. */
record DeliveryRuntime(MessageDelivery delivery, DeliveryWorker worker, KithThreads own, ExecutorService callers)
        implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DeliveryRuntime.class.getName());

    static DeliveryRuntime start(
            ConfiguredSettings settings,
            Running running,
            KithThreads own,
            Outbox outbox,
            MessageRenderer renderer,
            NotifierRouting routing,
            Meters meters,
            Spans spans) {
        RetryPolicy policy = retryPolicy(settings);
        ThreadFactory passed = running.threads();
        ExecutorService callers = passed == null ? DeliveryWorker.ownThreads() : DeliveryWorker.threadsOf(passed);
        MessageDelivery delivery = new MessageDelivery(
                outbox, renderer, routing, policy, callers, running.clock(), running.random(), meters, spans);
        DeliveryWorker worker = DeliveryWorker.start(
                delivery,
                own.executor(),
                settings.get(Setting.DELIVERY_THREADS),
                settings.get(Setting.DELIVERY_POLL),
                settings.get(Setting.DELIVERY_DRAIN));
        return new DeliveryRuntime(delivery, worker, own, callers);
    }

    private static RetryPolicy retryPolicy(ConfiguredSettings settings) {
        Duration timeout = settings.get(Setting.DELIVERY_TIMEOUT);
        Duration lease = settings.get(Setting.DELIVERY_LEASE);
        if (lease.compareTo(timeout) <= 0) {
            throw new KithStartException(
                    "kith.delivery.lease (" + lease + ") must be longer than kith.delivery.timeout (" + timeout
                            + "), or two nodes could send the same message. Raise the lease or lower the timeout.");
        }
        return new RetryPolicy(
                timeout,
                lease,
                settings.get(Setting.DELIVERY_ATTEMPTS),
                RetryPolicy.DEFAULTS.firstPause(),
                RetryPolicy.DEFAULTS.longestPause(),
                Math.max(1, settings.get(Setting.DELIVERY_THREADS) - 1),
                RetryPolicy.DEFAULTS.keep());
    }

    /** All that messages and events go to, and which of them fail now. */
    List<Carrier> carriers() {
        return delivery.carriers();
    }

    void wake() {
        worker.wake();
    }

    /** Leaves no thread behind, unless a notifier ignores its interruption; the database is closed afterwards. */
    @Override
    public void close() {
        worker.close();
        own.close();
        if (!KithThreads.end(callers)) {
            LOG.log(
                    Level.WARNING,
                    "outcome=thread-left: a notifier is still running and ignores its interruption; it needs its own timeouts");
        }
    }
}
