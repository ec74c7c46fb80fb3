package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.KithStartException;
import dev.kith.MovableClock;
import dev.kith.core.SecretKeys.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A generated key of a program whose database nobody else uses is kept beside that database, and not in it. */
class KeyFileTest {
    private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String KEYS = "k1:" + SECRET;

    @TempDir
    Path folder;

    private final JdbcDataSource database = new JdbcDataSource();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T03:00:00Z"));
    private Path file;

    @BeforeEach
    void open() {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        file = folder.resolve("generated.key");
    }

    @Test
    void the_generated_key_is_in_a_file_of_its_owner_and_not_in_the_database() throws Exception {
        start().close();
        byte[] made = Files.readAllBytes(file);
        start().close();

        assertThat(Files.readAllBytes(file)).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(keyIds()).containsExactly("lasting");
        assertThat(files()).containsExactly("generated.key");
        assertThat(new KeyFile(file).all()).singleElement().satisfies(key -> {
            assertThat(key.id()).startsWith("generated-");
            assertThat(key.secret()).hasSize(32);
            assertThat(key.retired()).isNull();
        });
    }

    @Test
    void another_file_has_a_key_of_another_id() throws Exception {
        start().close();
        Key first = new KeyFile(file).all().get(0);
        Files.delete(file);
        start().close();

        assertThat(new KeyFile(file).all().get(0).id()).isNotEqualTo(first.id());
    }

    @Test
    void a_key_that_was_in_the_database_is_moved_and_only_opens() throws Exception {
        new DefaultKithBuilder()
                .dataSource(database)
                .clock(clock)
                .deliver(false)
                .start()
                .close();
        String secret =
                rows("select secret from kith_key where id = 'generated'").get(0);

        start().close();
        start().close();

        assertThat(keyIds()).containsExactly("lasting");
        List<Key> keys = new KeyFile(file).all();
        assertThat(keys).hasSize(2);
        assertThat(keys.get(0))
                .isEqualTo(new Key("generated", Base64.getDecoder().decode(secret), clock.instant()));
        assertThat(keys.get(1).retired()).isNull();
        clock.forward(Duration.ofDays(8).plusSeconds(1));
        start().close();
        assertThat(new KeyFile(file).all()).containsExactly(keys.get(1));
    }

    @Test
    void a_move_that_was_cut_off_goes_on_and_a_file_of_another_database_stops_the_start() throws Exception {
        new DefaultKithBuilder()
                .dataSource(database)
                .clock(clock)
                .deliver(false)
                .start()
                .close();
        String secret =
                rows("select secret from kith_key where id = 'generated'").get(0);
        new KeyFile(file).add(new Key("generated", new byte[32], clock.instant()));
        assertThatThrownBy(this::start)
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("belongs to another database")
                .hasMessageNotContaining(secret);
        assertThat(keyIds()).contains("generated");

        Files.delete(file);
        new KeyFile(file).add(new Key("generated", Base64.getDecoder().decode(secret), clock.instant()));
        start().close();

        assertThat(keyIds()).containsExactly("lasting");
    }

    @Test
    void with_configured_keys_the_one_in_the_file_ends_and_the_file_with_it() throws Exception {
        start().close();
        configured().close();
        assertThat(new KeyFile(file).all())
                .singleElement()
                .satisfies(key -> assertThat(key.retired()).isEqualTo(clock.instant()));
        clock.forward(Duration.ofDays(8).plusSeconds(1));

        configured().close();

        assertThat(files()).isEmpty();
    }

    @Test
    void with_configured_keys_from_the_beginning_there_is_no_file() throws Exception {
        configured().close();

        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-", "rwx------"})
    void a_file_that_is_not_its_owners_alone_stops_the_start(String permissions) throws Exception {
        start().close();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(this::start)
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining(file + " is not its owner's alone (" + permissions + ")")
                .hasMessageContaining("chmod 600 " + file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "generated\n",
                "generated not-base64!\n",
                "generated AAAA\n",
                "generated " + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= yesterday\n",
                "a AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\na AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
            })
    void a_damaged_file_stops_the_start_and_stays_as_it_is(String text) throws Exception {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);

        assertThatThrownBy(this::start)
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("The key file " + file + " is damaged")
                .hasMessageContaining("Restore it from a backup")
                .hasMessageNotContaining("AAAA");
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    @Test
    void a_folder_that_cannot_be_written_stops_the_start() throws Exception {
        Path missing = folder.resolve("missing/generated.key");

        assertThatThrownBy(() -> new KeyFile(missing).add(new Key("k", new byte[32])))
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("The key file " + missing + " cannot be written");
    }

    @Test
    void of_many_that_make_the_file_at_once_one_wins_and_all_see_its_key() throws Exception {
        int many = 8;
        CyclicBarrier together = new CyclicBarrier(many);
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            List<Future<List<Key>>> seen = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                byte[] secret = new byte[32];
                secret[0] = (byte) i;
                seen.add(threads.submit(() -> {
                    KeyFile own = new KeyFile(file);
                    together.await();
                    own.add(new Key("generated", secret));
                    return own.all();
                }));
            }
            for (Future<List<Key>> one : seen) {
                assertThat(one.get()).hasSize(1).isEqualTo(new KeyFile(file).all());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(files()).containsExactly("generated.key");
    }

    private RunningKith start() {
        return builder().start();
    }

    private RunningKith configured() {
        return builder().setting("kith.keys", KEYS).start();
    }

    private DefaultKithBuilder builder() {
        return new DefaultKithBuilder()
                .dataSource(database)
                .keyFile(file)
                .clock(clock)
                .deliver(false);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(one -> one.getFileName().toString()).sorted().toList();
        }
    }

    private List<String> keyIds() throws Exception {
        return rows("select id from kith_key");
    }

    private List<String> rows(String sql) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }
}
