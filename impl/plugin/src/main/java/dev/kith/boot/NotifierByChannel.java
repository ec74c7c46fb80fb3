package dev.kith.boot;

import static java.util.stream.Collectors.joining;

import dev.kith.spi.Notifier;
import java.util.Map;

/** Several notifiers, one for each channel. */
record NotifierByChannel(Map<Notifier.Channel, Notifier> notifiers) implements Notifier {

    NotifierByChannel {
        notifiers = Map.copyOf(notifiers);
    }

    /** The one notifier where one carries all. */
    static Notifier of(Map<Channel, Notifier> notifiers) {
        boolean single = notifiers.size() == Channel.values().length
                && notifiers.values().stream().distinct().count() == 1;
        return single ? notifiers.values().iterator().next() : new NotifierByChannel(notifiers);
    }

    @Override
    public String name() {
        return notifiers.values().stream()
                .map(Notifier::name)
                .distinct()
                .sorted()
                .collect(joining(","));
    }

    @Override
    public boolean carries(Channel channel) {
        return notifiers.containsKey(channel);
    }

    @Override
    public Outcome deliver(Notification notification) throws InterruptedException {
        Notifier notifier = notifiers.get(notification.channel());
        return notifier == null ? Outcome.refused("no notifier") : notifier.deliver(notification);
    }
}
