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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.core.Contact;
import dev.kith.core.Contact.Issued;
import dev.kith.core.Contact.Redeemed;
import dev.kith.core.ContactChannel;
import dev.kith.core.NoticeCount;
import dev.kith.core.NoticeStore.Spent;
import dev.kith.core.OutboxMessage.Sealed;
import dev.kith.core.Proof;
import dev.kith.core.UndoEntry;
import dev.kith.core.User;
import dev.kith.core.UserData;
import dev.kith.core.UserStore;
import dev.kith.core.UserStore.Contended;
import dev.kith.core.UserStore.Session;
import dev.kith.jpa.JpaStorage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource
class StorageTest {
    private final Store store;
    private final String instance = Store.freshInstance();
    private final UserStore userStore;

    StorageTest(DatabaseParameter parameter) {
        store = Store.on(parameter);
        userStore = new JpaStorage(store.unit, instance, false);
    }

    @Test
    void an_undone_change_voids_itself_and_every_later_one_up_to_the_undoing() {
        userStore.transaction(session -> {
            session.markUndone("n1", "u1", ContactChannel.EMAIL, NOW.plusSeconds(10), NOW.plusSeconds(20));
            return true;
        });

        assertThat(undone("u1", ContactChannel.EMAIL, 9)).isFalse();
        assertThat(undone("u1", ContactChannel.EMAIL, 10)).isTrue();
        assertThat(undone("u1", ContactChannel.EMAIL, 20)).isTrue();
        assertThat(undone("u1", ContactChannel.EMAIL, 21)).isFalse();
        assertThat(undone("u1", ContactChannel.PHONE, 15)).isFalse();
        assertThat(undone("u2", ContactChannel.EMAIL, 15)).isFalse();
    }

    private boolean undone(String userId, ContactChannel channel, int second) {
        return userStore.transaction(session -> session.undone(userId, channel, NOW.plusSeconds(second)));
    }

    @Test
    void a_link_comes_back_as_it_was_stored() {
        UndoEntry entry = undo("n1", "u1", ContactChannel.EMAIL, 10);
        does(session -> session.keepUndo(entry));

        assertThat(find("hash-of-n1")).isEqualTo(entry);
        assertThat(find("hash-of-n2")).isNull();
    }

    @Test
    void a_link_that_is_used_voids_the_younger_ones_of_its_contact_alone() {
        UndoEntry used = undo("n2", "u1", ContactChannel.EMAIL, 10);
        does(session -> {
            session.keepUndo(undo("n1", "u1", ContactChannel.EMAIL, 9));
            session.keepUndo(used);
            session.keepUndo(undo("n3", "u1", ContactChannel.EMAIL, 11));
            session.keepUndo(undo("n4", "u1", ContactChannel.PHONE, 11));
            session.keepUndo(undo("n5", "u2", ContactChannel.EMAIL, 11));
        });

        does(session -> session.useUndo(used, NOW.plusSeconds(20)));

        assertThat(Stream.of("n1", "n2", "n3", "n4", "n5").filter(id -> isUsed("hash-of-" + id)))
                .containsExactly("n2", "n3");
        assertThatThrownBy(() -> does(session -> session.useUndo(used, NOW.plusSeconds(21))))
                .isInstanceOf(UserStore.Contended.class);
    }

    @Test
    void a_link_gets_another_token_unless_it_is_used_or_old() {
        UndoEntry entry = undo("n1", "u1", ContactChannel.EMAIL, 10);
        does(session -> session.keepUndo(entry));

        assertThat(renew("n2", 10)).isFalse();
        assertThat(renew("n1", 11)).isFalse();
        assertThat(renew("n1", 10)).isTrue();
        assertThat(find("hash-of-n1")).isNull();
        assertThat(isUsed("new")).isFalse();
        does(session -> session.useUndo(entry, NOW));
        assertThat(renew("n1", 10)).isFalse();
    }

    @Test
    void two_links_never_have_the_same_token() {
        does(session -> session.keepUndo(undo("n1", "u1", ContactChannel.EMAIL, 10)));
        does(session -> session.keepUndo(undo("n2", "u1", ContactChannel.EMAIL, 10)));

        assertThatThrownBy(() -> userStore.transaction(session -> session.renewUndo("n2", "hash-of-n1", NOW)))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void a_budget_of_notices_is_replaced_where_it_is_still_what_was_read() {
        Spent one = new Spent(NOW, 1);
        Spent more = new Spent(NOW.plusSeconds(1), 12);
        does(session -> session.openBudget("r", NOW));
        assertThat(spent("r")).isEqualTo(one);

        does(session -> session.replaceSpent("r", one, more));

        assertThat(spent("r")).isEqualTo(more);
        assertThat(spent("other")).isNull();
        assertThatThrownBy(() -> does(session -> session.replaceSpent("r", one, more)))
                .isInstanceOf(UserStore.Contended.class);
    }

    @Test
    void a_notice_takes_its_place_at_once_where_nothing_is_reserved_beyond_the_window() {
        Duration hour = Duration.ofHours(1);
        does(session -> session.openBudget("r", NOW));
        assertThat(atOnce(NOW, hour)).isTrue();
        assertThat(atOnce(NOW, hour)).isFalse();
        assertThat(atOnce(NOW.plus(hour), hour)).isTrue();
        does(session -> session.replaceSpent("r", new Spent(NOW.plus(hour), 1), new Spent(NOW, 3)));
        assertThat(atOnce(NOW.plus(hour), hour)).isFalse();
    }

    private @Nullable Spent spent(String key) {
        return userStore.transaction(session -> session.spent(key));
    }

    private boolean atOnce(Instant now, Duration window) {
        return userStore.transaction(session -> session.spendAtOnce("r", now, window, 2));
    }

    private static UndoEntry undo(String id, String userId, ContactChannel channel, int second) {
        return new UndoEntry(
                id,
                "hash-of-" + id,
                userId,
                NOW,
                channel,
                new Sealed("k1", "x".repeat(1000)),
                NOW.plusSeconds(second),
                null);
    }

    private @Nullable UndoEntry find(String tokenHash) {
        return userStore.transaction(session -> session.undo(tokenHash));
    }

    private boolean isUsed(String tokenHash) {
        return Objects.requireNonNull(find(tokenHash)).used() != null;
    }

    private boolean renew(String id, int since) {
        return userStore.transaction(session -> session.renewUndo(id, "new", NOW.plusSeconds(since)));
    }

    @Test
    void a_change_is_undone_once() {
        userStore.transaction(session -> {
            session.markUndone("n1", "u1", ContactChannel.EMAIL, NOW, NOW);
            return true;
        });

        assertThatThrownBy(() -> userStore.transaction(session -> {
                    session.markUndone("n1", "u1", ContactChannel.EMAIL, NOW, NOW);
                    return true;
                }))
                .isInstanceOf(UserStore.Contended.class);
    }

    @Test
    void a_user_comes_back_as_it_was_stored() {
        Issued issued = new Issued(NOW, NOW.minusSeconds(60), 3, new NoticeCount(NOW.minusSeconds(9), 4));
        Proof byOther = new Proof("p1", "ada@other.example", "hash", "key1", NOW, NOW.plusSeconds(3600), 0, 0, 0, true);
        Contact email = new Contact("ada@example.org", true, byOther, issued);
        Contact phone = contact("+41791234567", new Proof("p2", "+41791234567", null, null, NOW, null, 2, 4, 1));
        User user = new User(
                "u1",
                "org1",
                "person",
                7,
                UserData.of(data("given", "Ada")),
                false,
                true,
                NOW,
                NOW.plusNanos(1_000),
                9,
                email,
                phone);

        does(session -> session.insert(user));

        assertThat(found("u1")).isEqualTo(user);
    }

    @Test
    void a_user_may_have_no_contacts() {
        does(session -> session.insert(plain("u1")));

        assertThat(found("u1")).isEqualTo(plain("u1"));
    }

    @Test
    void a_user_that_is_not_there_is_not_found() {
        assertThat(found("nobody")).isNull();
        assertThat(found("no\0body")).isNull();
        assertThat(found("lone\uD800surrogate")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"U1", "u1 ", " u1", "ú1", "u\u0301", "Ｕ1"})
    void ids_that_merely_look_alike_name_different_users(String other) {
        does(session -> session.insert(plain("u1")));

        assertThat(found(other)).isNull();
        does(session -> session.insert(plain(other)));
        assertThat(found(other)).isEqualTo(plain(other));
        assertThat(found("u1")).isEqualTo(plain("u1"));
    }

    @Test
    void an_id_may_have_200_characters_beyond_the_basic_plane() {
        String id = "\uD83D\uDE00".repeat(200);
        User user = user(id, 1, Json.Obj.EMPTY, contact("a@example.org", null), null);

        does(session -> session.insert(user));

        assertThat(found(id)).isEqualTo(user);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "123456789012345678901234567890.123456789012345678901234567890",
                "0.1",
                "-0",
                "1E+400",
                "-1.5E-300"
            })
    void numbers_are_exact(String number) {
        does(session -> session.insert(user("u1", 1, data("n", new BigDecimal(number)), null, null)));

        assertThat(stored("u1").data()).isEqualTo(data("n", new BigDecimal(number)));
    }

    @Test
    void texts_keep_every_character() {
        String text = "\0 \u0001 \u007f \" \\ / \u2028 Ж 中 \uD83D\uDC69\u200D\uD83D\uDE80 e\u0301 é ' ; ? :x ${y} end ";

        does(session -> session.insert(user("u1", 1, data("text", text), null, null)));

        assertThat(stored("u1").data()).isEqualTo(data("text", text));
    }

    @Test
    void data_may_have_four_megabytes() {
        Json.Obj large = data("text", "\uD83D\uDE80".repeat(1 << 20));
        does(session -> session.insert(plain("u1")));

        does(session -> session.update(plain("u1"), withData(plain("u1"), large)));

        assertThat(JsonText.write(stored("u1").data())).isEqualTo(JsonText.write(large));
    }

    @Test
    void an_update_stores_what_differs() {
        User before =
                user("u1", 1, data("given", "Ada"), contact("a@example.org", null), contact("+41791234567", null));
        does(session -> session.insert(before));
        Contact verified = new Contact("b@example.org", true, proof("p1", "c@example.org"), new Issued(NOW, NOW, 1));
        User after = new User(
                "u1",
                "org1",
                "other",
                2,
                UserData.of(data("given", "Eve")),
                false,
                true,
                NOW,
                NOW.plusSeconds(1),
                2,
                verified,
                null);

        does(session -> session.update(before, after));

        assertThat(found("u1")).isEqualTo(after);
    }

    @Test
    void a_proof_can_be_dropped_and_a_contact_added() {
        User before = user("u1", 1, data("given", "Ada"), contact("a@example.org", proof("p1", "a@example.org")), null);
        does(session -> session.insert(before));
        User after = user("u1", 2, data("given", "Ada"), contact("a@example.org", null), contact("+41791234567", null));

        does(session -> session.update(before, after));

        assertThat(found("u1")).isEqualTo(after);
    }

    @Test
    void of_a_removed_contact_what_was_sent_is_kept_until_there_is_another_one() {
        Contact.Issued sent = new Contact.Issued(NOW, NOW, 3);
        User before = user("u1", 1, Json.Obj.EMPTY, new Contact("a@example.org", true, null, sent), null);
        does(session -> session.insert(before));
        User plain = user("u1", 2, Json.Obj.EMPTY, null, null);
        User removed = new User(
                plain.id(),
                plain.organization(),
                plain.schemaId(),
                plain.revision(),
                plain.content(),
                plain.active(),
                plain.locked(),
                plain.created(),
                plain.changed(),
                plain.version(),
                null,
                null,
                new User.RemovedContacts(sent, Contact.Issued.NONE));

        does(session -> session.update(before, removed));
        assertThat(found("u1")).isEqualTo(removed);

        User again = user("u1", 3, Json.Obj.EMPTY, new Contact("b@example.org", false, null, sent), null);
        does(session -> session.update(removed, again));
        assertThat(found("u1")).isEqualTo(again);
    }

    @Test
    void an_update_of_another_version_is_contended_and_changes_nothing() {
        does(session -> session.insert(plain("u1")));
        User second = withData(plain("u1"), data("given", "Eve"));
        does(session -> session.update(plain("u1"), second));

        assertThatThrownBy(() -> does(session ->
                        session.update(plain("u1"), withEmail(plain("u1"), contact("late@example.org", null)))))
                .isInstanceOf(Contended.class);

        assertThat(found("u1")).isEqualTo(second);
    }

    @Test
    void a_second_user_of_the_same_id_is_contended() {
        does(session -> session.insert(plain("u1")));

        assertThatThrownBy(() -> does(session -> session.insert(user("u1", 1, data("given", "Eve"), null, null))))
                .isInstanceOf(Contended.class);

        assertThat(found("u1")).isEqualTo(plain("u1"));
    }

    @Test
    void work_that_fails_leaves_nothing_behind() {
        assertThatThrownBy(() -> does(session -> {
                    session.insert(plain("u1"));
                    throw new IllegalArgumentException("on the way");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("on the way");

        assertThat(found("u1")).isNull();
    }

    @Test
    void a_transaction_sees_what_it_has_changed() {
        does(session -> session.insert(plain("u1")));
        User after = withEmail(plain("u1"), contact("a@example.org", proof("p1", "a@example.org")));

        does(session -> {
            assertThat(seen(session, "u1")).isEqualTo(plain("u1"));
            session.update(plain("u1"), after);
            assertThat(seen(session, "u1")).isEqualTo(after);
            session.delete(after);
            assertThat(seen(session, "u1")).isNull();
        });
    }

    @Test
    void guesses_are_counted_up_to_the_most_and_only_for_the_present_proof() {
        does(session -> session.insert(
                user("u1", 1, Json.Obj.EMPTY, contact("a@example.org", proof("p1", "a@example.org")), null)));

        assertThat(guess("u1", ContactChannel.EMAIL, "p1", 2)).isTrue();
        assertThat(guess("u1", ContactChannel.EMAIL, "p1", 2)).isTrue();
        assertThat(guess("u1", ContactChannel.EMAIL, "p1", 2)).isFalse();
        assertThat(guess("u1", ContactChannel.EMAIL, "other", 2)).isFalse();
        assertThat(guess("u1", ContactChannel.PHONE, "p1", 2)).isFalse();
        assertThat(guess("u2", ContactChannel.EMAIL, "p1", 2)).isFalse();

        User counted = stored("u1");
        assertThat(counted.version()).isEqualTo(1);
        assertThat(counted.email()).isNotNull();
        assertThat(counted.email().proof())
                .isEqualTo(new Proof("p1", "a@example.org", "hash-of-p1", "key1", NOW, NOW.plusSeconds(3600), 2, 0, 0));
    }

    @Test
    void looks_are_counted_apart_from_guesses() {
        does(session -> session.insert(
                user("u1", 1, Json.Obj.EMPTY, contact("a@example.org", proof("p1", "a@example.org")), null)));

        assertThat(look("u1", "p1", 1)).isTrue();
        assertThat(look("u1", "p1", 1)).isFalse();

        assertThat(guess("u1", ContactChannel.EMAIL, "p1", 1)).isTrue();
    }

    @Test
    void guesses_on_the_page_are_counted_apart_from_those_of_calls() {
        does(session -> session.insert(
                user("u1", 1, Json.Obj.EMPTY, contact("a@example.org", proof("p1", "a@example.org")), null)));

        assertThat(pageGuess("p1", 1)).isTrue();
        assertThat(pageGuess("p1", 1)).isFalse();
        assertThat(pageGuess("other", 9)).isFalse();

        assertThat(guess("u1", ContactChannel.EMAIL, "p1", 1)).isTrue();
        assertThat(email().proof())
                .isEqualTo(new Proof("p1", "a@example.org", "hash-of-p1", "key1", NOW, NOW.plusSeconds(3600), 1, 1, 0));
    }

    @Test
    void a_redeemed_code_is_kept_and_counts_its_own_guesses_until_it_is_forgotten() {
        User before = user("u1", 1, Json.Obj.EMPTY, contact("a@example.org", proof("p1", "a@example.org")), null);
        does(session -> session.insert(before));
        Redeemed redeemed = new Redeemed("p1", "hash-of-p1", "key1", NOW, 0);
        Contact verified = new Contact("a@example.org", true, null, Issued.NONE, redeemed);
        does(session -> session.update(before, withEmail(before, verified)));

        assertThat(redeemedGuess("p1", 2)).isTrue();
        assertThat(redeemedGuess("p1", 2)).isTrue();
        assertThat(redeemedGuess("p1", 2)).isFalse();
        assertThat(redeemedGuess("other", 2)).isFalse();
        does(session -> session.uncountRedeemedGuess("u1", "p1"));
        assertThat(email().redeemed()).isEqualTo(new Redeemed("p1", "hash-of-p1", "key1", NOW, 1));

        assertThat(userStore.forgetRedeemed(NOW)).isZero();
        assertThat(userStore.forgetRedeemed(NOW.plusSeconds(1))).isEqualTo(1);
        assertThat(email()).isEqualTo(new Contact("a@example.org", true, null, Issued.NONE));
    }

    @Test
    void an_update_that_keeps_the_proof_keeps_what_was_counted_meanwhile() {
        User before = user("u1", 1, Json.Obj.EMPTY, contact("a@example.org", proof("p1", "a@example.org")), null);
        does(session -> session.insert(before));
        guess("u1", ContactChannel.EMAIL, "p1", 5);
        Contact verified = new Contact("a@example.org", true, proof("p1", "a@example.org"), Issued.NONE);

        does(session -> session.update(before, withEmail(before, verified)));

        assertThat(guess("u1", ContactChannel.EMAIL, "p1", 2)).isTrue();
        assertThat(guess("u1", ContactChannel.EMAIL, "p1", 2)).isFalse();
    }

    @Test
    void another_proof_starts_with_its_own_counters() {
        User before = user("u1", 1, Json.Obj.EMPTY, contact("a@example.org", proof("p1", "a@example.org")), null);
        does(session -> session.insert(before));
        guess("u1", ContactChannel.EMAIL, "p1", 1);

        does(session ->
                session.update(before, withEmail(before, contact("a@example.org", proof("p2", "a@example.org")))));

        assertThat(guess("u1", ContactChannel.EMAIL, "p2", 1)).isTrue();
        assertThat(guess("u1", ContactChannel.EMAIL, "p2", 1)).isFalse();
    }

    @Test
    void a_budget_is_spent_within_its_window_and_renewed_after_it() {
        Duration hour = Duration.ofHours(1);
        assertThat(spend("r", 0, 3)).isFalse();
        does(session -> session.openBudget("r", NOW));

        assertThat(spend("r", 0, 3)).isTrue();
        assertThat(spend("r", 10, 3)).isTrue();
        assertThat(spend("r", 3599, 3)).isFalse();
        assertThat(window("r")).isEqualTo(NOW);

        assertThat(spend("r", 3600, 3)).isTrue();
        assertThat(window("r")).isEqualTo(NOW.plus(hour));
        assertThat(spend("r", 3601, 3)).isTrue();
        assertThat(spend("r", 3602, 3)).isTrue();
        assertThat(spend("r", 3603, 3)).isFalse();
    }

    @Test
    void a_second_budget_for_a_recipient_is_contended() {
        does(session -> session.openBudget("r", NOW));

        assertThatThrownBy(() -> does(session -> session.openBudget("r", NOW))).isInstanceOf(Contended.class);
        assertThat(window("other")).isNull();
    }

    @Test
    void instances_in_one_database_do_not_see_each_other() {
        UserStore other = new JpaStorage(store.unit, Store.freshInstance(), false);
        User user = user("u1", 1, Json.Obj.EMPTY, contact("a@example.org", proof("p1", "a@example.org")), null);
        does(session -> session.insert(user));

        other.transaction(session -> {
            assertThat(session.find("u1")).isNull();
            assertThat(session.countGuess("u1", ContactChannel.EMAIL, "p1", 5)).isFalse();
            session.insert(plain("u1"));
            return session;
        });

        assertThat(found("u1")).isEqualTo(user);
    }

    @Test
    void a_failure_tells_no_values() {
        User tooLong = user("u1", 1, Json.Obj.EMPTY, contact("secret@example.org".repeat(30), null), null);

        assertThatThrownBy(() -> does(session -> session.insert(tooLong)))
                .isNotInstanceOf(Contended.class)
                .extracting(StorageTest::everythingSaid)
                .asString()
                .doesNotContain("secret")
                .contains("sqlstate=");
    }

    private static String everythingSaid(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private void does(Consumer<Session> work) {
        userStore.transaction(session -> {
            work.accept(session);
            return true;
        });
    }

    private @Nullable User found(String id) {
        return userStore.<@Nullable User>transaction(session -> seen(session, id));
    }

    private static @Nullable User seen(Session session, String id) {
        UserStore.Found found = session.find(id);
        return found == null ? null : found.user();
    }

    private User stored(String id) {
        User user = found(id);
        assertThat(user).isNotNull();
        return user;
    }

    private boolean guess(String user, ContactChannel channel, String proof, int most) {
        return userStore.transaction(session -> session.countGuess(user, channel, proof, most));
    }

    private Contact email() {
        return Objects.requireNonNull(stored("u1").email());
    }

    private boolean pageGuess(String proof, int most) {
        return userStore.transaction(session -> session.countPageGuess("u1", proof, most));
    }

    private boolean redeemedGuess(String proof, int most) {
        return userStore.transaction(session -> session.countRedeemedGuess("u1", proof, most));
    }

    private boolean look(String user, String proof, int most) {
        return userStore.transaction(session -> session.countLook(user, proof, most));
    }

    private @Nullable Instant window(String recipient) {
        return userStore.<@Nullable Instant>transaction(session -> session.budgetWindow(recipient));
    }

    private boolean spend(String recipient, long seconds, int most) {
        return userStore.transaction(
                session -> session.spend(recipient, NOW.plusSeconds(seconds), Duration.ofHours(1), most));
    }
}
