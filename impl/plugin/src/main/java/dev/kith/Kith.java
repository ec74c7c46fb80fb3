package dev.kith;

import dev.kith.api.ContactRestoration;
import dev.kith.api.DeliveryAdmin;
import dev.kith.api.EmailLinks;
import dev.kith.api.Organizations;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserSchemas;
import dev.kith.api.schemas.UserSchemaService;
import dev.kith.api.search.UserSearch;
import dev.kith.api.transfer.UserTransfer;
import dev.kith.spi.AccessPolicy;
import dev.kith.spi.Authenticator;
import java.util.ServiceLoader;

/**
 * A running Kith. A Java program creates one with {@link #builder()}; in a CDI container, one is started automatically
 * and its parts are beans, unless the application has a bean of this type itself.
 *
 * <p>Thread-safe. Implemented only by Kith; later versions may add methods.
 */
public interface Kith extends AutoCloseable {
    /**
     * Returns a new builder.
     *
     * @return a new, empty builder
     * @throws IllegalStateException if the implementation of Kith is missing, because a jar was repackaged without its
     *     {@code META-INF/services}
     */
    static KithBuilder builder() {
        return ServiceLoader.load(KithBuilder.class, Kith.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "There is no implementation of Kith: the file META-INF/services/" + KithBuilder.class.getName()
                                + " is missing. Use kith-impl or kith-dropin as released."));
    }

    /**
     * Returns the settings with which it runs.
     *
     * @return the settings
     */
    Settings settings();

    /**
     * Returns the user and contact operations.
     *
     * @return the operations
     */
    UserAccounts userAccounts();

    /**
     * Returns the operations of the page behind the link of a verification e-mail.
     *
     * @return the links
     */
    EmailLinks emailLinks();

    /**
     * Returns the operations of the page behind the link of a notice.
     *
     * @return the restoration of replaced contacts
     */
    ContactRestoration contactRestoration();

    /**
     * Returns the operators' view of messages, and their operations on them.
     *
     * @return the administration of delivery
     */
    DeliveryAdmin deliveryAdmin();

    /**
     * Returns what operators ask before they make verified addresses and numbers unique ({@code kith.contact.unique}).
     *
     * @return the view of conflicts
     */
    ContactUniqueness contactUniqueness();

    /**
     * Returns the state of delivery in numbers, for monitoring. The numbers from the database are counted
     * in the background, at most every five seconds; where counting takes longer than 25 milliseconds, those of the last count are
     * returned, with its time. The first call waits up to five seconds.
     *
     * @return the statistics
     */
    DeliveryStatistics deliveryStatistics();

    /**
     * Erases a user for good: the user, its data and contacts, pending and redeemed codes, links, messages and events about it, delivered
     * or not, and bearer tokens whose subject it is. Unlike the deletion of a user ({@link UserAccounts#delete}), it tells no event
     * listener and leaves nothing in the tables; what has been sent already, logs and backups are elsewhere. The user need not exist any
     * more: what a deleted user has left behind is erased as well. Safe while users change; a message that is on its way arrives. Do not
     * call it within a transaction.
     *
     * @param userId the user's id
     * @return whether there was anything to erase
     * @throws UserAccounts.Unavailable if the database is away
     */
    boolean eraseUser(String userId);

    /**
     * Returns the operators' import and export of users, which asks for no permissions.
     *
     * @return the import and export
     */
    UserTransfer userTransfer();

    /**
     * Returns the search for users, which shows callers the users that they may read.
     *
     * @return the search
     */
    UserSearch userSearch();

    /**
     * Returns the schemas of the default schema provider. They have no effect if another provider is selected.
     *
     * @return the schemas
     */
    UserSchemas userSchemas();

    /**
     * Returns the calls of the user schema service, which ask for permissions, on the selected schema provider.
     *
     * @return the calls
     */
    UserSchemaService userSchemaService();

    /**
     * Returns the organizations of the default directory. They have no effect if another directory is selected.
     *
     * @return the organizations
     */
    Organizations organizations();

    /**
     * Returns the bearer tokens of administrators.
     *
     * @return the tokens
     */
    AdministratorTokenService administratorTokens();

    /**
     * Returns the selected authenticator, which authenticates callers.
     *
     * @return the authenticator
     */
    Authenticator authenticator();

    /**
     * Returns the selected access policy, which decides what callers may do.
     *
     * @return the policy
     */
    AccessPolicy accessPolicy();

    /**
     * Returns an internal part, for Kith's own modules. The result comes without any promise: types of other packages of
     * this jar may change with every version.
     *
     * @param type the type of the part
     * @param <T> the type of the part
     * @return the part
     * @throws IllegalArgumentException if there is no part of that type
     */
    <T> T unwrap(Class<T> type);

    /** Stops delivery and closes everything that it created itself; what was passed to the builder stays open. */
    @Override
    void close();
}
