package dev.kith.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.DeliveryStatistics;
import dev.kith.api.DeliveryAdmin.Backlog;
import dev.kith.api.DeliveryAdmin.Carrier;
import dev.kith.api.DeliveryAdmin.Depth;
import dev.kith.api.Operation;
import dev.kith.standalone.page.LocalRequests;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** {@code /metrics}: delivery in numbers, in the text format of Prometheus. Nothing in it is personal. */
final class MetricsPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    static final String MAPPING = "/metrics";

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final transient Supplier<DeliveryStatistics> figures;
    private final transient LongSupplier contended;
    private final transient Supplier<Map<Operation, Long>> refusals;
    private final transient LongSupplier limited;
    private final MetricsFor readers;

    MetricsPage(
            Supplier<DeliveryStatistics> figures,
            LongSupplier contended,
            Supplier<Map<Operation, Long>> refusals,
            LongSupplier limited,
            MetricsFor readers) {
        this.figures = figures;
        this.contended = contended;
        this.refusals = refusals;
        this.limited = limited;
        this.readers = readers;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (readers == MetricsFor.NOBODY || (readers == MetricsFor.THIS_MACHINE && !LocalRequests.asks(request))) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setHeader("Content-Type", TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream()
                .write((text(figures.get(), contended.getAsLong()) + refused(refusals.get(), limited.getAsLong()))
                        .getBytes(UTF_8));
    }

    private static String refused(Map<Operation, Long> refusals, long limited) {
        StringBuilder text = new StringBuilder();
        String name = "kith_permission_refusals_total";
        head(text, name, "counter", "Calls of this process that were refused for a missing permission.");
        refusals.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> line(text, name, "operation", word(entry.getKey()), entry.getValue()));
        String requests = "kith_requests_limited_total";
        head(
                text,
                requests,
                "counter",
                "Requests of this process that were refused because their caller made too many.");
        text.append(requests).append(' ').append(limited).append('\n');
        return text.toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String text(DeliveryStatistics statistics, long contended) {
        StringBuilder text = new StringBuilder();
        head(
                text,
                "kith_transactions_contended_total",
                "counter",
                "Transactions of this process that lost to a concurrent one; most of them were repeated with success.");
        text.append("kith_transactions_contended_total ").append(contended).append('\n');
        ended(text, statistics);
        failing(text, statistics);
        Backlog backlog = statistics.backlog();
        if (backlog != null) {
            gauge(
                    text,
                    backlog,
                    "waiting",
                    "Messages that wait for their first or another delivery attempt.",
                    Depth::waiting);
            gauge(text, backlog, "on_the_way", "Messages that are being delivered right now.", Depth::onTheirWay);
            gauge(text, backlog, "dead", "Messages that were given up in recent days.", Depth::dead);
            gauge(text, backlog, "held", "Notices that wait for their turn in a later hour.", Depth::held);
            head(
                    text,
                    "kith_messages_oldest_seconds",
                    "gauge",
                    "How long the oldest message has been waiting; 0: none is waiting.");
            long seconds = backlog.oldest() == null
                    ? 0
                    : Math.max(
                            0,
                            Duration.between(backlog.oldest(), statistics.at()).toSeconds());
            text.append("kith_messages_oldest_seconds ").append(seconds).append('\n');
            head(text, "kith_messages_age_seconds", "gauge", "How long ago the messages of all nodes were counted.");
            text.append("kith_messages_age_seconds ").append(age(statistics)).append('\n');
        }
        return text.toString();
    }

    private static long age(DeliveryStatistics statistics) {
        return statistics.counted() == null
                ? 0
                : Math.max(
                        0,
                        Duration.between(statistics.counted(), statistics.at()).toSeconds());
    }

    private static void ended(StringBuilder text, DeliveryStatistics statistics) {
        head(text, "kith_tries_total", "counter", "Delivery attempts of this process, by outcome.");
        line(text, "kith_tries_total", "outcome", "delivered", statistics.delivered());
        line(text, "kith_tries_total", "outcome", "not-needed", statistics.notNeeded());
        line(text, "kith_tries_total", "outcome", "postponed", statistics.postponed());
        line(
                text,
                "kith_tries_total",
                "outcome",
                "dead",
                statistics.dead().values().stream().mapToLong(Long::longValue).sum());
        head(text, "kith_dead_total", "counter", "Messages that this process has given up, by cause.");
        statistics.dead().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry ->
                        line(text, "kith_dead_total", "cause", entry.getKey().word(), entry.getValue()));
    }

    private static void failing(StringBuilder text, DeliveryStatistics statistics) {
        head(
                text,
                "kith_carrier_failing",
                "gauge",
                "Whether the last call of a notifier, verification service or event listener failed; 1: it did."
                        + " Of this process.");
        for (Carrier carrier : statistics.carriers()) {
            text.append("kith_carrier_failing{role=\"")
                    .append(carrier.role().word())
                    .append("\",name=\"")
                    .append(escaped(carrier.name()))
                    .append("\"} ")
                    .append(carrier.trouble() == null ? 0 : 1)
                    .append('\n');
        }
    }

    /** As a value of a label: the name of a plugin may be anything. */
    private static String escaped(String name) {
        return name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static void gauge(
            StringBuilder text, Backlog backlog, String name, String help, ToLongFunction<Depth> part) {
        String metric = "kith_messages_" + name;
        head(text, metric, "gauge", help + " On all nodes.");
        backlog.depths().forEach(depth -> line(text, metric, "kind", word(depth.kind()), part.applyAsLong(depth)));
    }

    private static void head(StringBuilder text, String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void line(StringBuilder text, String name, String label, String value, long number) {
        text.append(name)
                .append('{')
                .append(label)
                .append("=\"")
                .append(value)
                .append("\"} ")
                .append(number)
                .append('\n');
    }
}
