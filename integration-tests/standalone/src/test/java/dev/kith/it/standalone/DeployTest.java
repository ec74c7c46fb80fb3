package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.processes.Runner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents about servers say of the application that has nothing but Kith in it. */
class DeployTest {
    private static final String DEPLOY = "docs/deploy/README.md";

    @TempDir
    Path folder;

    @Test
    void the_war_is_made_as_it_is_said() throws Exception {
        List<String> lines = Documents.blocks("shell", Documents.section(DEPLOY, "The WAR"))
                .get(0)
                .lines()
                .toList();
        assertThat(lines.get(0)).startsWith("mvn ").contains(" -pl impl/dropin -am package ");
        Files.createSymbolicLink(folder.resolve("impl"), Documents.ROOT.resolve("impl"));

        Runner.shell(folder, Map.of(), String.join("\n", lines.subList(1, lines.size())));

        assertThat(Runner.shell(folder, Map.of(), "jar --list --file kith.war").lines())
                .contains("WEB-INF/lib/kith-dropin-0.1.0-SNAPSHOT.jar", "WEB-INF/classes/META-INF/kith.properties");
    }

    @Test
    void the_libraries_for_tomcat_are_those_that_are_tested() {
        String pom = Documents.text("integration-tests/tomcat-libraries/pom.xml");
        String listed = pom.substring(pom.lastIndexOf("<dependencies>"));

        assertThat(Pattern.compile("(?m)^\\| (`.*) \\|.*\\|$")
                        .matcher(Documents.text("docs/deploy/tomcat.md"))
                        .results()
                        .flatMap(row -> Pattern.compile("`([a-z0-9-]+)`")
                                .matcher(row.group(1))
                                .results())
                        .map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(Pattern.compile("<artifactId>([a-z0-9-]+)</artifactId>")
                        .matcher(listed.substring(0, listed.indexOf("</dependencies>")))
                        .results()
                        .map(found -> found.group(1))
                        .toList());
    }
}
