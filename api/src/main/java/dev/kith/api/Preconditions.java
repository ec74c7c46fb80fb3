package dev.kith.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The instance and organization in which a request expects its user, and the versions that it accepts (contract, section 4,
 * ruling R13).
 *
 * @param instance the instance that the request names
 * @param organization the organization in which the request expects the user
 * @param version the versions of the user that the request accepts ({@code If-Match}), {@code null} for any
 */
public record Preconditions(
        Selector instance, Selector organization, @Nullable Precondition version) {
    /** No preconditions. */
    public static final Preconditions NONE = new Preconditions(Selector.NOT_GIVEN, Selector.NOT_GIVEN, null);

    /**
     * Returns preconditions that expect the user in one organization.
     *
     * @param organizationId the organization's id
     * @return the preconditions
     */
    public static Preconditions inOrganization(String organizationId) {
        return new Preconditions(Selector.NOT_GIVEN, new Selector.Id(organizationId), null);
    }

    /** How a request names an instance or an organization. */
    public sealed interface Selector {
        /** Not named. */
        Selector NOT_GIVEN = new NotGiven();

        /** Not named. */
        record NotGiven() implements Selector {}

        /** Present but naming nothing (possible only in protobuf), which breaks a field rule. */
        record Nothing() implements Selector {}

        /**
         * Named by id.
         *
         * @param id the id; empty is the same as not named
         */
        record Id(String id) implements Selector {}

        /**
         * Named by domain.
         *
         * @param domain the domain; empty is the same as not named
         */
        record Domain(String domain) implements Selector {}
    }

    /**
     * The versions that are accepted.
     *
     * @param versions opaque versions as returned by earlier calls, without quotes
     * @param any whether every existing version is accepted ({@code If-Match: *})
     */
    public record Precondition(Set<String> versions, boolean any) {
        /**
         * Copies the versions.
         *
         * @param versions the accepted versions; copied
         * @param any whether every existing version is accepted
         */
        public Precondition {
            versions = Set.copyOf(versions);
        }

        /**
         * Returns whether a version is accepted.
         *
         * @param version the user's current version
         * @return true if so
         */
        public boolean accepts(String version) {
            return any || versions.contains(version);
        }
    }
}
