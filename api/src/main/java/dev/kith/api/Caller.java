package dev.kith.api;

import java.util.Set;
import java.util.function.Predicate;

/**
 * The caller of an operation, as authenticated by the host.
 *
 * @param subject the caller's id; a caller whose subject is the user's id is "self"
 * @param roles returns whether the caller holds a role: {@code IAM_OWNER} for the whole instance,
 *     {@code ORG_OWNER@<organization id>} for one organization; called during the operation, on the calling thread
 */
public record Caller(String subject, Predicate<String> roles) {
    /**
     * Returns a caller with a fixed set of roles.
     *
     * @param subject the caller's id
     * @param roles the names of the caller's roles
     * @return the caller
     */
    public static Caller of(String subject, Set<String> roles) {
        return new Caller(subject, Set.copyOf(roles)::contains);
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
