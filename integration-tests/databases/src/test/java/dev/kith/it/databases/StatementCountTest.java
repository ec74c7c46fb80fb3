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
import dev.kith.core.Outbox;
import dev.kith.core.Outbox.End;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.Outbox.Settlement;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.core.User;
import dev.kith.core.UserStore;
import dev.kith.core.UserStore.SchemaHead;
import dev.kith.core.UserStore.Session;
import dev.kith.jpa.JpaOutbox;
import dev.kith.jpa.JpaStorage;
import dev.kith.jpa.JpaUserSchemas;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What each method of the storage costs, as it is promised to the core. OpenJPA cannot read a user by one SELECT. */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_OPENJPA")
class StatementCountTest {
    private static final User KNOWN = user(
            "u1",
            1,
            data("given", "Ada"),
            contact("a@example.org", proof("p1", "a@example.org")),
            contact("+41791234567", null));

    private final Store store;
    private final String instance = Store.freshInstance();
    private final UserStore userStore;
    private final JpaUserSchemas schemas;

    StatementCountTest(DatabaseParameter parameter) {
        store = Store.on(parameter);
        userStore = new JpaStorage(store.unit, instance, true);
        schemas = new JpaUserSchemas(store.unit, instance, new AnyDocument(), Clock.systemUTC());
    }

    @BeforeEach
    void a_known_user() {
        userStore.transaction(session -> {
            session.insert(KNOWN);
            return true;
        });
    }

    @Test
    void a_user_is_found_with_contacts_and_schema_head_by_one_select() {
        schemas.register("person", "Person", new Json.Obj(Map.of()));
        schemas.register("person", "Person", Json.Bool.TRUE);

        assertThat(kinds(session ->
                        assertThat(session.find("u1")).isEqualTo(new UserStore.Found(KNOWN, new SchemaHead(2, true)))))
                .containsExactly("select");
    }

    @Test
    void a_user_whose_schema_is_not_there_is_found_by_one_select() {
        assertThat(kinds(session ->
                        assertThat(session.find("u1")).isEqualTo(new UserStore.Found(KNOWN, SchemaHead.DELETED))))
                .containsExactly("select");
    }

    @Test
    void a_user_that_is_read_again_after_contention_costs_one_lock_more() {
        assertThat(store.counted.during(() -> userStore.transaction(true, session -> {
                    assertThat(session.find("u1")).isEqualTo(new UserStore.Found(KNOWN, SchemaHead.DELETED));
                    return true;
                })))
                .satisfiesExactly(
                        claim -> assertThat(claim).matches("(?is)select .* for (no key )?update.*"),
                        find -> assertThat(find).startsWithIgnoringCase("select "));
    }

    @Test
    void nobody_is_found_by_one_select() {
        assertThat(kinds(session -> assertThat(session.find("nobody")).isNull()))
                .containsExactly("select");
    }

    @Test
    void a_change_of_data_is_one_update_of_the_user() {
        assertThat(statements(session -> session.update(KNOWN, withData(KNOWN, data("given", "Eve")))))
                .singleElement()
                .asString()
                .startsWithIgnoringCase("update kith_user ")
                .containsIgnoringCase("data");
    }

    @Test
    void a_change_of_one_contact_is_two_updates_that_leave_the_data_alone() {
        User after = withEmail(KNOWN, contact("b@example.org", proof("p2", "b@example.org")));

        assertThat(statements(session -> session.update(KNOWN, after)))
                .satisfiesExactly(
                        user -> assertThat(user)
                                .startsWithIgnoringCase("update kith_user ")
                                .doesNotContainIgnoringCase("data"),
                        email -> assertThat(email).startsWithIgnoringCase("update kith_contact "));
    }

    @Test
    void a_first_contact_is_one_update_and_one_insert() {
        User before = plain("u2");
        userStore.transaction(session -> {
            session.insert(before);
            return true;
        });

        assertThat(kinds(session -> session.update(before, withEmail(before, contact("a@example.org", null)))))
                .containsExactly("update", "insert");
    }

    @Test
    void a_new_user_is_one_insert_for_the_user_and_one_for_each_contact() {
        User user = user("u2", 1, Json.Obj.EMPTY, contact("a@example.org", null), contact("+41791234567", null));

        assertThat(kinds(session -> session.insert(user))).containsExactly("insert", "insert", "insert");
    }

    @Test
    void counters_and_budgets_are_one_statement_each() {
        assertThat(kinds(session -> session.countGuess("u1", ContactChannel.EMAIL, "p1", 5)))
                .containsExactly("update");
        assertThat(kinds(session -> session.countLook("u1", "p1", 5))).containsExactly("update");
        assertThat(kinds(session -> session.openBudget("r", NOW))).containsExactly("insert");
        assertThat(kinds(session -> session.spend("r", NOW, Duration.ofHours(1), 5)))
                .containsExactly("update");
        assertThat(kinds(session -> session.spend("r", NOW.plusSeconds(7200), Duration.ofHours(1), 5)))
                .containsExactly("update");
        assertThat(kinds(session -> session.budgetWindow("r"))).containsExactly("select");
    }

    @Test
    void a_message_is_one_insert() {
        assertThat(kinds(session -> session.enqueue(Messages.message("m1")))).containsExactly("insert");
    }

    @Test
    void messages_that_are_superseded_together_are_closed_by_one_update() {
        assertThat(kinds(session -> session.supersede(List.of("m1"), NOW))).containsExactly("update");
        assertThat(kinds(session -> session.supersede(List.of("m1", "m2"), NOW)))
                .containsExactly("update");
    }

    @Test
    void fifty_messages_are_leased_checked_and_closed_by_five_statements() {
        Outbox outbox = new JpaOutbox(store.unit, instance, new Random(7));
        userStore.transaction(session -> {
            IntStream.range(0, 60).forEach(number -> session.enqueue(Messages.message("m" + number)));
            return true;
        });

        assertThat(store.counted.during(() -> {
                    List<Leased> leased = outbox.lease(MessageKind.TO_PEOPLE, "w1", 50, NOW, Duration.ofMinutes(1));
                    assertThat(leased).hasSize(50);
                    assertThat(outbox.current(leased)).isEmpty();
                    outbox.settle(
                            leased.stream()
                                    .<Settlement>map(one -> new Settlement.Closed(one, End.DELIVERED, null))
                                    .toList(),
                            NOW);
                }))
                .extracting(StatementCountTest::kind)
                .containsExactly("select", "update", "select", "select", "update");
    }

    @Test
    void another_schema_is_one_select_known_or_not() {
        schemas.register("person", "Person", new Json.Obj(Map.of()));

        assertThat(kinds(session -> schemas.newest("person"))).containsExactly("select");
        assertThat(kinds(session -> schemas.newest("person"))).containsExactly("select");
    }

    private List<String> kinds(Consumer<Session> work) {
        return statements(work).stream().map(StatementCountTest::kind).toList();
    }

    private static String kind(String sql) {
        return sql.stripLeading().split("\\s")[0].toLowerCase(Locale.ROOT);
    }

    private List<String> statements(Consumer<Session> work) {
        return store.counted.during(() -> userStore.transaction(session -> {
            work.accept(session);
            return true;
        }));
    }
}
