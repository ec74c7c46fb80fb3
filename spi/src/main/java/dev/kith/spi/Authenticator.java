package dev.kith.spi;

import java.security.Principal;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls.
 *
 * <p><b>Called</b> by the transports, once for every request, before anything of its content is judged. <b>Thread</b>: the
 * thread of the request, outside any transaction. <b>How often</b>: one instance serves all calls, several at a time.
 * <b>Order</b>: none. <b>Failure</b>: anything thrown fails the request as an internal error; nobody is let in.
 * <b>Null</b>: never passed, never to be returned. <b>Repetition</b>: any request may come again.
 *
 * <p>The default takes the container's principal where there is one, else a bearer token (contract, ruling R20).
 */
public interface Authenticator {
    /**
     * The name by which the configuration picks this authenticator.
     *
     * @return a short name, always the same
     */
    String name();

    /**
     * Looks at the credentials of a request.
     *
     * @param credentials what the request brings
     * @return who calls, or why nobody is known
     */
    Answer authenticate(Credentials credentials);

    /** What a request brings to tell who calls. */
    interface Credentials {
        /**
         * The token of the request's {@code Authorization: Bearer} header.
         *
         * @return the token; empty where there is no such header, another scheme, or a malformed one
         */
        Optional<String> bearerToken();

        /**
         * The principal that the container has authenticated.
         *
         * @return the principal; empty where the container has authenticated nobody
         */
        Optional<Principal> principal();

        /**
         * Whether the container says that its principal is in a role.
         *
         * @param role the role's name
         * @return true if so; false where there is no principal
         */
        boolean inRole(String role);

        /**
         * Another header of the request (metadata in gRPC).
         *
         * @param name the header's name, without regard to case
         * @return its first value
         */
        Optional<String> header(String name);
    }

    /** What came out. */
    sealed interface Answer {
        /**
         * It is known who calls.
         *
         * @param identity the caller
         */
        record Known(Identity identity) implements Answer {}

        /** The request brings nothing that this authenticator understands. */
        record Nobody() implements Answer {}

        /** The request brings credentials that do not hold (unknown, expired, for somebody else). */
        record Invalid() implements Answer {}
    }

    /**
     * Who calls.
     *
     * @param subject the caller's id; a caller whose subject is the id of the user of the call is that user
     * @param roles tells whether the caller holds a role ({@code IAM_OWNER} for the whole instance,
     *     {@code ORG_OWNER@<organization id>} for one organization); asked while the request is served, by its thread
     * @param language the language that the caller prefers as a language tag, {@code null} where it is not known
     */
    record Identity(
            String subject,
            Predicate<String> roles,
            @Nullable String language) {
        /** Tells the subject alone. */
        @Override
        public String toString() {
            return "Identity[" + subject + "]";
        }
    }
}
