package dev.kith;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What programs and plugins are compiled against: the front door, the API, the SPI and the contract kit. */
class PublicApiTest {
    private static final Path LIST = Path.of("../../docs/internals/public-api.txt");
    private static final String FRONT_DOOR = "dev.kith";
    private static final String KIT = "dev.kith.spi.contract";
    private static final List<String> PACKAGES = List.of(FRONT_DOOR, "dev.kith.api", "dev.kith.spi", KIT);

    /** With {@code renew} the list is written and not compared. */
    private static final String SWITCH = "public-api";

    private static final String HOW_TO_RENEW = "mvn -B -ntp test -pl impl/plugin -am -Dtest=PublicApiTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -D" + SWITCH + "=renew";

    private static final String HEAD = """
            # The public API: what programs and plugins are compiled against. Written by dev.kith.PublicApiTest, which
            # compares it with the classes. A line that is removed or changed breaks them. To write it anew:
            # %s
            """.formatted(HOW_TO_RENEW);

    @Test
    void the_public_api_is_as_recorded() throws IOException {
        Set<String> present = signatures(PACKAGES);
        if (System.getProperty(SWITCH, "").equals("renew")) {
            Files.writeString(LIST, HEAD + String.join("\n", present) + "\n");
        }
        Set<String> recorded = Files.readAllLines(LIST).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(toCollection(LinkedHashSet::new));

        assertThat(difference(recorded, present))
                .as("""
                        The public API is not as docs/internals/public-api.txt records it. Lines with "-" are removed or
                        changed, which breaks programs and plugins that use them; lines with "+" are new. If it is meant,
                        say so in CHANGELOG.md and write the list anew:
                        %s
                        """.formatted(HOW_TO_RENEW))
                .isEmpty();
    }

    @Test
    void the_public_api_mentions_no_internal_type() {
        Pattern ours = Pattern.compile("\\bdev\\.kith((\\.[a-z]\\w*)*)\\.[A-Z]");

        Set<String> mentioned = signatures(PACKAGES).stream()
                .flatMap(line -> ours.matcher(line).results())
                .map(found -> FRONT_DOOR + found.group(1))
                .collect(toCollection(TreeSet::new));

        assertThat(mentioned).isSubsetOf(PACKAGES).contains(FRONT_DOOR);
    }

    /** What a hidden class gives to a visible one is visible, and would not be in the list. */
    @Test
    void no_type_of_the_public_api_inherits_from_a_hidden_one() {
        assertThat(types(PACKAGES).filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)))
                .isNotEmpty()
                .allSatisfy(type -> assertThat(
                                Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream()))
                        .allMatch(parent -> parent.getModifiers().contains(JavaModifier.PUBLIC)));
    }

    private static String difference(Collection<String> recorded, Collection<String> present) {
        return Stream.concat(
                        recorded.stream()
                                .filter(line -> !present.contains(line))
                                .map(line -> "- " + line),
                        present.stream()
                                .filter(line -> !recorded.contains(line))
                                .map(line -> "+ " + line))
                .collect(joining("\n"));
    }

    private static Set<String> signatures(List<String> packages) {
        Set<String> lines = new LinkedHashSet<>();
        packages.forEach(name -> types(List.of(name))
                .filter(JavaClass::isTopLevelClass)
                .sorted(Comparator.comparing(JavaClass::getName))
                .map(JavaClass::reflect)
                .flatMap(Signatures::of)
                .forEach(lines::add));
        return lines;
    }

    private static Stream<JavaClass> types(List<String> packages) {
        ClassFileImporter everything = new ClassFileImporter();
        ClassFileImporter production = everything.withImportOption(new ImportOption.DoNotIncludeTests());
        return packages.stream()
                .flatMap(name -> (name.equals(KIT) ? everything : production)
                        .importPackages(name).stream()
                                .filter(type -> type.getPackageName().equals(name)));
    }
}
