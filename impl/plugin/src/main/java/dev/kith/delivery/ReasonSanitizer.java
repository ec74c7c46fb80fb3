package dev.kith.delivery;

import dev.kith.spi.Notifier.Notification;
import dev.kith.spi.Notifier.Outcome;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cleans the error classes that plugins report. They are stored and logged, so what must not be in them is removed here. */
final class ReasonSanitizer {
    private static final int LONGEST = 150;
    private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9 ._:/$-]+");
    private static final String NOT_GIVEN = "not-given";

    private ReasonSanitizer() {}

    static Outcome sanitize(Outcome outcome, Notification notification) {
        String link = notification.optionalLink().map(URI::toString).orElse("");
        return sanitize(outcome, notification.recipient(), notification.code(), link);
    }

    /** The same outcome, with its reason as one short line of plain characters that does not repeat a secret. */
    static Outcome sanitize(Outcome outcome, String... secrets) {
        if (outcome instanceof Outcome.TryLater later) {
            return new Outcome.TryLater(later.delay(), sanitize(later.reason(), secrets));
        }
        return outcome instanceof Outcome.Refused refused
                ? new Outcome.Refused(sanitize(refused.reason(), secrets))
                : outcome;
    }

    /** A reason that repeats a secret is withheld entirely. */
    private static String sanitize(@Nullable String reason, String... secrets) {
        if (reason == null || reason.isBlank()) {
            return NOT_GIVEN;
        }
        for (String secret : secrets) {
            if (repeats(reason, secret)) {
                return "withheld";
            }
        }
        return plain(reason);
    }

    /** One short line of plain characters. */
    static String plain(String text) {
        String plain = UNUSUAL.matcher(text).replaceAll("_").strip();
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    }

    private static boolean repeats(String reason, String secret) {
        return !secret.isEmpty() && reason.toLowerCase(Locale.ROOT).contains(secret.toLowerCase(Locale.ROOT));
    }
}
