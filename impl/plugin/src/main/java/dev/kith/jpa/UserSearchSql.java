package dev.kith.jpa;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.kith.api.schemas.TextFilterMethod;
import dev.kith.core.CaseFolding;
import dev.kith.core.ContactChannel;
import dev.kith.core.UserCondition;
import dev.kith.core.UserCondition.Compares;
import dev.kith.core.UserCondition.SchemaRevision;
import dev.kith.core.UserCondition.TextField;
import dev.kith.core.UserListing.UserOrder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A search for users as a native SELECT of which all values are parameters. Comparisons are two-valued: what may have no value is
 * looked at before it is compared. For one thread and one statement.
 *
 * <p>A database finds by an index what is equal in one column, and mostly not what is equal in this column or in that one. So where
 * users are found by their contacts or by any of several columns, their ids are collected first, by one look into an index each,
 * and the whole condition is judged for these users alone (contract, ruling R45).
 */
final class UserSearchSql {
    /** Fold to themselves where they have no folded form. */
    private static final Map<TextField, String> COLUMNS = Map.of(
            TextField.ID, "u.id",
            TextField.ORGANIZATION, "u.organization_id",
            TextField.EMAIL, "e.address",
            TextField.PHONE, "p.address",
            TextField.SCHEMA_ID, "u.schema_id",
            TextField.SCHEMA_TYPE, "s.type");

    private static final Map<TextField, String> FOLDED = Map.of(
            TextField.ID, "coalesce(u.id_folded, u.id)",
            TextField.ORGANIZATION, "coalesce(u.organization_folded, u.organization_id)",
            TextField.EMAIL, "e.address_folded",
            TextField.PHONE, "p.address_folded",
            TextField.SCHEMA_ID, "u.schema_id",
            TextField.SCHEMA_TYPE, "s.type_folded");

    private static final Set<TextField> ALWAYS_THERE =
            EnumSet.of(TextField.ID, TextField.ORGANIZATION, TextField.SCHEMA_ID);

    private static final String USERS = "kith_user u";

    private static final String USERS_OF = "(%s) k join kith_user u on u.instance_id = %s and u.id = k.id";

    /** An empty address is that of a contact that was removed. */
    private static final String CONTACT = " left join kith_contact %1$s on %1$s.instance_id = u.instance_id"
            + " and %1$s.user_id = u.id and %1$s.channel = '%2$s'"
            + " and %1$s.address <> ''";

    private static final String SCHEMA =
            " left join kith_schema s on s.instance_id = u.instance_id and s.id = u.schema_id";

    private static final String LOCKED = "u.locked = true";

    /** As many parameters have lists of organizations, so that there are few texts; the last id is repeated. */
    private static final List<Integer> SIZES = List.of(1, 10, 100, 1_000);

    private final String instance;
    private final Optional<Dialect> dialect;
    private final List<Object> values = new ArrayList<>();
    private final Set<TextField> joined = EnumSet.noneOf(TextField.class);

    UserSearchSql(String instance, Optional<Dialect> dialect) {
        this.instance = instance;
        this.dialect = dialect;
    }

    /** Ids and sizes of data of a page. */
    Query page(EntityManager manager, UserCondition condition, UserOrder order, long offset, int limit) {
        String from = from(condition);
        String where = where(condition);
        String sorted = " order by " + order(order);
        String select = "select u.id, octet_length(u.data) from " + from + joins() + where + sorted;
        if (dialect.isPresent()) {
            return on(manager, select + " limit " + parameter(limit) + " offset " + parameter(offset));
        }
        return on(manager, "select u.id from " + from + joins() + where + sorted)
                .setFirstResult(Math.toIntExact(offset))
                .setMaxResults(limit);
    }

    /** How many there are. */
    Query count(EntityManager manager, UserCondition condition) {
        String from = from(condition);
        String where = where(condition);
        return on(manager, "select count(*) from " + from + joins() + where);
    }

    private Query on(EntityManager manager, String text) {
        Query query = manager.createNativeQuery(text);
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        return query;
    }

    private String parameter(Object value) {
        values.add(value);
        return "?" + values.size();
    }

    private String from(UserCondition condition) {
        Optional<List<IndexLookup>> lookups = IndexLookup.of(condition).filter(IndexLookup::helps);
        return lookups.map(found -> USERS_OF.formatted(
                        found.stream().map(this::ids).collect(joining(" union ")), parameter(instance)))
                .orElse(USERS);
    }

    private String ids(IndexLookup lookup) {
        return lookup.sql(instance, this::parameter);
    }

    private String where(UserCondition condition) {
        return " where u.instance_id = " + parameter(instance) + " and " + sql(condition);
    }

    private String joins() {
        StringBuilder joins = new StringBuilder();
        if (joined.contains(TextField.EMAIL)) {
            joins.append(CONTACT.formatted("e", ContactChannel.EMAIL));
        }
        if (joined.contains(TextField.PHONE)) {
            joins.append(CONTACT.formatted("p", ContactChannel.PHONE));
        }
        if (joined.contains(TextField.SCHEMA_TYPE)) {
            joins.append(SCHEMA);
        }
        return joins.toString();
    }

    private String sql(UserCondition condition) {
        if (condition instanceof UserCondition.Every every) {
            return combined(every.parts().stream().map(this::sql), " and ", "1 = 1");
        }
        if (condition instanceof UserCondition.Any any) {
            return combined(any.parts().stream().map(this::sql), " or ", "1 = 0");
        }
        if (condition instanceof UserCondition.Except except) {
            return "not " + sql(except.part());
        }
        if (condition instanceof Compares compares) {
            return comparison(compares);
        }
        if (condition instanceof UserCondition.InOrganizations among) {
            return among(among.ids());
        }
        if (condition instanceof UserCondition.Follows follows) {
            return combined(follows.revisions().stream().map(this::follows), " or ", "1 = 0");
        }
        return state((UserCondition.InState) condition);
    }

    private String among(Set<String> organizations) {
        Set<String> storable = storable(organizations);
        return storable.isEmpty() ? "(1 = 0)" : "(u.organization_id in " + list(storable, this::parameter) + ")";
    }

    /** Nothing is stored under the others. */
    static Set<String> storable(Set<String> texts) {
        return texts.stream().filter(StorableText::text).collect(toSet());
    }

    /** In brackets, so that it can be a part of anything. */
    private static String combined(Stream<String> parts, String operator, String none) {
        String all = parts.collect(joining(operator));
        return "(" + (all.isEmpty() ? none : all) + ")";
    }

    private String follows(SchemaRevision revision) {
        return "(u.schema_id = " + parameter(revision.schemaId()) + " and u.schema_revision = "
                + parameter(revision.revision()) + ")";
    }

    private static String state(UserCondition.InState state) {
        return switch (state.state()) {
            case ACTIVE -> "(u.active = true and u.locked = false)";
            case INACTIVE -> "(u.active = false and u.locked = false)";
            case LOCKED -> "(" + LOCKED + ")";
            case UNSPECIFIED, DELETED, UNRECOGNIZED -> "(1 = 0)";
        };
    }

    private String comparison(Compares compares) {
        TextField field = compares.field();
        if (!StorableText.text(compares.text())) {
            return "(1 = 0)";
        }
        joined.add(field);
        boolean folds = folds(compares.method());
        String column = (folds ? FOLDED : COLUMNS).getOrDefault(field, "");
        String text = folds ? CaseFolding.of(compares.text()) : compares.text();
        String compared = switch (compares.method()) {
            case EQUALS, EQUALS_IGNORE_CASE -> column + " = " + parameter(text);
            case STARTS_WITH, STARTS_WITH_IGNORE_CASE -> like(column, literal(text) + "%");
            case CONTAINS, CONTAINS_IGNORE_CASE -> like(column, "%" + literal(text) + "%");
            case ENDS_WITH, ENDS_WITH_IGNORE_CASE -> like(column, "%" + literal(text));
            case UNRECOGNIZED -> "1 = 0";
        };
        return ALWAYS_THERE.contains(field)
                ? "(" + compared + ")"
                : "(" + column + " is not null and " + compared + ")";
    }

    static boolean folds(TextFilterMethod method) {
        return switch (method) {
            case EQUALS_IGNORE_CASE, STARTS_WITH_IGNORE_CASE, CONTAINS_IGNORE_CASE, ENDS_WITH_IGNORE_CASE -> true;
            case EQUALS, STARTS_WITH, CONTAINS, ENDS_WITH, UNRECOGNIZED -> false;
        };
    }

    private String like(String column, String pattern) {
        return column + " like " + parameter(pattern) + " escape '!'";
    }

    private static String literal(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    /** A list of parameters. */
    static String list(Set<String> ids, Function<Object, String> parameter) {
        List<String> ordered = ids.stream().sorted().toList();
        int size = SIZES.stream()
                .filter(most -> most >= ordered.size())
                .findFirst()
                .orElse(ordered.size());
        return Stream.iterate(0, i -> i < size, i -> i + 1)
                .map(i -> parameter.apply(ordered.get(Math.min(i, ordered.size() - 1))))
                .collect(joining(", ", "(", ")"));
    }

    private String order(UserOrder order) {
        String direction = order.descending() ? " desc" : " asc";
        String byId = exact("u.id") + direction;
        return switch (order.column()) {
            case ID -> byId;
            case CHANGE_DATE -> "u.changed" + direction + ", " + byId;
            case EMAIL -> nullable(TextField.EMAIL, direction) + byId;
            case PHONE -> nullable(TextField.PHONE, direction) + byId;
            case STATE ->
                "case when " + LOCKED + " then 3 when u.active = true then 1 else 2 end" + direction + ", " + byId;
            case SCHEMA_ID -> exact("u.schema_id") + direction + ", " + byId;
            case SCHEMA_TYPE ->
                order.ranks().isEmpty()
                        ? nullable(TextField.SCHEMA_TYPE, direction) + byId
                        : ranks(order.ranks(), direction) + byId;
            case CREATION_DATE, UNSPECIFIED, UNRECOGNIZED -> "u.created" + direction + ", " + byId;
        };
    }

    private String nullable(TextField field, String direction) {
        joined.add(field);
        String column = COLUMNS.getOrDefault(field, "");
        return "case when " + column + " is null then 1 else 0 end, " + exact(column) + direction + ", ";
    }

    /** What has no rank comes last in both directions. */
    private String ranks(Map<SchemaRevision, Integer> ranks, String direction) {
        String ranked = ranks.entrySet().stream()
                .map(rank -> "when " + follows(rank.getKey()) + " then " + rank.getValue())
                .collect(joining(" ", "case ", " else null end"));
        String ordered = ranks.keySet().stream().map(this::follows).collect(joining(" or "));
        return "case when " + ordered + " then 0 else 1 end, " + ranked + direction + ", ";
    }

    /** By code points, whatever the database's own order is. */
    private String exact(String column) {
        return dialect.map(known -> known.codePointOrder(column)).orElse(column);
    }
}
