package dev.kith.boot.providers;

import dev.kith.boot.config.Setting;
import dev.kith.spi.AccessPolicy;
import dev.kith.spi.Authenticator;
import dev.kith.spi.CodeGenerator;
import dev.kith.spi.Notifier;
import dev.kith.spi.OrganizationDirectory;
import dev.kith.spi.UserEventListener;
import dev.kith.spi.UserSchemaProvider;
import dev.kith.spi.VerificationService;
import java.util.List;
import java.util.function.Function;

/**
 * An extension point.
 *
 * @param type the interface
 * @param name returns the name of a provider
 * @param words what to call it in a message
 * @param key the setting that selects a provider by name
 * @param <T> the interface
 */
public record ExtensionPoint<T>(Class<T> type, Function<T, String> name, String words, String key) {
    public static final ExtensionPoint<Notifier> NOTIFIER =
            of(Notifier.class, Notifier::name, "notifier", Setting.NOTIFIER);
    public static final ExtensionPoint<CodeGenerator> CODE_GENERATOR =
            of(CodeGenerator.class, CodeGenerator::name, "code generator", Setting.CODE_GENERATOR);
    public static final ExtensionPoint<UserSchemaProvider> USER_SCHEMA_PROVIDER =
            of(UserSchemaProvider.class, UserSchemaProvider::name, "schema provider", Setting.USER_SCHEMA_PROVIDER);
    public static final ExtensionPoint<Authenticator> AUTHENTICATOR =
            of(Authenticator.class, Authenticator::name, "authenticator", Setting.AUTHENTICATOR);
    public static final ExtensionPoint<AccessPolicy> ACCESS_POLICY =
            of(AccessPolicy.class, AccessPolicy::name, "access policy", Setting.ACCESS_POLICY);
    public static final ExtensionPoint<OrganizationDirectory> ORGANIZATION_DIRECTORY = of(
            OrganizationDirectory.class,
            OrganizationDirectory::name,
            "organization directory",
            Setting.ORGANIZATION_DIRECTORY);
    public static final ExtensionPoint<VerificationService> VERIFICATION_SERVICE = of(
            VerificationService.class, VerificationService::name, "verification service", Setting.VERIFICATION_SERVICE);
    public static final ExtensionPoint<UserEventListener> EVENT_LISTENER =
            of(UserEventListener.class, UserEventListener::name, "event listener", Setting.EVENT_LISTENERS);

    private static final List<ExtensionPoint<?>> ALL = List.of(
            NOTIFIER,
            CODE_GENERATOR,
            USER_SCHEMA_PROVIDER,
            AUTHENTICATOR,
            ACCESS_POLICY,
            ORGANIZATION_DIRECTORY,
            VERIFICATION_SERVICE,
            EVENT_LISTENER);

    private static <T> ExtensionPoint<T> of(Class<T> type, Function<T, String> name, String words, Setting<?> setting) {
        return new ExtensionPoint<>(type, name, words, setting.key());
    }

    /**
     * Returns whether this is the name of an interface that providers implement.
     *
     * @param name the name of a class
     * @return true if so
     */
    public static boolean isType(String name) {
        return typeNames().contains(name);
    }

    /**
     * Returns the names of all interfaces that providers implement.
     *
     * @return the names of the classes
     */
    public static List<String> typeNames() {
        return ALL.stream().map(point -> point.type().getName()).toList();
    }

    /** The same extension point with another setting that selects a provider. */
    ExtensionPoint<T> under(String otherKey) {
        return new ExtensionPoint<>(type, name, words, otherKey);
    }
}
