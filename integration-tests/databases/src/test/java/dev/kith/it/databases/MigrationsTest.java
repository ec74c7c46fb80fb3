package dev.kith.it.databases;

import static dev.kith.it.databases.Users.plain;
import static dev.kith.jpa.OlderMigrations.NEWEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.kith.core.ContactChannel;
import dev.kith.core.UserStore;
import dev.kith.it.engines.Database;
import dev.kith.jpa.JpaStorage;
import dev.kith.jpa.Migrations;
import dev.kith.jpa.OlderMigrations;
import dev.kith.jpa.UnitOfWork;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource
class MigrationsTest {
    private final Database database;
    private final HikariDataSource pool;
    private final EntityManagerFactory factory;
    private final UnitOfWork unit;

    MigrationsTest(DatabaseParameter parameter) {
        database = parameter.engine.freshDatabase();
        pool = Store.pool(database, 8);
        factory = Store.open(parameter, pool);
        unit = UnitOfWork.local(factory);
    }

    @AfterEach
    void close() {
        factory.close();
        pool.close();
    }

    @Test
    void an_empty_database_is_ready_after_the_migration() {
        migrations().apply();

        assertThatCode(migrations()::check).doesNotThrowAnyException();
        UserStore userStore = new JpaStorage(unit, "i", true);
        userStore.transaction(session -> {
            session.insert(plain("u1"));
            return session.find("u1");
        });
    }

    @Test
    void a_second_migration_changes_nothing() throws SQLException {
        migrations().apply();
        execute("insert into kith_organization (instance_id, id, domain_claim) values ('i', 'org1', '-org1')");
        List<String> before = applied();

        migrations().apply();

        assertThat(applied()).isEqualTo(before);
        assertThat(number("select count(*) from kith_organization")).isEqualTo(1);
    }

    @Test
    void nodes_that_start_at_once_migrate_once() throws Exception {
        Together.run(4, node -> () -> {
            migrations().apply();
            return node;
        });

        assertThat(number("select count(*) from kith_migration where version > 0"))
                .isEqualTo(NEWEST);
        migrations().check();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void an_older_database_is_brought_up_to_date_with_its_rows(int version) throws SQLException {
        older(version).apply();
        List<String> before = applied();
        insertRows(version);

        migrations().apply();

        assertThat(applied()).hasSize(1 + NEWEST).containsAll(before.subList(1, before.size()));
        migrations().check();
        assertRows(version);
        assertUndoneHoldsTheLongestIds();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void nodes_that_start_at_once_on_an_older_database_migrate_it_once(int version) throws Exception {
        older(version).apply();
        insertRows(version);

        Together.run(2, node -> () -> {
            migrations().apply();
            return node;
        });

        assertThat(applied()).hasSize(1 + NEWEST);
        migrations().check();
        assertRows(version);
        assertUndoneHoldsTheLongestIds();
    }

    @Test
    void a_node_of_the_previous_version_neither_migrates_nor_starts_on_newer_tables() throws SQLException {
        migrations().apply();
        List<String> before = applied();

        assertThatThrownBy(older(NEWEST - 1)::apply)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("are at version " + NEWEST);

        assertThat(applied()).isEqualTo(before);
    }

    @Test
    void tables_of_the_previous_version_stop_a_start_without_migration() {
        older(NEWEST - 1).apply();

        assertThatThrownBy(migrations()::check)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the tables in the database are at version " + (NEWEST - 1)
                        + ", but this version of Kith needs version " + NEWEST + ";");
    }

    @Test
    void a_newest_script_that_was_cut_off_is_applied_again() throws SQLException {
        older(NEWEST - 1).apply();
        insertRows(NEWEST - 1);
        migrations().apply();
        execute("delete from kith_migration where version = " + NEWEST);

        migrations().apply();

        migrations().check();
        assertRows(NEWEST - 1);
        assertUndoneHoldsTheLongestIds();
    }

    @Test
    void a_migration_that_was_cut_off_is_finished_by_the_next_start() throws SQLException {
        migrations().apply();
        execute("drop table kith_token");
        execute("drop table kith_user");
        execute("delete from kith_migration where version > 0");

        migrations().apply();

        assertThat(number("select count(*) from kith_user")).isZero();
        assertThat(number("select count(*) from kith_token")).isZero();
        migrations().check();
    }

    @Test
    void the_lock_of_a_node_that_died_ends_by_itself() throws SQLException {
        migrations().apply();
        execute("delete from kith_migration where version > 0");
        long ends = Clock.systemUTC().instant().plus(Duration.ofMinutes(1)).toEpochMilli() * 1_000;
        execute("update kith_migration set node = 'dead', moment = " + ends + " where version = 0");

        new Migrations(unit, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2))).apply();

        assertThat(number("select max(version) from kith_migration")).isEqualTo(NEWEST);
    }

    @Test
    void tables_that_are_newer_than_the_code_stop_the_start() throws SQLException {
        migrations().apply();
        execute("insert into kith_migration (version, node, moment) values (99, 'newer', 1)");

        assertThatThrownBy(migrations()::apply)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "the tables in the database are at version 99, but this version of Kith supports versions up to "
                                + NEWEST
                                + "; start the newer version of Kith that migrated them, or restore a backup from before that");
        assertThatThrownBy(migrations()::check).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tables_that_are_older_than_the_code_stop_a_start_without_migration() throws SQLException {
        migrations().apply();
        execute("delete from kith_migration where version > 0");

        assertThatThrownBy(migrations()::check)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("kith.database.migrate=true");
    }

    @Test
    void a_check_leaves_tables_that_others_made_alone() {
        assertThatCode(migrations()::check).doesNotThrowAnyException();
    }

    /** A row of a table of the first script, and one of the second script where it was applied. */
    private void insertRows(int version) throws SQLException {
        execute("insert into kith_organization (instance_id, id, domain_claim) values ('i', 'org1', '-org1')");
        execute(
                "insert into kith_contact (instance_id, user_id, channel, address, verified, proof_guesses, proof_looks,"
                        + " sent_count) values ('i', 'u1', 'EMAIL', 'a@example.org', true, 0, 0, 0)");
        if (version >= 2) {
            execute("insert into kith_undone (instance_id, id, user_id, channel, made, moment)"
                    + " values ('i', 'n1', 'u1', 'EMAIL', 10, 20)");
        }
    }

    private void assertRows(int version) throws SQLException {
        assertThat(number("select count(*) from kith_organization where id = 'org1'"))
                .isEqualTo(1);
        assertThat(number("select count(*) from kith_undone where instance_id = 'i' and id = 'n1' and user_id = 'u1'"
                        + " and channel = 'EMAIL' and made = 10 and moment = 20"))
                .isEqualTo(version >= 2 ? 1 : 0);
        assertThat(number("select count(*) from kith_contact where user_id = 'u1' and notice_window is null"
                        + " and notice_count = 0 and proof_by_other = false"))
                .isEqualTo(1);
    }

    private void assertUndoneHoldsTheLongestIds() {
        String longest = "\uD83D\uDE00".repeat(200);
        UserStore storage = new JpaStorage(unit, longest, true);
        storage.transaction(session -> {
            session.markUndone(longest, longest, ContactChannel.EMAIL, Users.NOW, Users.NOW);
            return true;
        });
        boolean undone = storage.transaction(session -> session.undone(longest, ContactChannel.EMAIL, Users.NOW));
        assertThat(undone).isTrue();
    }

    private Migrations older(int version) {
        return OlderMigrations.upTo(version, unit, Clock.systemUTC());
    }

    private Migrations migrations() {
        return new Migrations(unit, Clock.systemUTC());
    }

    private List<String> applied() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select version, node, moment from kith_migration order by 1")) {
            ArrayList<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getInt(1) + " " + rows.getString(2) + " " + rows.getLong(3));
            }
            return found;
        }
    }

    private long number(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
