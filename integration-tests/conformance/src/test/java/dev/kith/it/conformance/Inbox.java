package dev.kith.it.conformance;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Receives what the plugins in the servers report: messages to deliver, and the questions whether a code of the external
 * service is right and who holds a token.
 */
final class Inbox implements AutoCloseable {
    private final ServerSocket door;
    private final Tokens tokens;
    private final Map<String, Captured> messages = new LinkedHashMap<>();
    private final Map<String, String> outsideCodes = new HashMap<>();

    Inbox(Tokens tokens) {
        this.tokens = tokens;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread listener = new Thread(this::listen, "inbox");
        listener.setDaemon(true);
        listener.start();
    }

    int port() {
        return door.getLocalPort();
    }

    /** Lets the external service know a code for a verification that it has not started itself. */
    synchronized void knowOutsideCode(String verificationId, String code) {
        outsideCodes.put(verificationId, code);
    }

    /**
     * Waits until all these messages have come.
     *
     * @return those that have not
     */
    synchronized Set<String> await(Set<String> ids, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (!messages.keySet().containsAll(ids)) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    break;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Set<String> missing = new TreeSet<>(ids);
        missing.removeAll(messages.keySet());
        return missing;
    }

    /** Waits for the first message for a user. */
    synchronized Optional<Captured> awaitFor(String userId, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (of(List.of(userId)).isEmpty()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return Optional.empty();
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return of(List.of(userId)).stream().findFirst();
    }

    /** The messages for these users that have come so far, oldest first. */
    synchronized List<Captured> of(Collection<String> userIds) {
        return messages.values().stream()
                .filter(message -> userIds.contains(message.userId()))
                .toList();
    }

    private void listen() {
        while (!door.isClosed()) {
            try (Socket caller = door.accept()) {
                answer(caller);
            } catch (IOException e) {
                // The caller is gone (its server was stopped), or the inbox is closed.
                System.getLogger(Inbox.class.getName()).log(System.Logger.Level.DEBUG, "not answered", e);
            }
        }
    }

    private void answer(Socket caller) throws IOException {
        DataInputStream in = new DataInputStream(caller.getInputStream());
        Map<String, String> report = new HashMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            report.put(in.readUTF(), in.readUTF());
        }
        DataOutputStream out = new DataOutputStream(caller.getOutputStream());
        out.writeUTF(receive(report));
        out.flush();
    }

    private synchronized String receive(Map<String, String> report) {
        String token = report.get("token");
        if (token != null) {
            return tokens.holder(token);
        }
        String id = report.getOrDefault("id", "");
        if (report.containsKey("guess")) {
            return String.valueOf(report.getOrDefault("guess", "").equals(outsideCodes.get(id)));
        }
        if (report.containsKey("outside")) {
            outsideCodes.putIfAbsent(id, "OUT" + (100 + messages.size()));
        }
        receive(Captured.of(report));
        return "ok";
    }

    /** Accepts a message that has arrived by other means. */
    synchronized void receive(Captured message) {
        messages.putIfAbsent(message.id(), message);
        notifyAll();
    }

    /** The code that the external service has generated. */
    synchronized Optional<String> outsideCode(String verificationId) {
        return Optional.ofNullable(outsideCodes.get(verificationId));
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
