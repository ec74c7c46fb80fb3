package dev.kith.jpa;

import dev.kith.core.UserStore.Found;
import dev.kith.core.UserStore.SchemaHead;
import jakarta.persistence.EntityManager;
import java.util.List;
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
        where u.instance = :instance and u.id = :id\
        """;

    private static final String JOINED_USER = JOINED.formatted("", "");

    private static final String JOINED_USER_AND_SCHEMA =
            JOINED.formatted(", s", "left join KithSchema s on s.instance = u.instance and s.id = u.schemaId");

    /** The form that the provider can parse. */
    static UserQuery of(EntityManager manager, boolean withSchema) {
        String joined = withSchema ? JOINED_USER_AND_SCHEMA : JOINED_USER;
        return Jpql.understands(manager, joined) ? new Joined(joined, withSchema) : new OneByOne(withSchema);
    }

    abstract @Nullable Found find(EntityManager manager, String instance, String id);

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
            List<?> rows = manager.createQuery(query)
                    .setParameter("instance", instance)
                    .setParameter("id", id)
                    .getResultList();
            return rows.isEmpty() ? null : found((Object[]) rows.get(0));
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
