package dev.kith.core;

import dev.kith.core.OutboxMessage.Sealed;
import dev.kith.core.SecretKeys.Key;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Sealing the payload of a message, and opening it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SealBenchmark {
    private static final String TEXT =
            "{\"code\":\"ABC234\",\"link\":\"https://login.example.com/ui/login/mail/verification?userID=1&code=ABC234\"}";

    private final DataProtector protector;
    private final Sealed sealed;

    /** Makes a key. */
    public SealBenchmark() {
        Key key = new Key("bench", new byte[32]);
        protector = new DataProtector(List.of(key), key, new SecureRandom());
        sealed = protector.seal(TEXT, "1");
    }

    /** Seals. */
    @Benchmark
    public Object seal() {
        return protector.seal(TEXT, "1");
    }

    /** Opens. */
    @Benchmark
    public Object open() {
        return protector.open(sealed, "1");
    }
}
