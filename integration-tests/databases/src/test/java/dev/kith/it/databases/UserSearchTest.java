package dev.kith.it.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.api.Json;
import dev.kith.api.schemas.TextFilterMethod;
import dev.kith.api.search.SearchUsers.UserColumn;
import dev.kith.api.search.UserFilter.SearchedState;
import dev.kith.core.CaseFolding;
import dev.kith.core.Contact;
import dev.kith.core.User;
import dev.kith.core.UserCondition;
import dev.kith.core.UserCondition.SchemaRevision;
import dev.kith.core.UserCondition.TextField;
import dev.kith.core.UserData;
import dev.kith.core.UserListing.ListedId;
import dev.kith.core.UserListing.ListedUser;
import dev.kith.core.UserListing.TookTooLong;
import dev.kith.core.UserListing.UserOrder;
import dev.kith.core.UserStore;
import dev.kith.core.UserStore.Found;
import dev.kith.jpa.FoldedTexts;
import dev.kith.jpa.JpaStorage;
import dev.kith.jpa.JpaUserSchemas;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is found in the tables, compared with what is found among the same users by a program that knows no database. */
@ParameterizedClass
@EnumSource
class UserSearchTest {
    private static final Duration TIME = Duration.ofMinutes(1);
    private static final int USERS = 60;
    private static final int SEARCHES = 60;

    /** What databases fold, pad, sort or match in ways of their own, and characters beyond U+FFFF with some that come before. */
    private static final List<String> SYMBOLS = List.of(
            "a",
            "A",
            "b",
            "B",
            "ä",
            "Ä",
            "ß",
            "İ",
            "ı",
            "%",
            "_",
            "!",
            "\\",
            "'",
            " ",
            "\uE000",
            "\uFFFD",
            "\uD83D\uDE00");

    private static final List<String> SCHEMA_TYPES = List.of("Person", "person s", "GÄSTE");

    private final Store store;
    private final String instance = Store.freshInstance();
    private final UserStore storage;
    private final JpaUserSchemas schemas;
    private final Random random = new Random(42);
    private final List<User> users = new ArrayList<>();

    UserSearchTest(DatabaseParameter parameter) {
        store = Store.on(parameter);
        storage = new JpaStorage(store.unit, instance, true);
        schemas = new JpaUserSchemas(store.unit, instance, new AnyDocument(), Clock.systemUTC());
    }

    @BeforeEach
    void users_with_all_kinds_of_texts() {
        for (int schema = 0; schema < SCHEMA_TYPES.size(); schema++) {
            schemas.register("s" + schema, SCHEMA_TYPES.get(schema), Json.Bool.TRUE);
        }
        IntStream.range(0, USERS).forEach(number -> users.add(randomUser(number)));
        storage.transaction(session -> {
            users.forEach(session::insert);
            return true;
        });
    }

    private User randomUser(int number) {
        return new User(
                text() + number + text(),
                "o" + SYMBOLS.get(random.nextInt(4)),
                "s" + random.nextInt(SCHEMA_TYPES.size() + 1),
                1,
                UserData.of(Users.data("given", "Ada")),
                random.nextBoolean(),
                random.nextInt(3) == 0,
                Users.NOW.plusSeconds(random.nextInt(5)),
                Users.NOW.plusSeconds(random.nextInt(9)),
                1,
                random.nextInt(3) == 0 ? null : Users.contact(text() + "@" + text(), null),
                random.nextInt(3) == 0 ? null : Users.contact("+4179" + random.nextInt(20), null));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, random.nextInt(4))
                .forEach(symbol -> text.append(SYMBOLS.get(random.nextInt(SYMBOLS.size()))));
        return text.toString();
    }

    @Test
    void a_search_finds_what_a_comparison_of_code_points_finds() {
        searches(SEARCHES);
    }

    private void searches(int most) {
        for (int search = 0; search < most; search++) {
            UserCondition condition = condition(3);
            UserOrder order = new UserOrder(column(), random.nextBoolean(), Map.of());
            List<String> expected = users.stream()
                    .filter(user -> applies(condition, user))
                    .sorted(comparator(order))
                    .map(User::id)
                    .toList();

            assertThat(page(condition, order, 0, 1_000))
                    .as(order + " " + condition + texts(condition))
                    .isEqualTo(expected);
            assertThat(page(condition, order, 3, 5))
                    .as(order + " " + condition + texts(condition))
                    .isEqualTo(expected.stream().skip(3).limit(5).toList());
            assertThat(storage.<Long>search(TIME, listing -> listing.count(condition)))
                    .isEqualTo(expected.size());
        }
    }

    private List<String> page(UserCondition condition, UserOrder order, long offset, int limit) {
        return storage.search(
                TIME,
                listing -> listing.page(condition, order, offset, limit).stream()
                        .map(ListedId::id)
                        .toList());
    }

    /** A condition leaves texts out where it is written. */
    private static List<String> texts(UserCondition condition) {
        if (condition instanceof UserCondition.Every every) {
            return every.parts().stream().flatMap(part -> texts(part).stream()).toList();
        }
        if (condition instanceof UserCondition.Any any) {
            return any.parts().stream().flatMap(part -> texts(part).stream()).toList();
        }
        if (condition instanceof UserCondition.Except except) {
            return texts(except.part());
        }
        return condition instanceof UserCondition.Compares compares ? List.of(compares.text()) : List.of();
    }

    private <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private UserColumn column() {
        return one(UserColumn.values());
    }

    private UserCondition condition(int deepest) {
        return switch (random.nextInt(deepest > 0 ? 9 : 6)) {
            case 0 -> new UserCondition.InState(one(SearchedState.values()));
            case 1 -> new UserCondition.InOrganizations(Set.of(one(new String[] {"oa", "oA", "ob "}), "oB"));
            case 2 -> new UserCondition.Follows(Set.of(new SchemaRevision("s0", 1), new SchemaRevision("s1", 2)));
            case 3, 4, 5 -> compares();
            case 6 -> new UserCondition.Except(condition(deepest - 1));
            case 7 -> new UserCondition.Any(conditions(deepest - 1));
            default -> new UserCondition.Every(conditions(deepest - 1));
        };
    }

    private List<UserCondition> conditions(int deepest) {
        return Stream.generate(() -> condition(deepest))
                .limit(random.nextInt(4))
                .toList();
    }

    /** Mostly with a text that some user has, or a part of it, in another case. */
    private UserCondition compares() {
        TextField field = one(TextField.values());
        TextFilterMethod method =
                field == TextField.SCHEMA_ID ? TextFilterMethod.EQUALS : one(TextFilterMethod.values());
        String value = value(field, users.get(random.nextInt(USERS)));
        return new UserCondition.Compares(field, method, value == null ? text() : part(value));
    }

    private String part(String value) {
        int[] points = value.codePoints().toArray();
        int from = random.nextBoolean() ? 0 : random.nextInt(points.length + 1);
        int to = random.nextBoolean() ? points.length : from + random.nextInt(points.length - from + 1);
        String part = new String(points, from, to - from);
        return switch (random.nextInt(8)) {
            case 0 -> CaseFolding.of(part);
            case 1 -> part.toUpperCase(java.util.Locale.ROOT);
            case 2 -> part + " ";
            case 3 -> part + "\0";
            default -> part;
        };
    }

    private static boolean applies(UserCondition condition, User user) {
        if (condition instanceof UserCondition.Every every) {
            return every.parts().stream().allMatch(part -> applies(part, user));
        }
        if (condition instanceof UserCondition.Any any) {
            return any.parts().stream().anyMatch(part -> applies(part, user));
        }
        if (condition instanceof UserCondition.Except except) {
            return !applies(except.part(), user);
        }
        if (condition instanceof UserCondition.InOrganizations among) {
            return among.ids().contains(user.organization());
        }
        if (condition instanceof UserCondition.Follows follows) {
            return follows.revisions().contains(new SchemaRevision(user.schemaId(), user.revision()));
        }
        if (condition instanceof UserCondition.InState state) {
            return state(user) == state.state();
        }
        UserCondition.Compares compares = (UserCondition.Compares) condition;
        String value = value(compares.field(), user);
        return value != null && applies(compares.method(), value, compares.text());
    }

    private static boolean applies(TextFilterMethod method, String value, String text) {
        return switch (method) {
            case EQUALS -> value.equals(text);
            case STARTS_WITH -> value.startsWith(text);
            case CONTAINS -> value.contains(text);
            case ENDS_WITH -> value.endsWith(text);
            case EQUALS_IGNORE_CASE -> CaseFolding.of(value).equals(CaseFolding.of(text));
            case STARTS_WITH_IGNORE_CASE -> CaseFolding.of(value).startsWith(CaseFolding.of(text));
            case CONTAINS_IGNORE_CASE -> CaseFolding.of(value).contains(CaseFolding.of(text));
            case ENDS_WITH_IGNORE_CASE -> CaseFolding.of(value).endsWith(CaseFolding.of(text));
            case UNRECOGNIZED -> false;
        };
    }

    private static SearchedState state(User user) {
        if (user.locked()) {
            return SearchedState.LOCKED;
        }
        return user.active() ? SearchedState.ACTIVE : SearchedState.INACTIVE;
    }

    private static String rank(SearchedState state) {
        return switch (state) {
            case ACTIVE -> "1";
            case INACTIVE -> "2";
            default -> "3";
        };
    }

    private static @Nullable String value(TextField field, User user) {
        return switch (field) {
            case ID -> user.id();
            case ORGANIZATION -> user.organization();
            case EMAIL -> value(user.email());
            case PHONE -> value(user.phone());
            case SCHEMA_ID -> user.schemaId();
            case SCHEMA_TYPE -> type(user);
        };
    }

    private static @Nullable String value(@Nullable Contact contact) {
        return contact == null ? null : contact.value();
    }

    private static @Nullable String type(User user) {
        int schema = Integer.parseInt(user.schemaId().substring(1));
        return schema < SCHEMA_TYPES.size() ? SCHEMA_TYPES.get(schema) : null;
    }

    private static Comparator<User> comparator(UserOrder order) {
        Function<User, @Nullable String> key = switch (order.column()) {
            case EMAIL -> user -> value(user.email());
            case PHONE -> user -> value(user.phone());
            case SCHEMA_ID -> User::schemaId;
            case SCHEMA_TYPE -> UserSearchTest::type;
            case STATE -> user -> rank(state(user));
            case CHANGE_DATE -> user -> user.changed().toString();
            case ID -> user -> "";
            case CREATION_DATE, UNSPECIFIED, UNRECOGNIZED ->
                user -> user.created().toString();
        };
        int direction = order.descending() ? -1 : 1;
        return (one, other) -> {
            String first = key.apply(one);
            String second = key.apply(other);
            if (first == null || second == null) {
                int missing = Boolean.compare(first == null, second == null);
                return missing == 0 ? direction * codePoints(one.id(), other.id()) : missing;
            }
            int byValue = codePoints(first, second);
            return direction * (byValue == 0 ? codePoints(one.id(), other.id()) : byValue);
        };
    }

    private static int codePoints(String one, String other) {
        return java.util.Arrays.compare(
                one.codePoints().toArray(), other.codePoints().toArray());
    }

    @Test
    void the_users_of_a_page_are_read_as_one_user_is() {
        List<String> ids =
                new ArrayList<>(users.stream().map(User::id).limit(12).toList());
        ids.add(3, "not there");

        List<ListedUser> read = storage.search(TIME, listing -> listing.users(ids));

        List<Found> one = storage.transaction(session ->
                ids.stream().flatMap(id -> Stream.ofNullable(session.find(id))).toList());
        assertThat(read).extracting(ListedUser::found).isEqualTo(one).hasSize(12);
        assertThat(read)
                .extracting(ListedUser::schemaType)
                .isEqualTo(one.stream().map(found -> type(found.user())).toList());
    }

    @Test
    void organizations_and_revisions_that_are_in_use_are_listed_once() {
        assertThat(storage.<List<String>>search(TIME, listing -> listing.organizations(100)))
                .containsExactlyInAnyOrderElementsOf(
                        users.stream().map(User::organization).distinct().toList());
        assertThat(storage.<List<SchemaRevision>>search(TIME, listing -> listing.revisions(100)))
                .containsExactlyInAnyOrderElementsOf(users.stream()
                        .map(user -> new SchemaRevision(user.schemaId(), 1))
                        .distinct()
                        .toList());
        assertThat(storage.<List<String>>search(TIME, listing -> listing.organizations(2)))
                .hasSize(2);
    }

    @Test
    void types_that_only_a_provider_knows_are_sorted_by_their_ranks() {
        UserOrder order = new UserOrder(
                UserColumn.SCHEMA_TYPE, true, Map.of(new SchemaRevision("s0", 1), 0, new SchemaRevision("s2", 1), 1));

        List<String> found = page(UserCondition.EVERYBODY, order, 0, 1_000);

        assertThat(found)
                .isEqualTo(Stream.of("s2", "s0", "")
                        .flatMap(schema -> users.stream()
                                .filter(user -> schema.isEmpty()
                                        ? !Set.of("s0", "s2").contains(user.schemaId())
                                        : user.schemaId().equals(schema))
                                .map(User::id)
                                .sorted(((Comparator<String>) UserSearchTest::codePoints).reversed()))
                        .toList());
    }

    @Test
    void rows_of_older_nodes_are_completed_at_a_start() {
        User user = users.stream()
                .filter(one -> one.email() != null
                        && !CaseFolding.of(one.email().value())
                                .equals(one.email().value()))
                .findFirst()
                .orElseThrow();
        UserCondition upper = new UserCondition.Compares(
                TextField.EMAIL, TextFilterMethod.EQUALS_IGNORE_CASE, String.valueOf(value(user.email())));
        older("update kith_contact set address_folded = null where instance_id = ?1");
        older("update kith_user set id_folded = 'x', organization_folded = null where instance_id = ?1");
        UserOrder order = new UserOrder(UserColumn.ID, false, Map.of());
        assertThat(page(upper, order, 0, 10)).isEmpty();

        new FoldedTexts(store.unit, instance).complete(Clock.systemUTC().instant());

        assertThat(page(upper, order, 0, 10)).contains(user.id());
        searches(20);
    }

    @Test
    void an_address_that_is_replaced_is_found_without_regard_to_case() {
        User before = users.get(0);
        User after = Users.withEmail(before, Users.contact("New@Example.Org", null));
        storage.transaction(session -> {
            session.update(before, after);
            return true;
        });

        assertThat(page(
                        new UserCondition.Compares(
                                TextField.EMAIL, TextFilterMethod.EQUALS_IGNORE_CASE, "nEW@eXAMPLE.oRG"),
                        new UserOrder(UserColumn.ID, false, Map.of()),
                        0,
                        10))
                .containsExactly(before.id());
    }

    private void older(String statement) {
        store.unit.run(manager ->
                manager.createNativeQuery(statement).setParameter(1, instance).executeUpdate());
    }

    @Test
    void a_search_without_time_is_over_at_once() {
        assertThatThrownBy(() -> storage.search(Duration.ZERO, listing -> listing.count(UserCondition.EVERYBODY)))
                .isInstanceOf(TookTooLong.class);
    }
}
