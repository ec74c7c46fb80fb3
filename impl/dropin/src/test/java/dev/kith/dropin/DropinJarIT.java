package dev.kith.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DropinJarIT {

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
                        "META-INF/licenses/protobuf-java.txt",
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
