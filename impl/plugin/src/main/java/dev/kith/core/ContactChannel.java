package dev.kith.core;

import dev.kith.spi.Notifier;

/** The two contacts of a user. They never touch each other. */
public enum ContactChannel {
    /** The contact e-mail. */
    EMAIL,
    /** The contact phone. */
    PHONE;

    /**
     * The channel that notifiers and verification services know this contact by.
     *
     * @return the channel
     */
    public Notifier.Channel notifierChannel() {
        return switch (this) {
            case EMAIL -> Notifier.Channel.EMAIL;
            case PHONE -> Notifier.Channel.SMS;
        };
    }
}
