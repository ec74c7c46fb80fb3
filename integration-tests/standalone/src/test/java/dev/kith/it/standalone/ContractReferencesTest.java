package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.standalone.ContractCitations.Report;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever reads "contract, section 7" in the code finds it in the contract. */
class ContractReferencesTest {
    private static final String FIRST = "docs/internals/contract.md";
    private static final String SECOND = "docs/internals/contract-user-schemas.md";
    private static final String CASES = "integration-tests/conformance/src/test/resources/";
    private static final Set<String> SCANNED = Set.of("java", "proto", "sql", "properties", "md");

    private static final Contract CONTRACT = new Contract(Map.of(FIRST, read(FIRST), SECOND, read(SECOND)));

    /** Small enough to see what is in it and what is not. */
    private static final Contract SMALL = new Contract(Map.of("docs/internals/contract.md", """
            <a id="section-7"></a>
            ## 7. Order of checks

            | # | check |
            | --- | --- |
            | 8 | feature |
            | 9 | domain |

            ## 8. Field rules

            | # | defect |
            | --- | --- |
            | <a id="d2"></a>D2 | a caller without a role |

            <a id="r2"></a>
            ### R2. Two permissions
            **Status: built.**

            ### R3. Permission first
            **Status: someday.**

            ### R13. Concurrency
            **Status: planned.** Later.
            """));

    private static String read(String path) {
        return Documents.read(Documents.ROOT.resolve(path));
    }

    @Test
    void every_citation_in_sources_and_documents_leads_to_the_contract() throws IOException {
        int inJava = 0;
        int inDocuments = 0;
        List<String> faults = new ArrayList<>();
        for (String path : files()) {
            Report report = path.startsWith(CASES) && path.endsWith(".json")
                    ? ContractCitations.ofCases(CONTRACT, path, read(path))
                    : ContractCitations.of(CONTRACT, path, read(path));
            faults.addAll(report.faults());
            inJava += path.endsWith(".java") ? report.found() : 0;
            inDocuments += path.endsWith(".md") ? report.found() : 0;
        }

        assertThat(faults).isEmpty();
        assertThat(inJava).as("citations in Java").isGreaterThan(15);
        assertThat(inDocuments).as("citations in documents").isGreaterThan(200);
    }

    private static List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        Files.walkFileTree(Documents.ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean ours = folder.equals(Documents.ROOT)
                        || !(name.startsWith(".") || name.equals("target") || name.equals("node_modules"));
                return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String path = Documents.ROOT.relativize(file).toString().replace('\\', '/');
                if (SCANNED.contains(path.substring(path.lastIndexOf('.') + 1))
                        || (path.startsWith(CASES) && path.endsWith(".json"))) {
                    files.add(path);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    @Test
    void the_contract_has_every_section_ruling_and_defect_once_and_says_what_is_built() {
        List<String> all = new ArrayList<>();
        numbers("", 1, 19, all);
        numbers("S", 1, 17, all);
        numbers("D", 1, 43, all);
        numbers("R", 1, 45, all);
        numbers("R", 60, 78, all);

        assertThat(all).allMatch(CONTRACT::defines);
        assertThat(CONTRACT.ambiguous()).isEmpty();
        assertThat(CONTRACT.rulings()).hasSize(45 + 19);
        assertThat(CONTRACT.withoutStatus()).isEmpty();
        assertThat(all.stream()
                        .filter(name -> !CONTRACT.hasAnchor(FIRST, anchor(name)))
                        .filter(name -> !CONTRACT.hasAnchor(SECOND, anchor(name))))
                .isEmpty();
    }

    private static void numbers(String prefix, int from, int to, List<String> names) {
        IntStream.rangeClosed(from, to).mapToObj(number -> prefix + number).forEach(names::add);
    }

    private static String anchor(String name) {
        boolean section = name.matches("S?\\d+");
        return (section ? "section-" : "") + name.toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/** The calls (contract, section 7). */",
                "/** The calls (contract section 7, steps 8 and 9). */",
                "/** The checks of section 7 of the contract. */",
                "/** Links (contract, ruling R2). */",
                "/** Access (contract, rulings R2 and R3). */",
                "/** Contacts (contract, sections 7 and 8, rulings R2 and R13). */",
                "/**\n * Contacts (contract,\n * section 7, steps 8\n * and 9, ruling\n * R13).\n */",
                "// Contacts (contract,\n    // section 8)\n",
            })
    void a_citation_of_what_exists_is_found_and_fine(String source) {
        Report report = ContractCitations.of(SMALL, "src/A.java", source + "\nclass A {}\n");

        assertThat(report.faults()).isEmpty();
        assertThat(report.found()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/** The calls (contract, section 70). */; no section 70",
                "/** The calls (contract, sections 7 and 9). */; no section 9",
                "/** The calls (contract section 7, step 10). */; no step 10",
                "/** The calls (contract, section 8, step 8). */; no step 8",
                "/** The calls (contract, sections 7 and 8, step 8). */; no step 8",
                "/** Links (contract, ruling R8). */; no ruling R8",
                "/** Links (rulings R2 and R4). */; no ruling R4",
                "/** Links (rulings R2 to R4). */; no ruling R4",
                "/** Links (ruling 13). */; \"ruling 13\" is not of the form",
                "/** Links (ruling r13). */; \"ruling r13\" is not of the form",
                "/** Links, see R13. */; \"R13\" is not of the form",
                "/** The calls (section 7). */; \"section 7\" names neither",
            })
    void a_citation_that_leads_nowhere_is_told_with_file_and_line(String source, String told) {
        Report report = ContractCitations.of(SMALL, "src/A.java", "package a;\n\n" + source + "\nclass A {}\n");

        assertThat(report.faults()).singleElement().asString().startsWith("src/A.java:3: " + told);
    }

    @Test
    void a_citation_is_told_in_the_line_in_which_it_begins() {
        String source =
                "class A {\n    /**\n     * Something else.\n     * The calls (contract,\n     * ruling\n     * R99).\n     */\n}\n";

        assertThat(ContractCitations.of(SMALL, "A.java", source).faults())
                .containsExactly("A.java:5: no ruling R99 in the contract");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/** Edits (RFC 6902, section 99). */",
                "/** Edits (RFC 9110, section 13.1.1, and RFC 9110, section 98). */",
                "/** Edits, see section 99 of RFC 6902. */",
            })
    void a_section_of_an_rfc_is_not_one_of_the_contract(String source) {
        assertThat(ContractCitations.of(SMALL, "A.java", source)).isEqualTo(new Report(0, List.of()));
    }

    @Test
    void code_and_strings_are_not_read() {
        String source = "class A { String s = \"ruling 13, R99 // R98\"; char c = '\"'; /* R97 */ int R96 = 1;\n"
                + "String t = \"\"\"\n  /** ruling R95 */\n  \"\"\"; }\n";

        assertThat(ContractCitations.of(SMALL, "A.java", source).faults())
                .containsExactly("A.java:1: \"R97\" is not of the form \"ruling R13\"");
    }

    @Test
    void two_comments_with_code_between_them_are_not_one_sentence() {
        String source = "/** As in the contract. */\nint a;\n/** section 7 */\nint b;\n";

        assertThat(ContractCitations.of(SMALL, "A.java", source).faults())
                .containsExactly("A.java:3: \"section 7\" names neither the contract nor an RFC");
    }

    @ParameterizedTest
    @CsvSource({"a.proto,// See R99", "a.sql,-- See R99", "a.properties,# See R99", "a.sql,/* See R99 */"})
    void other_sources_are_read_as_well(String file, String source) {
        assertThat(ContractCitations.of(SMALL, file, "\n" + source + "\n").faults())
                .containsExactly(file + ":2: \"R99\" is not of the form \"ruling R13\"");
    }

    @Test
    void documents_are_read_without_their_code_blocks() {
        String document =
                "The contract, section 99.\n\n```sh\nruling 13\n```\n\nSection 98 of this page, and ruling R98.\n";

        assertThat(ContractCitations.of(SMALL, "docs/embed.md", document).faults())
                .containsExactly(
                        "docs/embed.md:1: no section 99 in the contract",
                        "docs/embed.md:7: no ruling R98 in the contract");
    }

    @Test
    void in_the_contract_itself_every_section_ruling_and_defect_is_its_own() {
        String document = "See section 99, R98 and D97, but not RFC 6902, section 96.\n";

        assertThat(ContractCitations.of(SMALL, "docs/internals/contract.md", document)
                        .faults())
                .containsExactly(
                        "docs/internals/contract.md:1: no section 99 in the contract",
                        "docs/internals/contract.md:1: no ruling R98 in the contract",
                        "docs/internals/contract.md:1: no defect D97 in the contract");
    }

    @Test
    void links_to_the_contract_need_an_anchor_there() {
        String document =
                "[a](../contract.md#r2), [b](../contract.md#8-field-rules), [c](../contract.md#r99), [d](x.md#r99)\n";

        assertThat(ContractCitations.of(SMALL, "docs/internals/decisions/0001-a.md", document)
                        .faults())
                .containsExactly("docs/internals/decisions/0001-a.md:1: no anchor r99 in docs/internals/contract.md");
    }

    @Test
    void remarks_of_conformance_cases_are_looked_up() {
        String cases =
                "{\n\"ruling\": \"R2\", \"defect\": \"D2\",\n\"ruling\": \"R99\",\n\"defect\": \"R2\",\n\"defect\": \"S2\"\n}\n";

        assertThat(ContractCitations.ofCases(SMALL, "c.json", cases).faults())
                .containsExactly("c.json:3: no ruling R99", "c.json:5: no defect S2");
    }

    @Test
    void a_ruling_without_a_known_status_and_one_that_is_there_twice_are_noticed() {
        Contract twice =
                new Contract(Map.of("a.md", "### R1. A\n**Status: built.**\n\n### R1. B\n**Status: built.**\n"));

        assertThat(SMALL.withoutStatus()).containsExactly("R3");
        assertThat(twice.ambiguous()).containsExactly("R1");
    }
}
