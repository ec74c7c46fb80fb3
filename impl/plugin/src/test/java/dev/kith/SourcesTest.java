package dev.kith;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import dev.kith.architecture.Room;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be seen in the sources of all modules alone. */
class SourcesTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final String INTERNAL = "<p><b>Internal.</b> Programs and plugins use {@code dev.kith},"
            + " {@code dev.kith.api} and {@code dev.kith.spi}; everything here may change with any version.";

    static Stream<Room> rooms() {
        return Stream.of(Room.values()).filter(room -> !room.isGenerated());
    }

    static Stream<Room> internalRooms() {
        return rooms().filter(room -> !room.isPublic());
    }

    @Test
    void every_folder_with_sources_is_a_room() {
        assertThat(sources().map(SourcesTest::folder).distinct())
                .containsExactlyInAnyOrderElementsOf(rooms().map(Room::sources).toList());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void a_room_has_no_more_files_than_a_newcomer_can_survey(Room room) {
        assertThat(sources().filter(file -> folder(file).equals(room.sources())))
                .hasSizeBetween(1, room.mostFiles());
    }

    @ParameterizedTest
    @MethodSource("internalRooms")
    void every_internal_package_says_that_it_is_internal(Room room) throws IOException {
        String description = Files.readString(ROOT.resolve(room.sources()).resolve("package-info.java"));

        assertThat(description.replaceAll("\\s*\\n \\* ?", " ").replaceAll("\\s+", " "))
                .contains(INTERNAL);
    }

    /**
     * Everywhere a simple name means one thing. Only types inside a type of the API or SPI may share theirs with others
     * there: each extension point and each call is one file that can be read alone, and such types are written with the
     * name of the type around them ({@code Notifier.Outcome}).
     */
    @Test
    void no_simple_name_has_two_meanings() throws IOException {
        Map<String, List<Declared>> byName =
                declared().stream().collect(groupingBy(Declared::simpleName, TreeMap::new, toList()));

        assertThat(byName).containsKeys("KithStartException", "UserAccounts", "Notifier");
        assertThat(byName.values()).filteredOn(types -> !meansOneThing(types)).isEmpty();
    }

    private static boolean meansOneThing(List<Declared> types) {
        return types.size() == 1
                || (types.stream().allMatch(Declared::isOfApiOrSpi)
                        && types.stream().filter(type -> !type.isNested()).count() <= 1);
    }

    /** A type in a source file. */
    private record Declared(String simpleName, Path file, boolean isNested) {
        private boolean isOfApiOrSpi() {
            return file.startsWith(Room.API.sources()) || file.startsWith(Room.SPI.sources());
        }
    }

    private static List<Declared> declared() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Declared> found = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
            JavacTask parser = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    null,
                    null,
                    files.getJavaFileObjectsFromPaths(sources().toList()));
            for (CompilationUnitTree unit : parser.parse()) {
                new Declarations(unit).scan(unit, found);
            }
        }
        return found;
    }

    /** Collects the types of a file. */
    private static final class Declarations extends TreeScanner<@Nullable Void, List<Declared>> {
        private final CompilationUnitTree unit;
        private final Path file;

        private Declarations(CompilationUnitTree unit) {
            this.unit = unit;
            this.file = ROOT.relativize(Path.of(unit.getSourceFile().toUri()));
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, List<Declared> found) {
            String name = type.getSimpleName().toString();
            if (!name.isEmpty()) {
                found.add(new Declared(name, file, !unit.getTypeDecls().contains(type)));
            }
            return super.visitClass(type, found);
        }
    }

    private static Stream<Path> sources() {
        return Stream.of(ROOT, ROOT.resolve("impl"))
                .flatMap(folder -> files(folder, 1))
                .map(module -> module.resolve("src/main/java"))
                .filter(Files::isDirectory)
                .flatMap(folder -> files(folder, Integer.MAX_VALUE))
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> !file.endsWith("module-info.java"));
    }

    private static String folder(Path file) {
        return ROOT.relativize(file.resolveSibling("")).toString();
    }

    private static Stream<Path> files(Path folder, int depth) {
        try (Stream<Path> all = Files.walk(folder, depth)) {
            return all.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
