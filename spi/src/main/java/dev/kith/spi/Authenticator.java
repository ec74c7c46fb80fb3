package dev.kith.spi;

import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates callers.
 *
 * <p><b>Called</b> by the transports, once for each request, before its content is validated. <b>Thread</b>: the request
 * thread, outside any transaction. <b>How often</b>: one instance serves all calls, several at a time. <b>Order</b>: none.
 * <b>Failure</b>: if it throws, the request fails with an internal error; the caller is not admitted. <b>Null</b>: never
 * passed, must not be returned. <b>Repetition</b>: any request may be repeated.
 *
 * <p>The default uses the container's principal if there is one, otherwise a bearer token (contract, ruling R20).
 */
public interface Authenticator {
    /**
     * Returns the name by which the configuration selects this authenticator.
     *
     * @return a short name, always the same
     */
    String name();

    /**
     * Authenticates the caller of a request.
     *
     * @param credentials the credentials of the request
     * @return the caller, or why there is none
     */
    Answer authenticate(Credentials credentials);

    /** The credentials of a request. */
    interface Credentials {
        /**
         * Returns the token of the request's {@code Authorization: Bearer} header.
         *
         * @return the token; empty if there is no such header, or it is malformed or has another scheme
         */
        Optional<String> bearerToken();

        /**
         * Returns the principal that the container has authenticated.
         *
         * @return the principal; empty if the container has not authenticated one
         */
        Optional<Principal> principal();

        /**
         * Returns whether the container's principal is in a role.
         *
         * @param role the role's name
         * @return true if so; false if there is no principal
         */
        boolean inRole(String role);

        /**
         * Returns another header of the request (metadata in gRPC).
         *
         * @param name the header's name, without regard to case
         * @return its first value; empty if there is no such header
         */
        Optional<String> header(String name);
    }

    /** The result of an authentication. */
    sealed interface Answer {
        /**
         * The caller is known.
         *
         * @param identity the caller
         */
        record Known(Identity identity) implements Answer {}

        /** The request has no credentials that this authenticator understands. */
        record Nobody() implements Answer {}

        /** The request has credentials that are not valid (unknown, expired, for another audience). */
        record Invalid() implements Answer {}
    }

    /**
     * The caller.
     *
     * @param subject the caller's id; a caller whose subject is a user's id is that user
     * @param roles returns whether the caller holds a role ({@code IAM_OWNER} for the whole instance,
     *     {@code ORG_OWNER@<organization id>} for one organization); called while the request is served, on its thread
     * @param language the caller's preferred language as a language tag (BCP 47), {@code null} if unknown
     * @param names the names of all roles that the caller holds; {@code null} if roles can only be asked for one by one, as those
     *     of a container. Where they are known, a caller without a role that matters is refused before a user is looked up
     */
    record Identity(
            String subject,
            Predicate<String> roles,
            @Nullable String language,
            @Nullable Set<String> names) {
        /**
         * Copies the names.
         *
         * @param subject the caller's id
         * @param roles returns whether the caller holds a role
         * @param language the caller's preferred language, {@code null} if unknown
         * @param names the names of all roles, or {@code null}; copied
         */
        public Identity {
            names = names == null ? null : Set.copyOf(names);
        }

        /**
         * A caller whose roles can only be asked for one by one.
         *
         * @param subject the caller's id
         * @param roles returns whether the caller holds a role
         * @param language the caller's preferred language, {@code null} if unknown
         */
        public Identity(String subject, Predicate<String> roles, @Nullable String language) {
            this(subject, roles, language, null);
        }

        /**
         * Returns a caller with a fixed set of roles.
         *
         * @param subject the caller's id
         * @param roles the names of all roles that the caller holds
         * @return the caller
         */
        public static Identity of(String subject, Set<String> roles) {
            Set<String> names = Set.copyOf(roles);
            return new Identity(subject, names::contains, null, names);
        }

        /** Shows only the subject. */
        @Override
        public String toString() {
            return "Identity[" + subject + "]";
        }
    }
}
