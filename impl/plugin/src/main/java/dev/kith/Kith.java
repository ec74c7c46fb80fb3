package dev.kith;

import dev.kith.api.ContactRestoration;
import dev.kith.api.DeliveryAdmin;
import dev.kith.api.EmailLinks;
import dev.kith.api.Organizations;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserSchemas;
import dev.kith.spi.AccessPolicy;
import dev.kith.spi.Authenticator;
import java.util.ServiceLoader;

/**
 * Kith, started. A Java program makes one with {@link #builder()}; in a CDI container one starts by itself and its parts
 * are beans, unless the application has a bean of this type itself.
 *
 * <p>Safe for several threads. Implemented by Kith alone; later versions may add methods.
 */
public interface Kith extends AutoCloseable {
    /**
     * Begins to describe a Kith.
     *
     * @return a new, empty builder
     * @throws IllegalStateException when the implementation of Kith is not beside this interface, because a jar was packed
     *     again without its {@code META-INF/services}
     */
    static KithBuilder builder() {
        return ServiceLoader.load(KithBuilder.class, Kith.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "There is no implementation of Kith: the file META-INF/services/" + KithBuilder.class.getName()
                                + " is missing. Use kith-impl or kith-dropin as it was released."));
    }

    /**
     * The settings that it runs with.
     *
     * @return the settings
     */
    Settings settings();

    /**
     * The user and contact operations.
     *
     * @return the operations
     */
    UserAccounts userAccounts();

    /**
     * What the page behind the link of a verification mail may do.
     *
     * @return the links
     */
    EmailLinks emailLinks();

    /**
     * What the page behind the link of a notice may do.
     *
     * @return the restoration of contacts that were replaced
     */
    ContactRestoration contactRestoration();

    /**
     * What operators see of messages and may do with them.
     *
     * @return the administration of delivery
     */
    DeliveryAdmin deliveryAdmin();

    /**
     * Delivery in numbers, for monitoring. What comes from the database is up to five seconds old.
     *
     * @return the statistics
     */
    DeliveryStatistics deliveryStatistics();

    /**
     * The schemas of the default schema provider. What is registered here has an effect only where no other provider is
     * chosen.
     *
     * @return the schemas
     */
    UserSchemas userSchemas();

    /**
     * The organizations of the default directory. What is registered here has an effect only where no other directory is
     * chosen.
     *
     * @return the organizations
     */
    Organizations organizations();

    /**
     * The bearer tokens of administrators.
     *
     * @return the tokens
     */
    AdministratorTokenService administratorTokens();

    /**
     * The authenticator that was chosen: finds out who calls.
     *
     * @return the authenticator
     */
    Authenticator authenticator();

    /**
     * The access policy that was chosen: decides what callers may do.
     *
     * @return the policy
     */
    AccessPolicy accessPolicy();

    /**
     * Gives an internal part to Kith's own modules. Nothing is promised about what this returns: types of other packages
     * of this jar may change with every version.
     *
     * @param type the type of the part
     * @param <T> the type of the part
     * @return the part
     * @throws IllegalArgumentException when there is no part of that type
     */
    <T> T unwrap(Class<T> type);

    /** Stops delivering and closes what it created itself; what was passed to the builder stays open. */
    @Override
    void close();
}
