package dev.kith.delivery.text;

import dev.kith.core.DataProtector;
import dev.kith.core.MessagePayload;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.OutboxMessage;
import dev.kith.core.Spans.TraceContext;
import dev.kith.spi.Notifier.Notification;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decrypts messages and renders what people read. Safe for several threads. */
public final class MessageRenderer {
    private static final System.Logger LOG = System.getLogger(MessageRenderer.class.getName());

    private final DataProtector protector;
    private final NotificationComposer composer;

    /**
     * A renderer.
     *
     * @param protector decrypts the messages
     * @param texts the texts of messages
     */
    public MessageRenderer(DataProtector protector, MessageTexts texts) {
        this.protector = protector;
        this.composer = new NotificationComposer(texts);
    }

    /** Whether this node has the key of a message. Another node may have it already, or still have it. */
    public boolean canOpen(OutboxMessage message) {
        return protector.holdsKeyOf(message);
    }

    /** What is to be sent; {@code null} if the stored message is damaged. */
    @Nullable
    public Notification write(Leased leased) {
        OutboxMessage message = leased.message();
        return readable(message, () -> composer.write(message, protector.open(message), leased.attempt()));
    }

    /** What an event says; {@code null} if the stored message is damaged. */
    @Nullable
    public MessagePayload event(OutboxMessage message) {
        return readable(message, () -> protector.open(message));
    }

    /** What has caused a message; {@code null} if that was not traced, or cannot be read here, of which the delivery tells. */
    @Nullable
    public TraceContext cause(OutboxMessage message) {
        try {
            return canOpen(message) ? protector.open(message).trace() : null;
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    private static <T> @Nullable T readable(OutboxMessage message, Supplier<@Nullable T> reading) {
        try {
            return reading.get();
        } catch (RuntimeException e) {
            LOG.log(
                    Level.ERROR,
                    "message={0} key={1} outcome=unreadable error={2}: the stored message is damaged or was changed",
                    message.id(),
                    message.payload().keyId(),
                    e.getClass().getName());
            return null;
        }
    }
}
