package dev.kith.transport.grpc;

import dev.kith.transport.GrpcStatus;
import dev.kith.transport.RequestHead;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When the caller stops waiting ({@code grpc-timeout}, {@code connect-timeout-ms}). A call whose deadline passes before its work begins is refused and
 * changes nothing. Work that has begun is finished and answered as it ended: it is one short transaction, and cutting it off
 * would leave the caller unsure of what was stored.
 */
final class Deadline {
    private static final Pattern TIMEOUT = Pattern.compile("([0-9]{1,8})([HMSmun])");

    private static final String MILLISECONDS = "connect-timeout-ms";
    private static final Pattern MOST_DIGITS = Pattern.compile("[0-9]{1,10}");

    private final Clock clock;
    private final @Nullable Instant end;

    private Deadline(Clock clock, @Nullable Instant end) {
        this.clock = clock;
        this.end = end;
    }

    /** The deadline of a request. */
    static Deadline of(MediaType type, RequestHead head, Clock clock, Instant arrival) throws GrpcFailure {
        List<String> timeouts = head.headers(type.isConnect() ? MILLISECONDS : "grpc-timeout");
        if (timeouts.isEmpty()) {
            return new Deadline(clock, null);
        }
        if (type.isConnect()) {
            return new Deadline(clock, arrival.plusMillis(milliseconds(timeouts.get(0))));
        }
        Matcher timeout = TIMEOUT.matcher(timeouts.get(0));
        if (!timeout.matches()) {
            throw new GrpcFailure(GrpcStatus.INTERNAL, "malformed grpc-timeout");
        }
        Duration rest = Duration.of(Long.parseLong(timeout.group(1)), unit(timeout.group(2)));
        return new Deadline(clock, arrival.plus(rest));
    }

    private static long milliseconds(String timeout) throws GrpcFailure {
        if (!MOST_DIGITS.matcher(timeout).matches()) {
            throw new GrpcFailure(GrpcStatus.INVALID_ARGUMENT, "malformed " + MILLISECONDS);
        }
        return Long.parseLong(timeout);
    }

    private static ChronoUnit unit(String letter) {
        return switch (letter) {
            case "H" -> ChronoUnit.HOURS;
            case "M" -> ChronoUnit.MINUTES;
            case "S" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MILLIS;
            case "u" -> ChronoUnit.MICROS;
            default -> ChronoUnit.NANOS;
        };
    }

    void check() throws GrpcFailure {
        if (end != null && !clock.instant().isBefore(end)) {
            throw new GrpcFailure(GrpcStatus.DEADLINE_EXCEEDED, "deadline exceeded");
        }
    }

    /** Wraps a body so that reading it takes no longer than its sender waits for the answer. */
    InputStream guard(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int read() throws IOException {
                check();
                return super.read();
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                check();
                return super.read(buffer, from, length);
            }
        };
    }
}
