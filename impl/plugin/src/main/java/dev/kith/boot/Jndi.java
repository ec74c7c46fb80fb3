package dev.kith.boot;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Looks up the server's resources in JNDI. */
final class Jndi {

    private Jndi() {}

    @SuppressWarnings(
            "BanJNDI") // the names are constants or come from the operator, and lead only into the server itself
    static <T> Optional<T> find(String name, Class<T> type) {
        try {
            Object found = new InitialContext().lookup(name);
            return type.isInstance(found) ? Optional.of(type.cast(found)) : Optional.empty();
        } catch (NamingException e) {
            return Optional.empty();
        }
    }
}
