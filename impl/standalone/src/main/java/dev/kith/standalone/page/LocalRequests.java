package dev.kith.standalone.page;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which requests come from this machine: not over the network, not through a proxy that leaves a trace, not for a name that
 * points here.
 */
public final class LocalRequests {
    private static final Set<String> OUR_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    /** What Prometheus sends of its own. */
    private static final Set<String> HARMLESS = Set.of("x-prometheus-scrape-timeout-seconds");

    /** Headers of proxies without a word of {@link #PROXY_WORDS} in their names. */
    private static final Set<String> PROXY_NAMES = Set.of("via", "front-end-https", "cdn-loop", "surrogate-capability");

    /** Headers that begin so come from proxies and networks that deliver pages; clients send hardly any {@code X-}. */
    private static final List<String> PROXY_BEGINNINGS =
            List.of("x-", "cf-", "cdn-", "fastly-", "akamai-", "fly-", "true-", "incap-", "ali-", "eagleeye-", "wl-");

    private static final List<String> PROXY_WORDS =
            List.of("forward", "proxy", "client-ip", "real-ip", "remote-", "original-", "envoy-", "connecting-ip");

    private LocalRequests() {}

    /**
     * Whether a request comes from this machine. The name counts as well: a page of a foreign name that points to this machine
     * must not read what is for us.
     *
     * @param request the request
     * @return whether it comes from here, under one of our names, and through no proxy that leaves a trace
     * @throws IOException if the address of the client cannot be read
     */
    public static boolean asks(HttpServletRequest request) throws IOException {
        String name = request.getServerName();
        return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
                && (OUR_NAMES.contains(name) || name.equals("::1") || name.equals("[0:0:0:0:0:0:0:1]"))
                && Collections.list(request.getHeaderNames()).stream().noneMatch(LocalRequests::tellsOfProxy);
    }

    /** Whether a header is one that proxies add: each names its own, so this is a rule and not a list of them. */
    static boolean tellsOfProxy(String header) {
        String name = header.toLowerCase(Locale.ROOT).replace('_', '-');
        return !HARMLESS.contains(name)
                && (PROXY_NAMES.contains(name)
                        || PROXY_BEGINNINGS.stream().anyMatch(name::startsWith)
                        || PROXY_WORDS.stream().anyMatch(name::contains));
    }
}
