package dev.kith.delivery.text;

import dev.kith.core.DataProtector;
import dev.kith.core.MessagePayload.Occurrence;
import dev.kith.core.Outbox.Leased;
import dev.kith.core.OutboxMessage;
import dev.kith.spi.Notifier.Notification;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens messages and writes what people read. Safe for several threads. */
public final class MessageRenderer {
    private static final System.Logger LOG = System.getLogger(MessageRenderer.class.getName());

    private final DataProtector protector;
    private final NotificationComposer composer;

    /**
     * A scribe.
     *
     * @param protector opens the messages
     * @param texts the words of what is written
     */
    public MessageRenderer(DataProtector protector, MessageTexts texts) {
        this.protector = protector;
        this.composer = new NotificationComposer(texts);
    }

    /** Whether the key of a message is known here. Another node may know it already, or still. */
    public boolean canOpen(OutboxMessage message) {
        boolean known = protector.holdsKeyOf(message);
        if (!known) {
            LOG.log(
                    Level.ERROR,
                    "message={0} key={1} outcome=unknown-key: keys that were in use must stay in kith.keys of every node as"
                            + " long as messages wait",
                    message.id(),
                    message.payload().keyId());
        }
        return known;
    }

    /** What is to be sent; {@code null} where the stored message is not what was stored. */
    @Nullable
    public Notification write(Leased leased) {
        OutboxMessage message = leased.message();
        return opened(message, () -> composer.write(message, protector.open(message), leased.attempt()));
    }

    /** What has happened; {@code null} where the stored message is not what was stored. */
    @Nullable
    public Occurrence occurrence(OutboxMessage message) {
        return opened(message, () -> protector.open(message).occurrence());
    }

    private static <T> @Nullable T opened(OutboxMessage message, Supplier<@Nullable T> opening) {
        try {
            return opening.get();
        } catch (RuntimeException e) {
            LOG.log(
                    Level.ERROR,
                    "message={0} key={1} outcome=unreadable error={2}: the stored message is not what was stored",
                    message.id(),
                    message.payload().keyId(),
                    e.getClass().getName());
            return null;
        }
    }
}
