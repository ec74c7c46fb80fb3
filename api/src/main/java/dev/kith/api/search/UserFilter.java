package dev.kith.api.search;

import dev.kith.api.schemas.TextFilterMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which users a search finds (contract, section S12). A comparison with a value that a user does not have is false, and {@link
 * NoneOf} of it true. The texts of filters, as a log may write them, leave addresses and numbers out.
 */
public sealed interface UserFilter {
    /** Nothing is given, which breaks a field rule. */
    record NoFilter() implements UserFilter {}

    /**
     * Any of its parts applies.
     *
     * @param queries the parts, at least one
     */
    record AnyOf(List<UserFilter> queries) implements UserFilter {
        /**
         * Copies the parts.
         *
         * @param queries the parts; copied
         */
        public AnyOf {
            queries = List.copyOf(queries);
        }
    }

    /**
     * All of its parts apply.
     *
     * @param queries the parts, at least one
     */
    record AllOf(List<UserFilter> queries) implements UserFilter {
        /**
         * Copies the parts.
         *
         * @param queries the parts; copied
         */
        public AllOf {
            queries = List.copyOf(queries);
        }
    }

    /**
     * Its part does not apply.
     *
     * @param query the part; {@code null} breaks a field rule
     */
    record NoneOf(@Nullable UserFilter query) implements UserFilter {}

    /**
     * Compares the user's id.
     *
     * @param id the text, 1 to 200 characters
     * @param method how it is compared
     */
    record ByUserId(String id, TextFilterMethod method) implements UserFilter {}

    /**
     * Compares the id of the user's organization.
     *
     * @param id the text, 1 to 200 characters
     * @param method how it is compared
     */
    record ByOrganizationId(String id, TextFilterMethod method) implements UserFilter {}

    /**
     * Compares a user name, which users do not have: refused.
     *
     * @param username the text, 1 to 200 characters
     * @param method how it is compared
     */
    record ByUsername(String username, TextFilterMethod method) implements UserFilter {}

    /**
     * Compares the present contact e-mail, verified or not.
     *
     * @param address the text, 1 to 200 characters
     * @param method how it is compared
     */
    record ByEmail(String address, TextFilterMethod method) implements UserFilter {
        /** Omits the address. */
        @Override
        public String toString() {
            return "ByEmail[" + method + "]";
        }
    }

    /**
     * Compares the present contact phone, verified or not, which has the form of E.164.
     *
     * @param number the text, 1 to 20 characters; to be equal, it may have any form in which a phone can be set
     * @param method how it is compared
     */
    record ByPhone(String number, TextFilterMethod method) implements UserFilter {
        /** Omits the number. */
        @Override
        public String toString() {
            return "ByPhone[" + method + "]";
        }
    }

    /**
     * Compares the state that a read of the user shows.
     *
     * @param state the state
     */
    record ByState(SearchedState state) implements UserFilter {}

    /**
     * The user has this schema, in whatever revision and state.
     *
     * @param id the schema's id, 1 to 200 characters
     */
    record BySchemaId(String id) implements UserFilter {}

    /**
     * Compares the type of the user's schema, also of one that was deleted since.
     *
     * @param type the text, 1 to 200 characters
     * @param method how it is compared
     */
    record BySchemaType(String type, TextFilterMethod method) implements UserFilter {}

    /** The states that a search may ask for. */
    enum SearchedState {
        /** No user has it. */
        UNSPECIFIED,
        /** Active and not locked. */
        ACTIVE,
        /** Deactivated and not locked. */
        INACTIVE,
        /** No user has it: deleted users are gone. */
        DELETED,
        /** Locked, whether active or inactive otherwise. */
        LOCKED,
        /** A number that the service definition does not have; breaks the rule of the member. */
        UNRECOGNIZED
    }
}
