package dev.kith.it.databases;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Remembers the statements that a thread executes, whatever connection it uses. */
final class CountedDataSource {
    private final Map<Thread, List<String>> executed = new ConcurrentHashMap<>();
    private final DataSource counted;

    CountedDataSource(DataSource target) {
        this.counted = proxy(DataSource.class, (method, arguments) -> {
            Object result = call(target, method, arguments);
            return result instanceof Connection connection ? counted(connection) : result;
        });
    }

    DataSource asDataSource() {
        return counted;
    }

    /** The statements that this thread executes in the course of the work. */
    List<String> during(Runnable work) {
        List<String> statements = new ArrayList<>();
        executed.put(Thread.currentThread(), statements);
        try {
            work.run();
        } finally {
            executed.remove(Thread.currentThread());
        }
        return List.copyOf(statements);
    }

    private Connection counted(Connection target) {
        return proxy(Connection.class, (method, arguments) -> {
            Object result = call(target, method, arguments);
            if (result instanceof PreparedStatement prepared
                    && arguments != null
                    && arguments[0] instanceof String sql) {
                return statement(PreparedStatement.class, prepared, sql);
            }
            return result instanceof Statement statement && method.getName().equals("createStatement")
                    ? statement(Statement.class, statement, "")
                    : result;
        });
    }

    private <S extends Statement> S statement(Class<S> type, S target, String prepared) {
        return proxy(type, (method, arguments) -> {
            String name = method.getName();
            if (name.startsWith("execute") || name.equals("addBatch")) {
                remember(name, prepared, arguments);
            }
            return call(target, method, arguments);
        });
    }

    /** A batch counts as what was put into it. */
    private void remember(String method, String prepared, Object[] arguments) {
        List<String> statements = executed.get(Thread.currentThread());
        if (statements != null && !method.equals("executeBatch") && !method.equals("executeLargeBatch")) {
            boolean direct = arguments.length > 0 && arguments[0] instanceof String;
            statements.add(direct ? String.valueOf(arguments[0]) : prepared);
        }
    }

    private interface Call {
        @Nullable
        Object on(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        InvocationHandler handler =
                (self, method, arguments) -> call.on(method, arguments == null ? new Object[0] : arguments);
        return type.cast(
                Proxy.newProxyInstance(CountedDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
