package dev.kith.delivery;

import dev.kith.core.Message;
import dev.kith.core.Payload;
import dev.kith.spi.Notifier.Channel;
import dev.kith.spi.Notifier.Notification;
import dev.kith.spi.Notifier.Type;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what people read: a mail as plain text and as HTML from the same words, or a text message. */
final class Letters {
    private static final Set<String> WORDS_MAY_NAME =
            Set.of("Code", "UserID", "OrgID", "DisplayName", "LastEmail", "LastPhone", "Replacement", "Link");
    private static final Set<String> LAYOUTS_MAY_NAME =
            Set.of("Language", "Title", "PreHeader", "Greeting", "Text", "Action", "ButtonText", "Link", "Code");

    private static final Template NOTHING = Template.parse("", Set.of());

    private final Texts texts;
    private final Layout plain;
    private final Layout html;

    Letters(Texts texts) {
        this.texts = texts;
        this.plain = Layout.read("txt");
        this.html = Layout.read("html");
        // Words that name what there is not stop the start, not a delivery.
        Set.of("Greeting", "GreetingWithoutName", "Text", "TextWithoutLink")
                .forEach(key -> words("VerifyEmail." + key));
        words("VerifyPhone.Text");
        Set.of("Greeting", "GreetingWithoutName", "Text", "TextWithoutLink")
                .forEach(key -> words("EmailChanged." + key));
        words("PhoneChanged.Text");
        words("PhoneChanged.TextWithoutLink");
    }

    /** The three files of a layout: the whole, and what stands for the action in it with and without a link. */
    private record Layout(Template whole, Template button, Template code) {
        static Layout read(String kind) {
            return new Layout(read("mail", kind), read("button", kind), read("code", kind));
        }

        private static Template read(String name, String kind) {
            return Template.parse(Texts.resource(name + "." + kind), LAYOUTS_MAY_NAME);
        }

        /** A message without link shows its code; one that has neither, nothing. */
        Template action(Map<String, String> values, @Nullable URI link) {
            boolean none = link == null && values.getOrDefault("Code", "").isEmpty();
            return none ? NOTHING : link == null ? code : button;
        }
    }

    /** Throws when the link of the payload is none. */
    Notification write(Message message, Payload payload, int attempt) {
        return Carriers.way(message.channel()) == Channel.EMAIL
                ? mail(message, payload, attempt)
                : textMessage(message, payload, attempt);
    }

    private Notification mail(Message message, Payload payload, int attempt) {
        Type type = type(message);
        String about = type.wireName();
        URI link = link(payload);
        Map<String, String> values = new HashMap<>();
        values.put("Language", texts.get("Language"));
        values.put("Title", texts.get(about + ".Title"));
        values.put("PreHeader", texts.get(about + ".PreHeader"));
        values.put("ButtonText", texts.get(about + ".ButtonText"));
        values.put("Code", payload.code());
        values.put("Link", link == null ? "" : link.toString());
        values.put("Greeting", greeting(about, message, payload));
        String text = about + (link == null ? ".TextWithoutLink" : ".Text");
        values.put("Text", words(text).text(values(message, payload, "")));
        return notification(
                message,
                payload,
                attempt,
                type,
                texts.get(about + ".Subject"),
                plain(values, link),
                html(values, link));
    }

    private String plain(Map<String, String> values, @Nullable URI link) {
        Map<String, String> all = new HashMap<>(values);
        all.put("Action", plain.action(values, link).text(values));
        return plain.whole.text(all).strip() + "\n";
    }

    private String html(Map<String, String> values, @Nullable URI link) {
        String action = html.action(values, link).html(values, Map.of());
        return html.whole.html(values, Map.of("Action", action));
    }

    private String greeting(String about, Message message, Payload payload) {
        return PersonName.inert(payload.displayName())
                .map(name -> words(about + ".Greeting").text(values(message, payload, name)))
                .orElseGet(() -> words(about + ".GreetingWithoutName").text(values(message, payload, "")));
    }

    private Notification textMessage(Message message, Payload payload, int attempt) {
        Type type = type(message);
        boolean without = type == Type.PHONE_CHANGED && payload.link() == null;
        String key = type.wireName() + (without ? ".TextWithoutLink" : ".Text");
        String text = words(key).text(values(message, payload, ""));
        return notification(message, payload, attempt, type, "", text, null);
    }

    private static Type type(Message message) {
        boolean notice = message.kind() == Message.Kind.NOTICE;
        return Carriers.way(message.channel()) == Channel.EMAIL
                ? notice ? Type.EMAIL_CHANGED : Type.VERIFY_EMAIL
                : notice ? Type.PHONE_CHANGED : Type.VERIFY_PHONE;
    }

    private Template words(String key) {
        return Template.parse(texts.get(key), WORDS_MAY_NAME);
    }

    private static Map<String, String> values(Message message, Payload payload, String name) {
        return Map.of(
                "Replacement", payload.replacement() == null ? "" : payload.replacement(),
                "Link", payload.link() == null ? "" : payload.link(),
                "Code", payload.code(),
                "UserID", message.userId(),
                "OrgID", message.organization(),
                "DisplayName", name,
                "LastEmail", message.recipient(),
                "LastPhone", message.recipient());
    }

    private static @Nullable URI link(Payload payload) {
        if (payload.link() == null) {
            return null;
        }
        URI link = URI.create(payload.link());
        if (!"https".equalsIgnoreCase(link.getScheme()) && !"http".equalsIgnoreCase(link.getScheme())) {
            throw new IllegalStateException("the link of a message is no web address");
        }
        return link;
    }

    private static Notification notification(
            Message message,
            Payload payload,
            int attempt,
            Type type,
            String subject,
            String text,
            @Nullable String html) {
        return new Notification(
                message.id(),
                Carriers.way(message.channel()),
                type,
                message.recipient(),
                subject,
                text,
                html,
                payload.code(),
                link(payload),
                message.userId(),
                message.organization(),
                attempt,
                message.expires());
    }
}
