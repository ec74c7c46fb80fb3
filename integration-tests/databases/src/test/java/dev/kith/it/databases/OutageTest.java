package dev.kith.it.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.kith.api.UserAccounts.Unavailable;
import dev.kith.boot.BrokenConnections;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import dev.kith.jpa.Migrations;
import dev.kith.jpa.UnitOfWork;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that end while they are used, as every database ends them. */
@ParameterizedClass
@EnumSource
class OutageTest {
    private final Database database;
    private final HikariDataSource pool;
    private final EntityManagerFactory factory;
    private final UnitOfWork unit;

    OutageTest(DatabaseParameter parameter) {
        database = parameter.engine.freshDatabase();
        pool = pool(database);
        factory = Store.open(parameter, pool);
        unit = UnitOfWork.local(factory);
        new Migrations(unit, Clock.systemUTC()).apply();
    }

    /** One that gives up the connections that Kith says are broken, like the program's. */
    private static HikariDataSource pool(Database database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(0);
        config.setExceptionOverride(new SQLExceptionOverride() {
            @java.lang.Override
            public SQLExceptionOverride.Override adjudicate(SQLException thrown) {
                return BrokenConnections.isBroken(thrown)
                        ? SQLExceptionOverride.Override.MUST_EVICT
                        : SQLExceptionOverride.Override.CONTINUE_EVICT;
            }
        });
        return new HikariDataSource(config);
    }

    @AfterEach
    void close() {
        factory.close();
        pool.close();
    }

    @Test
    void work_whose_connection_ends_is_done_with_another_one() {
        AtomicInteger tries = new AtomicInteger();

        int done = unit.run(manager -> {
            change(manager);
            if (tries.incrementAndGet() == 1) {
                end(ownConnection(manager));
            }
            return change(manager);
        });

        assertThat(done).isZero();
        assertThat(tries).hasValue(2);
    }

    @Test
    void work_whose_connection_ends_each_time_is_given_up() {
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() -> unit.run(manager -> {
                    tries.incrementAndGet();
                    end(ownConnection(manager));
                    return change(manager);
                }))
                .isInstanceOf(Unavailable.class);
        assertThat(tries).hasValue(3);
    }

    /** Whether it is stored is not known, so it must not be done twice. */
    @Test
    void work_whose_connection_ends_during_the_commit_is_not_done_again() {
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() -> unit.run(manager -> {
                    tries.incrementAndGet();
                    change(manager);
                    end(ownConnection(manager));
                    return true;
                }))
                .isInstanceOf(Unavailable.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void a_failure_of_the_work_itself_is_no_outage() {
        assertThatThrownBy(() -> unit.run(manager ->
                        manager.createNativeQuery("select * from kith_nothing").getResultList()))
                .isNotInstanceOf(Unavailable.class);
    }

    private static int change(EntityManager manager) {
        return manager.createQuery("update KithUser u set u.version = 1 where u.id = 'nobody'")
                .executeUpdate();
    }

    private Object ownConnection(EntityManager manager) {
        return manager.createNativeQuery(
                        switch (database.engine()) {
                            case POSTGRESQL -> "select pg_backend_pid()";
                            case MARIADB -> "select connection_id()";
                            case H2_FILE, H2_MEMORY -> "select session_id()";
                        })
                .getSingleResult();
    }

    private void end(Object id) {
        String statement = switch (database.engine()) {
            case POSTGRESQL -> "select pg_terminate_backend(" + id + ")";
            case MARIADB -> "kill connection " + id;
            case H2_FILE, H2_MEMORY -> "select abort_session(" + id + ")";
        };
        try (Connection connection = database.connect();
                Statement other = connection.createStatement()) {
            other.execute(statement);
            awaitEnd(other, id);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** PostgreSQL and MariaDB end it a moment later. */
    private void awaitEnd(Statement other, Object id) throws SQLException {
        List<Engine> late = List.of(Engine.POSTGRESQL, Engine.MARIADB);
        String there = database.engine() == Engine.POSTGRESQL
                ? "select 1 from pg_stat_activity where pid = " + id
                : "select 1 from information_schema.processlist where id = " + id;
        while (late.contains(database.engine()) && other.executeQuery(there).next()) {
            Thread.onSpinWait();
        }
    }
}
