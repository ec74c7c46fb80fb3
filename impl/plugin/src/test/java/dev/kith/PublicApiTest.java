package dev.kith;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.UserAccounts;
import dev.kith.api.schemas.UserSchemaService;
import dev.kith.api.search.UserSearch;
import dev.kith.api.transfer.UserTransfer;
import dev.kith.architecture.TopLevelTypes;
import dev.kith.spi.Notifier;
import dev.kith.spi.contract.NotifierContract;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What programs and plugins are compiled against: the front door, the API, the SPI and the contract kit. */
class PublicApiTest {
    private static final Path LIST = Path.of("../../docs/internals/public-api.txt");

    /** One of the types of each package. */
    private static final List<Class<?>> ONE_OF_EACH = List.of(
            Kith.class,
            UserAccounts.class,
            UserSchemaService.class,
            UserSearch.class,
            UserTransfer.class,
            Notifier.class,
            NotifierContract.class);

    /** With {@code renew} the list is written before it is compared. */
    private static final String SWITCH = "public-api";

    private static final String HOW_TO_RENEW = "mvn -B -ntp test -pl impl/plugin -am -Dtest=PublicApiTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -D" + SWITCH + "=renew";

    private static final String HEAD = """
            # The public API: what programs and plugins are compiled against. dev.kith.PublicApiTest writes this list and
            # compares it with the classes. A line that is removed or changed breaks them. To write it anew:
            # %s
            """.formatted(HOW_TO_RENEW);

    @Test
    void the_public_api_is_as_recorded() throws IOException {
        Set<String> present = signatures();
        if (System.getProperty(SWITCH, "").equals("renew")) {
            Files.writeString(LIST, HEAD + String.join("\n", present) + "\n");
        }
        Set<String> recorded = Files.readAllLines(LIST).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(toCollection(LinkedHashSet::new));

        assertThat(difference(recorded, present)).as("""
                        The public API is not as docs/internals/public-api.txt records it. Lines with "-" are removed or
                        changed, which breaks programs and plugins that use them; lines with "+" are new. If this is meant,
                        say so in CHANGELOG.md and write the list anew:
                        %s
                        """, HOW_TO_RENEW).isEmpty();
    }

    @Test
    void the_public_api_mentions_no_internal_type() {
        Pattern ours = Pattern.compile("\\bdev\\.kith(\\.[a-z]\\w*)*(?=\\.[A-Z])");

        assertThat(signatures().stream()
                        .flatMap(line -> ours.matcher(line).results())
                        .map(found -> found.group())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(
                        ONE_OF_EACH.stream().map(Class::getPackageName).toList());
    }

    /** What a hidden type gives to a visible one is visible, and would not be in the list. */
    @Test
    void no_type_of_the_public_api_inherits_from_a_hidden_one() {
        assertThat(types().flatMap(type ->
                                Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces())))
                        .distinct())
                .contains(Object.class, Record.class)
                .allMatch(parent -> Modifier.isPublic(parent.getModifiers()));
    }

    private static String difference(Collection<String> recorded, Collection<String> present) {
        Stream<String> removed =
                recorded.stream().filter(line -> !present.contains(line)).map(line -> "- " + line);
        Stream<String> added =
                present.stream().filter(line -> !recorded.contains(line)).map(line -> "+ " + line);
        return Stream.concat(removed, added).collect(joining("\n"));
    }

    private static Set<String> signatures() {
        return types().flatMap(Signatures::of).collect(toCollection(LinkedHashSet::new));
    }

    private static Stream<Class<?>> types() {
        return ONE_OF_EACH.stream()
                .flatMap(type -> TopLevelTypes.beside(type).stream())
                .flatMap(Signatures::visible);
    }
}
