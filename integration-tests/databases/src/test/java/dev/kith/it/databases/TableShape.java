package dev.kith.it.databases;

import java.util.List;
import java.util.Map;

/**
 * A table, as a database has it or as an entity requires it. All names are in lower case.
 *
 * @param columns by name
 * @param primaryKey the names of its columns
 * @param indexes by name, unique constraints among them; the index of the primary key is left out
 */
record TableShape(Map<String, Column> columns, List<String> primaryKey, Map<String, Index> indexes) {

    /** The same with the columns of the primary key in alphabetical order. */
    TableShape withSortedKey() {
        return new TableShape(columns, primaryKey.stream().sorted().toList(), indexes);
    }

    /** What the value of a column is; databases have several names for most of them. */
    enum Type {
        TEXT,
        DOCUMENT,
        INTEGER,
        LONG,
        BOOLEAN
    }

    /**
     * A column.
     *
     * @param length of a text; 0 for every other type
     */
    record Column(Type type, int length, boolean nullable) {

        @Override
        public String toString() {
            String what = type == Type.TEXT ? "TEXT of length " + length : type.toString();
            return nullable ? what : what + " not null";
        }
    }

    /** An index, or a unique constraint. */
    record Index(boolean unique, List<String> columns) {

        @Override
        public String toString() {
            return (unique ? "unique (" : "(") + String.join(", ", columns) + ")";
        }
    }
}
