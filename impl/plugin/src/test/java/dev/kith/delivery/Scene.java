package dev.kith.delivery;

import static java.util.stream.Collectors.toMap;

import dev.kith.core.Channel;
import dev.kith.core.Keys.Key;
import dev.kith.core.Message;
import dev.kith.core.Message.Kind;
import dev.kith.core.Message.Sealed;
import dev.kith.core.Payload;
import dev.kith.core.Payload.Occurrence;
import dev.kith.core.SealedPayloads;
import dev.kith.core.Vault;
import dev.kith.spi.EventListener.Change;
import dev.kith.spi.Notifier;
import dev.kith.spi.VerificationService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An outbox, a vault and a clock that stands still until it is moved. */
final class Scene implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-22T03:00:00Z");
    static final String LINK = "https://id.example.com/ui/login/mail/verification?userID=u1&code=AB12CD&orgID=o1";
    static final Terms TERMS = new Terms(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            5,
            Duration.ofSeconds(4),
            Duration.ofSeconds(20),
            1,
            Duration.ofDays(7));

    static Terms within(Duration timeout) {
        return new Terms(
                timeout,
                TERMS.lease(),
                TERMS.attempts(),
                TERMS.firstPause(),
                TERMS.longestPause(),
                TERMS.events(),
                TERMS.keep());
    }

    final MemoryOutbox outbox = new MemoryOutbox();
    final Vault vault =
            new Vault(List.of(new Key("k1", new byte[32])), new Key("lasting", new byte[32]), new Random(1));
    final ExecutorService threads = Worker.ownThreads();
    final Hand clock = new Hand();

    /** A clock that is moved by hand. */
    static final class Hand extends Clock {
        private volatile Instant now = START;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }

        void forward(Duration time) {
            now = now.plus(time);
        }

        void to(Instant time) {
            now = time;
        }
    }

    Delivery delivery(Notifier... notifiers) {
        return delivery(TERMS, threads, new Carriers(routes(notifiers), null, Listeners.NONE));
    }

    Delivery delivery(Terms terms, @Nullable VerificationService service, Notifier... notifiers) {
        return delivery(terms, threads, new Carriers(routes(notifiers), service, Listeners.NONE));
    }

    Delivery delivery(Listeners listeners, Notifier... notifiers) {
        return delivery(TERMS, threads, new Carriers(routes(notifiers), null, listeners));
    }

    Delivery delivery(Terms terms, ExecutorService executor, Carriers carriers) {
        return new Delivery(outbox, scribe(), carriers, terms, executor, clock, new Random(2));
    }

    Message event(String id, long version, Set<Change> changes) {
        Payload payload = new Payload("", null, null, null, null, new Occurrence(version, changes));
        return event(id, SealedPayloads.seal(vault, payload, id));
    }

    Message event(String id, Sealed payload) {
        return add(new Message(id, "u1", "o1", Channel.EMAIL, Kind.EVENT, "", payload, START, null));
    }

    Scribe scribe() {
        return new Scribe(vault, Texts.shipped());
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

    Message mail(String id) {
        return add(message(id, Channel.EMAIL, Kind.SEND_CODE, "mini@example.com", START.plus(Duration.ofHours(1))));
    }

    Message textMessage(String id) {
        return add(message(id, Channel.PHONE, Kind.SEND_CODE, "+41446681800", START.plus(Duration.ofHours(1))));
    }

    Message mailWithoutEnd(String id) {
        return add(unsentMail(id));
    }

    /** A message that is not in the outbox. */
    Message unsentMail(String id) {
        return message(id, Channel.EMAIL, Kind.SEND_CODE, "mini@example.com", null);
    }

    Message verification(String id) {
        return add(message(id, Channel.PHONE, Kind.START_VERIFICATION, "+41446681800", null));
    }

    Message notice(String id, String link) {
        Payload payload = new Payload("", link, "Mini Mouse", null, "n***@e***.org", null);
        return add(new Message(
                id,
                "u1",
                "o1",
                Channel.EMAIL,
                Kind.NOTICE,
                "mini@example.com",
                SealedPayloads.seal(vault, payload, id),
                START,
                null));
    }

    private Message message(String id, Channel channel, Kind kind, String recipient, @Nullable Instant expires) {
        Payload payload = new Payload("AB12CD", channel == Channel.EMAIL ? LINK : null, "Mini Mouse");
        Sealed sealed = SealedPayloads.seal(vault, payload, id);
        return new Message(id, "u1", "o1", channel, kind, recipient, sealed, START, expires);
    }

    Message add(Message message) {
        outbox.add(message);
        return message;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
