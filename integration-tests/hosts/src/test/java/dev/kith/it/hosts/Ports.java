package dev.kith.it.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that cannot choose one themselves, among those that Linux gives to nobody who asks for any port: until the
 * server listens there, no connection of somebody else gets it by chance.
 */
final class Ports {
    private static final int FIRST = 10_000;
    private static final int LAST = 30_000;

    private Ports() {}

    /** Different ports that were free a moment ago. */
    static List<Integer> free(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            while (sockets.size() < count) {
                open(sockets);
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            sockets.forEach(Ports::close);
        }
    }

    static int free() {
        return free(1).get(0);
    }

    private static void open(List<ServerSocket> sockets) {
        try {
            sockets.add(new ServerSocket(ThreadLocalRandom.current().nextInt(FIRST, LAST)));
        } catch (IOException taken) {
            // Another one then.
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
