package dev.kith.api;

import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The caller of an operation, as authenticated by the host.
 *
 * @param subject the caller's id; a caller whose subject is the user's id is "self"
 * @param roles returns whether the caller holds a role: {@code IAM_OWNER} for the whole instance,
 *     {@code ORG_OWNER@<organization id>} for one organization; called during the operation, on the calling thread
 * @param names the names of all roles that the caller holds; {@code null} if roles can only be asked for one by one
 */
public record Caller(
        String subject, Predicate<String> roles, @Nullable Set<String> names) {
    /**
     * Copies the names.
     *
     * @param subject the caller's id
     * @param roles returns whether the caller holds a role
     * @param names the names of all roles, or {@code null}; copied
     */
    public Caller {
        names = names == null ? null : Set.copyOf(names);
    }

    /**
     * A caller whose roles can only be asked for one by one.
     *
     * @param subject the caller's id
     * @param roles returns whether the caller holds a role
     */
    public Caller(String subject, Predicate<String> roles) {
        this(subject, roles, null);
    }

    /**
     * Returns a caller with a fixed set of roles.
     *
     * @param subject the caller's id
     * @param roles the names of the caller's roles
     * @return the caller
     */
    public static Caller of(String subject, Set<String> roles) {
        Set<String> names = Set.copyOf(roles);
        return new Caller(subject, names::contains, names);
    }

    /**
     * Returns whether the caller holds a role.
     *
     * @param role the role's name
     * @return true if so
     */
    public boolean holds(String role) {
        return roles.test(role);
    }

    @Override
    public String toString() {
        return "Caller[" + subject + "]";
    }
}
