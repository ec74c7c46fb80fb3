package dev.kith.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnTransactionsTest {
    private final TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    private final OwnTransactions own = new OwnTransactions(manager);

    @BeforeEach
    void begin() throws Exception {
        manager.begin();
    }

    @AfterEach
    void end() throws Exception {
        manager.rollback();
    }

    @Test
    void a_transaction_of_keycloak_is_none_of_ours() throws Exception {
        assertThat(own.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }

    @Test
    void a_transaction_of_ours_is_another_one_and_keycloak_goes_on_with_its_own() throws Exception {
        Transaction outer = manager.getTransaction();

        own.begin();
        Transaction inner = manager.getTransaction();
        assertThat(own.getStatus()).isEqualTo(Status.STATUS_ACTIVE);
        own.commit();

        assertThat(inner).isNotEqualTo(outer);
        assertThat(inner.getStatus()).isIn(Status.STATUS_COMMITTED, Status.STATUS_NO_TRANSACTION);
        assertThat(manager.getTransaction()).isEqualTo(outer);
        assertThat(outer.getStatus()).isEqualTo(Status.STATUS_ACTIVE);
        assertThat(own.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }

    @Test
    void what_we_roll_back_leaves_the_transaction_of_keycloak_alone() throws Exception {
        Transaction outer = manager.getTransaction();

        own.begin();
        own.rollback();

        assertThat(manager.getTransaction()).isEqualTo(outer);
        assertThat(outer.getStatus()).isEqualTo(Status.STATUS_ACTIVE);
    }

    @Test
    void keycloak_goes_on_after_a_commit_of_ours_that_fails() throws Exception {
        Transaction outer = manager.getTransaction();

        own.begin();
        own.setRollbackOnly();
        assertThatThrownBy(own::commit).isInstanceOf(RollbackException.class);

        assertThat(manager.getTransaction()).isEqualTo(outer);
        assertThat(outer.getStatus()).isEqualTo(Status.STATUS_ACTIVE);
    }

    @Test
    void outside_of_a_request_there_is_nothing_to_go_on_with() throws Exception {
        Transaction outer = manager.suspend();
        try {
            own.begin();
            own.commit();

            assertThat(manager.getTransaction()).isNull();
        } finally {
            manager.resume(outer);
        }
    }
}
