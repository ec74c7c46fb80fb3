package dev.kith.defaults.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.spi.UserEventListener;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Posts events to a webhook as CloudEvents 1.0 in their JSON format. Safe for several threads. */
public final class WebhookEventListener implements UserEventListener {
    private final WebhookClient webhook;

    /**
     * A listener that posts to a webhook.
     *
     * @param webhook the webhook
     */
    public WebhookEventListener(WebhookClient webhook) {
        this.webhook = webhook;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Outcome handle(Event event) throws InterruptedException {
        WebhookClient.Reply reply =
                webhook.post(event.id(), "application/cloudevents+json; charset=utf-8", JsonText.write(json(event)));
        if (reply instanceof WebhookClient.Reply.Later later) {
            return new Outcome.TryLater(later.delay(), later.reason());
        }
        return reply instanceof WebhookClient.Reply.Never never ? Outcome.refused(never.reason()) : Outcome.accepted();
    }

    private static Json json(Event event) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("specversion", text("1.0"));
        members.put("id", text(event.id()));
        members.put("source", text(source(event)));
        members.put("type", text("dev.kith.user.changed"));
        members.put("subject", text(event.userId()));
        members.put("time", text(event.time().toString()));
        members.put("datacontenttype", text("application/json"));
        members.put("data", data(event));
        return new Json.Obj(members);
    }

    /** A valid URI reference, whatever the id contains. */
    private static String source(Event event) {
        return "/kith/instances/" + URLEncoder.encode(event.instanceId(), UTF_8).replace("+", "%20");
    }

    private static Json data(Event event) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("instanceId", text(event.instanceId()));
        members.put("organizationId", text(event.organizationId()));
        members.put("userId", text(event.userId()));
        members.put("version", new Json.Num(BigDecimal.valueOf(event.version())));
        members.put(
                "changes",
                new Json.Arr(event.changes().stream()
                        .map(change -> text(change.name()))
                        .toList()));
        put(members, "actor", event.actor());
        if (event.operation() != null) {
            put(members, "operation", event.operation());
            members.put(
                    "fields",
                    new Json.Arr(event.fields().stream()
                            .map(WebhookEventListener::text)
                            .toList()));
        }
        put(members, "requestId", event.requestId());
        return new Json.Obj(members);
    }

    private static void put(Map<String, Json> members, String name, @Nullable String value) {
        if (value != null) {
            members.put(name, text(value));
        }
    }

    private static Json text(String value) {
        return new Json.Text(value);
    }
}
