package dev.kith.standalone;

import dev.kith.spi.Notifier;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A mailbox for development: keeps the last messages in memory, codes and links included, for everybody who can see it.
 * Never for people's real addresses. Safe for several threads.
 */
final class MailboxNotifier implements Notifier, Mailbox {
    static final String NAME = "mailbox";

    private final int most;
    private final Clock clock;
    private final Map<String, Received> messages = new LinkedHashMap<>();

    /**
     * An empty mailbox.
     *
     * @param most how many messages are kept; each further one removes the oldest
     * @param clock the time
     */
    MailboxNotifier(int most, Clock clock) {
        if (most < 1) {
            throw new IllegalArgumentException("a mailbox keeps at least one message, not " + most);
        }
        this.most = most;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean carries(Channel channel) {
        return true;
    }

    @Override
    public synchronized Outcome deliver(Notification notification) {
        // A message that comes again is shown once, as the newest.
        messages.remove(notification.id());
        messages.put(notification.id(), new Received(notification, clock.instant()));
        if (messages.size() > most) {
            messages.remove(messages.keySet().iterator().next());
        }
        return Outcome.accepted();
    }

    @Override
    public synchronized List<Received> received() {
        List<Received> newestLast = new ArrayList<>(messages.values());
        List<Received> newestFirst = new ArrayList<>(newestLast.size());
        for (int i = newestLast.size() - 1; i >= 0; i--) {
            newestFirst.add(newestLast.get(i));
        }
        return List.copyOf(newestFirst);
    }
}
