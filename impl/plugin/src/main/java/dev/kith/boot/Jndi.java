package dev.kith.boot;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** What the server knows under a name of its own. */
final class Jndi {

    private Jndi() {}

    /**
     * Whether a name is the server's own: one with another scheme (ldap:, rmi:) would fetch from elsewhere. The scheme
     * openejb: is TomEE's own, and the only one that it knows as early as an application starts.
     */
    static boolean isOwnName(String name) {
        return name.startsWith("java:") || name.startsWith("openejb:") || !name.contains(":");
    }

    @SuppressWarnings(
            "BanJNDI") // the names are constants or the operator's, and lead nowhere but into the server itself
    static <T> Optional<T> find(String name, Class<T> type) {
        try {
            Object found = new InitialContext().lookup(name);
            return type.isInstance(found) ? Optional.of(type.cast(found)) : Optional.empty();
        } catch (NamingException e) {
            return Optional.empty();
        }
    }
}
