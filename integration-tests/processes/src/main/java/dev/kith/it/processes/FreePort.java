package dev.kith.it.processes;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that are told theirs. */
public final class FreePort {
    private static final int FIRST = 10_000;
    private static final int LAST = 30_000;

    private FreePort() {}

    /**
     * Finds a port that nobody listens on, among those that Linux gives to nobody who asks for any port: until the server
     * listens there, and while it is stopped, no connection of somebody else gets it by chance.
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
}
