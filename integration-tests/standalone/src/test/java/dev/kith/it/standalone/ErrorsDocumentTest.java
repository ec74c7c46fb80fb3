package dev.kith.it.standalone;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Operation;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.transport.ErrorResponse;
import dev.kith.transport.ErrorResponse.Detail;
import dev.kith.transport.ProblemTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference of errors is that of the errors. */
class ErrorsDocumentTest {
    private static final String DOCUMENT = "docs/reference/errors.md";
    private static final String TEXT = "\"((?:[^\"\\\\]|\\\\.)*)\"";

    /** The first texts of what makes an error in the transports, whatever they are put together with. */
    private static final Pattern RAISED = Pattern.compile(
            "(?:ErrorResponse\\s*\\.\\s*(?:plain|domain)|new (?:MalformedRequest|GrpcFailure)|unreadable)\\((?:\\s*GrpcStatus\\.\\w+,)?"
                    + "(?:\\s*NUMBER_ID,)?[^;\"]*" + TEXT + "(?:,\\s*" + TEXT + ")?");

    @Test
    void the_table_of_refusals_is_the_one_of_the_program() {
        List<String> rows = Arrays.stream(ProblemCode.values())
                .flatMap(code -> rows(code).stream())
                .toList();

        assertThat(table("Refusals", 5)).containsExactlyElementsOf(rows);
        assertThat(rows).hasSizeGreaterThan(ProblemCode.values().length);
    }

    @Test
    void every_refusal_says_when_it_occurs() {
        assertThat(cells("Refusals")).allSatisfy(row -> assertThat(row.get(5)).endsWith("."));
    }

    /** A row for each of the answers that a refusal has, with the calls that have it. */
    private static List<String> rows(ProblemCode code) {
        Map<String, List<String>> calls = new LinkedHashMap<>();
        for (Operation operation : Operation.values()) {
            calls.computeIfAbsent(row(ProblemTable.answer(operation, Problem.of(code))), any -> new ArrayList<>())
                    .add("`" + methodName(operation) + "`");
        }
        return calls.entrySet().stream()
                .map(row -> row.getKey() + " | " + (calls.size() == 1 ? "all" : String.join(", ", row.getValue())))
                .toList();
    }

    private static String row(ErrorResponse answer) {
        return answer.details().stream()
                .filter(Detail.ErrorDetail.class::isInstance)
                .map(Detail.ErrorDetail.class::cast)
                .map(detail -> "`" + detail.id() + "` | " + codes(answer) + " | " + detail.message())
                .findFirst()
                .orElse("- | " + codes(answer) + " | its own");
    }

    private static String codes(ErrorResponse answer) {
        return answer.status().code() + " " + answer.status() + " | " + answer.http();
    }

    private static String methodName(Operation operation) {
        return Arrays.stream(operation.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(joining());
    }

    private static List<String> table(String section, int columns) {
        return cells(section).stream()
                .map(row -> String.join(" | ", row.subList(0, columns)))
                .toList();
    }

    private static List<List<String>> cells(String section) {
        return Documents.section(DOCUMENT, section)
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| id "))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    /** Errors of reading, routing and authentication are raised in the transports, each where it is found. */
    @Test
    void every_text_of_the_transports_is_in_the_document() {
        String document = Documents.text(DOCUMENT);
        List<String> texts = sources()
                .filter(file -> !file.endsWith("ProblemTable.java"))
                .flatMap(file -> RAISED.matcher(Documents.read(file)).results())
                .flatMap(found -> Stream.of(found.group(1), found.group(2) == null ? "" : found.group(2)))
                .filter(text -> text.matches(".*[A-Za-z]{3}.*"))
                .distinct()
                .toList();

        assertThat(texts).hasSizeGreaterThan(40);
        assertThat(texts).allSatisfy(text -> assertThat(document).contains(text.strip()));
    }

    private static Stream<Path> sources() {
        Path transport = Documents.ROOT.resolve("impl/plugin/src/main/java/dev/kith/transport");
        try (Stream<Path> files = Files.walk(transport)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
