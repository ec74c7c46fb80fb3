package dev.kith.delivery;

import dev.kith.spi.Notifier;
import java.util.concurrent.Semaphore;

/** Lets the time for a message begin to run once the message has arrived at another notifier. */
record Announced(Notifier notifier, Semaphore begun) implements Notifier {
    @Override
    public String name() {
        return notifier.name();
    }

    @Override
    public boolean carries(Channel channel) {
        return notifier.carries(channel);
    }

    @Override
    public Outcome deliver(Notification notification) throws InterruptedException {
        try {
            return notifier.deliver(notification);
        } finally {
            begun.release();
        }
    }
}
