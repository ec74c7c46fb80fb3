package dev.kith.spi;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what callers may do. It is not asked about what users may do for themselves.
 *
 * <p><b>Called</b> by the domain service, at most a few times for each request; a search may ask about up to 1,000 organizations. <b>Thread</b>: the request thread, mostly inside
 * its transaction; it must answer fast, without I/O. <b>How often</b>: one instance serves all calls, several at a time.
 * <b>Order</b>: none. <b>Failure</b>: if it throws, the request fails with an internal error; nothing is stored.
 * <b>Null</b>: passed only where marked. <b>Repetition</b>: the same question may be asked again and should get the same
 * answer within a request.
 *
 * <p>A caller who may do something in the whole instance may do it in every organization; the policy must answer
 * accordingly.
 *
 * <p>The default grants by role name: {@code IAM_OWNER}, {@code IAM_ORG_MANAGER}, {@code IAM_USER_MANAGER} and
 * {@code IAM_LOGIN_CLIENT} (which may not delete) in the whole instance, {@code ORG_OWNER@<id>} and
 * {@code ORG_USER_MANAGER@<id>} in one organization; {@code IAM_OWNER_VIEWER} and {@code ORG_OWNER_VIEWER@<id>} may read
 * (contract, section 15). User schemas are read by {@code IAM_OWNER}, {@code IAM_OWNER_VIEWER} and {@code IAM_LOGIN_CLIENT},
 * and written and deleted by {@code IAM_OWNER} (contract, section S6).
 */
public interface AccessPolicy {
    /**
     * Returns the name by which the configuration selects this policy.
     *
     * @return a short name, always the same
     */
    String name();

    /**
     * Returns whether a caller has a permission.
     *
     * @param subject the caller
     * @param permission the permission
     * @param organizationId the organization, {@code null} for the whole instance
     * @return true if so
     */
    boolean permits(Subject subject, Permission permission, @Nullable String organizationId);

    /**
     * Returns whether a caller may have a permission anywhere: in the whole instance or in any organization. Who has it nowhere
     * is refused before the user is looked up, so that the answer takes the same time whether the user exists or not. A policy
     * that cannot know answers true, as this method does; the caller is then judged by {@link #permits} once the user is known.
     *
     * @param subject the caller
     * @param permission the permission
     * @return false only if {@link #permits} is false for the whole instance and for every organization
     */
    default boolean mayAnywhere(Subject subject, Permission permission) {
        return true;
    }

    /**
     * Returns the organizations in which a caller has a permission, for searches, which show a caller the users of these. Asked
     * only about callers who do not have the permission in the whole instance. A policy that cannot say answers empty, as this
     * method does; {@link #permits} is then asked about every organization that has users, or about those that the search names.
     *
     * @param subject the caller
     * @param permission the permission
     * @return the ids of all organizations for which {@link #permits} is true, whether they exist or not; empty if that cannot be
     *     said
     */
    default Optional<Set<String>> organizations(Subject subject, Permission permission) {
        return Optional.empty();
    }

    /**
     * Returns whether a caller has a permission for user schemas, which belong to the whole instance. A role for an organization
     * never gives it. A policy that does not know schemas gives it to nobody, as this method does.
     *
     * @param subject the caller
     * @param permission the permission
     * @return true if so
     */
    default boolean permitsSchemas(Subject subject, SchemaPermission permission) {
        return false;
    }

    /** The permissions for user schemas. */
    enum SchemaPermission {
        /** Read and search schemas. */
        READ,
        /** Create, change, deactivate and reactivate schemas. */
        WRITE,
        /** Delete schemas. */
        DELETE
    }

    /** The permissions. */
    enum Permission {
        /** Read users other than oneself. */
        USER_READ,
        /** Create users, and change users other than oneself. */
        USER_WRITE,
        /** Vouch for a contact, or have its code returned. */
        USER_VERIFY,
        /** Delete users other than oneself. */
        USER_DELETE
    }

    /**
     * The caller.
     *
     * @param id the caller's id
     * @param roles returns whether the caller holds a role
     * @param names the names of all roles that the caller holds; {@code null} if roles can only be asked for one by one
     */
    record Subject(
            String id, Predicate<String> roles, @Nullable Set<String> names) {
        /**
         * Copies the names.
         *
         * @param id the caller's id
         * @param roles returns whether the caller holds a role
         * @param names the names of all roles, or {@code null}; copied
         */
        public Subject {
            names = names == null ? null : Set.copyOf(names);
        }

        /**
         * A caller whose roles can only be asked for one by one.
         *
         * @param id the caller's id
         * @param roles returns whether the caller holds a role
         */
        public Subject(String id, Predicate<String> roles) {
            this(id, roles, null);
        }

        /** Shows only the id. */
        @Override
        public String toString() {
            return "Subject[" + id + "]";
        }
    }
}
