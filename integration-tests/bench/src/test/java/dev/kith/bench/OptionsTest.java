package dev.kith.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void an_empty_property_is_none() {
        Options options = Options.of(Map.of("bench.parts", "", "bench.rounds", ""));

        assertThat(options.parts()).containsExactly(Part.values());
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.flags()).containsExactly(Options.FLAGS.split(" "));
    }

    @Test
    void parts_and_sizes_are_lists() {
        Options options = Options.of(Map.of("bench.parts", "micro, start", "bench.sizes", "100000, 1000"));

        assertThat(options.parts()).containsExactly(Part.START, Part.MICRO);
        assertThat(options.sizes()).containsExactly(1_000, 100_000);
        assertThat(Options.of(Map.of("bench.parts", "none")).parts()).isEmpty();
    }

    @Test
    void a_mistake_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.of(Map.of("bench.parts", "compared")))
                .withMessageContaining("compared")
                .withMessageContaining("compare");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.of(Map.of("bench.rounds", "0")))
                .withMessageContaining("bench.rounds");
    }
}
