package com.example.chat;

import dev.kith.spi.Configurable;
import dev.kith.spi.Notifier;
import dev.kith.spi.PluginSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Posts text messages to a chat room, for test systems whose users have no phones. */
public class ChatNotifier implements Notifier, Configurable {
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile URI room;
    private final Duration timeout;

    /** Called by {@code ServiceLoader}; the room comes with the settings. */
    public ChatNotifier() {
        this(null, Duration.ofSeconds(10));
    }

    public ChatNotifier(URI room, Duration timeout) {
        this.room = room;
        this.timeout = timeout;
    }

    /** Called once at start: {@code kith.plugin.chat.room} unless the constructor was given one. */
    @Override
    public void configure(PluginSettings settings) {
        if (room == null) {
            room = URI.create(settings.get("room"));
        }
    }

    @Override
    public String name() {
        return "chat";
    }

    @Override
    public boolean carries(Channel channel) {
        return channel == Channel.SMS; // e-mail is still sent the usual way
    }

    @Override
    public Outcome deliver(Notification message) throws InterruptedException {
        String text = "To " + message.recipient() + ": " + message.text();
        HttpRequest request = HttpRequest.newBuilder(room)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", message.id()) // the same message may come twice
                .POST(BodyPublishers.ofString("{\"text\":" + quoted(text) + "}"))
                .build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            boolean busy = status == 408 || status == 429 || status >= 500;
            if (busy) {
                return Outcome.tryLater("chat-" + status);
            }
            return status / 100 == 2 ? Outcome.accepted() : Outcome.refused("chat-" + status);
        } catch (IOException e) {
            return Outcome.tryLater("chat-unreachable");
        }
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char one : text.toCharArray()) {
            boolean plain = one >= ' ' && one != '"' && one != '\\';
            json.append(plain ? String.valueOf(one) : String.format("\\u%04x", (int) one));
        }
        return json.append('"').toString();
    }
}
