package dev.kith.defaults.webhook;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where requests of this server may go: over TLS to machines on the Internet, and wherever an operator allows it. A name is
 * checked by the addresses that it has at the moment, and the request then goes to exactly one of these.
 */
public final class WebhookTargets {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})*");

    private static final String NO_HOST = "its host must be a name, or an address in its usual spelling";

    private final Set<String> hosts;
    private final List<CidrRange> ranges;
    private final Names names;

    /**
     * Allows these targets in addition to public ones.
     *
     * @param allowed names of hosts, addresses, and networks such as {@code 10.0.0.0/8}
     */
    public WebhookTargets(Set<String> allowed) {
        this(allowed, InetAddress::getAllByName);
    }

    WebhookTargets(Set<String> allowed, Names names) {
        this.hosts = allowed.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(toUnmodifiableSet());
        this.ranges =
                allowed.stream().map(CidrRange::read).flatMap(Optional::stream).toList();
        this.names = names;
    }

    /** Finds the addresses of a host. */
    @FunctionalInterface
    interface Names {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /**
     * Returns whether a text can be an entry in the list of allowed targets.
     *
     * @param text the text
     * @return true for the name of a host, an address or a network
     */
    public static boolean isTarget(String text) {
        return CidrRange.read(text).isPresent() || isName(text.toLowerCase(Locale.ROOT));
    }

    /** The last label of a name is not a number: {@code 127.1}, {@code 0x7f.1} and {@code 2130706433} are addresses. */
    private static boolean isName(String text) {
        return NAME.matcher(text).matches()
                && !text.substring(text.lastIndexOf('.') + 1).matches("(0x.*|[0-9]+)");
    }

    /**
     * Returns what is wrong with a target, as far as that is known without looking its name up.
     *
     * @param url the target
     * @return a sentence, empty if nothing is wrong
     */
    public Optional<String> objection(URI url) {
        if (url.getHost() == null) {
            return Optional.of(NO_HOST);
        }
        String host = host(url);
        Optional<InetAddress> literal = CidrRange.address(host);
        if (literal.isEmpty() && !isName(host)) {
            return Optional.of(NO_HOST);
        }
        if (literal.isPresent() && !permits(url, literal.get())) {
            return Optional.of("its address is not public, and kith.webhook.allowed-targets does not name it");
        }
        if (!isSecure(url) && ranges.isEmpty() && !hosts.contains(host)) {
            return Optional.of("http is for hosts that kith.webhook.allowed-targets names; all others need https");
        }
        return Optional.empty();
    }

    /**
     * Looks a target up.
     *
     * @return the addresses to connect to; empty if one of them is not permitted
     */
    List<InetAddress> addresses(URI url) throws UnknownHostException {
        List<InetAddress> found = List.of(names.addresses(host(url)));
        return found.stream().allMatch(address -> permits(url, address)) ? found : List.of();
    }

    private boolean permits(URI url, InetAddress address) {
        return hosts.contains(host(url))
                || ranges.stream().anyMatch(range -> range.contains(address))
                || (isSecure(url) && CidrRange.isPublic(address));
    }

    static boolean isSecure(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    /** The host, without the brackets of an IPv6 address. */
    static String host(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
