package dev.kith.delivery;

import dev.kith.spi.Notifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A notifier that keeps what it was given, and answers or throws what a test wants. */
final class Recorder implements Notifier {
    final List<Notification> seen = Collections.synchronizedList(new ArrayList<>());
    final Queue<Outcome> answers = new ConcurrentLinkedQueue<>();

    @Nullable
    Throwable thrown;

    /** What happens during each delivery. */
    Runnable during = () -> {};

    volatile int idle;

    private final String name;
    private boolean mailAlone;

    Recorder() {
        this("recorder");
    }

    Recorder(String name) {
        this.name = name;
    }

    Recorder forMailAlone() {
        mailAlone = true;
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean carries(Channel channel) {
        return channel == Channel.EMAIL || !mailAlone;
    }

    @Override
    public Outcome deliver(Notification notification) throws InterruptedException {
        seen.add(notification);
        during.run();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof InterruptedException interruption) {
            throw interruption;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        Outcome answer = answers.poll();
        return answer == null ? Outcome.accepted() : answer;
    }

    @Override
    public synchronized void idle() {
        idle++;
    }
}
