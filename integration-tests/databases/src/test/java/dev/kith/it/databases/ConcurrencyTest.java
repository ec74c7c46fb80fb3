package dev.kith.it.databases;

import static dev.kith.it.databases.Users.NOW;
import static dev.kith.it.databases.Users.contact;
import static dev.kith.it.databases.Users.data;
import static dev.kith.it.databases.Users.plain;
import static dev.kith.it.databases.Users.proof;
import static dev.kith.it.databases.Users.user;
import static dev.kith.it.databases.Users.withData;
import static dev.kith.it.databases.Users.withEmail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.core.ContactChannel;
import dev.kith.core.User;
import dev.kith.core.UserStore;
import dev.kith.core.UserStore.Contended;
import dev.kith.core.UserStore.Session;
import dev.kith.jpa.JpaStorage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class ConcurrencyTest {
    private static final int THREADS = 8;

    private final UserStore userStore;

    ConcurrencyTest(DatabaseParameter parameter) {
        userStore = new JpaStorage(Store.on(parameter).unit, Store.freshInstance(), false);
    }

    @Test
    void of_two_transactions_that_have_read_the_same_version_one_is_contended() throws Exception {
        insert(plain("u1"));
        CyclicBarrier bothHaveRead = new CyclicBarrier(2);

        List<Boolean> stored = Together.run(
                2,
                number -> () -> isStored(session -> {
                    User read = find(session, "u1");
                    Together.meet(bothHaveRead);
                    session.update(read, withEmail(read, contact("from" + number + "@example.org", null)));
                    return true;
                }));

        assertThat(stored).containsExactlyInAnyOrder(true, false);
        User after = userStore.transaction(session -> find(session, "u1"));
        assertThat(after.version()).isEqualTo(2);
        assertThat(after.email()).isNotNull();
        assertThat(after.email().value()).isEqualTo("from" + stored.indexOf(true) + "@example.org");
    }

    @Test
    void of_many_users_of_one_id_one_is_stored() throws Exception {
        List<Boolean> stored = Together.run(
                THREADS,
                number -> () -> isStored(session -> {
                    session.insert(user("u1", 1, data("by", "t" + number), contact("a@example.org", null), null));
                    return true;
                }));

        assertThat(stored).containsOnlyOnce(true);
        User kept = userStore.transaction(session -> find(session, "u1"));
        assertThat(kept.data()).isEqualTo(data("by", "t" + stored.indexOf(true)));
    }

    @Test
    void no_update_is_lost_when_contended_work_is_done_again() throws Exception {
        insert(user("u1", 1, data("n", BigDecimal.ZERO), null, null));

        Together.run(THREADS, number -> () -> {
            for (int round = 0; round < 10; round++) {
                untilStored(session -> {
                    User read = find(session, "u1");
                    session.update(read, withData(read, data("n", number(read).add(BigDecimal.ONE))));
                    return true;
                });
            }
            return number;
        });

        User after = userStore.transaction(session -> find(session, "u1"));
        assertThat(number(after)).isEqualByComparingTo(BigDecimal.valueOf(THREADS * 10L));
        assertThat(after.version()).isEqualTo(THREADS * 10L + 1);
    }

    @Test
    void those_who_have_met_queue_up() throws Exception {
        insert(user("u1", 1, data("n", BigDecimal.ZERO), null, null));

        List<Boolean> stored = Together.run(
                THREADS,
                number -> () -> userStore.transaction(true, session -> {
                    User read = find(session, "u1");
                    session.update(read, withData(read, data("n", number(read).add(BigDecimal.ONE))));
                    return true;
                }));

        assertThat(stored).hasSize(THREADS).containsOnly(true);
        User after = userStore.transaction(session -> find(session, "u1"));
        assertThat(number(after)).isEqualByComparingTo(BigDecimal.valueOf(THREADS));
    }

    @Test
    void a_thousand_guesses_at_once_count_as_five() throws Exception {
        insert(user("u1", 1, Json.Obj.EMPTY, contact("a@example.org", proof("p1", "a@example.org")), null));

        List<Integer> counted = Together.run(THREADS, number -> () -> {
            int own = 0;
            for (int guess = 0; guess < 1000 / THREADS; guess++) {
                own += untilStored(session -> session.countGuess("u1", ContactChannel.EMAIL, "p1", 5)) ? 1 : 0;
            }
            return own;
        });

        assertThat(counted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(5);
    }

    @Test
    void a_thousand_guesses_on_the_page_at_once_count_as_fifty() throws Exception {
        insert(user("u1", 1, Json.Obj.EMPTY, contact("a@example.org", proof("p1", "a@example.org")), null));

        List<Integer> counted = Together.run(THREADS, number -> () -> {
            int own = 0;
            for (int guess = 0; guess < 1000 / THREADS; guess++) {
                own += untilStored(session -> session.countPageGuess("u1", "p1", 50)) ? 1 : 0;
            }
            return own;
        });

        assertThat(counted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(50);
    }

    @Test
    void a_budget_is_never_overspent() throws Exception {
        userStore.transaction(session -> {
            session.openBudget("r", NOW.minusSeconds(7200));
            return true;
        });

        List<Integer> spent = Together.run(THREADS, number -> () -> {
            int own = 0;
            for (int code = 0; code < 10; code++) {
                own += untilStored(session -> session.spend("r", NOW, Duration.ofHours(1), 7)) ? 1 : 0;
            }
            return own;
        });

        assertThat(spent.stream().mapToInt(Integer::intValue).sum()).isEqualTo(7);
    }

    @Test
    void a_guess_and_a_change_of_the_contact_do_not_undo_each_other() throws Exception {
        User before = user("u1", 1, Json.Obj.EMPTY, contact("a@example.org", proof("p1", "a@example.org")), null);
        insert(before);

        Together.run(
                2,
                number -> () -> number == 0
                        ? untilStored(session -> session.countGuess("u1", ContactChannel.EMAIL, "p1", 5))
                        : untilStored(session -> {
                            User read = find(session, "u1");
                            session.update(
                                    read, withEmail(read, contact("a@example.org", proof("p1", "a@example.org"))));
                            return true;
                        }));

        User after = userStore.transaction(session -> find(session, "u1"));
        assertThat(after.email()).isNotNull();
        assertThat(after.email().proof()).isNotNull();
        assertThat(after.email().proof().guesses()).isEqualTo(1);
    }

    private void insert(User user) {
        userStore.transaction(session -> {
            session.insert(user);
            return true;
        });
    }

    private boolean isStored(Function<Session, Boolean> work) {
        try {
            return userStore.transaction(work);
        } catch (Contended e) {
            return false;
        }
    }

    private boolean untilStored(Function<Session, Boolean> work) {
        try {
            return userStore.transaction(work);
        } catch (Contended e) {
            return untilStored(work);
        }
    }

    private static User find(Session session, String id) {
        UserStore.Found found = session.find(id);
        assertThat(found).isNotNull();
        return found.user();
    }

    private static BigDecimal number(User user) {
        return user.data().get("n") instanceof Json.Num number ? number.value() : BigDecimal.valueOf(-1);
    }
}
