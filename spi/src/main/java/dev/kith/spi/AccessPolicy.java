package dev.kith.spi;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what callers may do. What users may do for themselves is not asked here.
 *
 * <p><b>Called</b> by the domain service, up to three times for every request. <b>Thread</b>: the thread of the request,
 * inside its transaction; it must answer fast, without input or output. <b>How often</b>: one instance serves all calls,
 * several at a time. <b>Order</b>: none. <b>Failure</b>: anything thrown fails the request as an internal error; nothing
 * is stored. <b>Null</b>: as marked, never to be returned. <b>Repetition</b>: the same question may come again and should
 * have the same answer within a request.
 *
 * <p>A caller who may do something in the whole instance may do it in every organization; the policy must answer so.
 *
 * <p>The default grants by role name: {@code IAM_OWNER}, {@code IAM_ORG_MANAGER}, {@code IAM_USER_MANAGER} and
 * {@code IAM_LOGIN_CLIENT} (which may not delete) in the whole instance, {@code ORG_OWNER@<id>} and
 * {@code ORG_USER_MANAGER@<id>} in one organization; {@code IAM_OWNER_VIEWER} and {@code ORG_OWNER_VIEWER@<id>} may read
 * (contract, section 15).
 */
public interface AccessPolicy {
    /**
     * The name by which the configuration picks this policy.
     *
     * @return a short name, always the same
     */
    String name();

    /**
     * Whether a caller may do something.
     *
     * @param subject who calls
     * @param permission what is to be done
     * @param organizationId in which organization, {@code null} for the whole instance
     * @return true if so
     */
    boolean permits(Subject subject, Permission permission, @Nullable String organizationId);

    /** What can be permitted. */
    enum Permission {
        /** Read users of others. */
        USER_READ,
        /** Create and change users of others. */
        USER_WRITE,
        /** Vouch for a contact, or have its code given back. */
        USER_VERIFY,
        /** Delete users of others. */
        USER_DELETE
    }

    /**
     * Who calls.
     *
     * @param id the caller's id
     * @param roles tells whether the caller holds a role
     */
    record Subject(String id, Predicate<String> roles) {
        /** Tells the id alone. */
        @Override
        public String toString() {
            return "Subject[" + id + "]";
        }
    }
}
