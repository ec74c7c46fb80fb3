package dev.kith.standalone;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;

/**
 * Which requests come from this machine: not over the network, not through a proxy that says so, not for a name that points
 * here.
 */
final class LocalRequests {
    private static final Set<String> OUR_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private LocalRequests() {}

    /** The name counts as well: a page of a foreign name that points to this machine must not read what is for us. */
    static boolean asks(HttpServletRequest request) throws IOException {
        String name = request.getServerName();
        return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
                && (OUR_NAMES.contains(name) || name.equals("::1") || name.equals("[0:0:0:0:0:0:0:1]"))
                && request.getHeader("Forwarded") == null
                && request.getHeader("X-Forwarded-For") == null;
    }
}
