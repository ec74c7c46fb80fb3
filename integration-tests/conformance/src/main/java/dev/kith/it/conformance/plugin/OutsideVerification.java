package dev.kith.it.conformance.plugin;

import dev.kith.spi.Notifier;
import dev.kith.spi.VerificationService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** An external service that generates and checks the codes for phones, simulated by the tests. */
public final class OutsideVerification implements VerificationService {
    /** Made by {@code ServiceLoader}. */
    public OutsideVerification() {}

    @Override
    public String name() {
        return "outside";
    }

    @Override
    public boolean covers(Notifier.Channel channel) {
        try {
            return channel == Notifier.Channel.SMS && Boolean.parseBoolean(Report.fact("outside"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Notifier.Outcome start(Verification verification) {
        try {
            Report.send(Map.of(
                    "outside", "start",
                    "id", verification.id(),
                    "channel", ReportingNotifier.word(verification.channel()),
                    "type", Notifier.Type.VERIFY_PHONE.wireName(),
                    "to", verification.recipient(),
                    "userId", verification.userId()));
            return Notifier.Outcome.accepted();
        } catch (IOException e) {
            return Notifier.Outcome.tryLater("unreachable");
        }
    }

    @Override
    public boolean check(Verification verification, String code) {
        try {
            return Boolean.parseBoolean(Report.send(Map.of("id", verification.id(), "guess", code)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
