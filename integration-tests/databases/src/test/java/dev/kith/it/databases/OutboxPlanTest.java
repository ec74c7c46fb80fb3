package dev.kith.it.databases;

import static dev.kith.it.databases.Messages.message;
import static dev.kith.it.databases.Users.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.kith.core.ContactChannel;
import dev.kith.core.Outbox.End;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.Outbox.Settlement;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.core.UndoEntry;
import dev.kith.core.User;
import dev.kith.core.UserStore;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import dev.kith.jpa.JpaOutbox;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How PostgreSQL executes what the delivery asks of it, whatever it knows of the tables: it keeps plans for long, so those that
 * it makes without knowledge have to be right.
 */
class OutboxPlanTest {
    private static final int BACKLOG = 100_000;
    private static final List<String> TIMES = List.of(
            "kith_message_closed",
            "kith_budget_window",
            "kith_undo_made",
            "kith_undone_moment",
            "kith_contact_redeemed",
            "kith_answer_ends");
    private static final List<String> KEYS = List.of("(id)::text = ", "(user_id)::text = ", "(token_hash)::text = ");
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Database database = Engine.POSTGRESQL.freshDatabase();
    private final HikariDataSource pool = Store.pool(database, 4);
    private final CountedDataSource counted = new CountedDataSource(pool);
    private final EntityManagerFactory factory =
            Store.open(DatabaseParameter.POSTGRESQL_HIBERNATE, counted.asDataSource());
    private final UnitOfWork unit = UnitOfWork.local(factory);
    private final JpaOutbox outbox = new JpaOutbox(
            unit, "i", new Random(7), new JpaOutbox.HeldKeys(() -> Set.of("key1"), Clock.fixed(NOW, ZoneOffset.UTC)));

    @BeforeEach
    void tables_of_which_statistics_are_taken_only_on_demand() throws SQLException {
        new Migrations(unit, Clock.systemUTC()).apply();
        for (String table : List.of(
                "kith_user",
                "kith_message",
                "kith_contact",
                "kith_budget",
                "kith_undo",
                "kith_undone",
                "kith_answer")) {
            execute("alter table " + table + " set (autovacuum_enabled = false)");
        }
    }

    @AfterEach
    void close() {
        factory.close();
        pool.close();
    }

    @Test
    void without_statistics_a_message_is_found_by_the_index_of_its_queue() throws SQLException {
        List<String> statements = ofOneRound();
        assertPlans(statements);

        backlog();

        assertPlans(statements);
    }

    @Test
    void with_statistics_of_empty_tables_and_with_those_of_a_backlog_it_is_as_well() throws SQLException {
        List<String> statements = ofOneRound();
        execute("truncate kith_message, kith_contact");
        execute("analyze");
        backlog();
        assertPlans(statements);

        execute("analyze");

        assertPlans(statements);
    }

    /** Every statement of the delivery of a few messages, of which one fails and some are given back. */
    private List<String> ofOneRound() {
        UserStore storage = new JpaStorage(unit, "i", false);
        storage.transaction(session -> {
            IntStream.range(0, 30).forEach(number -> session.enqueue(message("m" + number)));
            return true;
        });
        List<String> statements = counted.during(() -> {
            List<Leased> leased = outbox.lease(MessageKind.TO_PEOPLE, "w1", 30, NOW, LEASE);
            outbox.current(leased);
            List<Settlement> settlements = new ArrayList<>();
            settlements.add(new Settlement.Postponed(leased.get(0), NOW.plusSeconds(5), "later"));
            leased.subList(1, 20).forEach(one -> settlements.add(new Settlement.Closed(one, End.DELIVERED, null)));
            outbox.settle(settlements, NOW);
            outbox.giveBack(leased.subList(20, 30), NOW);
            outbox.nextDue(MessageKind.ALL);
        });
        assertThat(statements).hasSize(10);
        List<String> superseding = counted.during(() -> storage.transaction(session -> {
            session.supersede(List.of("m0"), NOW);
            session.supersede(List.of("m0", "m1"), NOW);
            return true;
        }));
        assertThat(superseding).hasSize(2);
        return Stream.concat(statements.stream(), superseding.stream()).toList();
    }

    private void backlog() throws SQLException {
        execute("insert into kith_message (instance_id, id, user_id, organization_id, channel, kind, queue, recipient,"
                + " payload_key, payload, created, expires, due, attempts, status)"
                + " select 'i', 'b' || n, 'u' || n, 'org1', 'EMAIL', 'SEND_CODE', 'i/PEOPLE', 'a@example.org', 'key1',"
                + " repeat('x', 300), n, n, n, 0, 'WAITING' from generate_series(1, " + BACKLOG + ") n");
        execute("insert into kith_contact (instance_id, user_id, channel, address, verified, proof_id, proof_guesses,"
                + " proof_looks, sent_count) select 'i', 'u' || n, 'EMAIL', 'a@example.org', false, 'b' || n, 0, 0, 1"
                + " from generate_series(1, " + BACKLOG + ") n");
    }

    private void assertPlans(List<String> statements) throws SQLException {
        for (String statement : statements) {
            List<String> plan = plan(statement);
            assertThat(plan).as(statement).noneMatch(line -> line.contains("Seq Scan"));
            assertThat(plan)
                    .as(statement + plan)
                    .filteredOn(line -> line.contains("kith_message"))
                    .anyMatch(line -> line.contains("kith_message_due")
                            || (line.contains("kith_message_pkey") && searched(plan, "(id)::text = ")));
            assertThat(plan)
                    .as(statement + plan)
                    .filteredOn(line -> line.contains("on kith_contact"))
                    .allMatch(line -> line.contains("kith_contact_pkey") && searched(plan, "(user_id)::text ="));
        }
    }

    @Test
    void what_ended_long_ago_is_found_by_its_time_and_removed_by_its_keys() throws SQLException {
        List<String> statements = ofOnePurge();
        assertPurgePlans(statements);

        execute("truncate kith_user, kith_message, kith_contact, kith_budget, kith_undo, kith_undone, kith_answer");
        execute("analyze");
        backlog();
        others(NOW, BACKLOG);
        assertPurgePlans(statements);

        execute("analyze");
        assertPurgePlans(statements);
    }

    /** More of everything than is removed at once. */
    private List<String> ofOnePurge() throws SQLException {
        UserStore storage = new JpaStorage(unit, "i", false);
        others(NOW.minus(Duration.ofDays(30)), 501);
        return counted.during(() -> {
            assertThat(outbox.purge(NOW)).isEqualTo(4 * 501);
            assertThat(storage.forgetRedeemed(NOW)).isEqualTo(501);
            assertThat(storage.forgetAnswers(NOW)).isEqualTo(501);
        });
    }

    /** Rows of the other tables, and messages that are closed. */
    private void others(Instant time, int rows) throws SQLException {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
        String each = " from generate_series(1, " + rows + ") n";
        execute("insert into kith_message (instance_id, id, user_id, organization_id, channel, kind, queue, recipient,"
                + " created, due, attempts, status, closed) select 'i', 'c' || n, 'u' || n, 'org1', 'EMAIL', 'SEND_CODE',"
                + " 'i/PEOPLE', 'a@example.org', n, n, 1, 'DELIVERED', " + micros + " + n" + each);
        execute(
                "insert into kith_user (instance_id, id, organization_id, schema_id, schema_revision, data, active, locked,"
                        + " created, changed, version) select 'i', 'v' || n, 'org1', 'person', 1, '{}', true, false, n, n, 1"
                        + each);
        execute("insert into kith_budget select 'i', 'r' || n, " + micros + " + n, 1" + each);
        execute("insert into kith_undo (instance_id, id, token_hash, user_id, user_created, channel, sealed_key,"
                + " sealed_value, made) select 'i', 'l' || n, 'h' || n, 'u' || n, n, 'EMAIL', 'key1', 'sealed', "
                + micros
                + " + n" + each);
        execute(
                "insert into kith_undone (instance_id, id, user_id, channel, made, moment) select 'i', 'l' || n, 'u' || n,"
                        + " 'EMAIL', n, " + micros + " + n" + each);
        execute("insert into kith_answer select 'i', 'a' || n, 'c' || n % 100, 'u' || n, 'f', 'key1', 'sealed', "
                + micros + " + n" + each);
        execute(
                "insert into kith_contact (instance_id, user_id, channel, address, verified, proof_guesses, proof_looks,"
                        + " sent_count, redeemed_id, redeemed_at) select 'i', 'v' || n, 'EMAIL', 'a@example.org', true, 0, 0, 1,"
                        + " 'p' || n, " + micros + " + n" + each);
    }

    @Test
    void an_answer_that_is_kept_is_found_by_its_key_and_counted_by_its_caller() throws SQLException {
        UserStore storage = new JpaStorage(unit, "i", false);
        List<String> statements =
                counted.during(() -> storage.transaction(session -> session.answer("a1", "c1", "u1", NOW)));
        assertThat(statements).hasSize(1);
        assertAnswerPlan(statements.get(0));

        others(NOW, BACKLOG);
        assertAnswerPlan(statements.get(0));

        execute("analyze");
        assertAnswerPlan(statements.get(0));
    }

    private void assertAnswerPlan(String statement) throws SQLException {
        List<String> plan = plan(statement);
        assertThat(plan)
                .as(plan.toString())
                .noneMatch(line -> line.contains("Seq Scan"))
                .anyMatch(line -> line.contains("kith_answer_pkey"))
                .anyMatch(line -> line.contains("kith_answer_caller"));
        assertThat(searched(plan, "(id)::text = ") && searched(plan, "(caller)::text = "))
                .as(plan.toString())
                .isTrue();
    }

    private void assertPurgePlans(List<String> statements) throws SQLException {
        for (String statement : statements) {
            List<String> plan = plan(statement);
            if (statement.stripLeading().startsWith("select")) {
                assertThat(plan)
                        .as(statement + plan)
                        .noneMatch(line -> line.contains("Seq Scan"))
                        .filteredOn(line -> line.contains("Index Scan"))
                        .singleElement()
                        .matches(line -> TIMES.stream().anyMatch(line::contains));
            } else {
                assertThat(plan).as(statement + plan).anyMatch(line -> line.contains("_pkey"));
                assertThat(searched(plan, "(instance_id)::text = ")
                                && (searched(plan, "(id)::text = ") || searched(plan, "(user_id)::text = ")))
                        .as(statement + plan)
                        .isTrue();
            }
        }
    }

    @Test
    void what_belongs_to_a_user_is_found_by_the_user() throws SQLException {
        List<String> statements = ofOneDeletion();
        assertUserPlans(statements);

        execute("truncate kith_user, kith_message, kith_contact, kith_undo, kith_undone");
        execute("analyze");
        backlog();
        others(NOW, BACKLOG);
        assertUserPlans(statements);

        execute("analyze");
        assertUserPlans(statements);
    }

    private List<String> ofOneDeletion() {
        UserStore storage = new JpaStorage(unit, "i", false);
        User user = Users.plain("u1");
        UndoEntry link = new UndoEntry(
                "n1", "hash", "u1", NOW, ContactChannel.EMAIL, new OutboxMessage.Sealed("k", "x"), NOW, null);
        storage.transaction(session -> {
            session.insert(user);
            session.keepUndo(link);
            return true;
        });
        List<String> statements = counted.during(() -> storage.transaction(session -> {
            assertThat(session.undone("u1", ContactChannel.EMAIL, NOW)).isFalse();
            assertThat(session.undo("hash")).isEqualTo(link);
            session.useUndo(link, NOW);
            session.delete(user);
            return true;
        }));
        assertThat(statements).hasSize(8);
        return statements;
    }

    private void assertUserPlans(List<String> statements) throws SQLException {
        for (String statement : statements) {
            List<String> plan = plan(statement);
            assertThat(plan)
                    .as(statement + plan)
                    .noneMatch(line -> line.contains("Seq Scan"))
                    .filteredOn(line -> line.contains("Index Scan"))
                    .hasSize(1);
            assertThat(KEYS.stream().anyMatch(key -> searched(plan, key)))
                    .as(statement + plan)
                    .isTrue();
        }
    }

    private static boolean searched(List<String> plan, String condition) {
        return plan.stream().anyMatch(line -> line.contains("Index Cond") && line.contains(condition));
    }

    private List<String> plan(String statement) throws SQLException {
        String numbered = statement;
        for (int number = 1; numbered.contains("?"); number++) {
            numbered = numbered.replaceFirst("\\?", "\\$" + number);
        }
        List<String> lines = new ArrayList<>();
        try (Connection connection = simple();
                Statement explain = connection.createStatement();
                ResultSet rows = explain.executeQuery("explain (generic_plan) " + numbered)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = simple();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Sends statements as they are, with their numbered parameters. */
    private Connection simple() throws SQLException {
        return DriverManager.getConnection(
                database.url() + "?preferQueryMode=simple", database.username(), database.password());
    }
}
