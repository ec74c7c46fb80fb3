package dev.kith.it.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.kith.api.schemas.TextFilterMethod;
import dev.kith.api.search.SearchUsers.UserColumn;
import dev.kith.core.UserCondition;
import dev.kith.core.UserCondition.Any;
import dev.kith.core.UserCondition.Compares;
import dev.kith.core.UserCondition.Every;
import dev.kith.core.UserCondition.InOrganizations;
import dev.kith.core.UserCondition.TextField;
import dev.kith.core.UserListing.TookTooLong;
import dev.kith.core.UserListing.UserOrder;
import dev.kith.it.engines.Database;
import dev.kith.jpa.JpaStorage;
import dev.kith.jpa.Migrations;
import dev.kith.jpa.UnitOfWork;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How databases find users: what is equal by an index, also where it is one of several things (contract, ruling R45). */
@ParameterizedClass
@EnumSource(names = {"H2_HIBERNATE", "POSTGRESQL_HIBERNATE", "MARIADB_HIBERNATE"})
class UserSearchPlanTest {
    private static final Duration TIME = Duration.ofMinutes(1);
    private static final UserOrder BY_CREATION = new UserOrder(UserColumn.CREATION_DATE, false, Map.of());

    private static final Compares ID = equal(TextField.ID, "u77");
    private static final Compares EMAIL = equal(TextField.EMAIL, "a77@example.org");
    private static final Compares PHONE = equal(TextField.PHONE, "+4177");
    private static final Compares SCHEMA = equal(TextField.SCHEMA_ID, "s77");
    private static final Compares ORGANIZATION = equal(TextField.ORGANIZATION, "o77");
    private static final Compares ANY_CASE =
            new Compares(TextField.EMAIL, TextFilterMethod.EQUALS_IGNORE_CASE, "A77@example.org");

    private final DatabaseParameter parameter;
    private final int users;
    private final Database database;
    private final HikariDataSource pool;
    private final CountedDataSource counted;
    private final EntityManagerFactory factory;
    private final UnitOfWork unit;
    private final JpaStorage storage;

    UserSearchPlanTest(DatabaseParameter parameter) {
        this.parameter = parameter;
        this.users = parameter == DatabaseParameter.POSTGRESQL_HIBERNATE ? 100_000 : 10_000;
        this.database = parameter.engine.freshDatabase();
        this.pool = Store.pool(database, 1);
        this.counted = new CountedDataSource(pool);
        this.factory = Store.open(parameter, counted.asDataSource());
        this.unit = UnitOfWork.local(factory);
        new Migrations(unit, Clock.systemUTC()).apply();
        this.storage = new JpaStorage(unit, "i", true);
    }

    private static Compares equal(TextField field, String text) {
        return new Compares(field, TextFilterMethod.EQUALS, text);
    }

    @BeforeEach
    void many_users() throws SQLException {
        execute(
                "insert into kith_user (instance_id, id, organization_id, schema_id, schema_revision, data, active, locked,"
                        + " created, changed, version) select 'i', concat('u', n), concat('o', mod(n, 1000)),"
                        + " concat('s', mod(n, 1000)), 1, '{}', true, false, n, n, 1 from " + numbers());
        execute(
                "insert into kith_contact (instance_id, user_id, channel, address, address_folded, verified, proof_guesses,"
                        + " proof_looks, sent_count) select 'i', concat('u', n), 'EMAIL', concat('a', n, '@example.org'),"
                        + " concat('a', n, '@example.org'), false, 0, 0, 1 from " + numbers());
        execute(
                "insert into kith_contact (instance_id, user_id, channel, address, address_folded, verified, proof_guesses,"
                        + " proof_looks, sent_count) select 'i', concat('u', n), 'PHONE', concat('+41', n), concat('+41', n), false, 0,"
                        + " 0, 1 from " + numbers());
        execute(parameter == DatabaseParameter.MARIADB_HIBERNATE ? "analyze table kith_user, kith_contact" : "analyze");
    }

    private String numbers() {
        return switch (parameter) {
            case POSTGRESQL_HIBERNATE -> "generate_series(1, " + users + ") n";
            case H2_HIBERNATE -> "(select x as n from system_range(1, " + users + ")) t";
            default -> "(select seq as n from seq_1_to_" + users + ") t";
        };
    }

    @AfterEach
    void close() {
        factory.close();
        pool.close();
    }

    @Test
    void what_is_equal_is_found_by_an_index_also_inside_of_or() throws SQLException {
        for (UserCondition condition : List.of(ID, EMAIL, PHONE, SCHEMA, ORGANIZATION, ANY_CASE)) {
            assertIndexed(condition);
            assertIndexed(new Every(List.of(condition, contains())));
        }
        assertIndexed(new Any(List.of(ID, EMAIL, PHONE, SCHEMA, ORGANIZATION, ANY_CASE)));
        assertIndexed(new Every(List.of(new Any(List.of(EMAIL, PHONE)), contains())));
        assertIndexed(new Any(List.of(new InOrganizations(Set.of("o1", "o2", "o3")), ID)));
    }

    private static UserCondition contains() {
        return new Compares(TextField.ID, TextFilterMethod.CONTAINS, "7");
    }

    private void assertIndexed(UserCondition condition) throws SQLException {
        List<String> statements = counted.during(() -> storage.search(TIME, listing -> {
            assertThat(listing.page(condition, BY_CREATION, 0, 10)).isNotEmpty();
            return listing.count(condition);
        }));
        for (String statement : statements) {
            if (statement.contains("kith_user u")) {
                List<String> plan = plan(statement);
                assertThat(plan).as(statement + "\n" + String.join("\n", plan)).noneMatch(this::isScan);
            }
        }
    }

    @Test
    void the_walk_by_creation_is_indexed() throws SQLException {
        List<String> statements = counted.during(() -> storage.search(
                TIME,
                listing -> listing.page(UserCondition.EVERYBODY, BY_CREATION, 0, 10)
                        .size()));

        List<String> plan = plan(statements.stream()
                .filter(statement -> statement.contains("kith_user u"))
                .findFirst()
                .orElseThrow());
        if (parameter != DatabaseParameter.H2_HIBERNATE) {
            assertThat(plan)
                    .as(String.join("\n", plan))
                    .anyMatch(line -> line.contains("kith_user_created"))
                    .noneMatch(line -> line.contains("Sort") || line.contains("filesort"));
        }
    }

    /** Addresses that nearly match in many places cost any database far more than the second that it has. */
    @Test
    void a_scan_that_takes_too_long_is_stopped_by_the_database() throws SQLException {
        execute("update kith_contact set address = concat(repeat('a', 190), user_id) where channel = 'EMAIL'");
        String nearly = "a".repeat(95);
        UserCondition slow = new Any(IntStream.range(0, 1_000)
                .<UserCondition>mapToObj(
                        number -> new Compares(TextField.EMAIL, TextFilterMethod.CONTAINS, nearly + "b" + number))
                .toList());

        assertThatThrownBy(() -> storage.search(Duration.ofSeconds(1), listing -> listing.count(slow)))
                .isInstanceOf(TookTooLong.class);

        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.getQueryTimeout()).isIn(0, 1_000_000);
        }
        assertThat(storage.<Long>search(TIME, listing -> listing.count(UserCondition.EVERYBODY)))
                .isEqualTo(users);
    }

    /** Of a table of ours; what was collected before is walked. */
    private boolean isScan(String line) {
        return switch (parameter) {
            case POSTGRESQL_HIBERNATE -> line.contains("Seq Scan");
            case H2_HIBERNATE -> line.contains(".tableScan");
            default ->
                (line.contains("|ALL|") || line.contains("|index|")) && !line.contains("|k|") && !line.contains("<");
        };
    }

    private List<String> plan(String statement) throws SQLException {
        return switch (parameter) {
            case POSTGRESQL_HIBERNATE -> explained("explain (generic_plan) " + numbered(statement));
            case H2_HIBERNATE -> explained("explain " + statement);
            default ->
                explained("explain "
                        + statement
                                .replace("limit ? offset ?", "limit 10 offset 0")
                                .replace("?", "'i'"));
        };
    }

    private static String numbered(String statement) {
        String numbered = statement;
        for (int number = 1; numbered.contains("?"); number++) {
            numbered = numbered.replaceFirst("\\?", "\\$" + number);
        }
        return numbered;
    }

    private List<String> explained(String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = connection();
                Statement explain = connection.createStatement();
                ResultSet rows = explain.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder line = new StringBuilder("|");
                for (int column = 1; column <= columns; column++) {
                    line.append(rows.getString(column)).append('|');
                }
                lines.addAll(line.toString().lines().toList());
            }
        }
        return lines;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** One that sends statements of PostgreSQL as they are, with their numbered parameters. */
    private Connection connection() throws SQLException {
        return parameter == DatabaseParameter.POSTGRESQL_HIBERNATE
                ? DriverManager.getConnection(
                        database.url() + "?preferQueryMode=simple", database.username(), database.password())
                : database.connect();
    }
}
