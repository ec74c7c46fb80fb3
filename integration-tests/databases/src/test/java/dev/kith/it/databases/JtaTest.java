package dev.kith.it.databases;

import static dev.kith.it.databases.Users.contact;
import static dev.kith.it.databases.Users.data;
import static dev.kith.it.databases.Users.plain;
import static dev.kith.it.databases.Users.withData;
import static dev.kith.it.databases.Users.withEmail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.internal.arjuna.objectstore.VolatileStore;
import dev.kith.api.Json;
import dev.kith.core.User;
import dev.kith.core.UserStore;
import dev.kith.core.UserStore.Contended;
import dev.kith.core.UserStore.Found;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import dev.kith.jpa.JpaStorage;
import dev.kith.jpa.JpaUserSchemas;
import dev.kith.jpa.Migrations;
import dev.kith.jpa.UnitOfWork;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The storage in transactions of a server, here of a transaction manager alone. */
class JtaTest {
    static {
        arjPropertyManager.getObjectStoreEnvironmentBean().setObjectStoreType(VolatileStore.class.getName());
    }

    private final UserTransaction transaction = com.arjuna.ats.jta.UserTransaction.userTransaction();
    private final EntityManagerFactory factory;
    private final UnitOfWork unit;
    private final UserStore userStore;

    JtaTest() {
        Database database = Engine.H2_MEMORY.freshDatabase();
        JdbcDataSource target = new JdbcDataSource();
        target.setURL(database.url());
        target.setUser(database.username());
        target.setPassword(database.password());
        factory = Persistence.createEntityManagerFactory(
                "kith",
                Map.of(
                        "jakarta.persistence.provider",
                        "org.hibernate.jpa.HibernatePersistenceProvider",
                        "jakarta.persistence.transactionType",
                        "JTA",
                        "jakarta.persistence.jtaDataSource",
                        new EnlistingDataSource(target, com.arjuna.ats.jta.TransactionManager.transactionManager())
                                .asDataSource(),
                        "hibernate.transaction.jta.platform",
                        "org.hibernate.engine.transaction.jta.platform.internal.JBossStandAloneJtaPlatform"));
        unit = UnitOfWork.jta(factory, transaction);
        new Migrations(unit, Clock.systemUTC()).apply();
        userStore = new JpaStorage(unit, "i", true);
    }

    @AfterEach
    void close() {
        factory.close();
    }

    @Test
    void work_is_committed_when_it_returns() throws Exception {
        insert(plain("u1"));

        assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
        assertThat(found("u1")).isEqualTo(plain("u1"));
    }

    @Test
    void work_that_throws_is_rolled_back() throws Exception {
        assertThatThrownBy(() -> userStore.transaction(session -> {
                    session.insert(plain("u1"));
                    throw new IllegalArgumentException("on the way");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
        boolean absent = userStore.transaction(session -> session.find("u1") == null);
        assertThat(absent).isTrue();
    }

    @Test
    void a_second_user_of_the_same_id_is_contended() {
        insert(plain("u1"));

        assertThatThrownBy(() -> insert(plain("u1"))).isInstanceOf(Contended.class);
    }

    @Test
    void of_two_transactions_that_have_read_the_same_version_one_is_contended() throws Exception {
        insert(plain("u1"));
        CyclicBarrier bothHaveRead = new CyclicBarrier(2);

        assertThat(Together.run(2, number -> () -> {
                    try {
                        return userStore.transaction(session -> {
                            Found read = session.find("u1");
                            assertThat(read).isNotNull();
                            Together.meet(bothHaveRead);
                            session.update(read.user(), withEmail(read.user(), contact(number + "@example.org", null)));
                            return true;
                        });
                    } catch (Contended e) {
                        return false;
                    }
                }))
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void a_provider_that_is_asked_within_a_transaction_reads_in_it() {
        JpaUserSchemas schemas = new JpaUserSchemas(unit, "i", new AnyDocument(), Clock.systemUTC());
        schemas.register("person", "Person", new Json.Obj(Map.of()));
        insert(plain("u1"));

        userStore.transaction(session -> {
            session.update(plain("u1"), withData(plain("u1"), data("given", "Eve")));
            assertThat(schemas.newest("person")).isPresent();
            return true;
        });

        assertThat(found("u1").data()).isEqualTo(data("given", "Eve"));
        assertThat(schemas.newest("person")).isPresent();
    }

    @Test
    void a_thread_that_is_in_a_transaction_is_told_so() throws Exception {
        transaction.begin();
        try {
            assertThatThrownBy(() -> insert(plain("u1")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("Kith uses its own transactions");
            assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_ACTIVE);
        } finally {
            transaction.rollback();
        }
    }

    private void insert(User user) {
        userStore.transaction(session -> {
            session.insert(user);
            return true;
        });
    }

    private User found(String id) {
        return userStore.transaction(session -> {
            Found found = session.find(id);
            assertThat(found).isNotNull();
            return found.user();
        });
    }
}
