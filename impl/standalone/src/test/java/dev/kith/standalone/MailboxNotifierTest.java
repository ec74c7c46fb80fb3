package dev.kith.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.kith.spi.Notifier;
import dev.kith.spi.Notifier.Channel;
import dev.kith.spi.Notifier.Notification;
import dev.kith.spi.Notifier.Type;
import dev.kith.spi.contract.NotifierContract;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MailboxNotifierTest extends NotifierContract {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    private final MailboxNotifier mailbox = new MailboxNotifier(100, Clock.fixed(NOW, ZoneOffset.UTC));

    @Override
    protected Notifier notifier() {
        return mailbox;
    }

    @Override
    protected Optional<Supplier<List<String>>> reached() {
        return Optional.of(() -> mailbox.received().stream()
                .map(received -> received.notification().recipient())
                .toList());
    }

    @Test
    void the_newest_message_comes_first() {
        mailbox.deliver(mail("1", "a@example.com"));
        mailbox.deliver(mail("2", "b@example.com"));

        assertThat(mailbox.received())
                .extracting(received -> received.notification().id(), Mailbox.Received::at)
                .containsExactly(tuple("2", NOW), tuple("1", NOW));
    }

    @Test
    void it_keeps_the_last_messages_and_no_more() {
        MailboxNotifier small = new MailboxNotifier(3, Clock.systemUTC());
        for (int i = 1; i <= 5; i++) {
            small.deliver(mail(String.valueOf(i), "a@example.com"));
        }

        assertThat(small.received())
                .extracting(received -> received.notification().id())
                .containsExactly("5", "4", "3");
    }

    @Test
    void a_message_that_comes_again_is_there_once() {
        mailbox.deliver(mail("1", "a@example.com"));
        mailbox.deliver(mail("2", "b@example.com"));
        mailbox.deliver(mail("1", "a@example.com"));

        assertThat(mailbox.received())
                .extracting(received -> received.notification().id())
                .containsExactly("1", "2");
    }

    @Test
    void a_mailbox_without_room_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MailboxNotifier(0, Clock.systemUTC()));
    }

    private static Notification mail(String id, String recipient) {
        return new Notification(
                id,
                Channel.EMAIL,
                Type.VERIFY_EMAIL,
                recipient,
                "Verify email",
                "Your code: AB1",
                "<p>Your code: AB1</p>",
                "AB1",
                null,
                "u1",
                "o1",
                1,
                null);
    }
}
