package dev.kith.defaults;

import dev.kith.spi.Notifier.Notification;

/**
 * Masks addresses and numbers for the log: operators can recognize one that they know, but cannot learn a new one. This is not
 * the mask of a notice, which its recipient reads: it hides the top-level domain as well, and a first character or an end that
 * is not plain, because a notifier may be given anything and a log entry must stay one line.
 */
final class LogMasking {
    private static final String HIDDEN = "***";
    private static final int SHOWN_DIGITS = 2;

    private LogMasking() {}

    static String recipient(Notification notification) {
        return switch (notification.channel()) {
            case EMAIL -> address(notification.recipient());
            case SMS -> number(notification.recipient());
        };
    }

    private static String address(String address) {
        int at = address.lastIndexOf('@');
        return at < 0 ? HIDDEN : first(address.substring(0, at)) + "@" + first(address.substring(at + 1));
    }

    private static String first(String text) {
        boolean plain = !text.isEmpty() && Character.isLetterOrDigit(text.charAt(0)) && text.charAt(0) < 128;
        return (plain ? text.substring(0, 1) : "") + HIDDEN;
    }

    private static String number(String number) {
        boolean plain = number.matches("\\+?[0-9]{6,}");
        return plain ? HIDDEN + number.substring(number.length() - SHOWN_DIGITS) : HIDDEN;
    }
}
