package dev.kith.defaults.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.core.SecretKeys.Key;
import dev.kith.core.Spans;
import dev.kith.core.Spans.TraceContext;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends signed POST requests to a webhook. The signature is that of the Standard Webhooks specification 1.0, so that its
 * libraries can check it: HMAC-SHA256 over {@code id.timestamp.body}, one for each key, the newest key first; {@code
 * webhook-key-id} names the keys in the same order. Safe for several threads.
 */
public final class WebhookClient {
    private static final System.Logger LOG = System.getLogger(WebhookClient.class.getName());
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private final URI url;
    private final WebhookTargets targets;
    private final WebhookSignature signature;
    private final Duration timeout;
    private final Clock clock;
    private final Spans spans;
    private final SSLSocketFactory tls;

    /**
     * A client for a URL.
     *
     * @param url the URL, http or https
     * @param targets where requests may go
     * @param keys the keys to sign with, the newest last
     * @param timeout how long a request may take
     * @param clock the time
     * @param spans where the thread is in a trace, which each request names
     * @throws IllegalArgumentException if requests may not go there; the message says why
     */
    public WebhookClient(URI url, WebhookTargets targets, List<Key> keys, Duration timeout, Clock clock, Spans spans) {
        this(url, targets, keys, timeout, clock, spans, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    WebhookClient(
            URI url,
            WebhookTargets targets,
            List<Key> keys,
            Duration timeout,
            Clock clock,
            Spans spans,
            SSLSocketFactory tls) {
        targets.objection(url).ifPresent(objection -> {
            throw new IllegalArgumentException(objection);
        });
        this.url = URI.create(url.toASCIIString());
        this.targets = targets;
        this.signature = new WebhookSignature(keys);
        this.timeout = timeout;
        this.clock = clock;
        this.spans = spans;
        this.tls = tls;
    }

    /** The result of a request. */
    sealed interface Reply {
        /** The webhook has accepted it. */
        record Taken() implements Reply {}

        /** It may succeed later. */
        record Later(Duration delay, String reason) implements Reply {}

        /** It will never succeed. */
        record Never(String reason) implements Reply {}
    }

    /**
     * Sends a request.
     *
     * @param id the same for every attempt; also sent as {@code Idempotency-Key}
     * @param type the media type of the body
     * @param body the body
     */
    Reply post(String id, String type, String body) throws InterruptedException {
        if (!ID.matcher(id).matches()) {
            return new Reply.Never("id");
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        byte[] bytes = body.getBytes(UTF_8);
        try {
            List<InetAddress> addresses = targets.addresses(url);
            if (addresses.isEmpty()) {
                LOG.log(
                        Level.WARNING,
                        "message={0} outcome=target-not-allowed: the webhook''s host has an address that is not public;"
                                + " if that is intended, add it to kith.webhook.allowed-targets",
                        id);
                return new Reply.Later(Duration.ZERO, "target-not-allowed");
            }
            return reply(send(addresses, headers(id, type, bytes), bytes));
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return new Reply.Later(Duration.ZERO, reason(e));
        }
    }

    /** Sends to the first of the addresses that accepts a connection, within one time-out for all. */
    private HttpReply send(List<InetAddress> addresses, Map<String, String> headers, byte[] body) throws IOException {
        PinnedHttpPost post = new PinnedHttpPost(url, tls, timeout);
        for (int left = addresses.size(); left > 1; left--) {
            try {
                return post.send(addresses.get(addresses.size() - left), left, headers, body);
            } catch (IOException e) {
                if (post.connected() || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LOG.log(
                        Level.DEBUG,
                        "outcome=next-address error={0}",
                        e.getClass().getName());
            }
        }
        return post.send(addresses.get(addresses.size() - 1), 1, headers, body);
    }

    private Map<String, String> headers(String id, String type, byte[] body) {
        long timestamp = clock.instant().getEpochSecond();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.put("User-Agent", "Kith");
        headers.put("Idempotency-Key", id);
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", String.valueOf(timestamp));
        headers.put("webhook-signature", signature.of(id, timestamp, body));
        headers.put("webhook-key-id", signature.keyIds());
        TraceContext here = spans.current();
        if (here != null) {
            headers.put("traceparent", here.traceparent());
            if (here.tracestate() != null) {
                headers.put("tracestate", here.tracestate());
            }
        }
        return headers;
    }

    private Reply reply(HttpReply answer) {
        int status = answer.status();
        String reason = "http-" + status;
        return switch (status) {
            case 408, 425, 429 -> new Reply.Later(delay(answer.retryAfter()), reason);
            default ->
                switch (status / 100) {
                    case 2 -> new Reply.Taken();
                    case 3, 4 -> new Reply.Never(reason);
                    default -> new Reply.Later(delay(answer.retryAfter()), reason);
                };
        };
    }

    /** Seconds or a date (RFC 9110, section 10.2.3). */
    private Duration delay(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return Duration.ZERO;
        }
        String text = retryAfter.strip();
        if (SECONDS.matcher(text).matches()) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration until = Duration.between(clock.instant(), then);
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    private static String reason(IOException e) {
        if (e instanceof UnknownHostException) {
            return "unknown-host";
        }
        if (e instanceof SocketTimeoutException) {
            return "timeout";
        }
        return e instanceof SSLException ? "tls" : "unreachable";
    }
}
