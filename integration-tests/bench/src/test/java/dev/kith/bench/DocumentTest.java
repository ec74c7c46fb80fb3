package dev.kith.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.bench.Goals.Goal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTest {
    @Test
    void a_document_of_nothing_says_that_nothing_was_measured(@TempDir Path docs) throws Exception {
        Document.write(Map.of(), docs);

        assertThat(Goals.of(Map.of())).extracting(Goal::verdict).containsOnly("not measured");
        assertThat(docs.resolve("performance.md")).content().contains("not measured");
    }

    @Test
    void a_missed_goal_says_by_how_much_and_who_has_the_cpu() {
        Figures figures = new Figures();
        figures.add(Comparison.EMAIL, Meter.RATE, 400);
        figures.add(Comparison.BARE_EMAIL, Meter.RATE, 1000);
        figures.add(Comparison.PATCH, Meter.RATE, 1100);
        figures.add(Comparison.BARE_PATCH, Meter.RATE, 1000);
        Figures profile = new Figures();
        profile.add(Profile.EMAIL, "Jetty", 10);
        profile.add(Profile.EMAIL, "Hibernate", 30);
        profile.add(Profile.EMAIL, Profile.SHARE_OF_DELIVERY, 99);

        List<Goal> goals = Goals.of(Map.of(Part.COMPARE, figures, Part.PROFILE, profile));

        assertThat(goals)
                .contains(
                        new Goal(
                                "Set e-mail with delivery, PostgreSQL: 80 % of the bare program",
                                "40.0 %", "**missed** by 50 %", "Hibernate 30 %, Jetty 10 %"),
                        new Goal("Patch, PostgreSQL: 100 % of the bare program", "110 %", "met", ""));
    }

    @Test
    void every_plot_is_well_formed_and_is_in_the_document(@TempDir Path docs) throws Exception {
        Figures figures = new Figures();
        figures.add(Comparison.EMAIL, Meter.RATE, 400);
        figures.add(Comparison.EMAIL, Meter.RATE, 500);
        figures.add(Comparison.EMAIL, Meter.SERVER, 800);
        Figures start = new Figures();
        Stream.of(10.0, 20.0, 15.0).forEach(count -> start.add("JDK <25>", StartTimes.SECONDS, count));

        Document.write(Map.of(Part.COMPARE, figures, Part.START, start), docs);

        String text = Files.readString(docs.resolve("performance.md"));
        try (Stream<Path> plots = Files.list(docs.resolve("performance"))) {
            assertThat(plots.toList()).hasSize(5).allSatisfy(plot -> {
                assertThat(DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(plot.toFile())
                                .getDocumentElement()
                                .getTagName())
                        .isEqualTo("svg");
                assertThat(text).contains("](performance/" + plot.getFileName() + ")");
            });
        }
    }

    @Test
    void a_sample_belongs_to_the_library_of_its_type() {
        assertThat(Profile.owner("org.hibernate.query.Query")).isEqualTo("Hibernate");
        assertThat(Profile.owner("dev.kith.json.CompiledSchema")).isEqualTo("JSON Schema");
        assertThat(Profile.owner("dev.kith.core.User")).isEqualTo("Kith: core and others");
        assertThat(Profile.owner("java.util.HashMap")).isEmpty();
    }
}
