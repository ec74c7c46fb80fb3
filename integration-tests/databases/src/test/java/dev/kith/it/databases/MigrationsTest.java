package dev.kith.it.databases;

import static dev.kith.it.databases.Users.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.kith.core.UserStore;
import dev.kith.it.engines.Database;
import dev.kith.jpa.JpaStorage;
import dev.kith.jpa.Migrations;
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
import org.junit.jupiter.params.provider.EnumSource;

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
                .isEqualTo(2);
        migrations().check();
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

        assertThat(number("select max(version) from kith_migration")).isEqualTo(2);
    }

    @Test
    void tables_that_are_newer_than_the_code_stop_the_start() throws SQLException {
        migrations().apply();
        execute("insert into kith_migration (version, node, moment) values (99, 'newer', 1)");

        assertThatThrownBy(migrations()::apply)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the tables in the database are at version 99, this version of Kith knows versions up to 2;"
                        + " start the newer version of Kith that has migrated them");
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
