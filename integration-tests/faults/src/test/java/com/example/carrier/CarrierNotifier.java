package com.example.carrier;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.spi.Notifier;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;

/** Hands every message to a test that listens at {@code CARRIER}, and behaves as the test answers. */
public class CarrierNotifier implements Notifier {
    private final URI carrier = URI.create(System.getenv("CARRIER"));
    private final String node = System.getenv("NODE");
    private final HttpClient http = HttpClient.newHttpClient();

    /** Made by {@code ServiceLoader}. */
    public CarrierNotifier() {}

    @Override
    public String name() {
        return "carrier";
    }

    @Override
    public boolean carries(Channel channel) {
        return true;
    }

    @Override
    public Outcome deliver(Notification message) throws InterruptedException {
        String lines = String.join(
                "\n",
                node,
                message.id(),
                String.valueOf(message.attempt()),
                message.userId(),
                message.recipient(),
                message.code(),
                message.optionalLink().map(URI::toString).orElse(""));
        try {
            String answer = http.send(
                            HttpRequest.newBuilder(carrier)
                                    .POST(BodyPublishers.ofString(lines))
                                    .build(),
                            BodyHandlers.ofString(UTF_8))
                    .body();
            return switch (answer) {
                case "accepted" -> Outcome.accepted();
                case "refused" -> Outcome.refused("no-such-person");
                case "hang" -> hang();
                case "hang-and-ignore" -> hangAndIgnore();
                case "throw" ->
                    throw new IllegalStateException("cannot send " + message.code() + " to " + message.recipient());
                case "break" -> throw new LinkageError(message.code() + " for " + message.recipient());
                case "tell-later" -> Outcome.tryLater("cannot send " + message.code() + " now");
                case "tell-never" -> Outcome.refused("cannot send to " + message.recipient());
                case "nothing" -> null;
                default -> Outcome.tryLater(answer);
            };
        } catch (IOException e) {
            return Outcome.tryLater("carrier-unreachable");
        }
    }

    private static Outcome hang() throws InterruptedException {
        new CountDownLatch(1).await();
        return Outcome.accepted();
    }

    private static Outcome hangAndIgnore() {
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                never.await();
            } catch (InterruptedException e) {
                // Ignored on purpose: there are libraries that do.
            }
        }
    }
}
