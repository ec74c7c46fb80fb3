package dev.kith.boot;

import dev.kith.Kith;
import dev.kith.api.ContactRestoration;
import dev.kith.api.DeliveryAdmin;
import dev.kith.api.EmailLinks;
import dev.kith.api.InstanceAdmission;
import dev.kith.api.Organizations;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserSchemas;
import dev.kith.api.transfer.UserTransfer;
import dev.kith.boot.providers.CdiProviders;
import dev.kith.health.KithHealth;
import dev.kith.health.StartedHealth;
import dev.kith.transport.TransportContext;
import dev.kith.transport.rest.Quarkus;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Kith in a CDI container: starts with the application, ends with it, and offers its parts as beans.
 *
 * <p>If the application itself has a bean of type {@link Kith}, the parts of that one are offered, and nothing is
 * started or closed here.
 */
@ApplicationScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.ON)
public class KithBeans implements StartedHealth {
    private static final System.Logger LOG = System.getLogger(KithBeans.class.getName());

    @Inject
    jakarta.enterprise.inject.Instance<Kith> applications;

    @Inject
    CdiProviders providers;

    private volatile @Nullable Kith kith;
    private boolean own;

    /** For the container. */
    public KithBeans() {
        // The container fills the fields.
    }

    /**
     * Returns the bean classes of this package, for containers in which beans are registered one by one.
     *
     * @return the classes
     */
    public static List<Class<?>> types() {
        return List.of(KithBeans.class, CdiProviders.class);
    }

    /**
     * Starts with the application, so that errors are reported then and not at the first request.
     *
     * @param event the start of the application
     */
    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        if (!ServerResources.comeLater()) {
            Optional<URL> settings = ServerResources.hasServlets() ? WebArchive.settings(event) : Optional.empty();
            start(settings.orElse(null));
        }
    }

    /** Starts with a Quarkus application, which has no database yet when its beans are initialized. */
    @Startup
    void startLate() {
        kith();
    }

    private synchronized void start(@Nullable URL settings) {
        if (kith != null && own && settings != null) {
            LOG.log(
                    Level.WARNING,
                    "settings=unread: another bean has asked for Kith before the application was started, so {0} may not"
                            + " have been read; move it to WEB-INF/classes/META-INF",
                    settings);
        }
        kith(settings);
    }

    private Kith kith() {
        return kith(null);
    }

    /** The application's Kith is looked up once: a bean without a scope would be a new Kith each time. */
    private synchronized Kith kith(@Nullable URL settings) {
        Kith known = kith;
        if (known == null) {
            own = applications.isUnsatisfied();
            known = own ? started(settings) : applications.get();
            kith = known;
        }
        return known;
    }

    private Kith started(@Nullable URL settings) {
        DefaultKithBuilder builder = ServerResources.builder().beans(providers);
        return settings == null
                ? builder.start()
                : builder.settingsFile(settings).start();
    }

    @Produces
    @Dependent
    UserAccounts userAccounts() {
        return kith().userAccounts();
    }

    @Produces
    @Dependent
    EmailLinks emailLinks() {
        return kith().emailLinks();
    }

    @Produces
    @Dependent
    ContactRestoration contactRestoration() {
        return kith().contactRestoration();
    }

    @Produces
    @Dependent
    InstanceAdmission instance() {
        return kith().unwrap(InstanceAdmission.class);
    }

    @Produces
    @Dependent
    DeliveryAdmin deliveryAdmin() {
        return kith().deliveryAdmin();
    }

    @Produces
    @Dependent
    UserTransfer userTransfer() {
        return kith().userTransfer();
    }

    @Produces
    @Dependent
    UserSchemas userSchemas() {
        return kith().userSchemas();
    }

    @Produces
    @Dependent
    Organizations organizations() {
        return kith().organizations();
    }

    /** Everything that the transports need. */
    @Produces
    @Dependent
    TransportContext transport() {
        return kith().unwrap(TransportContext.class);
    }

    @Override
    public Optional<KithHealth> health() {
        return Optional.ofNullable(kith).map(started -> started.unwrap(KithHealth.class));
    }

    /** Closes what was started here. */
    @PreDestroy
    synchronized void stop() {
        Kith started = kith;
        if (own && started != null) {
            started.close();
        }
        RecordLeakWorkaround.forget();
    }
}
