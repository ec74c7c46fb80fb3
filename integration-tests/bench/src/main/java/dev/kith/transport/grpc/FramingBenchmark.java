package dev.kith.transport.grpc;

import dev.kith.transport.BodyBudget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading the one message of a gRPC request. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FramingBenchmark {
    private static final int MESSAGE = 200;

    private final BodyBudget budget = new BodyBudget(1 << 26, Duration.ofSeconds(30), Clock.systemUTC());
    private final byte[] body =
            ByteBuffer.allocate(MESSAGE + 5).put((byte) 0).putInt(MESSAGE).array();

    /** Reads a frame. */
    @Benchmark
    public byte[] read() throws IOException {
        try (BodyBudget.BodyReading reading = budget.ofNobody()) {
            return GrpcFraming.readOne(
                    new ByteArrayInputStream(body), Encoding.IDENTITY, GrpcFraming.MAX_MESSAGE, reading);
        }
    }
}
