package dev.kith.it.processes;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that are told theirs, among those that Linux gives to nobody who asks for any port: until the server listens
 * there, and while it is stopped, no connection of somebody else gets it by chance.
 */
public final class FreePort {
    private static final int FIRST = 10_000;
    private static final int LAST = 30_000;

    private FreePort() {}

    /**
     * Finds a port that nobody listens on.
     *
     * @return the port
     */
    public static int find() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // Another one then.
            }
        }
    }

    /**
     * Finds several.
     *
     * @param count how many
     * @return different ports that nobody listens on
     */
    public static List<Integer> find(int count) {
        Set<Integer> ports = new HashSet<>();
        while (ports.size() < count) {
            ports.add(find());
        }
        return List.copyOf(ports);
    }
}
