package dev.kith.jpa;

import static java.util.stream.Collectors.joining;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Inserts many rows with few statements. Native, as the query language has no insert of values. There must be few texts, since
 * Hibernate remembers how it prepares each: rows go by sizes, and columns without a value are left out, as PostgreSQL cannot tell
 * the type of a parameter without one. Standard SQL.
 *
 * @param <T> the rows
 */
final class RowInsert<T> {
    /** A statement has so many rows. */
    private static final List<Integer> SIZES = List.of(50, 10, 1);

    private final String table;
    private final List<RowColumn<T>> columns;

    /** Inserts into a table, by the name in the scripts. */
    RowInsert(String table, List<RowColumn<T>> columns) {
        this.table = table;
        this.columns = columns;
    }

    /** Inserts rows; a duplicate fails here. */
    void insert(EntityManager manager, List<T> rows) {
        Map<List<String>, List<List<Object>>> alike = new LinkedHashMap<>();
        for (T row : rows) {
            List<String> names = new ArrayList<>();
            List<Object> values = new ArrayList<>();
            for (RowColumn<T> column : columns) {
                @Nullable Object value = column.value().apply(row);
                if (value != null) {
                    names.add(column.name());
                    values.add(value);
                }
            }
            alike.computeIfAbsent(names, none -> new ArrayList<>()).add(values);
        }
        alike.forEach((names, all) -> insert(manager, names, all));
    }

    private void insert(EntityManager manager, List<String> names, List<List<Object>> rows) {
        int done = 0;
        for (int size : SIZES) {
            while (rows.size() - done >= size) {
                insertSome(manager, names, rows.subList(done, done + size));
                done += size;
            }
        }
    }

    private void insertSome(EntityManager manager, List<String> names, List<List<Object>> rows) {
        Query query = manager.createNativeQuery(text(names, rows.size()));
        int parameter = 1;
        for (List<Object> row : rows) {
            for (Object value : row) {
                query.setParameter(parameter, value);
                parameter++;
            }
        }
        query.executeUpdate();
    }

    private String text(List<String> names, int rows) {
        String places = IntStream.range(0, rows)
                .mapToObj(row -> IntStream.rangeClosed(1, names.size())
                        .mapToObj(column -> "?" + (row * names.size() + column))
                        .collect(joining(", ", "(", ")")))
                .collect(joining(", "));
        return "insert into " + table + " (" + String.join(", ", names) + ") values " + places;
    }
}
