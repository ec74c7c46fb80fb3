package dev.kith.boot.providers;

import dev.kith.KithStartException;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the candidates: providers that the program passed, the container's beans, services, our defaults. A broken one
 * makes the start fail, whatever its source. Closes the services that it created.
 */
final class ProviderCandidates implements AutoCloseable {
    private final List<Object> program;
    private final ManagedProviders managed;
    private final List<ClassLoader> loaders;
    private final Map<Class<?>, List<? extends Candidate<?>>> services = new HashMap<>();
    private final CloseStack ours = new CloseStack();

    ProviderCandidates(List<Object> program, ManagedProviders managed, List<ClassLoader> loaders) {
        this.program = List.copyOf(program);
        this.managed = managed;
        this.loaders = List.copyOf(loaders);
    }

    /** A provider that could be selected. */
    static final class Candidate<T> {
        private final String name;
        private final Supplier<T> maker;
        private final String words;
        private @Nullable T made;

        Candidate(String name, Supplier<T> maker, String words) {
            this.name = name;
            this.maker = maker;
            this.words = words;
        }

        String name() {
            return name;
        }

        String words() {
            return words;
        }

        boolean fits(Predicate<T> condition) {
            return condition.test(provider());
        }

        T provider() {
            T known = made;
            if (known == null) {
                known = maker.get();
                made = known;
            }
            return known;
        }
    }

    /** The candidates for an extension point: passed by the program, beans, services, defaults. */
    <T> List<List<Candidate<T>>> ranks(ExtensionPoint<T> point, List<Default<T>> defaults) {
        List<Candidate<T>> standard = new ArrayList<>();
        defaults.forEach(each ->
                standard.add(new Candidate<>(each.name(), each.maker(), "\"" + each.name() + "\" (Kith's own)")));
        return List.of(passed(point), managed(point), services(point), standard);
    }

    private <T> List<Candidate<T>> passed(ExtensionPoint<T> point) {
        return program.stream()
                .filter(point.type()::isInstance)
                .map(point.type()::cast)
                .map(provider -> named(point, provider, provider.getClass(), "passed by the program"))
                .toList();
    }

    private <T> List<Candidate<T>> managed(ExtensionPoint<T> point) {
        List<ManagedProviders.Bean<T>> found;
        try {
            found = managed.of(point.type());
        } catch (RuntimeException e) {
            throw new KithStartException(
                    "A CDI bean that is a " + point.words() + " ("
                            + point.type().getName() + ") cannot be created: " + told(e) + ". Repair or remove it.",
                    e);
        }
        return found.stream()
                .map(bean -> named(point, bean.instance(), bean.type(), "a CDI bean"))
                .toList();
    }

    @SuppressWarnings("unchecked") // filed under the type that the candidates are of
    private <T> List<Candidate<T>> services(ExtensionPoint<T> point) {
        return (List<Candidate<T>>) services.computeIfAbsent(point.type(), type -> load(point));
    }

    private <T> List<Candidate<T>> load(ExtensionPoint<T> point) {
        List<Candidate<T>> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ClassLoader loader : loaders) {
            try {
                Iterator<ServiceLoader.Provider<T>> providers =
                        ServiceLoader.load(point.type(), loader).stream().iterator();
                while (providers.hasNext()) {
                    ServiceLoader.Provider<T> provider = providers.next();
                    if (seen.add(provider.type().getName())) {
                        found.add(named(point, created(provider), provider.type(), "found by ServiceLoader"));
                    }
                }
            } catch (ServiceConfigurationError e) {
                throw new KithStartException(
                        "A " + point.words() + " cannot be loaded: " + told(e)
                                + ". Repair or remove the jar whose META-INF/services/"
                                + point.type().getName() + " names it.",
                        e);
            }
        }
        return found;
    }

    private <T> T created(ServiceLoader.Provider<T> provider) {
        T created = provider.get();
        if (created instanceof AutoCloseable closeable) {
            ours.add(closeable);
        }
        return created;
    }

    private static <T> Candidate<T> named(ExtensionPoint<T> point, T provider, Class<?> type, String how) {
        String origin = type.getName() + ", " + how + place(type);
        String name;
        try {
            name = point.name().apply(provider);
        } catch (RuntimeException | LinkageError e) {
            throw new KithStartException(
                    "The " + point.words() + " " + origin + " cannot return its name: " + told(e)
                            + ". Repair or remove it.",
                    e);
        }
        if (isBlank(name)) {
            throw new KithStartException("The " + point.words() + " " + origin
                    + " has no name. Let its method name() return a short text, always the same.");
        }
        return new Candidate<>(name, () -> provider, "\"" + name + "\" (" + origin + ")");
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static String place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null ? "" : " in " + source.getLocation();
    }

    private static String told(Throwable error) {
        Throwable cause = error.getCause();
        String own = error.getMessage() == null ? error.getClass().getName() : error.getMessage();
        return cause == null || own.contains(cause.getClass().getName()) ? own : own + " (" + told(cause) + ")";
    }

    @Override
    public void close() {
        ours.close();
    }
}
