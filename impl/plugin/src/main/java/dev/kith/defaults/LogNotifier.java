package dev.kith.defaults;

import dev.kith.spi.Notifier;
import java.lang.System.Logger.Level;

/**
 * Used if no notifier is configured. Refuses every message, so that none counts as delivered, and logs what to do; code and
 * link are never logged, and the recipient only masked.
 */
public final class LogNotifier implements Notifier {
    private static final System.Logger LOG = System.getLogger(LogNotifier.class.getName());

    /** A notifier that reaches nobody. */
    public LogNotifier() {
        // There is nothing to configure.
    }

    @Override
    public String name() {
        return "log";
    }

    @Override
    public boolean carries(Channel channel) {
        return true;
    }

    @Override
    public Outcome deliver(Notification notification) {
        LOG.log(
                Level.WARNING,
                "message={0} type={1} to={2} outcome=not-sent: no notifier is configured; {3}",
                notification.id(),
                notification.type().wireName(),
                LogMasking.recipient(notification),
                remedy(notification.channel()));
        return Outcome.refused("no-notifier");
    }

    private static String remedy(Channel channel) {
        return switch (channel) {
            case EMAIL -> "set kith.mail.host and kith.mail.from, or add a dev.kith.spi.Notifier that carries e-mail";
            case SMS -> "set kith.webhook.url, or add a dev.kith.spi.Notifier that carries text messages";
        };
    }
}
