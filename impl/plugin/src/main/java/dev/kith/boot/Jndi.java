package dev.kith.boot;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** What the server knows under a name of its own. */
final class Jndi {

    private Jndi() {}

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
