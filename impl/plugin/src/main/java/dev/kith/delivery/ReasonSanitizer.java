package dev.kith.delivery;

import dev.kith.spi.Notifier.Notification;
import dev.kith.spi.Notifier.Outcome;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Classes of error as plugins tell them. They are kept and logged, so what plugins must not tell is taken out here. */
final class ReasonSanitizer {
    private static final int LONGEST = 100;
    private static final String UNTOLD = "untold";

    private ReasonSanitizer() {}

    static Outcome tidy(Outcome outcome, Notification notification) {
        String link = notification.optionalLink().map(URI::toString).orElse("");
        return tidy(outcome, notification.recipient(), notification.code(), link);
    }

    /** The same outcome with a reason of one short line of plain characters that repeats no secret. */
    static Outcome tidy(Outcome outcome, String... secrets) {
        if (outcome instanceof Outcome.TryLater later) {
            return new Outcome.TryLater(later.delay(), tidy(later.reason(), secrets));
        }
        return outcome instanceof Outcome.Refused refused
                ? new Outcome.Refused(tidy(refused.reason(), secrets))
                : outcome;
    }

    /** A reason that repeats a secret is withheld as a whole. */
    private static String tidy(@Nullable String reason, String... secrets) {
        if (reason == null || reason.isBlank()) {
            return UNTOLD;
        }
        for (String secret : secrets) {
            if (tells(reason, secret)) {
                return "withheld";
            }
        }
        String plain = reason.replaceAll("[^A-Za-z0-9 ._:/$-]+", "_").strip();
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    }

    private static boolean tells(String reason, String secret) {
        return !secret.isEmpty() && reason.toLowerCase(Locale.ROOT).contains(secret.toLowerCase(Locale.ROOT));
    }
}
