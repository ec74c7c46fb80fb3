package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.processes.Runner;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that has Kith in it is the one that its document shows. */
class EmbedTest {
    private static final String EMBED = "docs/embed.md";
    private static final String EXAMPLE = "integration-tests/example-embedded";
    private static final String JAR = "target/embedded-1.0.0.jar";

    @TempDir
    Path folder;

    @Test
    void the_document_shows_the_project() {
        assertThat(Documents.blocks("xml", Documents.section(EMBED, "The pom")))
                .containsExactly(Documents.text(EXAMPLE + "/pom.xml").strip());
        assertThat(Documents.blocks("java", Documents.section(EMBED, "The program")))
                .containsExactly(Documents.text(EXAMPLE + "/src/main/java/com/example/embedded/Main.java")
                        .strip());
    }

    @Test
    void the_program_prints_what_the_document_says() {
        String section = Documents.section(EMBED, "The program");
        assertThat(Documents.blocks("sh", section))
                .containsExactly("cd " + EXAMPLE + "\nmvn -q -B -ntp package\njava -jar " + JAR);

        String printed = Runner.shell(
                folder, Map.of(), "java -jar " + Documents.ROOT.resolve(EXAMPLE).resolve(JAR) + " 2> log");

        assertThat(printed.strip()).isEqualTo(Documents.blocks("text", section).get(0));
        assertThat(Documents.read(folder.resolve("log"))).contains("kith.keys", "kith.public-url");
    }
}
