package dev.kith.delivery.text;

import dev.kith.core.LinkOrigin;
import dev.kith.core.MessagePayload;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.spi.Notifier.Channel;
import dev.kith.spi.Notifier.Notification;
import dev.kith.spi.Notifier.Type;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Composes what people read: a mail as plain text and as HTML from the same texts, or a text message. */
final class NotificationComposer {
    private final MessageTexts texts;

    NotificationComposer(MessageTexts texts) {
        this.texts = texts;
    }

    /** Throws if the link of the payload leads neither to a web page nor to an application. */
    Notification write(OutboxMessage message, MessagePayload payload, int attempt) {
        LocalizedTexts localized = texts.of(payload.language());
        Type type = type(message);
        Map<String, String> values = values(message, payload);
        URI link = link(payload);
        return message.channel().notifierChannel() == Channel.EMAIL
                ? mail(new Draft(message, payload, attempt, type, link), localized, values)
                : textMessage(new Draft(message, payload, attempt, type, link), localized, values);
    }

    private static Type type(OutboxMessage message) {
        boolean notice = message.kind() == MessageKind.NOTICE;
        return switch (message.channel()) {
            case EMAIL -> notice ? Type.EMAIL_CHANGED : Type.VERIFY_EMAIL;
            case PHONE -> notice ? Type.PHONE_CHANGED : Type.VERIFY_PHONE;
        };
    }

    private static Map<String, String> values(OutboxMessage message, MessagePayload payload) {
        return Map.of(
                "Code", payload.code(),
                "Link", payload.link() == null ? "" : payload.link(),
                "Replacement", payload.replacement() == null ? "" : payload.replacement(),
                "UserID", PersonName.inertId(message.userId()),
                "OrgID", PersonName.visible(message.organization()),
                "DisplayName", PersonName.inert(payload.displayName()).orElse(""),
                "LastEmail", message.recipient(),
                "LastPhone", message.recipient());
    }

    private static @Nullable URI link(MessagePayload payload) {
        if (payload.link() == null) {
            return null;
        }
        if (LinkOrigin.of(payload.link()).isEmpty()) {
            throw new IllegalStateException("the link of a message leads neither to a web page nor to an application");
        }
        return URI.create(payload.link());
    }

    private static Notification mail(Draft draft, LocalizedTexts localized, Map<String, String> values) {
        String about = draft.type.wireName() + ".";
        Map<String, String> pieces = new HashMap<>();
        for (String piece : new String[] {"Title", "PreHeader", "ButtonText", "Account"}) {
            pieces.put(piece, localized.text(about + piece, values));
        }
        boolean named = !values.getOrDefault("DisplayName", "").isEmpty();
        pieces.put("Greeting", localized.text(about + (named ? "Greeting" : "GreetingWithoutName"), values));
        pieces.put("Text", localized.text(about + draft.text(), values));
        pieces.put("Footer", localized.text("Footer", values));
        pieces.put("Language", localized.language());
        pieces.put("Code", draft.payload.code());
        pieces.put("Link", draft.link == null ? "" : draft.link.toString());
        return draft.finished(
                localized.text(about + "Subject", values),
                localized.plain().text(pieces),
                localized.html().html(pieces));
    }

    private static Notification textMessage(Draft draft, LocalizedTexts localized, Map<String, String> values) {
        String text = draft.type == Type.VERIFY_PHONE ? "Text" : draft.text();
        return draft.finished("", localized.text(draft.type.wireName() + "." + text, values), null);
    }

    /** A notification without its texts. */
    private record Draft(
            OutboxMessage message,
            MessagePayload payload,
            int attempt,
            Type type,
            @Nullable URI link) {
        /** The key of the text; there is not always a link, and a contact that was removed has no replacement. */
        String text() {
            boolean removed = message.kind() == MessageKind.NOTICE && payload.replacement() == null;
            return (removed ? "Removed" : "Text") + (link == null ? "WithoutLink" : "");
        }

        /** Leaves the link out. */
        @Override
        public String toString() {
            return "Draft[" + message + ", " + type + "]";
        }

        Notification finished(String subject, String text, @Nullable String html) {
            return new Notification(
                    message.id(),
                    message.channel().notifierChannel(),
                    type,
                    message.recipient(),
                    subject,
                    text,
                    html,
                    payload.code(),
                    link,
                    message.userId(),
                    message.organization(),
                    attempt,
                    message.expires());
        }
    }
}
