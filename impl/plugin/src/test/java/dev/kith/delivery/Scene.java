package dev.kith.delivery;

import static java.util.stream.Collectors.toMap;

import dev.kith.MovableClock;
import dev.kith.core.ContactChannel;
import dev.kith.core.DataProtector;
import dev.kith.core.MessagePayload;
import dev.kith.core.MessagePayload.Occurrence;
import dev.kith.core.Meters;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.core.OutboxMessage.Sealed;
import dev.kith.core.SealedPayloads;
import dev.kith.core.SecretKeys.Key;
import dev.kith.core.Spans;
import dev.kith.delivery.text.MessageRenderer;
import dev.kith.delivery.text.MessageTexts;
import dev.kith.spi.Notifier;
import dev.kith.spi.UserEventListener.Change;
import dev.kith.spi.VerificationService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An outbox, keys and a clock that stands still until it is moved. */
final class Scene implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-22T03:00:00Z");
    static final String LINK = "https://id.example.com/ui/login/mail/verification?userID=u1&code=AB12CD&orgID=o1";
    static final RetryPolicy TERMS = new RetryPolicy(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            5,
            Duration.ofSeconds(4),
            Duration.ofSeconds(20),
            1,
            Duration.ofDays(7));

    static RetryPolicy within(Duration timeout) {
        return new RetryPolicy(
                timeout,
                TERMS.lease(),
                TERMS.attempts(),
                TERMS.firstPause(),
                TERMS.longestPause(),
                TERMS.events(),
                TERMS.keep());
    }

    final MemoryOutbox outbox = new MemoryOutbox();
    final DataProtector protector =
            new DataProtector(List.of(new Key("k1", new byte[32])), new Key("lasting", new byte[32]), new Random(1));
    final ExecutorService threads = DeliveryWorker.ownThreads();
    final MovableClock clock = new MovableClock(START);

    MessageDelivery delivery(Notifier... notifiers) {
        return delivery(TERMS, threads, new NotifierRouting(routes(notifiers), null, EventListeners.NONE));
    }

    MessageDelivery delivery(RetryPolicy policy, @Nullable VerificationService service, Notifier... notifiers) {
        return delivery(policy, threads, new NotifierRouting(routes(notifiers), service, EventListeners.NONE));
    }

    MessageDelivery delivery(EventListeners listeners, Notifier... notifiers) {
        return delivery(TERMS, threads, new NotifierRouting(routes(notifiers), null, listeners));
    }

    MessageDelivery delivery(RetryPolicy policy, ExecutorService executor, NotifierRouting routing) {
        return new MessageDelivery(
                outbox, renderer(), routing, policy, executor, clock, new Random(2), Meters.NONE, Spans.NONE);
    }

    OutboxMessage event(String id, long version, Set<Change> changes) {
        MessagePayload payload = new MessagePayload("", null, null, null, null, new Occurrence(version, changes));
        return event(id, SealedPayloads.seal(protector, payload, id));
    }

    OutboxMessage event(String id, Sealed payload) {
        return add(
                new OutboxMessage(id, "u1", "o1", ContactChannel.EMAIL, MessageKind.EVENT, "", payload, START, null));
    }

    MessageRenderer renderer() {
        return new MessageRenderer(protector, MessageTexts.shipped());
    }

    /** Each channel to those who carry it, in their order. */
    static Map<Notifier.Channel, List<Notifier>> routes(Notifier... notifiers) {
        return Stream.of(Notifier.Channel.values())
                .collect(toMap(
                        Function.identity(),
                        channel -> Stream.of(notifiers)
                                .filter(notifier -> notifier.carries(channel))
                                .toList()));
    }

    OutboxMessage mail(String id) {
        return add(message(id));
    }

    /** A code by mail that expires within an hour, and is not in the outbox. */
    OutboxMessage message(String id) {
        return message(
                id, ContactChannel.EMAIL, MessageKind.SEND_CODE, "mini@example.com", START.plus(Duration.ofHours(1)));
    }

    OutboxMessage textMessage(String id) {
        return add(message(
                id, ContactChannel.PHONE, MessageKind.SEND_CODE, "+41446681800", START.plus(Duration.ofHours(1))));
    }

    OutboxMessage mailWithoutEnd(String id) {
        return add(unsentMail(id));
    }

    /** A message that is not in the outbox. */
    OutboxMessage unsentMail(String id) {
        return message(id, ContactChannel.EMAIL, MessageKind.SEND_CODE, "mini@example.com", null);
    }

    OutboxMessage verification(String id) {
        return add(message(id, ContactChannel.PHONE, MessageKind.START_VERIFICATION, "+41446681800", null));
    }

    OutboxMessage notice(String id, String link) {
        MessagePayload payload = new MessagePayload("", link, "Mini Mouse", null, "n***@e***.org", null);
        return add(new OutboxMessage(
                id,
                "u1",
                "o1",
                ContactChannel.EMAIL,
                MessageKind.NOTICE,
                "mini@example.com",
                SealedPayloads.seal(protector, payload, id),
                START,
                null));
    }

    private OutboxMessage message(
            String id, ContactChannel channel, MessageKind kind, String recipient, @Nullable Instant expires) {
        MessagePayload payload =
                new MessagePayload("AB12CD", channel == ContactChannel.EMAIL ? LINK : null, "Mini Mouse");
        Sealed sealed = SealedPayloads.seal(protector, payload, id);
        return new OutboxMessage(id, "u1", "o1", channel, kind, recipient, sealed, START, expires);
    }

    OutboxMessage add(OutboxMessage message) {
        outbox.add(message);
        return message;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
