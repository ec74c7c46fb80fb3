package dev.kith.it.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between two programs and cuts or stalls what they say to each other. */
final class TcpProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private Way way = Way.OPEN;

    /** The state of the connection. */
    enum Way {
        OPEN,
        /** Existing connections are cut, new ones are cut at once. */
        CUT,
        /** Nothing gets through, and neither side is told. */
        STALLED
    }

    TcpProxy(int target) throws IOException {
        this.target = target;
        inBackground(this::listen);
    }

    int port() {
        return listener.getLocalPort();
    }

    synchronized void become(Way next) {
        way = next;
        if (next == Way.CUT) {
            connections.forEach(TcpProxy::end);
            connections.clear();
        }
        notifyAll();
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                accept(listener.accept());
            } catch (IOException e) {
                // Closed, or the one who wanted to connect is gone.
            }
        }
    }

    private synchronized void accept(Socket client) throws IOException {
        if (way == Way.CUT) {
            end(client);
            return;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        connections.addAll(List.of(client, server));
        inBackground(() -> pump(client, server));
        inBackground(() -> pump(server, client));
    }

    private void pump(Socket from, Socket to) {
        byte[] bytes = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                awaitOpen();
                out.write(bytes, 0, read);
            }
        } catch (IOException e) {
            // Cut.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitOpen() throws InterruptedException {
        while (way == Way.STALLED) {
            wait();
        }
    }

    /** At once, without a proper close. */
    private static void end(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // Ended already.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        become(Way.CUT);
    }
}
