package dev.kith.boot;

import dev.kith.AdministratorTokenService;
import dev.kith.ContactUniqueness;
import dev.kith.DeliveryStatistics;
import dev.kith.Kith;
import dev.kith.api.ContactRestoration;
import dev.kith.api.DeliveryAdmin;
import dev.kith.api.EmailLinks;
import dev.kith.api.InstanceAdmission;
import dev.kith.api.Organizations;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserSchemas;
import dev.kith.api.schemas.UserSchemaService;
import dev.kith.api.search.UserSearch;
import dev.kith.api.transfer.UserTransfer;
import dev.kith.boot.config.ConfiguredSettings;
import dev.kith.boot.providers.CloseStack;
import dev.kith.health.KithHealth;
import dev.kith.spi.AccessPolicy;
import dev.kith.spi.Authenticator;
import dev.kith.transport.TransportContext;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A running Kith, with the parts that transports and Kith's own modules need. Thread-safe. */
public final class RunningKith implements Kith {
    private final Parts parts;
    private final CloseStack closeStack;

    RunningKith(Parts parts, CloseStack closeStack) {
        this.parts = parts;
        this.closeStack = closeStack;
    }

    /** The parts of a running Kith. */
    record Parts(
            ConfiguredSettings settings,
            StartReport report,
            UserAccounts accounts,
            UserSearch search,
            EmailLinks links,
            ContactRestoration restoration,
            InstanceAdmission instance,
            DeliveryAdmin deliveryAdmin,
            ContactUniqueness uniqueness,
            DeliveryMetrics metrics,
            KithHealth health,
            Predicate<String> erasure,
            UserTransfer transfer,
            UserSchemas schemas,
            UserSchemaService schemaService,
            Organizations organizations,
            AdministratorTokenService tokens,
            Authenticator authenticator,
            AccessPolicy accessPolicy,
            TransportContext transport) {}

    @Override
    public ConfiguredSettings settings() {
        return parts.settings();
    }

    /**
     * Returns what the start has led to.
     *
     * @return the report
     */
    public StartReport report() {
        return parts.report();
    }

    @Override
    public UserAccounts userAccounts() {
        return parts.accounts();
    }

    @Override
    public EmailLinks emailLinks() {
        return parts.links();
    }

    @Override
    public ContactRestoration contactRestoration() {
        return parts.restoration();
    }

    @Override
    public DeliveryAdmin deliveryAdmin() {
        return parts.deliveryAdmin();
    }

    @Override
    public ContactUniqueness contactUniqueness() {
        return parts.uniqueness();
    }

    @Override
    public DeliveryStatistics deliveryStatistics() {
        return parts.metrics().read();
    }

    /**
     * Returns how it is, for whoever decides whether requests go to it.
     *
     * @return the health
     */
    public KithHealth health() {
        return parts.health();
    }

    @Override
    public boolean eraseUser(String userId) {
        return parts.erasure().test(userId);
    }

    @Override
    public UserTransfer userTransfer() {
        return parts.transfer();
    }

    @Override
    public UserSearch userSearch() {
        return parts.search();
    }

    @Override
    public UserSchemas userSchemas() {
        return parts.schemas();
    }

    @Override
    public UserSchemaService userSchemaService() {
        return parts.schemaService();
    }

    @Override
    public Organizations organizations() {
        return parts.organizations();
    }

    @Override
    public AdministratorTokenService administratorTokens() {
        return parts.tokens();
    }

    @Override
    public Authenticator authenticator() {
        return parts.authenticator();
    }

    @Override
    public AccessPolicy accessPolicy() {
        return parts.accessPolicy();
    }

    /**
     * Returns the check of the instances and organizations that requests name.
     *
     * @return the admission
     */
    public InstanceAdmission instance() {
        return parts.instance();
    }

    /**
     * Returns everything that a transport needs.
     *
     * @return the context
     */
    public TransportContext transport() {
        return parts.transport();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return Stream.of(this, parts.transport(), parts.instance(), parts.health())
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Kith has no part of type " + type.getName()));
    }

    @Override
    public void close() {
        closeStack.close();
    }
}
