package dev.kith.boot.providers;

import dev.kith.KithStartException;
import dev.kith.spi.Configurable;
import dev.kith.spi.PluginSettings;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the candidates: providers that the program passed, the container's beans, services, our defaults. A broken one
 * makes the start fail, whatever its source. Gives them their settings, and closes the services that it created.
 */
final class ProviderCandidates implements AutoCloseable {
    private final List<Object> program;
    private final ManagedProviders managed;
    private final List<ClassLoader> loaders;
    private final Map<Class<?>, List<? extends Candidate<?>>> services = new HashMap<>();
    private final Function<String, PluginSettings> settings;
    private final Set<Object> configured = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<Object, String> labels = new IdentityHashMap<>();
    private final Set<String> names = new TreeSet<>();
    private final CloseStack ours = new CloseStack();

    ProviderCandidates(
            List<Object> program,
            ManagedProviders managed,
            List<ClassLoader> loaders,
            Function<String, PluginSettings> settings) {
        this.program = List.copyOf(program);
        this.managed = managed;
        this.loaders = List.copyOf(loaders);
        this.settings = settings;
    }

    /** A provider that could be selected. */
    static final class Candidate<T> {
        private final String name;
        private final Supplier<T> maker;
        private final String words;
        private @Nullable T made;

        /**
         * A candidate.
         *
         * @param name its name
         * @param maker makes it, and gives it its settings; called once
         * @param words its name, what it is and where it comes from
         */
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
        defaults.forEach(each -> standard.add(new Candidate<>(
                each.name(),
                () -> labelled(each.maker().get(), "\"" + each.name() + "\""),
                "\"" + each.name() + "\" (Kith's own)")));
        return List.of(passed(point), managed(point), services(point), standard);
    }

    /**
     * The candidates, without services that the program or a bean stands for under the same name: they are most likely the same
     * plugin, which need not have any settings as a service.
     */
    <T> List<List<Candidate<T>>> distinctRanks(ExtensionPoint<T> point, List<Default<T>> defaults) {
        List<List<Candidate<T>>> ranks = new ArrayList<>(ranks(point, defaults));
        Set<String> taken = Stream.concat(ranks.get(0).stream(), ranks.get(1).stream())
                .map(Candidate::name)
                .collect(Collectors.toSet());
        ranks.set(
                2,
                ranks.get(2).stream()
                        .filter(service -> !taken.contains(service.name()))
                        .toList());
        return ranks;
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
        } catch (RuntimeException | LinkageError e) {
            throw new KithStartException(
                    "A CDI bean that is a " + point.words() + " ("
                            + point.type().getName() + ") cannot be created: " + BrokenProvider.told(e, loaders)
                            + ". Repair or remove it.",
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
            } catch (ServiceConfigurationError | LinkageError e) {
                throw BrokenProvider.of(point, loader, e);
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

    private <T> Candidate<T> named(ExtensionPoint<T> point, T provider, Class<?> type, String how) {
        String origin = type.getName() + ", " + how + place(type);
        String name =
                called(point, origin, "return its name", () -> point.name().apply(provider));
        if (isBlank(name)) {
            throw new KithStartException("The " + point.words() + " " + origin
                    + " has no name. Let its method name() return a short text, always the same.");
        }
        names.add(name);
        return new Candidate<>(
                name,
                () -> labelled(configured(point, name, provider, origin), "\"" + name + "\" (" + file(type) + ")"),
                "\"" + name + "\" (" + origin + ")");
    }

    private <T> T configured(ExtensionPoint<T> point, String name, T provider, String origin) {
        if (provider instanceof Configurable configurable && configured.add(provider)) {
            try {
                configurable.configure(settings.apply(name));
            } catch (Throwable e) { // a language without checked exceptions throws what it likes
                throw new KithStartException(
                        "The " + point.words() + " \"" + name + "\" (" + origin + ") does not take its settings: "
                                + BrokenProvider.told(rethrown(e), loaders) + ". Correct kith.plugin." + name
                                + ".*, or remove it.",
                        e);
            }
        }
        return provider;
    }

    private <T> T labelled(T provider, String label) {
        labels.put(provider, label);
        return provider;
    }

    /** Calls a provider, which may be broken in any way. */
    <R> R called(ExtensionPoint<?> point, String origin, String purpose, Supplier<R> call) {
        try {
            return call.get();
        } catch (Throwable e) { // a language without checked exceptions throws what it likes
            throw new KithStartException(
                    "The " + point.words() + " " + origin + " cannot " + purpose + ": "
                            + BrokenProvider.told(rethrown(e), loaders) + ". Repair or remove it.",
                    e);
        }
    }

    /** Memory that is used up is not the provider's fault. */
    private static Throwable rethrown(Throwable thrown) {
        if (thrown instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
            throw error;
        }
        return thrown;
    }

    /** The name of a provider that was made here, and the jar or class that it comes from. */
    String label(Object provider) {
        return labels.getOrDefault(provider, provider.getClass().getName());
    }

    /** The names of all providers that are not our own, as far as they have been looked for. */
    Set<String> names() {
        return Collections.unmodifiableSet(names);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static String place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null ? "" : " in " + source.getLocation();
    }

    /** The file's name of its jar; the class where it is in none. */
    private static String file(Class<?> type) {
        String place = place(type);
        String name = place.substring(place.lastIndexOf('/') + 1);
        return name.endsWith(".jar") ? name : type.getName();
    }

    @Override
    public void close() {
        ours.close();
    }
}
