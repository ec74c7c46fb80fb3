package dev.kith.boot;

import dev.kith.api.ContactRestoration;
import dev.kith.api.DeliveryAdmin;
import dev.kith.api.EmailLinks;
import dev.kith.api.InstanceAdmission;
import dev.kith.api.Organizations;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserSchemas;
import dev.kith.boot.config.Settings;
import dev.kith.boot.providers.CloseStack;
import dev.kith.spi.AccessPolicy;
import dev.kith.spi.Authenticator;
import dev.kith.transport.TransportContext;

/**
 * Kith, started. A Java program makes one with {@link #builder()}; in a CDI container one starts by itself.
 *
 * <p>Safe for several threads.
 */
public final class Kith implements AutoCloseable {
    private final Parts parts;
    private final CloseStack closeStack;

    Kith(Parts parts, CloseStack closeStack) {
        this.parts = parts;
        this.closeStack = closeStack;
    }

    /** What a started Kith consists of. */
    record Parts(
            Settings settings,
            UserAccounts accounts,
            EmailLinks links,
            ContactRestoration restoration,
            InstanceAdmission instance,
            DeliveryAdmin deliveryAdmin,
            DeliveryMetrics metrics,
            UserSchemas schemas,
            Organizations organizations,
            AdministratorTokenService tokens,
            Authenticator authenticator,
            AccessPolicy accessPolicy,
            TransportContext transport) {}

    /**
     * Begins to describe a Kith.
     *
     * @return the description, empty yet
     */
    public static KithBuilder builder() {
        return new KithBuilder();
    }

    /**
     * The settings that it runs with.
     *
     * @return the settings
     */
    public Settings settings() {
        return parts.settings();
    }

    /**
     * The user and contact operations.
     *
     * @return the operations
     */
    public UserAccounts userAccounts() {
        return parts.accounts();
    }

    /**
     * What the page behind the link of a verification mail may do.
     *
     * @return the links
     */
    public EmailLinks emailLinks() {
        return parts.links();
    }

    /**
     * What the page behind the link of a notice may do.
     *
     * @return the restoration of contacts that were replaced
     */
    public ContactRestoration contactRestoration() {
        return parts.restoration();
    }

    /**
     * The one instance.
     *
     * @return the instance
     */
    public InstanceAdmission instance() {
        return parts.instance();
    }

    /**
     * The messages as those see them who operate this.
     *
     * @return the messages
     */
    public DeliveryAdmin deliveryAdmin() {
        return parts.deliveryAdmin();
    }

    /**
     * Delivery in numbers, for monitoring. What the database has to tell is up to five seconds old.
     *
     * @return the figures
     */
    public DeliveryStatistics statistics() {
        return parts.metrics().read();
    }

    /**
     * The schemas of the default schema provider. What is registered here has an effect only where no other provider has
     * been chosen.
     *
     * @return the schemas
     */
    public UserSchemas userSchemas() {
        return parts.schemas();
    }

    /**
     * The organizations of the default directory. What is registered here has an effect only where no other directory has
     * been chosen.
     *
     * @return the organizations
     */
    public Organizations organizations() {
        return parts.organizations();
    }

    /**
     * The bearer tokens of administrators.
     *
     * @return the tokens
     */
    public AdministratorTokenService administratorTokens() {
        return parts.tokens();
    }

    /**
     * Finds out who calls.
     *
     * @return the authenticator that was chosen
     */
    public Authenticator authenticator() {
        return parts.authenticator();
    }

    /**
     * Decides what callers may do.
     *
     * @return the policy that was chosen
     */
    public AccessPolicy accessPolicy() {
        return parts.accessPolicy();
    }

    /**
     * Everything that a transport needs.
     *
     * @return the edge
     */
    public TransportContext transport() {
        return parts.transport();
    }

    /** Stops delivering and closes what it created itself; what was passed to the builder stays open. */
    @Override
    public void close() {
        closeStack.close();
    }
}
