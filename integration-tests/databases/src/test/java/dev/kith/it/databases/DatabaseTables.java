package dev.kith.it.databases;

import dev.kith.it.databases.TableShape.Column;
import dev.kith.it.databases.TableShape.Index;
import dev.kith.it.databases.TableShape.Type;
import dev.kith.it.engines.Database;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The tables that a database has. */
final class DatabaseTables {
    /** More characters than any text has that is not a document. */
    private static final int DOCUMENT = 1_000_000;

    private static final String UNIQUE_CONSTRAINTS = """
            select c.constraint_name, k.column_name
            from information_schema.table_constraints c join information_schema.key_column_usage k
            on k.constraint_name = c.constraint_name and k.table_name = c.table_name
            and k.table_schema = c.table_schema
            where c.constraint_type = 'UNIQUE' and c.table_schema = ? and c.table_name = ?
            order by c.constraint_name, k.ordinal_position""";

    private final Connection connection;
    private final DatabaseMetaData about;

    private DatabaseTables(Connection connection) throws SQLException {
        this.connection = connection;
        this.about = connection.getMetaData();
    }

    /** All of them, by name in lower case. */
    static Map<String, TableShape> of(Database database) throws SQLException {
        try (Connection connection = database.connect()) {
            return new DatabaseTables(connection).shapes();
        }
    }

    private Map<String, TableShape> shapes() throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = about.getTables(
                connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME"));
            }
        }
        Map<String, TableShape> shapes = new TreeMap<>();
        for (String name : names) {
            List<String> key = primaryKey(name);
            shapes.put(lower(name), new TableShape(columns(name), key, indexes(name, key)));
        }
        return shapes;
    }

    private Map<String, Column> columns(String table) throws SQLException {
        Map<String, Column> columns = new LinkedHashMap<>();
        try (ResultSet rows = about.getColumns(connection.getCatalog(), connection.getSchema(), table, "%")) {
            while (rows.next()) {
                if (rows.getString("TABLE_NAME").equals(table)) {
                    columns.put(lower(rows.getString("COLUMN_NAME")), column(rows));
                }
            }
        }
        return columns;
    }

    private static Column column(ResultSet row) throws SQLException {
        int size = row.getInt("COLUMN_SIZE");
        Type type = type(row.getInt("DATA_TYPE"), size);
        boolean nullable = row.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls;
        return new Column(type, type == Type.TEXT ? size : 0, nullable);
    }

    private static Type type(int jdbc, int size) {
        return switch (jdbc) {
            case Types.VARCHAR -> size < DOCUMENT ? Type.TEXT : Type.DOCUMENT;
            case Types.CLOB, Types.LONGVARCHAR -> Type.DOCUMENT;
            case Types.BIGINT -> Type.LONG;
            case Types.INTEGER -> Type.INTEGER;
            case Types.BOOLEAN, Types.BIT -> Type.BOOLEAN;
            default -> throw new IllegalStateException("say here what a column of the JDBC type " + jdbc + " holds");
        };
    }

    private List<String> primaryKey(String table) throws SQLException {
        Map<Integer, String> columns = new TreeMap<>();
        try (ResultSet rows = about.getPrimaryKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (rows.next()) {
                columns.put(rows.getInt("KEY_SEQ"), lower(rows.getString("COLUMN_NAME")));
            }
        }
        return List.copyOf(columns.values());
    }

    /** Every database has names of its own for the indexes behind keys and constraints, which stand for them here. */
    private Map<String, Index> indexes(String table, List<String> key) throws SQLException {
        Map<String, Index> indexes = rawIndexes(table);
        removeBehind(new Index(true, key), indexes);
        Map<String, Index> constraints = uniqueConstraints(table);
        constraints.values().forEach(constraint -> removeBehind(constraint, indexes));
        indexes.putAll(constraints);
        return indexes;
    }

    private static void removeBehind(Index constraint, Map<String, Index> indexes) {
        indexes.values().remove(constraint);
    }

    private Map<String, Index> rawIndexes(String table) throws SQLException {
        Map<String, Boolean> unique = new TreeMap<>();
        Map<String, Map<Integer, String>> columns = new TreeMap<>();
        try (ResultSet rows = about.getIndexInfo(connection.getCatalog(), connection.getSchema(), table, false, true)) {
            while (rows.next()) {
                String name = rows.getString("INDEX_NAME");
                if (name != null) {
                    String order = "D".equals(rows.getString("ASC_OR_DESC")) ? " desc" : "";
                    unique.put(lower(name), !rows.getBoolean("NON_UNIQUE"));
                    columns.computeIfAbsent(lower(name), absent -> new TreeMap<>())
                            .put(rows.getInt("ORDINAL_POSITION"), lower(rows.getString("COLUMN_NAME")) + order);
                }
            }
        }
        Map<String, Index> indexes = new TreeMap<>();
        columns.forEach((name, parts) ->
                indexes.put(name, new Index(Boolean.TRUE.equals(unique.get(name)), List.copyOf(parts.values()))));
        return indexes;
    }

    private Map<String, Index> uniqueConstraints(String table) throws SQLException {
        Map<String, List<String>> columns = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement(UNIQUE_CONSTRAINTS)) {
            String schema = connection.getSchema();
            query.setString(1, schema == null ? connection.getCatalog() : schema);
            query.setString(2, table);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.computeIfAbsent(lower(rows.getString(1)), absent -> new ArrayList<>())
                            .add(lower(rows.getString(2)));
                }
            }
        }
        Map<String, Index> constraints = new TreeMap<>();
        columns.forEach((name, parts) -> constraints.put(name, new Index(true, parts)));
        return constraints;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
