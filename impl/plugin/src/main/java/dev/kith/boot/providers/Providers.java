package dev.kith.boot.providers;

import static java.util.stream.Collectors.joining;

import dev.kith.KithStartException;
import dev.kith.boot.config.NotifierNames;
import dev.kith.boot.providers.ProviderCandidates.Candidate;
import dev.kith.spi.Notifier;
import dev.kith.spi.Notifier.Channel;
import dev.kith.spi.PluginSettings;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Selects the providers: those that the program passed come before beans, beans before services, services before
 * defaults; a configured name selects a provider from any source. If a choice is ambiguous or a provider is broken, the
 * start fails.
 */
public final class Providers implements AutoCloseable {
    private final ProviderCandidates candidates;

    /**
     * Creates a selection among these providers.
     *
     * @param program the providers that the program passed
     * @param managed the providers that the container manages
     * @param loaders where to look for services, in this order; the same class is used only once
     * @param settings returns the settings of a provider by its name
     */
    public Providers(
            List<Object> program,
            ManagedProviders managed,
            List<ClassLoader> loaders,
            Function<String, PluginSettings> settings) {
        this.candidates = new ProviderCandidates(program, managed, loaders, settings);
    }

    /**
     * Returns the provider of an extension point.
     *
     * @param point the extension point
     * @param wanted the configured name
     * @param defaults our defaults; the first is used if there is no other provider
     * @return the provider; empty if there is none and no default either
     */
    public <T> Optional<T> choose(ExtensionPoint<T> point, Optional<String> wanted, List<Default<T>> defaults) {
        List<String> names = wanted.stream().toList();
        List<List<Candidate<T>>> ranks = candidates.ranks(point, defaults);
        refuseUnknown(point, names, ranks);
        return pick(point, names, ranks, any -> true, "").map(Candidate::provider);
    }

    /**
     * Returns the notifiers of each channel.
     *
     * @param wanted the configured names
     * @param defaults our defaults; the first that carries a channel is used if there is no other notifier
     * @return for each channel, those that carry it in the order in which they are called; no entry if there is none
     */
    public Map<Channel, List<Notifier>> notifiers(NotifierNames wanted, List<Default<Notifier>> defaults) {
        List<List<Candidate<Notifier>>> ranks = candidates.distinctRanks(ExtensionPoint.NOTIFIER, defaults);
        refuseUnknown(ExtensionPoint.NOTIFIER, wanted.anyChannel(), ranks);
        Map<Channel, List<Notifier>> chosen = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            List<Notifier> carriers = carriers(channel, wanted, ranks);
            if (!carriers.isEmpty()) {
                chosen.put(channel, carriers);
            }
        }
        return chosen;
    }

    private List<Notifier> carriers(Channel channel, NotifierNames wanted, List<List<Candidate<Notifier>>> ranks) {
        List<String> own = wanted.of(channel);
        refuseUnknown(ExtensionPoint.NOTIFIER.under(NotifierNames.key(channel)), own, ranks);
        List<Notifier> named = named(own, channel, ranks);
        if (named.size() < own.size()) {
            throw new KithStartException(NotifierNames.key(channel) + " is \"" + String.join(",", own)
                    + "\", but not all of them carry messages of the channel " + channel
                    + ". Remove those that do not.");
        }
        if (named.isEmpty()) {
            named = named(wanted.anyChannel(), channel, ranks);
        }
        return named.isEmpty() ? one(channel, List.of(), ranks).stream().toList() : named;
    }

    /** The named notifiers that carry the channel, in order. */
    private List<Notifier> named(List<String> names, Channel channel, List<List<Candidate<Notifier>>> ranks) {
        return names.stream()
                .distinct()
                .flatMap(name -> one(channel, List.of(name), ranks).stream())
                .toList();
    }

    private Optional<Notifier> one(Channel channel, List<String> names, List<List<Candidate<Notifier>>> ranks) {
        return pick(
                        ExtensionPoint.NOTIFIER,
                        names,
                        ranks,
                        candidate -> carries(candidate, channel),
                        " for the channel " + channel)
                .map(Candidate::provider);
    }

    private boolean carries(Candidate<Notifier> candidate, Channel channel) {
        Notifier notifier = candidate.provider();
        return candidates.called(
                ExtensionPoint.NOTIFIER,
                candidate.words(),
                "say whether it carries messages of the channel " + channel,
                () -> notifier.carries(channel));
    }

    /**
     * Returns all providers of an extension point.
     *
     * @param point the extension point
     * @param wanted the configured names; all providers if there are none
     * @param defaults our defaults
     * @return the providers, no two of them with the same name
     */
    public <T> List<T> all(ExtensionPoint<T> point, List<String> wanted, List<Default<T>> defaults) {
        List<List<Candidate<T>>> ranks = candidates.ranks(point, defaults);
        refuseUnknown(point, wanted, ranks);
        Map<String, Candidate<T>> chosen = new LinkedHashMap<>();
        for (Candidate<T> candidate : ranks.stream().flatMap(List::stream).toList()) {
            if (wanted.isEmpty() || wanted.contains(candidate.name())) {
                Candidate<T> other = chosen.putIfAbsent(candidate.name(), candidate);
                if (other != null) {
                    throw new KithStartException("There are two " + point.words() + "s with the same name: "
                            + other.words() + " and " + candidate.words() + ". Remove or rename one.");
                }
            }
        }
        return chosen.values().stream().map(Candidate::provider).toList();
    }

    private static <T> void refuseUnknown(
            ExtensionPoint<T> point, List<String> wanted, List<List<Candidate<T>>> ranks) {
        List<Candidate<T>> all = ranks.stream().flatMap(List::stream).toList();
        for (String name : wanted) {
            if (all.stream().noneMatch(candidate -> candidate.name().equals(name))) {
                throw new KithStartException(point.key() + " is \"" + name + "\", but there is no " + point.words()
                        + " with that name. " + remedy(all));
            }
        }
    }

    private static <T> String remedy(List<Candidate<T>> all) {
        return all.isEmpty()
                ? "Remove the setting, or add the jar that has it."
                : "There are: " + all.stream().map(Candidate::words).collect(joining(", "))
                        + ". Choose one of these, or add the jar that has it.";
    }

    private static <T> Optional<Candidate<T>> pick(
            ExtensionPoint<T> point,
            List<String> wanted,
            List<List<Candidate<T>>> ranks,
            Predicate<Candidate<T>> fits,
            String purpose) {
        for (int rank = 0; rank < ranks.size(); rank++) {
            boolean isDefault = rank == ranks.size() - 1;
            List<Candidate<T>> fitting = ranks.get(rank).stream()
                    .filter(candidate -> wanted.isEmpty() || wanted.contains(candidate.name()))
                    .filter(fits)
                    .limit(isDefault ? 1 : Long.MAX_VALUE)
                    .toList();
            if (fitting.size() > 1) {
                throw new KithStartException(ambiguous(point, fitting, purpose));
            }
            if (!fitting.isEmpty()) {
                return Optional.of(fitting.get(0));
            }
        }
        return Optional.empty();
    }

    private static <T> String ambiguous(ExtensionPoint<T> point, List<Candidate<T>> fitting, String purpose) {
        List<String> names = fitting.stream().map(Candidate::name).distinct().toList();
        String remedy = names.size() == fitting.size()
                ? "Choose with " + point.key() + "=" + String.join(" or " + point.key() + "=", names)
                        + ", or remove all but one."
                : "They share a name, so no setting can choose: remove all but one.";
        return "There are " + fitting.size() + " candidates to be the " + point.words() + purpose + ": "
                + fitting.stream().map(Candidate::words).collect(joining(" and ")) + ". " + remedy;
    }

    /**
     * Returns what a provider that was returned here is called.
     *
     * @param provider the provider
     * @return its name in quotes, and the jar or the class that it comes from if it is not our own
     */
    public String label(Object provider) {
        return candidates.label(provider);
    }

    /**
     * Returns the names of the providers that are not our own.
     *
     * @return the names, of the extension points that have been asked for
     */
    public Set<String> names() {
        return candidates.names();
    }

    /** Closes the services that were created here, the newest first. */
    @Override
    public void close() {
        candidates.close();
    }
}
