package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.Notifier;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Hands over what it gets. */
final class Received implements Notifier {
    private final BlockingQueue<Notification> messages = new LinkedBlockingQueue<>();

    @Override
    public String name() {
        return "received";
    }

    @Override
    public boolean carries(Channel channel) {
        return true;
    }

    @Override
    public Outcome deliver(Notification notification) {
        messages.add(notification);
        return Outcome.accepted();
    }

    Notification next() throws InterruptedException {
        Notification next = messages.poll(30, TimeUnit.SECONDS);
        assertThat(next).as("a message within 30 s").isNotNull();
        return next;
    }
}
