package dev.kith.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.Notifier;
import dev.kith.spi.Notifier.Outcome;
import dev.kith.spi.contract.NotifierContract;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogNotifierTest extends NotifierContract {
    private final Logger logger = Logger.getLogger(LogNotifier.class.getName());
    private final List<String> lines = new ArrayList<>();
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            synchronized (lines) {
                lines.add(entry.getLevel() + " " + new SimpleFormatter().formatMessage(entry));
            }
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void listen() {
        logger.addHandler(ear);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(ear);
    }

    @Override
    protected Notifier notifier() {
        return new LogNotifier();
    }

    @Override
    protected Class<? extends Outcome> usualOutcome() {
        return Outcome.Refused.class;
    }

    @Test
    void the_line_names_the_message_the_masked_recipient_and_the_remedy() {
        new LogNotifier().deliver(Notifications.mail("4711", "mini@mail.example.com"));

        assertThat(lines)
                .containsExactly("WARNING message=4711 type=VerifyEmail to=m***@m*** outcome=not-sent: no notifier is"
                        + " configured; set kith.mail.host and kith.mail.from, or add a dev.kith.spi.Notifier that"
                        + " carries e-mail");
    }

    @Test
    void a_number_is_masked_up_to_its_last_two_digits() {
        new LogNotifier().deliver(Notifications.textMessage("4712", "+41446681847"));

        assertThat(lines).singleElement().asString().contains("to=***47 ").contains("carries text messages");
    }

    @Test
    void a_recipient_that_is_none_shows_nothing_of_itself() {
        new LogNotifier().deliver(Notifications.mail("4713", "\r\nforged=line\u202E@\r\nx"));
        new LogNotifier().deliver(Notifications.textMessage("4714", "forged\r\n"));

        assertThat(lines)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .doesNotContain("forged")
                        .doesNotContain("\n")
                        .doesNotContain("\r"));
    }
}
