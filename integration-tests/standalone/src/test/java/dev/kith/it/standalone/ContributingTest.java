package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents for maintainers name is in the repository. */
class ContributingTest {
    private static final String RECORDS = "docs/internals/decisions";
    private static final Set<String> FILES = files();

    private static final Pattern FENCED = Pattern.compile("^```.*?^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");

    /** A placeholder, {@code <name>}, stands for anything between two slashes or dots. */
    private static final Pattern PATH = Pattern.compile("[\\w.-][\\w.<>-]*(/[\\w.<>-]+)*/?");

    /** What is in a request, in an archive or made by the build: a media type, a folder of a WAR or jar, of Maven's output. */
    private static final Pattern ELSEWHERE = Pattern.compile("(application|text|META-INF|WEB-INF)/.*|(.*/)?target/.*");

    /** A room, a type of it and, after another dot, something inside of the type. */
    private static final Pattern TYPE = Pattern.compile(
            "(?<room>[a-z]\\w*(?:\\.[a-z]\\w*)*)\\.(?<type>[A-Z]\\w*)(?:[.#](?<member>\\w+))?(?:\\(.*\\))?");

    private static final Pattern FOREIGN = Pattern.compile("(java|javax|jakarta|org|com|io)\\..*");

    static Stream<String> documents() {
        return Stream.concat(
                Stream.of(
                        "CONTRIBUTING.md",
                        "SECURITY.md",
                        "docs/internals/architecture.md",
                        "docs/internals/release.md"),
                FILES.stream().filter(file -> file.startsWith(RECORDS)));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_file_and_folder_that_is_named_exists(String document) {
        assertThat(spans(document)
                        .filter(ContributingTest::isPath)
                        .filter(path -> FILES.stream().noneMatch(isAt(path))))
                .as(document)
                .isEmpty();
    }

    private static boolean isPath(String span) {
        return PATH.matcher(span).matches()
                && !ELSEWHERE.matcher(span).matches()
                && (span.contains("/") || span.endsWith(".md") || span.endsWith(".xml"));
    }

    /** A file of this path, or one in the folder of this path. */
    private static Predicate<String> isAt(String path) {
        String folder = path.endsWith("/") ? path : path + "/";
        Pattern whole = Pattern.compile(Arrays.stream(folder.split("<[^>]+>", -1))
                        .map(Pattern::quote)
                        .reduce((before, after) -> before + "[^/.]+" + after)
                        .orElseThrow()
                + ".*");
        return file -> whole.matcher(file + "/").matches();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_type_that_is_named_exists_and_has_what_is_named_of_it(String document) {
        assertThat(spans(document).filter(ContributingTest::isMissingType))
                .as(document)
                .isEmpty();
    }

    private static boolean isMissingType(String span) {
        Matcher type = TYPE.matcher(span);
        if (!type.matches() || FOREIGN.matcher(span).matches()) {
            return false;
        }
        String room = type.group("room").replaceFirst("^dev\\.kith(\\.|$)", "").replace('.', '/');
        String path = "java/dev/kith/" + (room.isEmpty() ? "" : room + "/") + type.group("type") + ".java";
        String member = type.group("member");
        return FILES.stream()
                .filter(file -> file.endsWith("/" + path))
                .noneMatch(file -> member == null || has(Documents.text(file), member));
    }

    private static boolean has(String source, String member) {
        return Pattern.compile("\\b" + Pattern.quote(member) + "\\b")
                .matcher(source)
                .find();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_command_names_modules_and_profiles_of_the_build(String document) {
        for (String command : Documents.blocks("sh", Documents.text(document))) {
            words(command, "-pl +(\\S+)").forEach(module -> assertThat(FILES).contains(module + "/pom.xml"));
            words(command, "-P *(\\S+)")
                    .forEach(profile ->
                            assertThat(poms()).as(profile).anyMatch(pom -> pom.contains("<id>" + profile + "</id>")));
        }
    }

    private static Stream<String> words(String command, String option) {
        return Pattern.compile("(?<=\\s)" + option)
                .matcher(command)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(",")));
    }

    private static List<String> poms() {
        return FILES.stream()
                .filter(file -> file.endsWith("pom.xml"))
                .map(Documents::text)
                .toList();
    }

    @Test
    void the_table_of_rooms_is_the_one_of_the_plugin() {
        String packages = "impl/plugin/src/main/java/dev/kith/";
        Stream<String> rooms = FILES.stream()
                .filter(file -> file.startsWith(packages) && file.endsWith(".java"))
                .map(file -> file.substring("impl/plugin/src/main/java/".length(), file.lastIndexOf('/')))
                .map(folder -> folder.replace('/', '.').replaceFirst("^dev\\.kith\\.", ""));

        assertThat(Pattern.compile("^\\| `([\\w.]+)` \\|", Pattern.MULTILINE)
                        .matcher(Documents.section("docs/internals/architecture.md", "Rooms"))
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(rooms.distinct().toList());
    }

    @Test
    void every_record_is_in_the_index_and_tells_context_decision_and_consequences() {
        String index = Documents.text(RECORDS + "/README.md");
        List<String> records = FILES.stream()
                .filter(file -> file.matches(RECORDS + "/\\d{4}-.*"))
                .map(file -> file.substring(RECORDS.length() + 1))
                .toList();

        assertThat(records).isNotEmpty().allSatisfy(record -> {
            String text = Documents.text(RECORDS + "/" + record);
            assertThat(text).startsWith("# " + record.substring(0, 4) + ". ");
            assertThat(text).containsSubsequence("\n## Context\n", "\n## Decision\n", "\n## Consequences\n");
            String title = text.lines().findFirst().orElseThrow().substring("# ".length());
            assertThat(index).contains("[" + title + "](" + record + ")");
        });
        assertThat(records.stream().map(record -> record.substring(0, 4))).doesNotHaveDuplicates();
    }

    @Test
    void the_index_has_a_row_for_every_ruling_of_the_contract() {
        String index = Documents.text(RECORDS + "/README.md");
        IntStream rulings = IntStream.concat(IntStream.rangeClosed(1, 45), IntStream.rangeClosed(60, 78));

        assertThat(rulings.mapToObj(number -> "R" + number).filter(ruling -> !hasRow(index, ruling)))
                .isEmpty();
    }

    private static boolean hasRow(String index, String ruling) {
        return Pattern.compile("^\\| \\[" + ruling + "]\\(", Pattern.MULTILINE)
                .matcher(index)
                .find();
    }

    private static Stream<String> spans(String document) {
        String prose = FENCED.matcher(Documents.text(document)).replaceAll("");
        return SPAN.matcher(prose).results().map(found -> found.group(1).replaceAll("\\s+", " "));
    }

    /** All files but those that are made. */
    private static Set<String> files() {
        Set<String> files = new TreeSet<>();
        Set<String> made = Set.of(".git", "target", "node_modules");
        try {
            Files.walkFileTree(Documents.ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return made.contains(String.valueOf(folder.getFileName()))
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(Objects.requireNonNull(Documents.ROOT.relativize(file))
                            .toString()
                            .replace('\\', '/'));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
