package dev.kith.it.databases;

import static dev.kith.it.databases.Users.NOW;
import static dev.kith.it.databases.Users.contact;
import static dev.kith.it.databases.Users.data;
import static dev.kith.it.databases.Users.proof;
import static dev.kith.it.databases.Users.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.Contact;
import dev.kith.core.Contact.Issued;
import dev.kith.core.Contact.Redeemed;
import dev.kith.core.ContactChannel;
import dev.kith.core.NoticeCount;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.core.OutboxMessage.Sealed;
import dev.kith.core.User;
import dev.kith.core.UserStore;
import dev.kith.core.UserStore.Contended;
import dev.kith.core.UserStore.Found;
import dev.kith.core.UserTraces.MessageTrace;
import dev.kith.jpa.JpaStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Users that are stored and read many at a time. */
@ParameterizedClass
@EnumSource
class ManyUsersTest {
    private final String instance = Store.freshInstance();
    private final UserStore userStore;
    private final Store store;

    ManyUsersTest(DatabaseParameter parameter) {
        store = Store.on(parameter);
        userStore = new JpaStorage(store.unit, instance, false);
    }

    @Test
    void users_of_every_kind_come_back_as_they_were_stored() {
        List<User> users = IntStream.range(0, 73)
                .mapToObj(i -> user("u%03d".formatted(i), 1, data("given", "Zoë " + i), email(i), phone(i)))
                .toList();

        does(users);

        assertThat(userStore.<List<@Nullable Found>>transaction(session -> users.stream()
                        .<@Nullable Found>map(user -> session.find(user.id()))
                        .toList()))
                .extracting(found -> Objects.requireNonNull(found).user())
                .isEqualTo(users);
        Map<String, User> listed = userStore.transaction(session -> session.findAll(List.of("u001", "u040", "nobody")));
        assertThat(listed).isEqualTo(Map.of("u001", users.get(1), "u040", users.get(40)));
        assertThat(pages(30)).isEqualTo(users);
        assertThat(new JpaStorage(store.unit, Store.freshInstance(), false).users(null, 10))
                .isEmpty();
    }

    private static @Nullable Contact email(int i) {
        Contact full = new Contact(
                "mail" + i + "@example.com",
                true,
                null,
                new Issued(NOW, NOW.minusSeconds(60), 3, new NoticeCount(NOW, 2)),
                new Redeemed("r" + i, "hash", "key1", NOW, 1));
        String address = "mail" + i + "@example.com";
        return switch (i % 4) {
            case 0 -> null;
            case 1 -> contact(address, null);
            case 2 -> contact(address, proof("p" + i, address));
            default -> full;
        };
    }

    private static @Nullable Contact phone(int i) {
        return i % 3 == 0 ? null : new Contact("+417912345" + i, i % 2 == 0, null, Issued.NONE);
    }

    private List<User> pages(int most) {
        List<User> all = new ArrayList<>();
        List<User> page = userStore.users(null, most);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(most);
            all.addAll(page);
            page = userStore.users(page.get(page.size() - 1).id(), most);
        }
        return all;
    }

    @Test
    void where_one_of_the_ids_is_taken_none_is_stored() {
        does(List.of(Users.plain("taken")));

        assertThatThrownBy(() -> does(List.of(Users.plain("fresh"), Users.plain("taken"))))
                .isInstanceOf(Contended.class);

        assertThat(userStore.users(null, 10)).extracting(User::id).containsExactly("taken");
    }

    @Test
    void messages_wait_for_delivery_like_those_that_are_stored_alone() {
        List<OutboxMessage> messages = IntStream.range(0, 12)
                .mapToObj(i -> new OutboxMessage(
                        "m%02d".formatted(i),
                        "u1",
                        "org1",
                        ContactChannel.EMAIL,
                        MessageKind.EVENT,
                        i == 0 ? "someone@example.com" : "",
                        new Sealed("key1", "text" + i),
                        NOW,
                        i % 2 == 0 ? null : NOW.plus(Duration.ofHours(1))))
                .toList();

        userStore.transaction(session -> {
            session.enqueueAll(messages.subList(0, 11));
            session.enqueue(messages.get(11));
            return true;
        });

        List<MessageTrace> traces = userStore.traces("u1", "nobody").messages();
        assertThat(traces.stream().map(MessageTrace::id))
                .containsExactlyElementsOf(
                        messages.stream().map(OutboxMessage::id).toList());
        assertThat(traces)
                .allMatch(trace ->
                        trace.status().equals("WAITING") && trace.created().equals(NOW));
        assertThat(traces.get(3).expires()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(userStore.backlog(NOW).depths()).anyMatch(depth -> depth.waiting() == 12);
    }

    private void does(List<User> users) {
        userStore.transaction(session -> {
            session.insertAll(users);
            return true;
        });
    }
}
