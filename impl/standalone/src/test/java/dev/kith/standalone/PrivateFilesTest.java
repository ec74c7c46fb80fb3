package dev.kith.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {

    @TempDir
    Path folder;

    @BeforeEach
    void openToOthers() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @Test
    void all_files_of_a_database_are_private_while_it_is_open_and_after() throws Exception {
        PrivateFiles.keepIn(folder);
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute("create table t (id int primary key, text varchar)");
            assertThat(permissions()).containsKeys("kith.mv.db", "kith.lock.db");
            assertThat(permissions().values()).containsOnly("rw-------");
            statement.execute("shutdown compact");
        } catch (SQLException closed) {
            assertThat(closed.getErrorCode()).isEqualTo(90_121);
        }
        assertThat(permissions()).containsKey("kith.mv.db");
        assertThat(permissions().values()).containsOnly("rw-------");
    }

    @Test
    void files_that_there_are_become_private() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("kith"), "kith", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create table t (id int primary key)");
        }
        Files.setPosixFilePermissions(folder.resolve("kith.mv.db"), PosixFilePermissions.fromString("rw-r--r--"));

        PrivateFiles.keepIn(folder);

        assertThat(permissions()).containsOnly(Map.entry("kith.mv.db", "rw-------"));
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("select * from t").next()).isFalse();
        }
    }

    @Test
    void each_way_to_make_a_file_makes_a_private_one() throws Exception {
        PrivateFiles.keepIn(folder);
        FilePath.get(path("made")).createFile();
        FilePath.get(path("temp")).createTempFile(".temp.db", false);
        FilePath.get(path("opened")).open("rw").close();
        FilePath.get(path("written")).newOutputStream(false).close();

        assertThat(permissions()).hasSize(4).containsKeys("made", "opened", "written");
        assertThat(permissions().values()).containsOnly("rw-------");
    }

    private String path(String name) {
        return PrivateFiles.SCHEME + ":" + folder.resolve(name);
    }

    @Test
    void a_folder_that_is_made_is_open_to_its_owner_alone() throws Exception {
        Path made = folder.resolve("a/b");

        PrivateFiles.keepIn(made);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:" + path("kith") + ";AUTO_SERVER=TRUE;WRITE_DELAY=0", "kith", "");
    }

    private Map<String, String> permissions() throws IOException {
        Map<String, String> permissions = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> permissions.put(file.getFileName().toString(), permissionsOf(file)));
        }
        return permissions;
    }

    private static String permissionsOf(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
