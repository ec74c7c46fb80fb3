package dev.kith.boot;

import dev.kith.Kith;
import dev.kith.api.ContactRestoration;
import dev.kith.api.DeliveryAdmin;
import dev.kith.api.EmailLinks;
import dev.kith.api.InstanceAdmission;
import dev.kith.api.Organizations;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserSchemas;
import dev.kith.boot.providers.CdiProviders;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kith in a CDI container: starts with the application, ends with it, and offers its parts as beans.
 *
 * <p>An application that has a bean of type {@link Kith} itself is left alone: its Kith is the one whose parts are offered,
 * and nothing is started or closed here.
 */
@ApplicationScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.ON)
public class KithBeans {
    @Inject
    jakarta.enterprise.inject.Instance<Kith> applications;

    @Inject
    CdiProviders providers;

    private @Nullable Kith kith;
    private boolean own;

    /** For the container. */
    public KithBeans() {
        // The container fills the fields.
    }

    /**
     * The bean classes of this room, for containers that are told their beans one by one.
     *
     * @return the classes
     */
    public static List<Class<?>> types() {
        return List.of(KithBeans.class, CdiProviders.class);
    }

    /**
     * Starts with the application, so that what is wrong is told then and not with the first request.
     *
     * @param event the start of the application
     */
    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        if (!ServerResources.comeLater()) {
            kith();
        }
    }

    /** Starts with a Quarkus application, which has no database yet when its beans come to life. */
    @Startup
    void startLate() {
        kith();
    }

    /** The application's is asked for once: a bean without a scope would be another Kith each time. */
    private synchronized Kith kith() {
        Kith known = kith;
        if (known == null) {
            own = applications.isUnsatisfied();
            known = own ? ServerResources.builder().beans(providers).start() : applications.get();
            kith = known;
        }
        return known;
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

    /** Ends what was started here. */
    @PreDestroy
    synchronized void stop() {
        if (own && kith != null) {
            kith.close();
        }
        RecordLeakWorkaround.forget();
    }
}
