package dev.kith;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.kith.architecture.ArchitectureRules;
import dev.kith.architecture.Room;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may import whom in the API, the SPI and the plugin, without exemptions. */
class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super("impl/plugin", "api", "spi");
    }

    @Test
    void the_core_knows_the_jdk_and_our_own_contracts_only() {
        onlyKnows(Room.CORE, "java..", "javax.crypto..", "org.jspecify..", "dev.kith.api..", "dev.kith.spi");
    }

    @Test
    void the_front_door_knows_what_a_program_passes_and_gets() {
        onlyKnows(
                Room.FRONT_DOOR,
                "java..",
                "javax.sql..",
                "jakarta.persistence..",
                "jakarta.transaction..",
                "org.jspecify..",
                "dev.kith.api..",
                "dev.kith.spi");
    }

    private void onlyKnows(Room room, String... packages) {
        classes()
                .that()
                .resideInAPackage(room.packageName())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(Stream.concat(Stream.of(room.packageName()), Stream.of(packages))
                        .toArray(String[]::new))
                .check(imported());
    }

    /** What is found below boot is there to be found: boot alone makes the parts of the front door what they are. */
    @ParameterizedTest
    @CsvSource({"CONFIG, Settings KithStartException", "PROVIDERS, KithStartException"})
    void of_the_front_door_a_room_below_boot_knows_little(Room room, String names) {
        Set<String> known = Set.of(names.split(" "));

        noClasses()
                .that()
                .resideInAPackage(room.packageName())
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of the front door, but for " + names,
                        type -> type.getPackageName().equals(Room.FRONT_DOOR.packageName())
                                && !known.contains(outermost(type).getSimpleName())))
                .check(imported());
    }

    @ParameterizedTest
    @CsvSource({
        "JSON schemas,        dev.harrel..,                JSON",
        "regular expressions, com.google.re2j..,           JSON_TEXT",
        "mail addresses,      com.sanctionco.jmail..,      JSON_TEXT",
        "phone numbers,       com.google.i18n..,           DEFAULTS",
        "persistence,         jakarta.persistence..,       FRONT_DOOR JPA BOOT",
        "transactions,        jakarta.transaction..,       FRONT_DOOR JPA BOOT",
        "mail,                jakarta.mail..,              DEFAULTS_MAIL",
        "JAX-RS,              jakarta.ws.rs..,             REST PAGES",
        "servlets,            jakarta.servlet..,           GRPC BOOT",
        "protobuf,            com.google.protobuf..,       GRPC MESSAGE WIRE WIRE_SCHEMA",
        "Micrometer,          io.micrometer..,             TELEMETRY",
        "OpenTelemetry,       io.opentelemetry..,          TELEMETRY",
        "CDI,                 jakarta.enterprise..,        REST PAGES GRPC PROVIDERS BOOT HEALTH",
        "Quarkus,             io.quarkus..,                REST PAGES BOOT HEALTH",
        "MicroProfile,        org.eclipse.microprofile..,  DEFAULTS_AUTH CONFIG HEALTH",
    })
    void a_technology_stays_in_the_rooms_that_are_about_it(String name, String packages, String homes) {
        String[] rooms = Stream.of(homes.split(" "))
                .map(Room::valueOf)
                .map(Room::packageName)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .as(name + " outside of " + homes)
                .check(imported());
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }
}
