package dev.kith.it.databases;

import dev.kith.it.engines.Database;
import dev.kith.jpa.OlderMigrations;
import dev.kith.jpa.UnitOfWork;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tables of a database as each of the scripts left them. */
final class SchemaHistory {
    private final List<State> states = new ArrayList<>();

    private record State(String script, Map<String, TableShape> tables) {}

    /** Applies the scripts one by one to an empty database, up to this one. */
    static SchemaHistory ofScripts(int last, Database database, UnitOfWork unit) throws SQLException {
        SchemaHistory history = new SchemaHistory();
        String folder = OlderMigrations.folder(unit);
        for (int script = 1; script <= last; script++) {
            OlderMigrations.upTo(script, unit, Clock.systemUTC()).apply();
            history.add(folder + "/" + script + ".sql", database);
        }
        return history;
    }

    /** What a persistence provider has generated, with keys as {@link EntityTables#byProvider} has them. */
    static SchemaHistory ofProvider(String provider, Database database) throws SQLException {
        SchemaHistory history = new SchemaHistory();
        Map<String, TableShape> tables = DatabaseTables.of(database);
        tables.replaceAll((table, shape) -> shape.withSortedKey());
        history.states.add(new State(provider, tables));
        return history;
    }

    /** Notes the present tables as what the script left. */
    void add(String script, Database database) throws SQLException {
        states.add(new State(script, DatabaseTables.of(database)));
    }

    Map<String, TableShape> tables() {
        return states.get(states.size() - 1).tables();
    }

    /** The script that made a part of a table what it is now, otherwise the one that created the table, otherwise the last one. */
    String blame(String table, Function<TableShape, @Nullable Object> part) {
        String script = lastChange(tables -> tables.containsKey(table) ? part.apply(tables.get(table)) : null);
        String changed = script == null ? lastChange(tables -> tables.get(table)) : script;
        return changed == null ? states.get(states.size() - 1).script() : changed;
    }

    private @Nullable String lastChange(Function<Map<String, TableShape>, @Nullable Object> part) {
        String script = null;
        Object before = null;
        for (State state : states) {
            Object after = part.apply(state.tables());
            script = Objects.equals(before, after) ? script : state.script();
            before = after;
        }
        return script;
    }
}
