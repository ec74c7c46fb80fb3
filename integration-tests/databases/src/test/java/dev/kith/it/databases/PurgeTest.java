package dev.kith.it.databases;

import static dev.kith.it.databases.Messages.message;
import static dev.kith.it.databases.Users.NOW;
import static dev.kith.it.databases.Users.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.core.Outbox;
import dev.kith.core.UserStore;
import dev.kith.core.UserStore.Session;
import dev.kith.jpa.JpaOutbox;
import dev.kith.jpa.JpaStorage;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** On one database: the statements are those of every purge. */
class PurgeTest {
    private static final int AT_ONCE = 500;

    private final Store store = Store.on(DatabaseParameter.H2_HIBERNATE);
    private final String instance = Store.freshInstance();
    private final UserStore userStore = new JpaStorage(store.unit, instance, false);
    private final Outbox outbox = new JpaOutbox(store.unit, instance, new Random(7));

    @Test
    void however_much_there_is_a_purge_ends_and_says_that_there_may_be_more() {
        for (int first = 0; first <= Outbox.MOST_PURGED; first += AT_ONCE) {
            int from = first;
            does(session -> {
                for (int number = from; number < from + AT_ONCE; number++) {
                    session.enqueue(message("m" + number));
                    session.openBudget("b" + number, NOW.minus(Duration.ofDays(3)));
                }
            });
        }
        does(session -> session.insert(user("u1", 1, Json.Obj.EMPTY, null, null)));
        does(session -> session.delete(user("u1", 1, Json.Obj.EMPTY, null, null)));

        assertThat(outbox.purge(NOW.plusSeconds(1))).isEqualTo(2 * Outbox.MOST_PURGED);
        assertThat(outbox.purge(NOW.plusSeconds(1))).isEqualTo(2 * AT_ONCE);
        assertThat(outbox.purge(NOW.plusSeconds(1))).isZero();
    }

    private void does(Consumer<Session> work) {
        userStore.transaction(session -> {
            work.accept(session);
            return true;
        });
    }
}
