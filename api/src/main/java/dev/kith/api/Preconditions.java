package dev.kith.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request expects of the place and version of its user (contract, section 4, ruling R13).
 *
 * @param instance the instance that the request names
 * @param organization the organization in which the request expects the user
 * @param version the versions of the user that the request accepts ({@code If-Match}), {@code null} for any
 */
public record Preconditions(
        Selector instance, Selector organization, @Nullable Precondition version) {
    /** No expectation at all. */
    public static final Preconditions NONE = new Preconditions(Selector.NOT_GIVEN, Selector.NOT_GIVEN, null);

    /**
     * Expects the user in one organization.
     *
     * @param organizationId the organization's id
     * @return the expectation
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

        /** The message is there but names nothing (possible in protobuf only), which breaks a field rule. */
        record Nothing() implements Selector {}

        /**
         * Named by id.
         *
         * @param id the id; an empty one is as good as none
         */
        record Id(String id) implements Selector {}

        /**
         * Named by domain.
         *
         * @param domain the domain; an empty one is as good as none
         */
        record Domain(String domain) implements Selector {}
    }

    /**
     * The versions that are accepted.
     *
     * @param versions opaque version texts as given back by earlier calls, without quotes
     * @param any whether any existing version will do ({@code If-Match: *})
     */
    public record Precondition(Set<String> versions, boolean any) {
        /**
         * Copies the versions.
         *
         * @param versions the accepted versions; copied
         * @param any whether any existing version will do
         */
        public Precondition {
            versions = Set.copyOf(versions);
        }

        /**
         * Whether a version is accepted.
         *
         * @param version the user's present version
         * @return true if so
         */
        public boolean accepts(String version) {
            return any || versions.contains(version);
        }
    }
}
