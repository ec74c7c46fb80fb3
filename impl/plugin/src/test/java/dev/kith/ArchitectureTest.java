package dev.kith;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may import whom, without exemptions. {@code api} and {@code spi} are guarded by their module descriptors. */
class ArchitectureTest {

    private static final JavaClasses KITH = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.kith");

    private static final String GENERATED = "dev.kith.transport.grpc.wire";

    enum Room {
        FRONT_DOOR(""),
        CORE("core"),
        JSON("json"),
        JPA("jpa"),
        DELIVERY("delivery"),
        DEFAULTS("defaults"),
        TRANSPORT("transport"),
        REST("transport.rest"),
        GRPC("transport.grpc"),
        BOOT("boot");

        private final String folder;

        Room(String folder) {
            this.folder = folder;
        }

        /** The room with all that is below it, except that the shared transport does not own the two transports. */
        String[] packages() {
            String own = this == FRONT_DOOR ? "dev.kith" : "dev.kith." + folder;
            return this == TRANSPORT || this == FRONT_DOOR ? new String[] {own} : new String[] {own + ".."};
        }

        boolean isBuilt() {
            return KITH.stream().anyMatch(type -> type.getPackageName().equals(packages()[0].replace("..", "")));
        }

        /** The rooms of this plugin whose types may stand in the code of this one. */
        Stream<Room> mayImport() {
            return switch (this) {
                case FRONT_DOOR, CORE -> Stream.of(this);
                case JSON, JPA, DELIVERY, DEFAULTS -> Stream.of(this, CORE);
                case TRANSPORT -> Stream.of(TRANSPORT);
                case REST, GRPC -> Stream.of(this, TRANSPORT);
                case BOOT -> Stream.of(values());
            };
        }

        private Stream<Room> mayNotImport() {
            return Stream.of(values()).filter(room -> mayImport().noneMatch(room::equals));
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BOOT"})
    void a_room_imports_only_the_rooms_that_it_may_know(Room room) {
        String[] others = room.mayNotImport()
                .flatMap(other -> Stream.of(other.packages()))
                .toArray(String[]::new);

        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(room.packages())
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(others),
                room);
    }

    @Test
    void the_core_knows_the_jdk_and_our_own_contracts_only() {
        check(
                classes()
                        .that()
                        .resideInAnyPackage(Room.CORE.packages())
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                "java..",
                                "javax.crypto..",
                                "javax.crypto..",
                                "org.jspecify..",
                                "dev.kith.api..",
                                "dev.kith.spi..",
                                "dev.kith.core.."),
                Room.CORE);
    }

    @ParameterizedTest
    @CsvSource({
        "JSON schemas,   dev.harrel..,           JSON",
        "persistence,    jakarta.persistence..,  FRONT_DOOR JPA BOOT",
        "mail,           jakarta.mail..,         DEFAULTS BOOT",
        "JAX-RS,         jakarta.ws.rs..,        TRANSPORT REST GRPC BOOT",
        "servlets,       jakarta.servlet..,      TRANSPORT REST GRPC BOOT",
        "protobuf,       com.google.protobuf..,  GRPC",
    })
    void a_technology_stays_in_the_rooms_that_are_about_it(String name, String packages, String homes) {
        String[] rooms = Stream.of(homes.split(" "))
                .map(Room::valueOf)
                .flatMap(room -> Stream.of(room.packages()))
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .as(name + " outside of " + homes)
                .check(KITH);
    }

    @Test
    void packages_do_not_depend_on_each_other_in_a_circle() {
        slices().matching("dev.kith.(**)").should().beFreeOfCycles().check(KITH);
    }

    @Test
    void every_package_says_what_may_be_null() {
        assertThat(KITH.stream().map(JavaClass::getPackage).distinct())
                .filteredOn(room -> !room.getName().equals(GENERATED))
                .isNotEmpty()
                .allMatch(room -> room.isAnnotatedWith(NullMarked.class));
    }

    private static void check(ArchRule rule, Room room) {
        rule.allowEmptyShould(!room.isBuilt()).check(KITH);
    }
}
