package dev.kith.defaults.webhook;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.spi.Notifier;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Posts messages to a webhook as JSON, for instance to a gateway for text messages. Every member of the notification is a
 * member of the JSON object, {@code null} if it has no value. Safe for several threads.
 */
public final class WebhookNotifier implements Notifier {
    private final WebhookClient webhook;
    private final Set<Channel> channels;

    /**
     * A notifier that posts to a webhook.
     *
     * @param webhook the webhook
     * @param channels the channels whose messages are posted
     */
    public WebhookNotifier(WebhookClient webhook, Set<Channel> channels) {
        this.webhook = webhook;
        this.channels = Set.copyOf(channels);
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public boolean carries(Channel channel) {
        return channels.contains(channel);
    }

    @Override
    public Outcome deliver(Notification notification) throws InterruptedException {
        WebhookClient.Reply reply =
                webhook.post(notification.id(), "application/json", JsonText.write(json(notification)));
        if (reply instanceof WebhookClient.Reply.Later later) {
            return new Outcome.TryLater(later.delay(), later.reason());
        }
        return reply instanceof WebhookClient.Reply.Never never ? Outcome.refused(never.reason()) : Outcome.accepted();
    }

    private static Json json(Notification notification) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("id", text(notification.id()));
        members.put("type", text(notification.type().wireName()));
        members.put("channel", text(notification.channel().name().toLowerCase(Locale.ROOT)));
        members.put("recipient", text(notification.recipient()));
        members.put("subject", text(notification.subject()));
        members.put("text", text(notification.text()));
        members.put("html", text(notification.html()));
        members.put("code", text(notification.code()));
        members.put("link", text(notification.link()));
        members.put("userId", text(notification.userId()));
        members.put("organizationId", text(notification.organizationId()));
        members.put("attempt", new Json.Num(BigDecimal.valueOf(notification.attempt())));
        members.put("expires", text(notification.expires()));
        return new Json.Obj(members);
    }

    private static Json text(@Nullable Object value) {
        return value == null ? Json.Null.NULL : new Json.Text(value.toString());
    }
}
