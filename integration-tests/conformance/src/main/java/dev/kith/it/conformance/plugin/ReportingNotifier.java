package dev.kith.it.conformance.plugin;

import dev.kith.spi.Notifier;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Reports every message instead of sending it. */
public final class ReportingNotifier implements Notifier {
    /** Made by {@code ServiceLoader}. */
    public ReportingNotifier() {}

    @Override
    public String name() {
        return "reporting";
    }

    @Override
    public boolean carries(Channel channel) {
        return true;
    }

    @Override
    public Outcome deliver(Notification notification) {
        try {
            Report.send(values(notification));
            return Outcome.accepted();
        } catch (IOException e) {
            return Outcome.tryLater("unreachable");
        }
    }

    private static Map<String, String> values(Notification notification) {
        Map<String, String> values = new HashMap<>();
        values.put("id", notification.id());
        values.put("channel", word(notification.channel()));
        values.put("type", notification.type().wireName());
        values.put("to", notification.recipient());
        values.put("subject", notification.subject());
        values.put("text", notification.text());
        String html = notification.html();
        values.put("html", html == null ? "" : html);
        values.put("code", notification.code());
        values.put("link", notification.optionalLink().map(Object::toString).orElse(""));
        values.put("userId", notification.userId());
        return values;
    }

    static String word(Channel channel) {
        return channel == Channel.EMAIL ? "email" : "sms";
    }
}
