package dev.kith.it.databases;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.kith.it.engines.Database;
import dev.kith.jpa.Migrations;
import dev.kith.jpa.OlderMigrations;
import dev.kith.jpa.UnitOfWork;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The scripts of each database against the entities. */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = ".*_HIBERNATE")
class SchemaTest {
    private final Database database;
    private final HikariDataSource pool;
    private final EntityManagerFactory factory;
    private final UnitOfWork unit;
    private final EntityTables entities;

    SchemaTest(DatabaseParameter lane) {
        database = lane.engine.freshDatabase();
        pool = Store.pool(database, 8);
        factory = Store.open(lane, pool);
        unit = UnitOfWork.local(factory);
        entities = EntityTables.byScripts(lane.engine, factory.getMetamodel());
    }

    @AfterEach
    void close() {
        factory.close();
        pool.close();
    }

    @Test
    void the_scripts_make_the_tables_that_the_entities_want() throws SQLException {
        SchemaHistory history = SchemaHistory.ofScripts(OlderMigrations.NEWEST, database, unit);

        assertThat(SchemaComparison.differences(entities, history)).isEmpty();
    }

    @Test
    void scripts_that_are_applied_again_change_no_table() throws SQLException {
        migrate();
        Map<String, TableShape> once = DatabaseTables.of(database);
        execute("delete from kith_migration where version > 0");

        migrate();

        assertThat(DatabaseTables.of(database)).isEqualTo(once);
    }

    @Test
    void there_are_scripts_up_to_the_newest_and_no_further() {
        String folder = OlderMigrations.folder(unit);

        assertThat(IntStream.rangeClosed(0, OlderMigrations.NEWEST).mapToObj(script -> resource(folder, script)))
                .allMatch(SchemaTest::exists);
        assertThat(resource(folder, OlderMigrations.NEWEST + 1))
                .as("a script that no migration applies")
                .matches(script -> !exists(script));
    }

    private static String resource(String folder, int script) {
        return "migrations/" + folder + "/" + script + ".sql";
    }

    private static boolean exists(String script) {
        return Migrations.class.getResource(script) != null;
    }

    private void migrate() {
        new Migrations(unit, Clock.systemUTC()).apply();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
