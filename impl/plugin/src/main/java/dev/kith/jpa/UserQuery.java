package dev.kith.jpa;

import static java.util.stream.Collectors.joining;

import dev.kith.core.UserListing.ListedUser;
import dev.kith.core.UserStore.Found;
import dev.kith.core.UserStore.SchemaHead;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a user with its contacts and, if the schemas are in the tables too, the head of its schema.
 *
 * <p>One SELECT, if the persistence provider can join entities that no mapping relates. JPA leaves that open: Hibernate and
 * EclipseLink can; with OpenJPA, the rows are read one after the other.
 */
abstract class UserQuery {
    private static final String USER = "select u from KithUser u where u.instance = :instance and u.id = :id";

    private static final String CONTACT = """
        select c from KithContact c
        where c.instance = :instance and c.userId = :id and c.channel = :channel\
        """;

    private static final String SCHEMA = "select s from KithSchema s where s.instance = :instance and s.id = :id";

    private static final String JOINED = """
        select u, e, p%s from KithUser u
        left join KithContact e on e.instance = u.instance and e.userId = u.id and e.channel = 'EMAIL'
        left join KithContact p on p.instance = u.instance and p.userId = u.id and p.channel = 'PHONE'
        %s
        where u.instance = :instance and u.id %%s\
        """;

    private static final String JOINED_USER = JOINED.formatted("", "");

    private static final String JOINED_USER_AND_SCHEMA =
            JOINED.formatted(", s", "left join KithSchema s on s.instance = u.instance and s.id = u.schemaId");

    private static final String USERS = "select u from KithUser u where u.instance = :instance and u.id %s";

    private static final String CONTACTS = "select c from KithContact c where c.instance = :instance and c.userId %s";

    private static final String SCHEMAS = """
        select s from KithSchema s where s.instance = :instance
        and s.id in (select u.schemaId from KithUser u where u.instance = :instance and u.id %s)\
        """;

    private static final String ONE = "= :id";

    /** For so many ids there are texts, with a parameter each: Hibernate translates a query that has a list anew each time. */
    private static final List<Integer> SIZES = List.of(1, 10, 100, 1_000);

    /** The form that the provider can parse. */
    static UserQuery of(EntityManager manager, boolean withSchema) {
        String joined = withSchema ? JOINED_USER_AND_SCHEMA : JOINED_USER;
        return Jpql.understands(manager, joined.formatted(ONE))
                ? new Joined(joined, withSchema)
                : new OneByOne(withSchema);
    }

    abstract @Nullable Found find(EntityManager manager, String instance, String id);

    /**
     * Reads users, those that are there, in the order of their ids.
     *
     * @param ids at least one and at most 1,000
     * @param limit sets what else the queries need
     */
    final List<ListedUser> find(EntityManager manager, String instance, List<String> ids, UnaryOperator<Query> limit) {
        Map<String, ListedUser> found = new HashMap<>();
        for (ListedUser user : read(template -> rows(manager, template, instance, ids, limit))) {
            found.put(user.found().user().id(), user);
        }
        manager.clear();
        return ids.stream().flatMap(id -> Stream.ofNullable(found.get(id))).toList();
    }

    /** Runs a query for the users' ids. */
    interface IdQuery {
        List<?> rows(String template);
    }

    abstract List<ListedUser> read(IdQuery query);

    private static List<?> rows(
            EntityManager manager, String template, String instance, List<String> ids, UnaryOperator<Query> limit) {
        int size = SIZES.stream().filter(most -> most >= ids.size()).findFirst().orElseThrow();
        String list = IntStream.range(0, size).mapToObj(id -> ":id" + id).collect(joining(", ", "in (", ")"));
        Query query = manager.createQuery(template.formatted(list)).setParameter("instance", instance);
        for (int id = 0; id < size; id++) {
            query.setParameter("id" + id, ids.get(Math.min(id, ids.size() - 1)));
        }
        return limit.apply(query).getResultList();
    }

    private static ListedUser listed(Found found, @Nullable SchemaRow schema) {
        return new ListedUser(found, schema == null ? null : schema.type);
    }

    private static SchemaHead head(@Nullable SchemaRow schema) {
        return schema == null || schema.state.equals(SchemaRow.DELETED)
                ? SchemaHead.DELETED
                : new SchemaHead(schema.revision, schema.state.equals(SchemaRow.ACTIVE));
    }

    private static final class Joined extends UserQuery {
        private final String query;
        private final boolean withSchema;

        Joined(String query, boolean withSchema) {
            this.query = query;
            this.withSchema = withSchema;
        }

        @Override
        @Nullable
        Found find(EntityManager manager, String instance, String id) {
            List<?> rows = manager.createQuery(query.formatted(ONE))
                    .setParameter("instance", instance)
                    .setParameter("id", id)
                    .getResultList();
            return rows.isEmpty() ? null : found((Object[]) rows.get(0));
        }

        @Override
        List<ListedUser> read(IdQuery ids) {
            return ids.rows(query).stream()
                    .map(Object[].class::cast)
                    .map(row -> listed(found(row), withSchema ? (SchemaRow) row[3] : null))
                    .toList();
        }

        private Found found(Object[] row) {
            return new Found(
                    ((UserRow) row[0]).user((ContactRow) row[1], (ContactRow) row[2]),
                    withSchema ? head((SchemaRow) row[3]) : null);
        }
    }

    private static final class OneByOne extends UserQuery {
        private final boolean withSchema;

        OneByOne(boolean withSchema) {
            this.withSchema = withSchema;
        }

        @Override
        @Nullable
        Found find(EntityManager manager, String instance, String id) {
            UserRow user = Jpql.first(manager.createQuery(USER, UserRow.class)
                    .setParameter("instance", instance)
                    .setParameter("id", id));
            return user == null
                    ? null
                    : new Found(
                            user.user(contact(manager, user, "EMAIL"), contact(manager, user, "PHONE")),
                            withSchema ? head(schema(manager, user)) : null);
        }

        @Override
        List<ListedUser> read(IdQuery ids) {
            List<UserRow> users =
                    ids.rows(USERS).stream().map(UserRow.class::cast).toList();
            Map<String, ContactRow> contacts = new HashMap<>();
            ids.rows(CONTACTS).stream()
                    .map(ContactRow.class::cast)
                    .forEach(contact -> contacts.put(contact.channel + contact.userId, contact));
            Map<String, SchemaRow> schemas = new HashMap<>();
            if (withSchema) {
                ids.rows(SCHEMAS).stream().map(SchemaRow.class::cast).forEach(row -> schemas.put(row.id, row));
            }
            return users.stream()
                    .map(user -> {
                        SchemaRow schema = schemas.get(user.schemaId);
                        return listed(
                                new Found(
                                        user.user(contacts.get("EMAIL" + user.id), contacts.get("PHONE" + user.id)),
                                        withSchema ? head(schema) : null),
                                schema);
                    })
                    .toList();
        }

        private static @Nullable ContactRow contact(EntityManager manager, UserRow user, String channel) {
            return Jpql.first(manager.createQuery(CONTACT, ContactRow.class)
                    .setParameter("instance", user.instance)
                    .setParameter("id", user.id)
                    .setParameter("channel", channel));
        }

        private static @Nullable SchemaRow schema(EntityManager manager, UserRow user) {
            return Jpql.first(manager.createQuery(SCHEMA, SchemaRow.class)
                    .setParameter("instance", user.instance)
                    .setParameter("id", user.schemaId));
        }
    }
}
