package com.example.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.spi.Notifier;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Sends text messages through a gateway that takes them over HTTP. */
public class GatewayNotifier implements Notifier {
    private final URI gateway = URI.create(System.getenv("SMS_GATEWAY"));
    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public boolean carries(Channel channel) {
        return channel == Channel.SMS;
    }

    @Override
    public Outcome deliver(Notification message) throws InterruptedException {
        String form = "to=" + URLEncoder.encode(message.recipient(), UTF_8) + "&text="
                + URLEncoder.encode(message.text(), UTF_8);
        HttpRequest request = HttpRequest.newBuilder(gateway)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Idempotency-Key", message.id()) // the same message may come twice
                .POST(BodyPublishers.ofString(form))
                .build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            return switch (status / 100) {
                case 2 -> Outcome.accepted();
                case 4 -> Outcome.refused("gateway-" + status);
                default -> Outcome.tryLater("gateway-" + status);
            };
        } catch (IOException e) {
            return Outcome.tryLater("gateway-unreachable");
        }
    }
}
