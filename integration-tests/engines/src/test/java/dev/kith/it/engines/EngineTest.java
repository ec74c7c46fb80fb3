package dev.kith.it.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineTest {

    @ParameterizedTest
    @EnumSource
    void a_fresh_database_keeps_what_is_written_between_connections(Engine engine) throws SQLException {
        Database database = engine.freshDatabase();

        execute(database, "create table note (text varchar(20))");
        execute(database, "insert into note values ('here')");

        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select text from note")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("here");
        }
    }

    @ParameterizedTest
    @EnumSource
    void two_databases_of_one_engine_do_not_see_each_other(Engine engine) throws SQLException {
        Database one = engine.freshDatabase();
        Database other = engine.freshDatabase();

        execute(one, "create table note (text varchar(20))");

        assertThatThrownBy(() -> execute(other, "insert into note values ('here')"))
                .isInstanceOf(SQLException.class);
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
