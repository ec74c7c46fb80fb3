package dev.kith.it.rules;

import dev.kith.spi.Notifier;
import dev.kith.spi.VerificationService;

/** Verifies phone numbers by a code that is always the same. */
final class OutsideService implements VerificationService {
    static final String CODE = "outside";

    @Override
    public String name() {
        return "outside";
    }

    @Override
    public boolean covers(Notifier.Channel channel) {
        return channel == Notifier.Channel.SMS;
    }

    @Override
    public Notifier.Outcome start(Verification verification) {
        return Notifier.Outcome.accepted();
    }

    @Override
    public boolean check(Verification verification, String code) {
        return code.equals(CODE);
    }
}
