package dev.kith.defaults.mail;

import dev.kith.spi.Notifier.Outcome;
import jakarta.mail.MessagingException;
import java.lang.reflect.Method;
import java.util.OptionalInt;

/**
 * The reply of a mail server that did not accept a mail. Its text is never kept: servers repeat addresses in it.
 *
 * @param code the three-digit code, empty if the connection failed before there was a reply
 */
record SmtpReply(OptionalInt code) {
    private static final int CLOSING = 421;
    private static final int PERMANENT = 500;
    private static final int LAST = 599;
    private static final int MOST_CAUSES = 10;

    static SmtpReply of(MessagingException thrown) {
        Exception next = thrown;
        for (int i = 0; i < MOST_CAUSES && next != null; i++) {
            OptionalInt code = code(next);
            if (code.isPresent()) {
                return new SmtpReply(code);
            }
            next = next instanceof MessagingException link ? link.getNextException() : null;
        }
        return new SmtpReply(OptionalInt.empty());
    }

    /** Whether the server closes the connection without saying anything about the mail. */
    boolean closesConnection() {
        return code.isPresent() && code.getAsInt() == CLOSING;
    }

    Outcome outcome() {
        if (code.isEmpty()) {
            return Outcome.tryLater("connection");
        }
        String reason = "smtp-" + code.getAsInt();
        return code.getAsInt() >= PERMANENT ? Outcome.refused(reason) : Outcome.tryLater(reason);
    }

    /**
     * Every implementation of Jakarta Mail has a method of this name on its own exceptions; the API has no type for it.
     */
    private static OptionalInt code(Exception thrown) {
        try {
            Method getter = thrown.getClass().getMethod("getReturnCode");
            return getter.invoke(thrown) instanceof Integer code && code >= 200 && code <= LAST
                    ? OptionalInt.of(code)
                    : OptionalInt.empty();
        } catch (ReflectiveOperationException e) {
            return OptionalInt.empty();
        }
    }
}
