package dev.kith.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DropinJarIT {

    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final Path FILE = Path.of(System.getProperty("kith.dropin.jar"));

    private JarFile jar;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(FILE.toFile());
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void nothing_lies_outside_our_own_packages() {
        assertThat(names()).allMatch(name -> name.startsWith("dev/kith/") || name.startsWith("META-INF/"));
    }

    @Test
    void no_signature_and_no_module_descriptor_of_another_jar_is_left() {
        assertThat(names())
                .noneMatch(name -> name.matches("META-INF/[^/]*[.](SF|RSA|DSA|EC)"))
                .noneMatch(name -> name.endsWith("module-info.class"))
                .noneMatch(name -> name.startsWith("META-INF/versions/"));
    }

    @Test
    void no_class_refers_to_a_library_under_its_public_name() {
        List<String> libraries = List.of(
                "com/google/protobuf/", "com/google/re2j/", "com/google/i18n/", "com/sanctionco/", "dev/harrel/");

        assertThat(classes()).isNotEmpty().allSatisfy(entry -> {
            String constants = new String(bytes(entry), StandardCharsets.ISO_8859_1);
            assertThat(libraries).noneMatch(constants::contains);
        });
    }

    /** Scanners do not see relocated classes; they see the list. */
    @Test
    void the_list_of_components_beside_it_names_every_library_that_is_inside() throws IOException {
        String components = Files.readString(
                FILE.resolveSibling(FILE.getFileName().toString().replace(".jar", ".cdx.json")));
        assertThat(List.of("json-schema", "re2j", "libphonenumber", "jmail", "protobuf-javalite"))
                .allSatisfy(
                        library -> assertThat(components).containsPattern("\"pkg:maven/[^\"/]+/" + library + "@[0-9]"));
        assertThat(components).doesNotContain("pkg:maven/jakarta.");
    }

    @Test
    void nothing_is_left_out_that_is_used() {
        Set<String> inside = new HashSet<>();
        classes().forEach(entry -> inside.add(entry.getName().replace(".class", "")));
        Deque<String> open = new ArrayDeque<>(inside);
        open.removeIf(name -> name.startsWith("dev/kith/shaded/"));
        Set<String> used = new HashSet<>(open);
        Set<String> missing = new TreeSet<>();
        while (!open.isEmpty()) {
            String user = open.pop();
            for (String name : usedBy(user)) {
                if (!inside.contains(name)) {
                    missing.add(user + " uses " + name);
                } else if (used.add(name)) {
                    open.push(name);
                }
            }
        }

        assertThat(used).hasSizeGreaterThan(1000);
        assertThat(missing).isEmpty();
    }

    /** The classes of the jar that a class names. */
    private Set<String> usedBy(String name) {
        Set<String> names = new HashSet<>();
        try (InputStream bytes = jar.getInputStream(jar.getEntry(name + ".class"))) {
            ClassConstants.read(bytes).stream()
                    .filter(constant -> constant.startsWith("dev/kith/"))
                    .forEach(names::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    @Test
    void the_build_tells_its_size_and_whose_code_is_inside() throws IOException {
        Set<String> parties = new TreeSet<>();
        names().stream()
                .filter(name -> name.startsWith("dev/kith/shaded/"))
                .forEach(name -> parties.add(name.split("/")[3]));
        System.out.println(
                FILE.getFileName() + ": " + Files.size(FILE) + " of " + MOST_BYTES + " bytes, with " + parties);

        assertThat(Files.size(FILE)).isLessThan(MOST_BYTES);
        assertThat(parties).containsExactly("jmail", "jsonschema", "phonenumbers", "protobuf", "re2j");
    }

    /** Protobuf's lite runtime cannot do without {@code sun.misc.Unsafe}, which WildFly hides from applications. */
    @Test
    void servers_made_of_modules_are_asked_for_the_one_that_protobuf_needs() throws IOException {
        assertThat(jar.getManifest().getMainAttributes().getValue("Dependencies"))
                .isEqualTo("jdk.unsupported");
    }

    @Test
    void every_registered_service_is_inside() {
        Stream<? extends ZipEntry> services =
                jar.stream().filter(entry -> entry.getName().startsWith("META-INF/services/") && !entry.isDirectory());

        assertThat(services)
                .allSatisfy(entry -> assertThat(providers(entry))
                        .isNotEmpty()
                        .allMatch(provider -> jar.getEntry(provider.replace('.', '/') + ".class") != null));
    }

    @Test
    void api_and_spi_and_the_licences_are_inside() {
        assertThat(names())
                .contains(
                        "dev/kith/api/UserAccounts.class",
                        "dev/kith/spi/Notifier.class",
                        "META-INF/LICENSE",
                        "META-INF/NOTICE",
                        "META-INF/licenses/jmail.txt",
                        "META-INF/licenses/json-schema.txt",
                        "META-INF/licenses/protobuf-javalite.txt",
                        "META-INF/licenses/re2j.txt");
    }

    @Test
    void the_schema_library_finds_the_meta_schema_of_every_draft() throws Exception {
        try (URLClassLoader alone = alone()) {
            Class<?> drafts = alone.loadClass("dev.kith.shaded.jsonschema.SpecificationVersion");
            var path = drafts.getMethod("getResourcePath");

            for (Object draft : drafts.getEnumConstants()) {
                assertThat(drafts.getResource((String) path.invoke(draft)))
                        .as(draft.toString())
                        .isNotNull();
            }
        }
    }

    @Test
    void the_phone_library_finds_its_numbering_plans() throws Exception {
        try (URLClassLoader alone = alone()) {
            Class<?> plans = alone.loadClass("dev.kith.shaded.phonenumbers.PhoneNumberUtil");
            Object util = plans.getMethod("getInstance").invoke(null);
            Object number =
                    plans.getMethod("parse", CharSequence.class, String.class).invoke(util, "+41446681800", null);

            assertThat(plans.getMethod("isValidNumber", number.getClass()).invoke(util, number))
                    .isEqualTo(true);
        }
    }

    private URLClassLoader alone() throws IOException {
        return new URLClassLoader(new URL[] {FILE.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    private List<String> names() {
        return jar.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .toList();
    }

    private List<? extends ZipEntry> classes() {
        return jar.stream().filter(entry -> entry.getName().endsWith(".class")).toList();
    }

    private List<String> providers(ZipEntry entry) throws IOException {
        return new String(bytes(entry), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private byte[] bytes(ZipEntry entry) throws IOException {
        try (InputStream content = jar.getInputStream(entry)) {
            return content.readAllBytes();
        }
    }
}
