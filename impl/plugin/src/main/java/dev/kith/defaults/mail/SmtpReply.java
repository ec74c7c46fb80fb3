package dev.kith.defaults.mail;

import dev.kith.spi.Notifier.Outcome;
import jakarta.mail.MessagingException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The reply of a mail server that did not accept a mail. Its text is never kept: servers repeat addresses in it.
 *
 * @param code the three-digit code, empty if the connection failed before there was a reply
 * @param withoutCode the reason where there is no code that says anything about the mail
 */
record SmtpReply(OptionalInt code, String withoutCode) {
    private static final int CLOSING = 421;
    private static final int PERMANENT = 500;
    private static final int LAST = 599;
    private static final int MOST_CAUSES = 10;

    /** The whole text of an exception where a command that is about no mail was refused, such as {@code STARTTLS}. */
    private static final Pattern REPLY = Pattern.compile("[45][0-9]{2}[ -]");

    /** What the library says where it must not go on without TLS; there is no type for it. */
    private static final List<String> NO_STARTTLS = List.of("STARTTLS is required", "Could not convert socket to TLS");

    static SmtpReply of(MessagingException thrown) {
        String withoutCode = "connection";
        Throwable next = thrown;
        for (int i = 0; i < MOST_CAUSES && next != null; i++) {
            OptionalInt code = code(next);
            if (code.isPresent()) {
                return new SmtpReply(code, withoutCode);
            }
            withoutCode = Objects.requireNonNullElse(reason(next), withoutCode);
            next = next instanceof MessagingException link ? link.getNextException() : next.getCause();
        }
        return new SmtpReply(OptionalInt.empty(), withoutCode);
    }

    private static @Nullable String reason(Throwable thrown) {
        if (thrown instanceof SSLException) {
            return "tls";
        }
        String text = thrown instanceof MessagingException ? thrown.getMessage() : null;
        if (text == null) {
            return null;
        }
        if (REPLY.matcher(text).lookingAt()) {
            return "smtp-" + text.substring(0, 3);
        }
        return NO_STARTTLS.stream().anyMatch(text::startsWith) ? "starttls" : null;
    }

    /** Whether the server closes the connection without saying anything about the mail. */
    boolean closesConnection() {
        return code.isPresent() && code.getAsInt() == CLOSING;
    }

    Outcome outcome() {
        if (code.isEmpty()) {
            return Outcome.tryLater(withoutCode);
        }
        String reason = "smtp-" + code.getAsInt();
        return code.getAsInt() >= PERMANENT ? Outcome.refused(reason) : Outcome.tryLater(reason);
    }

    /**
     * Every implementation of Jakarta Mail has a method of this name on its own exceptions; the API has no type for it.
     */
    private static OptionalInt code(Throwable thrown) {
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
