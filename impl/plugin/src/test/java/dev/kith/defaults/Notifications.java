package dev.kith.defaults;

import dev.kith.spi.Notifier.Channel;
import dev.kith.spi.Notifier.Notification;
import dev.kith.spi.Notifier.Type;
import java.net.URI;

/** Messages to send in tests. */
public final class Notifications {
    public static final String LINK =
            "https://id.example.com/ui/login/mail/verification?userID=u1&code=AB%26C%3D1&orgID=o1&authRequestID=";

    private Notifications() {}

    public static Notification mail(String id, String recipient) {
        return mail(
                id,
                recipient,
                "Verify email",
                "Hello Zoë 中文 😀,\n\nYour code: AB&C=1\n\nVerify email:\n" + LINK + "\n",
                "<!DOCTYPE html><html><body><p>Hello Zoë 中文 😀,</p><a href=\"" + LINK.replace("&", "&amp;")
                        + "\">Verify email</a></body></html>");
    }

    public static Notification mail(String id, String recipient, String subject, String text, String html) {
        return new Notification(
                id,
                Channel.EMAIL,
                Type.VERIFY_EMAIL,
                recipient,
                subject,
                text,
                html,
                "AB&C=1",
                URI.create(LINK),
                "u1",
                "o1",
                1,
                null);
    }

    public static Notification textMessage(String id, String recipient) {
        return new Notification(
                id,
                Channel.SMS,
                Type.VERIFY_PHONE,
                recipient,
                "",
                "Code AB&C=1",
                null,
                "AB&C=1",
                null,
                "u1",
                "o1",
                1,
                null);
    }
}
