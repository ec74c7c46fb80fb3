package dev.kith.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An update of one row by its columns. Native: Hibernate translates an update in the query language anew each time, and
 * remembers how it prepares a native text. So there must be few texts: values are parameters, all but {@code null}, as
 * PostgreSQL cannot tell the type of a parameter without a value. Standard SQL. For one thread and one statement.
 */
final class RowUpdate {
    private final StringBuilder text;
    private final List<Object> values = new ArrayList<>();
    private String separator = " set ";

    /** An update of a table, by the name in the scripts. */
    RowUpdate(String table) {
        text = new StringBuilder("update ").append(table);
    }

    /** Gives a column a value. */
    RowUpdate set(String column, @Nullable Object value) {
        text.append(separator).append(column).append(" = ");
        separator = ", ";
        return value == null ? without() : with(value);
    }

    private RowUpdate without() {
        text.append("null");
        return this;
    }

    private RowUpdate with(Object value) {
        values.add(value);
        text.append('?').append(values.size());
        return this;
    }

    /** The row has a value in a column; to be called after {@link #set}. */
    RowUpdate where(String column, Object value) {
        text.append(separator.equals(" and ") ? separator : " where ")
                .append(column)
                .append(" = ");
        separator = " and ";
        return with(value);
    }

    /** The statement. */
    Query on(EntityManager manager) {
        Query query = manager.createNativeQuery(text.toString());
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        return query;
    }
}
