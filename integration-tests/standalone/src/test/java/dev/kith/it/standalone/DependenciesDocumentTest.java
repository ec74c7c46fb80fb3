package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The reference of the dependencies names those of the poms, and no others. */
class DependenciesDocumentTest {
    private static final String DOCUMENT = "docs/reference/dependencies.md";
    private static final Set<String> OURS = Set.of("dev.kith", "com.example");
    private static final String ANNOTATIONS = "jspecify";

    /** Where what is named are servers, which have a list of their own, or the applications in them. */
    private static final Set<String> SERVERS =
            Set.of("hosts", "tomcat-libraries", "tomee-libraries", "quarkus-app", "helidon-app");

    @Test
    void inside_the_jar() {
        assertThat(named("Inside the jar")).isEqualTo(used("impl/plugin/pom.xml", "compile"));
    }

    @Test
    void what_the_server_brings() {
        Set<String> expected = used("impl/plugin/pom.xml", "provided");
        expected.addAll(used("impl/keycloak/pom.xml", "provided"));

        assertThat(named("What the server brings")).isEqualTo(expected);
    }

    @Test
    void what_the_program_adds() {
        assertThat(named("What the program adds")).isEqualTo(used("impl/standalone/pom.xml", "compile", "runtime"));
    }

    @Test
    void what_tests_add() {
        Set<String> expected = new TreeSet<>();
        Stream.of("pom.xml", "impl/plugin/pom.xml", "impl/standalone/pom.xml", "impl/keycloak/pom.xml")
                .forEach(pom -> expected.addAll(used(pom, "test")));
        modules()
                .forEach(module -> expected.addAll(
                        used("integration-tests/" + module + "/pom.xml", "compile", "runtime", "test")));
        expected.removeAll(named("Inside the jar"));
        expected.removeAll(named("What the program adds"));

        assertThat(named("What tests add")).isEqualTo(expected);
    }

    private static List<String> modules() {
        try (Stream<Path> folders = Files.list(Documents.ROOT.resolve("integration-tests"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(folder -> !SERVERS.contains(folder))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The artifacts in the second column of a section's tables. */
    private static Set<String> named(String section) {
        Set<String> artifacts = new TreeSet<>();
        Documents.section(DOCUMENT, section)
                .lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split("\\|", -1)[2])
                .flatMap(cell -> Pattern.compile("`([^`]+)`").matcher(cell).results())
                .map((MatchResult found) -> found.group(1))
                .forEach(artifacts::add);
        assertThat(artifacts).isNotEmpty();
        return artifacts;
    }

    private static Set<String> used(String pom, String... scopes) {
        Element project = Poms.read(Documents.ROOT.resolve(pom));
        return Poms.children(project, "dependencies").stream()
                .flatMap(list -> Poms.children(list, "dependency").stream())
                .filter(dependency -> Set.of(scopes).contains(Poms.text(dependency, "scope", "compile")))
                .filter(dependency -> !OURS.contains(Poms.text(dependency, "groupId", "")))
                .map(dependency -> Poms.text(dependency, "artifactId", ""))
                .filter(artifact -> !artifact.equals(ANNOTATIONS))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Reads poms. */
    private static final class Poms {
        private Poms() {}

        static Element read(Path file) {
            try {
                return DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(file.toFile())
                        .getDocumentElement();
            } catch (Exception e) {
                throw new IllegalStateException(file.toString(), e);
            }
        }

        static List<Element> children(Element parent, String name) {
            NodeList nodes = parent.getChildNodes();
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(nodes::item)
                    .filter(node -> node.getNodeName().equals(name))
                    .map(Element.class::cast)
                    .toList();
        }

        static String text(Element parent, String name, String otherwise) {
            return children(parent, name).stream()
                    .findFirst()
                    .map(child -> child.getTextContent().strip())
                    .orElse(otherwise);
        }
    }
}
