package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link in a document of the project leads somewhere, and every document can be found. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|<(https?://[^>\\s]+)>");
    private static final Pattern WRITTEN_ANCHOR = Pattern.compile("<a (?:id|name)=\"([^\"]+)\">");
    private static final Path README = Documents.ROOT.resolve("README.md");
    private static final Path INDEX = Documents.ROOT.resolve("docs/README.md");

    @Test
    void every_link_leads_to_a_file_and_a_heading_that_there_are() {
        List<String> broken = new ArrayList<>();
        for (Path document : Documents.all()) {
            for (String link : links(document)) {
                String fault = fault(document, link);
                if (!fault.isEmpty()) {
                    broken.add(Documents.ROOT.relativize(document) + ": " + link + " " + fault);
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    /** What is wrong with a link, empty for nothing. Of links to the web the form alone is looked at. */
    private static String fault(Path document, String link) {
        if (link.matches("[a-z]+:.*")) {
            URI uri = URI.create(link);
            boolean web = Set.of("http", "https").contains(uri.getScheme()) && uri.getHost() != null;
            return web ? "" : "is no URL of the web";
        }
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? document : target(document, link);
        if (!isThere(target)) {
            return "leads to no file";
        }
        return hash < 0 || anchors(target).contains(link.substring(hash + 1)) ? "" : "leads to no heading";
    }

    private static Path target(Path document, String link) {
        return folder(document).resolve(link.replaceFirst("#.*", "")).normalize();
    }

    private static Path folder(Path document) {
        return document.resolveSibling("").normalize();
    }

    /** In the spelling of the link, also where the file system does not care. */
    private static boolean isThere(Path target) {
        try {
            return target.startsWith(Documents.ROOT)
                    && Files.exists(target)
                    && target.toRealPath()
                            .equals(Documents.ROOT.toRealPath().resolve(Documents.ROOT.relativize(target)));
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> links(Path document) {
        return LINK.matcher(Documents.prose(Documents.read(document)))
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
    }

    /**
     * As forges make them of headings (lower case, blanks as hyphens, without punctuation, repetitions counted), and those that
     * are written down.
     */
    private static Set<String> anchors(Path document) {
        Set<String> anchors = new LinkedHashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String heading : Documents.headings(Documents.read(document))) {
            String anchor = heading.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
                    .replace(' ', '-');
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        }
        WRITTEN_ANCHOR
                .matcher(Documents.prose(Documents.read(document)))
                .results()
                .forEach(found -> anchors.add(found.group(1)));
        return anchors;
    }

    @Test
    void a_link_that_leads_nowhere_is_found() {
        assertThat(fault(README, "docs/missing.md")).isEqualTo("leads to no file");
        assertThat(fault(README, "readme.md")).isEqualTo("leads to no file");
        assertThat(fault(README, "../elsewhere.md")).isEqualTo("leads to no file");
        assertThat(fault(README, "README.md#nowhere")).isEqualTo("leads to no heading");
        assertThat(fault(README, "#nowhere")).isEqualTo("leads to no heading");
        assertThat(fault(README, "ftp://example.com/")).isEqualTo("is no URL of the web");
        assertThat(fault(INDEX, "../README.md#two-commands")).isEmpty();
        assertThat(fault(README, "#all-calls-rest-openapi-grpc")).isEmpty();
    }

    @Test
    void the_index_names_every_document_and_the_readme_names_the_index() {
        Set<Path> missing = new TreeSet<>(Documents.all());
        missing.removeIf(document -> !document.startsWith(INDEX.resolveSibling("")) || document.equals(INDEX));
        reached(INDEX).forEach(missing::remove);
        // Each decision is named by the index of the decisions.
        Path decisions = Documents.ROOT.resolve("docs/internals/decisions");
        missing.removeIf(document -> document.startsWith(decisions)
                && reached(decisions.resolve("README.md")).anyMatch(document::equals));

        assertThat(missing).isEmpty();
        assertThat(reached(README)).contains(INDEX);
    }

    private static Stream<Path> reached(Path document) {
        return links(document).stream()
                .filter(link -> !link.matches("[a-z]+:.*"))
                .map(link -> target(document, link));
    }
}
