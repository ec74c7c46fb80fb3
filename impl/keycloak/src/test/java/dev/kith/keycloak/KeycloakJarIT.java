package dev.kith.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The file itself: whoever indexes it like an application must find nothing to run on its own. */
class KeycloakJarIT {
    private static final Path FILE = Path.of(System.getProperty("kith.keycloak.jar"));

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
    void the_adapter_and_what_it_adapts_are_one_file() {
        assertThat(names())
                .contains(
                        "META-INF/services/org.keycloak.services.resource.RealmResourceProviderFactory",
                        "dev/kith/keycloak/KithProviderFactory.class",
                        "dev/kith/api/UserAccounts.class",
                        "dev/kith/spi/Notifier.class",
                        "dev/kith/transport/rest/UsersResource.class",
                        "META-INF/LICENSE",
                        "META-INF/NOTICE",
                        "META-INF/licenses/protobuf-javalite.txt");
    }

    @Test
    void nothing_asks_for_a_database_of_its_own_or_makes_it_a_bean_archive_or_a_part_of_a_web_application() {
        assertThat(names())
                .doesNotContain(
                        "META-INF/persistence.xml",
                        "META-INF/beans.xml",
                        "META-INF/web-fragment.xml",
                        "META-INF/services/jakarta.enterprise.inject.spi.Extension");
    }

    @Test
    void no_class_is_an_application_a_provider_or_a_bean() {
        List<String> marks = List.of(
                "Ljakarta/ws/rs/ApplicationPath;",
                "Ljakarta/ws/rs/ext/Provider;",
                "Ljakarta/ws/rs/container/PreMatching;",
                "Ljakarta/enterprise/context/ApplicationScoped;",
                "Ljakarta/enterprise/context/RequestScoped;",
                "Ljakarta/enterprise/context/Dependent;",
                "Ljakarta/inject/Singleton;",
                "Lorg/eclipse/microprofile/health/Readiness;",
                "Lorg/eclipse/microprofile/health/Startup;");

        assertThat(classes()).isNotEmpty().allSatisfy(entry -> {
            String constants = new String(bytes(entry), StandardCharsets.ISO_8859_1);
            assertThat(marks).noneMatch(constants::contains);
        });
    }

    @Test
    void no_class_has_a_path_at_the_root_of_the_server() {
        assertThat(classes())
                .map(entry -> entry.getName().replace(".class", "").replace('/', '.'))
                .filteredOn(name -> name.startsWith("dev.kith.transport.rest") || name.startsWith("dev.kith.keycloak"))
                .isNotEmpty()
                .allSatisfy(
                        name -> assertThat(Class.forName(name, false, getClass().getClassLoader())
                                        .isAnnotationPresent(jakarta.ws.rs.Path.class))
                                .as(name)
                                .isFalse());
    }

    @Test
    void no_class_refers_to_servlets() {
        assertThat(classes())
                .allSatisfy(entry -> assertThat(new String(bytes(entry), StandardCharsets.ISO_8859_1))
                        .doesNotContain("jakarta/servlet/"));
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

    private byte[] bytes(ZipEntry entry) throws IOException {
        try (InputStream content = jar.getInputStream(entry)) {
            return content.readAllBytes();
        }
    }
}
