package dev.kith.delivery;

import dev.kith.core.Message;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Classes of error as plugins tell them. They are kept and logged, so what plugins must not tell is taken out here. */
final class Reason {
    private static final int LONGEST = 100;
    private static final String UNTOLD = "untold";

    private Reason() {}

    /** One short line of plain characters; a reason that repeats the address or the code is withheld as a whole. */
    static String tidy(@Nullable String reason, Message message, String code) {
        if (reason == null || reason.isBlank()) {
            return UNTOLD;
        }
        if (tells(reason, message.recipient()) || tells(reason, code)) {
            return "withheld";
        }
        String plain = reason.replaceAll("[^A-Za-z0-9 ._:/$-]+", "_").strip();
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    }

    private static boolean tells(String reason, String secret) {
        return !secret.isEmpty() && reason.toLowerCase(Locale.ROOT).contains(secret.toLowerCase(Locale.ROOT));
    }
}
