package dev.kith.standalone.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {
    private final Patience patience = new Patience(Duration.ofSeconds(5), 1_000, Duration.ofSeconds(30));

    @ParameterizedTest
    @CsvSource({"0, PT5S", "1, PT5.001S", "1000, PT6S", "25000, PT30S", "25001, PT30S", "4194304, PT30S"})
    void bytes_earn_time_up_to_the_most(long bytes, Duration time) {
        assertThat(Duration.ofNanos(patience.nanos(bytes))).isEqualTo(time);
    }
}
