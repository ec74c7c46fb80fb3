package dev.kith.defaults.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;

/**
 * Who sends mails.
 *
 * @param address the address, with a name in ASCII: what is beyond it is in encoded words (RFC 2047), because not every server
 *     takes anything else in a header
 * @param domain the domain of the address
 */
record Sender(InternetAddress address, String domain) {
    /**
     * Reads a sender as it stands in a header: with or without a name, which may be in quotes, in a comment, or in encoded words
     * already.
     *
     * @throws IllegalArgumentException if it is not exactly one mail address
     */
    static Sender of(String text) {
        InternetAddress address = parsed(text);
        String domain = RecipientAddress.read(address.getAddress())
                .map(RecipientAddress::host)
                .orElseThrow(() -> new IllegalArgumentException("the sender of mails is not a mail address: " + text));
        return new Sender(encoded(address), domain);
    }

    private static InternetAddress parsed(String text) {
        try {
            return new InternetAddress(MailWriter.oneLine(text), true);
        } catch (AddressException e) {
            throw new IllegalArgumentException("the sender of mails is not a mail address: " + text, e);
        }
    }

    /** The library keeps a name as it was given, whatever its characters. */
    private static InternetAddress encoded(InternetAddress address) {
        if (!UTF_8.newEncoder().canEncode(address.toString())) {
            throw new IllegalArgumentException("the name of the sender of mails has half a character");
        }
        if (address.toString().chars().allMatch(character -> character < 0x80)) {
            return address;
        }
        try {
            address.setPersonal(address.getPersonal(), UTF_8.name());
            return address;
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every JDK has UTF-8", e);
        }
    }
}
