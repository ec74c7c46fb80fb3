package dev.kith.defaults.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A network, or one address.
 *
 * @param network the first address
 * @param bits the length of the prefix
 */
record CidrRange(byte[] network, int bits) {
    private static final String NUMBER = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(NUMBER + "(\\." + NUMBER + "){3}");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9a-fA-F:.]+");
    private static final Pattern WITH_BITS = Pattern.compile("([^/]+)(?:/(0|[1-9][0-9]{0,2}))?");
    private static final int IPV4_BYTES = 4;

    /** Addresses that no machine on the Internet has: IANA's special-purpose registries, multicast, and a metadata service. */
    private static final List<CidrRange> SPECIAL = all(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // carrier-grade NAT, a metadata service
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // looks public, but belongs to a cloud platform and is reachable from its machines
            "169.254.0.0/16", // link-local, metadata services
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocols, a metadata service
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/3", // multicast, reserved, broadcast
            "2001::/23", // protocols, among them Teredo, which wraps IPv4 addresses
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4, wraps IPv4 addresses
            "3fff::/20"); // documentation
    /** The only IPv6 addresses that are given to machines on the Internet. */
    private static final CidrRange GLOBAL_IPV6 = read("2000::/3").orElseThrow();

    /**
     * Reads an address in its usual notation, with or without the length of a prefix. Nothing is looked up.
     *
     * @param text {@code 10.0.0.0/8}, {@code fd00::/8}, {@code 10.1.2.3}
     * @return the range; empty for everything else, including octal, hexadecimal and shortened notations
     */
    static Optional<CidrRange> read(String text) {
        Matcher parts = WITH_BITS.matcher(text);
        return parts.matches()
                ? address(parts.group(1)).flatMap(address -> of(address.getAddress(), parts.group(2)))
                : Optional.empty();
    }

    private static Optional<CidrRange> of(byte[] network, @Nullable String bits) {
        int most = network.length * Byte.SIZE;
        int given = bits == null ? most : Integer.parseInt(bits);
        return given > most ? Optional.empty() : Optional.of(new CidrRange(network, given));
    }

    /** The address that a text contains. The JDK never looks up a text of these characters. */
    static Optional<InetAddress> address(String text) {
        try {
            return IPV4.matcher(text).matches() || IPV6.matcher(text).matches()
                    ? Optional.of(InetAddress.getByName(text))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether a machine on the Internet can have an address. */
    static boolean isPublic(InetAddress address) {
        boolean known = address.getAddress().length == IPV4_BYTES || GLOBAL_IPV6.contains(address);
        return known && SPECIAL.stream().noneMatch(range -> range.contains(address));
    }

    boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != network.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        int rest = Byte.SIZE - bits % Byte.SIZE;
        return Arrays.equals(network, 0, whole, other, 0, whole)
                && (rest == Byte.SIZE || ((network[whole] ^ other[whole]) & 0xFF) >>> rest == 0);
    }

    private static List<CidrRange> all(String... ranges) {
        return Arrays.stream(ranges).map(range -> read(range).orElseThrow()).toList();
    }
}
