package dev.kith.boot;

import dev.kith.DeliveryStatistics;
import dev.kith.api.DeliveryAdmin.Backlog;
import dev.kith.api.DeliveryAdmin.Carrier;
import dev.kith.api.DeliveryAdmin.Depth;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The delivery metrics in JMX, from start to close. Absent on a server that does not allow it. */
final class DeliveryMBean implements DeliveryMXBean, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DeliveryMBean.class.getName());
    private static final long UNKNOWN = -1;

    /** More instances with the same id in one JVM are a mistake. */
    private static final int MOST_NAMESAKES = 100;

    private final DeliveryMetrics metrics;
    private int number = 1;
    private Registration registration = () -> {};

    /** What the server keeps of the bean. */
    private interface Registration {
        void end() throws JMException;
    }

    private DeliveryMBean(DeliveryMetrics metrics) {
        this.metrics = metrics;
    }

    /** Registers the metrics if that is possible. */
    static DeliveryMBean of(DeliveryMetrics metrics, String instance) {
        return of(metrics, instance, ManagementFactory::getPlatformMBeanServer);
    }

    static DeliveryMBean of(DeliveryMetrics metrics, String instance, Supplier<MBeanServer> server) {
        DeliveryMBean bean = new DeliveryMBean(metrics);
        try {
            bean.register(server.get(), instance);
        } catch (JMException | RuntimeException | LinkageError e) {
            LOG.log(
                    Level.DEBUG,
                    "jmx=none error={0}: this server does not allow it",
                    e.getClass().getName());
        }
        return bean;
    }

    /** Which one it is of those in this JVM that have the same id; 1 on a server that does not allow to know. */
    int number() {
        return number;
    }

    /** Several applications on one server may have instances with the same id. */
    private void register(MBeanServer server, String instance) throws JMException {
        String plain = "dev.kith:type=Delivery,instance=" + ObjectName.quote(instance);
        for (int candidate = 1; ; candidate++) {
            ObjectName name = new ObjectName(candidate == 1 ? plain : plain + ",number=" + candidate);
            try {
                server.registerMBean(this, name);
                number = candidate;
                registration = () -> server.unregisterMBean(name);
                return;
            } catch (InstanceAlreadyExistsException e) {
                if (candidate == MOST_NAMESAKES) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() throws JMException {
        registration.end();
    }

    private long sum(ToLongFunction<Depth> part) {
        Backlog backlog = metrics.read().backlog();
        return backlog == null
                ? UNKNOWN
                : backlog.depths().stream().mapToLong(part).sum();
    }

    @Override
    public long getWaiting() {
        return sum(Depth::waiting);
    }

    @Override
    public long getOnTheirWay() {
        return sum(Depth::onTheirWay);
    }

    @Override
    public long getDead() {
        return sum(Depth::dead);
    }

    @Override
    public long getHeld() {
        return sum(Depth::held);
    }

    @Override
    public long getOldestSeconds() {
        DeliveryStatistics statistics = metrics.read();
        Backlog backlog = statistics.backlog();
        if (backlog == null) {
            return UNKNOWN;
        }
        return backlog.oldest() == null
                ? 0
                : Math.max(
                        0, Duration.between(backlog.oldest(), statistics.at()).toSeconds());
    }

    @Override
    public long getAgeSeconds() {
        DeliveryStatistics statistics = metrics.read();
        return statistics.counted() == null
                ? UNKNOWN
                : Math.max(
                        0,
                        Duration.between(statistics.counted(), statistics.at()).toSeconds());
    }

    @Override
    public long getDeliveredHere() {
        return metrics.read().delivered();
    }

    @Override
    public long getNotNeededHere() {
        return metrics.read().notNeeded();
    }

    @Override
    public long getPostponedHere() {
        return metrics.read().postponed();
    }

    @Override
    public Map<String, Long> getDeadHere() {
        Map<String, Long> words = new TreeMap<>();
        metrics.read().dead().forEach((cause, count) -> words.put(cause.word(), count));
        return words;
    }

    @Override
    public long getFailingHere() {
        return metrics.carriers().stream()
                .filter(carrier -> carrier.trouble() != null)
                .count();
    }

    @Override
    public Map<String, String> getFailureReasonsHere() {
        Map<String, String> reasons = new TreeMap<>();
        for (Carrier carrier : metrics.carriers()) {
            Carrier.Trouble trouble = carrier.trouble();
            if (trouble != null) {
                reasons.put(carrier.role().word() + " " + carrier.name(), trouble.reason());
            }
        }
        return reasons;
    }
}
