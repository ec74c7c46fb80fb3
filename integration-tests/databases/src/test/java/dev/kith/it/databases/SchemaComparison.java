package dev.kith.it.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the tables that the scripts created differ from those that the entities require, a sentence for each. */
final class SchemaComparison {
    private final EntityTables entities;
    private final SchemaHistory history;
    private final List<String> differences = new ArrayList<>();

    private SchemaComparison(EntityTables entities, SchemaHistory history) {
        this.entities = entities;
        this.history = history;
    }

    static List<String> differences(EntityTables entities, SchemaHistory history) {
        SchemaComparison comparison = new SchemaComparison(entities, history);
        for (String table : union(entities.shapes(), history.tables())) {
            comparison.compare(table);
        }
        return comparison.differences;
    }

    private void compare(String table) {
        TableShape wanted = entities.shapes().get(table);
        TableShape present = history.tables().get(table);
        if (wanted == null) {
            differences.add(
                    history.blame(table, shape -> shape) + ": table " + table + " is there, no entity wants it");
        } else if (present == null) {
            differences.add(history.blame(table, shape -> shape) + ": table " + table + " is missing, "
                    + entities.owner(table) + " wants it");
        } else {
            compareParts(table, "column", wanted, present, TableShape::columns);
            compareParts(table, "index", wanted, present, TableShape::indexes);
            compare(table, "the primary key", wanted, present, TableShape::primaryKey);
        }
    }

    private void compareParts(
            String table,
            String kind,
            TableShape wanted,
            TableShape present,
            Function<TableShape, Map<String, ? extends Record>> parts) {
        for (String name : union(parts.apply(wanted), parts.apply(present))) {
            compare(
                    table,
                    kind + " " + name,
                    wanted,
                    present,
                    shape -> parts.apply(shape).get(name));
        }
    }

    private void compare(
            String table,
            String part,
            TableShape wanted,
            TableShape present,
            Function<TableShape, @Nullable Object> read) {
        Object wants = read.apply(wanted);
        Object has = read.apply(present);
        if (!Objects.equals(wants, has)) {
            differences.add(history.blame(table, read) + ": " + part + " of table " + table + " is "
                    + (has == null ? "missing" : has) + ", " + entities.owner(table) + " wants "
                    + (wants == null ? "none" : wants));
        }
    }

    private static Set<String> union(Map<String, ?> some, Map<String, ?> others) {
        Set<String> names = new TreeSet<>(some.keySet());
        names.addAll(others.keySet());
        return names;
    }
}
