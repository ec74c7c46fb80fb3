package dev.kith.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.core.Documents.SchemaRefused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The official test suite of JSON Schema, from the artifact of others that carries it. What differs is listed, and the list
 * holds in both directions; the figures are in {@code docs/reference/json-schema.md}. From draft 2019-09 on formats are
 * remarks, so the tests of formats do not apply.
 */
class OfficialSuiteTest {
    private static final Map<String, String> VERSIONS = Map.of(
            "4", "http://json-schema.org/draft-04/schema#",
            "7", "http://json-schema.org/draft-07/schema#",
            "2019-09", "https://json-schema.org/draft/2019-09/schema",
            "2020-12", "https://json-schema.org/draft/2020-12/schema");

    /** Who carries the suite, and has added tests of its own. */
    private static final String CARRIER = "eclipse-vertx";

    private final SchemaVetter vetter = new SchemaVetter();
    private final List<String> differences = new ArrayList<>();
    private final Map<String, int[]> figures = new TreeMap<>();

    @Test
    void what_differs_from_the_official_suite_is_listed_and_nothing_else_does() throws Exception {
        Json.Obj suite = (Json.Obj) JsonText.read(resource("/test-suite-tck.json"));
        Map<String, Json> beside = new TreeMap<>();
        list(suite, "remotes")
                .forEach(remote -> beside.put(
                        text(remote, "name").replaceFirst("^http://localhost:1234/", ""),
                        identified(member(remote, "value"), text(remote, "name"))));

        for (Json file : list(suite, "suites")) {
            String draft = text(file, "draft");
            boolean remark = text(file, "name").contains("/optional/format/") && draft.startsWith("20");
            if (!remark) {
                list(file, "value").forEach(group -> run(draft, text(file, "name"), group, beside));
            }
        }

        assertThat(differences)
                .containsExactlyElementsOf(List.of(resource("differences.txt").split("\n")));
        String document = Files.readString(Path.of("../../docs/reference/json-schema.md"));
        figures.forEach((row, figure) -> assertThat(document)
                .contains("| " + row + " | " + figure[0] + " | " + figure[1] + " | " + figure[2] + " |"));
    }

    private void run(String draft, String file, Json group, Map<String, Json> beside) {
        String kind =
                file.contains("/optional/format/") ? "formats" : file.contains("/optional/") ? "optional" : "required";
        int[] figure = figures.computeIfAbsent(draft + " | " + kind, any -> new int[3]);
        List<Json> tests = list(group, "tests").stream()
                .filter(test -> !text(test, "description").contains(CARRIER))
                .toList();
        String place = file + ": " + text(group, "description");
        try {
            CompiledSchema schema = compiled(draft, member(group, "schema"), beside);
            for (Json test : tests) {
                boolean fits = schema.fits(member(test, "data"));
                boolean right = Json.Bool.of(fits).equals(member(test, "valid"));
                figure[right ? 0 : 1]++;
                if (!right) {
                    differences.add(
                            place + ": " + text(test, "description") + " -> " + (fits ? "fits" : "does not fit"));
                }
            }
        } catch (SchemaRefused e) {
            figure[2] += tests.size();
            differences.add(place + " -> " + e.getMessage());
        }
    }

    private CompiledSchema compiled(String draft, Json source, Map<String, Json> beside) throws SchemaRefused {
        Json versioned = source instanceof Json.Obj object && object.get("$schema") == null
                ? object.with("$schema", new Json.Text(Objects.requireNonNull(VERSIONS.get(draft))))
                : source;
        Json bundle = new SchemaBundle(vetter, "", () -> beside).of(versioned);
        return CompiledSchema.of(vetter.vet(bundle), DataLimits.DEFAULT);
    }

    /** The documents of the suite are known by where they would be fetched. */
    private static Json identified(Json document, String uri) {
        return document instanceof Json.Obj object && object.get("$id") == null && object.get("id") == null
                ? object.with("$id", new Json.Text(uri)).with("id", new Json.Text(uri))
                : document;
    }

    private static Json member(Json holder, String name) {
        return Objects.requireNonNull(((Json.Obj) holder).get(name));
    }

    private static String text(Json holder, String name) {
        return ((Json.Text) member(holder, name)).value();
    }

    private static List<Json> list(Json holder, String name) {
        return ((Json.Arr) member(holder, name)).items();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(OfficialSuiteTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
