package dev.kith.boot.providers;

import dev.kith.api.UserChanged;
import dev.kith.spi.AccessPolicy;
import dev.kith.spi.Authenticator;
import dev.kith.spi.CodeGenerator;
import dev.kith.spi.Notifier;
import dev.kith.spi.OrganizationDirectory;
import dev.kith.spi.UserEventListener;
import dev.kith.spi.UserSchemaProvider;
import dev.kith.spi.VerificationService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The providers that are beans of a CDI container. Each type has its own injection point, so that containers that remove
 * unused beans keep them.
 */
@Dependent
public class CdiProviders implements ManagedProviders {
    private final Map<Class<?>, Instance<?>> instances;
    private final Event<UserChanged> changes;
    private final BeanManager container;

    @Inject
    CdiProviders(
            Instance<Notifier> notifiers,
            Instance<CodeGenerator> codeGenerators,
            Instance<UserSchemaProvider> schemaProviders,
            Instance<Authenticator> authenticators,
            Instance<AccessPolicy> accessPolicies,
            Instance<OrganizationDirectory> directories,
            Instance<VerificationService> verificationServices,
            Instance<UserEventListener> eventListeners,
            Event<UserChanged> changes,
            BeanManager container) {
        this.changes = changes;
        this.container = container;
        this.instances = Map.of(
                Notifier.class, notifiers,
                CodeGenerator.class, codeGenerators,
                UserSchemaProvider.class, schemaProviders,
                Authenticator.class, authenticators,
                AccessPolicy.class, accessPolicies,
                OrganizationDirectory.class, directories,
                VerificationService.class, verificationServices,
                UserEventListener.class, eventListeners);
    }

    @Override
    public <T> List<Bean<T>> of(Class<T> type) {
        List<Bean<T>> beans = new ArrayList<>();
        Instance<?> instance = instances.get(type);
        if (instance != null) {
            for (Instance.Handle<?> handle : instance.handles()) {
                beans.add(new Bean<>(type.cast(handle.get()), handle.getBean().getBeanClass()));
            }
        }
        return beans;
    }

    @Override
    public <T> Optional<T> only(Class<T> type) {
        Instance<T> found = container.createInstance().select(type);
        return found.isResolvable() ? Optional.of(found.get()) : Optional.empty();
    }

    @Override
    public Optional<UserEventListener> observers() {
        UserChanged anything =
                new UserChanged("", Instant.EPOCH, "", "", "", 1, EnumSet.of(UserChanged.Change.CREATED));
        return container.resolveObserverMethods(anything).stream().anyMatch(ObserverMethod::isAsync)
                ? Optional.of(new ObserverListener(changes::fireAsync))
                : Optional.empty();
    }
}
