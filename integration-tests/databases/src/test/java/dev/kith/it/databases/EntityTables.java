package dev.kith.it.databases;

import dev.kith.it.databases.TableShape.Column;
import dev.kith.it.databases.TableShape.Index;
import dev.kith.it.databases.TableShape.Type;
import dev.kith.it.engines.Engine;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.Metamodel;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/** The tables that the entities require, read from their annotations, and the one that the migrations need for themselves. */
final class EntityTables {
    private static final int DOCUMENT = 10_485_760;

    private final Map<String, TableShape> shapes = new TreeMap<>();
    private final Map<String, String> owners = new TreeMap<>();

    private EntityTables(Metamodel metamodel, IntUnaryOperator length) {
        for (EntityType<?> entity : metamodel.getEntities()) {
            Class<?> type = entity.getJavaType();
            Table table = type.getAnnotation(Table.class);
            add(table.name(), shape(type, table, length), type.getSimpleName());
        }
    }

    /** What the scripts of a database have to make. */
    static EntityTables byScripts(Engine engine, Metamodel metamodel) {
        boolean countsUnits = engine == Engine.H2_MEMORY || engine == Engine.H2_FILE;
        EntityTables tables = new EntityTables(metamodel, units -> countsUnits ? units : characters(units));
        tables.addMigrations();
        return tables;
    }

    /** What a persistence provider has to generate; it decides the order of the columns in a key itself. */
    static EntityTables byProvider(Metamodel metamodel) {
        EntityTables tables = new EntityTables(metamodel, units -> units);
        tables.shapes.replaceAll((table, shape) -> shape.withSortedKey());
        return tables;
    }

    private void add(String table, TableShape shape, String owner) {
        if (shapes.put(table, shape) != null) {
            throw new IllegalStateException("table " + table + " has two entities");
        }
        owners.put(table, owner);
    }

    /** The table in which the migrations record what they have done has no entity. */
    private void addMigrations() {
        Column version = new Column(Type.INTEGER, 0, false);
        Column node = new Column(Type.TEXT, 100, false);
        Column moment = new Column(Type.LONG, 0, false);
        TableShape shape = new TableShape(
                Map.of("version", version, "node", node, "moment", moment), List.of("version"), Map.of());
        add("kith_migration", shape, "Migrations");
    }

    Map<String, TableShape> shapes() {
        return shapes;
    }

    /** The simple name of the entity. */
    String owner(String table) {
        return Objects.requireNonNull(owners.get(table));
    }

    /**
     * A text that people choose may consist of characters that are two UTF-16 units each; the other ones are ours and plain
     * ASCII. Entities count units, most databases count characters.
     */
    private static int characters(int units) {
        return switch (units) {
            case 400 -> 200;
            case 402 -> 201;
            case 422 -> 211;
            case 800 -> 400;
            case 802 -> 401;
            case 100, 1000, 8000 -> units;
            default ->
                throw new IllegalStateException(
                        "say here how many characters a text of " + units + " UTF-16 units has");
        };
    }

    private static TableShape shape(Class<?> type, Table table, IntUnaryOperator length) {
        Map<String, Column> columns = new LinkedHashMap<>();
        List<String> key = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                jakarta.persistence.Column column = field.getAnnotation(jakarta.persistence.Column.class);
                if (column == null) {
                    throw new IllegalStateException(field + " names no column");
                }
                columns.put(column.name(), column(field, column, length));
                if (field.isAnnotationPresent(Id.class)) {
                    key.add(column.name());
                }
            }
        }
        return new TableShape(columns, key, indexes(table));
    }

    private static Column column(Field field, jakarta.persistence.Column column, IntUnaryOperator length) {
        Type type = type(field, column);
        return new Column(type, type == Type.TEXT ? length.applyAsInt(column.length()) : 0, column.nullable());
    }

    private static Type type(Field field, jakarta.persistence.Column column) {
        Class<?> type = field.getType();
        if (type == String.class) {
            return column.length() < DOCUMENT ? Type.TEXT : Type.DOCUMENT;
        }
        if (type == long.class || type == Long.class) {
            return Type.LONG;
        }
        if (type == int.class || type == Integer.class) {
            return Type.INTEGER;
        }
        if (type == boolean.class || type == Boolean.class) {
            return Type.BOOLEAN;
        }
        throw new IllegalStateException("say here what type of column " + field + " has");
    }

    private static Map<String, Index> indexes(Table table) {
        Map<String, Index> indexes = new TreeMap<>();
        for (jakarta.persistence.Index index : table.indexes()) {
            List<String> columns = Stream.of(index.columnList().split(","))
                    .map(column -> column.strip().toLowerCase(Locale.ROOT))
                    .toList();
            indexes.put(index.name(), new Index(index.unique(), columns));
        }
        for (jakarta.persistence.UniqueConstraint constraint : table.uniqueConstraints()) {
            indexes.put(constraint.name(), new Index(true, List.of(constraint.columnNames())));
        }
        return indexes;
    }
}
