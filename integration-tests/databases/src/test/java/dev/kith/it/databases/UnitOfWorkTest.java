package dev.kith.it.databases;

import static dev.kith.it.databases.Users.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.kith.api.Json;
import dev.kith.core.UserStore;
import dev.kith.it.engines.Database;
import dev.kith.jpa.JpaOrganizations;
import dev.kith.jpa.JpaStorage;
import dev.kith.jpa.JpaUserSchemas;
import dev.kith.jpa.Migrations;
import dev.kith.jpa.UnitOfWork;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** With a pool of a single connection: work that needed a second one would wait forever. */
@ParameterizedClass
@EnumSource
class UnitOfWorkTest {
    private final HikariDataSource pool;
    private final EntityManagerFactory factory;
    private final UnitOfWork unit;
    private final UserStore userStore;

    UnitOfWorkTest(DatabaseParameter parameter) {
        Database database = parameter.engine.freshDatabase();
        pool = Store.pool(database, 1);
        factory = Store.open(parameter, pool);
        unit = UnitOfWork.local(factory);
        new Migrations(unit, Clock.systemUTC()).apply();
        userStore = new JpaStorage(unit, "i", true);
    }

    @AfterEach
    void close() {
        factory.close();
        pool.close();
    }

    @Test
    void a_provider_that_is_asked_within_a_transaction_needs_no_second_connection() {
        JpaUserSchemas schemas = new JpaUserSchemas(unit, "i", new AnyDocument(), Clock.systemUTC());
        JpaOrganizations organizations = new JpaOrganizations(unit, "i");
        schemas.register("person", "Person", new Json.Obj(Map.of()));
        organizations.register("org1", null);

        userStore.transaction(session -> {
            session.insert(plain("u1"));
            assertThat(schemas.newest("person")).map(UserSchema::revision).contains(1);
            assertThat(organizations.exists("org1")).isTrue();
            return true;
        });
        assertThat(schemas.newest("person")).isPresent();
    }

    @Test
    void connections_are_given_back_whatever_happens() {
        for (int round = 0; round < 3; round++) {
            assertThatThrownBy(() -> userStore.transaction(session -> {
                        throw new IllegalArgumentException("on the way");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> userStore.transaction(session -> {
                        throw new StackOverflowError();
                    }))
                    .isInstanceOf(StackOverflowError.class);
        }
        assertThat(works()).isTrue();
    }

    @Test
    void a_transaction_cannot_begin_inside_another_one() {
        assertThatThrownBy(() -> userStore.transaction(session -> userStore.transaction(inner -> true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a transaction cannot begin inside another one");
        assertThat(works()).isTrue();
    }

    private boolean works() {
        return userStore.transaction(session -> session.find("nobody") == null);
    }
}
