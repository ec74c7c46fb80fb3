package dev.kith.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.bench.Figures.Spread;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
    @Test
    void a_file_says_what_was_written(@TempDir Path folder) throws Exception {
        Figures figures = new Figures();
        figures.circumstance("system", "Linux\n 6.1");
        figures.add("Kith, e-mail", "requests/s", 700);
        figures.add("Kith, e-mail", "requests/s", 900.5);
        figures.add("Kith, e-mail", "p99 ms", 12);
        figures.write(folder.resolve("some/compare.tsv"));

        Figures read = Figures.read(folder.resolve("some/compare.tsv"));

        assertThat(read.circumstances()).containsEntry("system", "Linux 6.1");
        assertThat(read.subjects()).containsExactly("Kith, e-mail");
        assertThat(read.measures("Kith, e-mail")).containsExactly("requests/s", "p99 ms");
        assertThat(read.of("Kith, e-mail", "requests/s")).containsExactly(700.0, 900.5);
    }

    @Test
    void a_part_that_was_never_measured_has_no_figures(@TempDir Path folder) throws Exception {
        assertThat(Figures.read(folder.resolve("compare.tsv")).subjects()).isEmpty();
        assertThat(new Figures().median("Kith, e-mail", "requests/s")).isEmpty();
    }

    @Test
    void the_median_of_an_even_number_of_rounds_is_between_the_two_in_the_middle() {
        assertThat(Spread.of(List.of(9.0, 1.0, 4.0, 2.0))).contains(new Spread(3, 1, 9));
        assertThat(Spread.of(List.of(9.0, 1.0, 4.0))).contains(new Spread(4, 1, 9));
    }
}
