package dev.kith.boot;

import dev.kith.spi.AccessPolicy;
import dev.kith.spi.Authenticator;
import dev.kith.spi.CodeGenerator;
import dev.kith.spi.Notifier;
import dev.kith.spi.OrganizationDirectory;
import dev.kith.spi.UserSchemaProvider;
import dev.kith.spi.VerificationService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The providers that are beans of a CDI container. Each type is injected by itself: containers that drop beans which
 * nobody injects have to see that somebody does.
 */
@Dependent
class ContainerBeans implements Beans {
    private final Map<Class<?>, Instance<?>> instances;

    @Inject
    ContainerBeans(
            Instance<Notifier> notifiers,
            Instance<CodeGenerator> codeGenerators,
            Instance<UserSchemaProvider> schemaProviders,
            Instance<Authenticator> authenticators,
            Instance<AccessPolicy> accessPolicies,
            Instance<OrganizationDirectory> directories,
            Instance<VerificationService> verificationServices) {
        this.instances = Map.of(
                Notifier.class, notifiers,
                CodeGenerator.class, codeGenerators,
                UserSchemaProvider.class, schemaProviders,
                Authenticator.class, authenticators,
                AccessPolicy.class, accessPolicies,
                OrganizationDirectory.class, directories,
                VerificationService.class, verificationServices);
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
}
