package dev.kith.it.databases;

import dev.kith.jpa.UnitOfWork;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** A database that can go away and come back. */
final class FragileDataSource {
    private static final Map<DatabaseParameter, FragileDataSource> SHARED = new ConcurrentHashMap<>();

    final UnitOfWork unit;
    private final DataSource target;
    private volatile boolean away;

    private FragileDataSource(DatabaseParameter parameter) {
        target = Store.on(parameter).counted.asDataSource();
        unit = UnitOfWork.local(Store.open(parameter, asDataSource()));
    }

    /** The one of this JVM, on the database of the store. */
    static FragileDataSource on(DatabaseParameter parameter) {
        return SHARED.computeIfAbsent(parameter, FragileDataSource::new);
    }

    void away(boolean isAway) {
        away = isAway;
    }

    private DataSource asDataSource() {
        return (DataSource) Proxy.newProxyInstance(
                FragileDataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (self, method, arguments) -> {
                    if (away && method.getName().equals("getConnection")) {
                        throw new SQLTransientConnectionException("the database is away", "08006");
                    }
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
