package dev.kith.standalone;

import dev.kith.Kith;
import dev.kith.boot.KithBeans;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Singleton;
import java.util.ServiceLoader;
import org.glassfish.jersey.weld.se.WeldRequestScope;

/** The CDI container in which the resources get what they need; it takes the Kith that the runner has started. */
final class CdiContainer implements AutoCloseable {
    private final SeContainer container;

    private CdiContainer(SeContainer container) {
        this.container = container;
    }

    static CdiContainer of(Kith kith) {
        SeContainerInitializer initializer = SeContainerInitializer.newInstance()
                .disableDiscovery()
                // The runner decides when to end; running requests are answered first.
                .addProperty("org.jboss.weld.se.shutdownHook", false);
        // Jersey's parts in CDI; without discovery they are not found by themselves.
        ServiceLoader.load(Extension.class, CdiContainer.class.getClassLoader()).forEach(initializer::addExtensions);
        return new CdiContainer(initializer
                .addBeanClasses(KithBeans.types().toArray(Class<?>[]::new))
                .addBeanClasses(Resources.beanClasses())
                .addBeanClasses(WeldRequestScope.class)
                .addExtensions(new Handover(kith))
                .initialize());
    }

    @Override
    public void close() {
        if (container.isRunning()) {
            container.close();
        }
    }

    /** Makes the started Kith a bean. */
    static final class Handover implements Extension {
        private final Kith kith;

        Handover(Kith kith) {
            this.kith = kith;
        }

        void add(@Observes AfterBeanDiscovery discovery) {
            discovery.<Kith>addBean().scope(Singleton.class).types(Kith.class).createWith(context -> kith);
        }
    }
}
