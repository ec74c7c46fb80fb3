package dev.kith.it.databases;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.it.engines.Engine;
import dev.kith.jpa.Migrations;
import dev.kith.jpa.UnitOfWork;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class OpenJpaTest {

    @Test
    void openjpa_on_postgresql_stops_the_start() {
        try (EntityManagerFactory factory = Store.open(
                DatabaseParameter.OPENJPA, Engine.POSTGRESQL.freshDatabase().dataSource())) {
            Migrations migrations = new Migrations(UnitOfWork.local(factory), Clock.systemUTC());

            assertThatThrownBy(migrations::apply)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("OpenJPA loses concurrent updates on PostgreSQL");
            assertThatThrownBy(migrations::check).isInstanceOf(IllegalStateException.class);
        }
    }
}
