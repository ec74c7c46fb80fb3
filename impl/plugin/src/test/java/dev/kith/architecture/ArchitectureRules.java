package dev.kith.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the rooms of every module, without exemptions. A module's test extends this class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ArchitectureRules {
    private final Set<Room> rooms;
    private final JavaClasses classes;

    /**
     * The rules for a module.
     *
     * @param module its folder
     * @param more folders of modules whose classes are looked at together with its own
     */
    protected ArchitectureRules(String module, String... more) {
        this.rooms = EnumSet.noneOf(Room.class);
        Stream.concat(Stream.of(module), Stream.of(more)).flatMap(Room::of).forEach(rooms::add);
        this.classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(rooms.stream().map(Room::packageName).toArray(String[]::new))
                // The contract kit for plugins is a test, wherever it lies.
                .that(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("dev.kith.spi.contract..")));
    }

    /** The classes of the module. */
    protected JavaClasses imported() {
        return classes;
    }

    Stream<Room> rooms() {
        return rooms.stream();
    }

    @Test
    void every_class_lies_in_a_room_and_every_room_has_classes() {
        Set<String> packages = new TreeSet<>();
        classes.forEach(type -> packages.add(type.getPackageName()));

        assertThat(packages)
                .containsExactlyInAnyOrderElementsOf(
                        rooms().map(Room::packageName).toList());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void a_room_imports_only_the_rooms_that_it_may_know(Room room) {
        noClasses()
                .that()
                .resideInAPackage(room.packageName())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        room.strangers().stream().map(Room::packageName).toArray(String[]::new))
                .check(classes);
    }

    @Test
    void packages_do_not_depend_on_each_other_in_a_circle() {
        slices().assignedFrom(new Packages()).should().beFreeOfCycles().check(classes);
    }

    @Test
    void every_package_says_what_may_be_null() {
        assertThat(classes.stream().map(JavaClass::getPackage).distinct())
                .filteredOn(room -> Room.ofPackage(room.getName()).stream().noneMatch(Room::isGenerated))
                .isNotEmpty()
                .allMatch(room -> room.isAnnotatedWith(NullMarked.class));
    }

    /** Every package below {@code dev.kith} by itself, the front door included, which no pattern with a dot matches. */
    private static final class Packages implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return Optional.of(type.getPackageName())
                    .filter(name -> name.equals("dev.kith") || name.startsWith("dev.kith."))
                    .map(SliceIdentifier::of)
                    .orElseGet(SliceIdentifier::ignore);
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
