package dev.kith.telemetry;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** Parts of an API of a host that has none of the methods that are called. */
final class LackingMethods {
    private LackingMethods() {}

    /** A provider of a part that lacks every method. */
    static <P> P provider(Class<P> provider, Class<?> part) {
        Object lacking = proxy(part, (proxy, method, arguments) -> {
            throw new NoSuchMethodError(method.toString());
        });
        return provider.cast(proxy(provider, (proxy, method, arguments) -> lacking));
    }

    private static Object proxy(Class<?> type, InvocationHandler calls) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls);
    }
}
