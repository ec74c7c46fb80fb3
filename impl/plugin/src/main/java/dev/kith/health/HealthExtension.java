package dev.kith.health;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.jspecify.annotations.Nullable;

/**
 * Makes the checks of health beans where the host has MicroProfile Health and Kith itself is a bean. Does nothing elsewhere, and
 * loads nothing that is missing there. Quarkus reads no extensions like this one; there it is its own extension for health that
 * makes beans of the checks.
 */
public class HealthExtension implements Extension {
    private boolean kith;
    private @Nullable Bean<?> bean;

    /** For the container. */
    public HealthExtension() {
        // It begins without knowing of Kith.
    }

    /**
     * Notes that Kith is going to be a bean.
     *
     * @param type the type that says how it is
     */
    void found(@Observes ProcessAnnotatedType<? extends StartedHealth> type) {
        kith = true;
    }

    /**
     * Notes the bean.
     *
     * @param found the bean that says how Kith is
     */
    void found(@Observes ProcessManagedBean<? extends StartedHealth> found) {
        bean = found.getBean();
    }

    /**
     * Adds the checks.
     *
     * @param discovery takes beans
     * @param manager finds Kith
     */
    void add(@Observes AfterBeanDiscovery discovery, BeanManager manager) {
        if (kith && hasHealth()) {
            Checks.add(discovery, () -> started(manager));
        }
    }

    /** By the bean itself: what an extension adds is not injected everywhere, as some servers show it nothing of the application. */
    private StartedHealth started(BeanManager manager) {
        Bean<?> found = bean;
        return found == null
                ? Optional::empty
                : (StartedHealth)
                        manager.getReference(found, StartedHealth.class, manager.createCreationalContext(found));
    }

    private static boolean hasHealth() {
        try {
            Class.forName("org.eclipse.microprofile.health.HealthCheck", false, HealthExtension.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError missing) {
            return false;
        }
    }

    /** A class of its own, because it cannot be loaded where MicroProfile Health is missing. */
    private static final class Checks {
        private Checks() {}

        static void add(AfterBeanDiscovery discovery, Supplier<StartedHealth> kith) {
            add(discovery, Readiness.Literal.INSTANCE, ReadinessCheck.class, () -> new ReadinessCheck(kith.get()));
            add(discovery, Startup.Literal.INSTANCE, StartupCheck.class, () -> new StartupCheck(kith.get()));
        }

        private static void add(
                AfterBeanDiscovery discovery, Annotation kind, Class<?> check, Supplier<HealthCheck> creation) {
            discovery
                    .<HealthCheck>addBean()
                    .beanClass(check)
                    .types(HealthCheck.class)
                    .qualifiers(kind)
                    .scope(Singleton.class)
                    .createWith(context -> creation.get());
        }
    }
}
