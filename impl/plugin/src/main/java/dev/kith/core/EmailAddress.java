package dev.kith.core;

import dev.kith.api.FieldFault.EmailSyntaxError;
import java.util.Optional;

/**
 * The two stages in which an e-mail address is judged (contract, section 8).
 *
 * <p>Stage one asks whether the text is one RFC 5322 mailbox with a proper host name; it lets display names, angle brackets,
 * comments and non-ASCII local parts through. Stage two accepts plain ASCII addresses only. Both are needed, because they
 * have different answers on the wire.
 */
final class EmailAddress {
    private static final String ATOM_SPECIALS = "!#$%&'*+-/=?^_`{|}~";
    private static final String LOCAL_SPECIALS = ATOM_SPECIALS + ".";
    private static final int MOST_BYTES = 254;
    private static final int MOST_LOCAL_BYTES = 64;
    private static final int MOST_LABEL = 63;

    private final String text;
    private int at;

    private EmailAddress(String text) {
        this.text = text;
    }

    /** Stage one: what is wrong with the text as a mailbox; empty when it is one. */
    static Optional<EmailSyntaxError> fault(String text) {
        try {
            return hostFault(new EmailAddress(text).mailbox());
        } catch (NoMailbox e) {
            return Optional.of(e.error);
        }
    }

    /** Stage two: whether the text, untrimmed, is an address that mail is sent to. */
    static boolean acceptable(String text) {
        int sign = text.indexOf('@');
        return sign > 0
                && text.chars().limit(sign).allMatch(c -> isAsciiLetterOrDigit(c) || LOCAL_SPECIALS.indexOf(c) >= 0)
                && labelsFault(text.substring(sign + 1)).isEmpty();
    }

    private static Optional<EmailSyntaxError> hostFault(AddrSpec address) {
        if (utf8Length(address.local) + 1 + utf8Length(address.host) > MOST_BYTES) {
            return Optional.of(EmailSyntaxError.ADDRESS_TOO_LONG);
        }
        if (utf8Length(address.local) > MOST_LOCAL_BYTES) {
            return Optional.of(EmailSyntaxError.LOCAL_PART_TOO_LONG);
        }
        return labelsFault(address.host);
    }

    private static Optional<EmailSyntaxError> labelsFault(String host) {
        for (String label : host.split("\\.", -1)) {
            if (label.isEmpty() || label.length() > MOST_LABEL) {
                return Optional.of(EmailSyntaxError.HOST_LABEL_LENGTH);
            }
            if (label.startsWith("-") || label.endsWith("-")) {
                return Optional.of(EmailSyntaxError.HOST_LABEL_HYPHEN);
            }
            if (!label.chars().allMatch(c -> isAsciiLetterOrDigit(c) || c == '-')) {
                return Optional.of(EmailSyntaxError.HOST_LABEL_CHARACTER);
            }
        }
        return Optional.empty();
    }

    private static int utf8Length(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }

    private record AddrSpec(String local, String host) {}

    /** One mailbox: a bare address, or an optional display name and an address in angle brackets. */
    private AddrSpec mailbox() throws NoMailbox {
        skipBlanksAndComments();
        if (at == text.length()) {
            throw new NoMailbox(EmailSyntaxError.ADDRESS_MISSING);
        }
        int start = at;
        AddrSpec address;
        try {
            address = addrSpec();
        } catch (NoMailbox bare) {
            at = start;
            address = angleAddress();
        }
        skipBlanksAndComments();
        if (at < text.length()) {
            throw new NoMailbox(EmailSyntaxError.ADDRESS_NOT_ALONE);
        }
        return address;
    }

    private AddrSpec angleAddress() throws NoMailbox {
        skipPhrase();
        if (!accept('<')) {
            throw new NoMailbox(EmailSyntaxError.AT_SIGN_OR_ANGLE_BRACKET_MISSING);
        }
        AddrSpec address = addrSpec();
        skipBlanksAndComments();
        if (!accept('>')) {
            throw new NoMailbox(EmailSyntaxError.ANGLE_BRACKET_UNCLOSED);
        }
        return address;
    }

    private AddrSpec addrSpec() throws NoMailbox {
        skipBlanksAndComments();
        String local = at < text.length() && text.charAt(at) == '"' ? quoted() : dotAtom();
        skipBlanksAndComments();
        if (!accept('@')) {
            throw new NoMailbox(EmailSyntaxError.AT_SIGN_MISSING);
        }
        skipBlanksAndComments();
        if (at == text.length()) {
            throw new NoMailbox(EmailSyntaxError.HOST_MISSING);
        }
        return new AddrSpec(local, dotAtom());
    }

    private void skipPhrase() throws NoMailbox {
        skipBlanksAndComments();
        while (at < text.length() && text.charAt(at) != '<') {
            if (text.charAt(at) == '"') {
                quoted();
            } else if (isAtomCharacter(text.charAt(at)) || text.charAt(at) == '.') {
                at++;
            } else {
                throw new NoMailbox(EmailSyntaxError.AT_SIGN_OR_ANGLE_BRACKET_MISSING);
            }
            skipBlanksAndComments();
        }
    }

    private String dotAtom() throws NoMailbox {
        int start = at;
        while (at < text.length() && (isAtomCharacter(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        String atom = text.substring(start, at);
        if (atom.isEmpty()) {
            throw new NoMailbox(EmailSyntaxError.ATOM_MISSING);
        }
        if (atom.startsWith(".") || atom.endsWith(".") || atom.contains("..")) {
            throw new NoMailbox(EmailSyntaxError.DOT_MISPLACED);
        }
        return atom;
    }

    private String quoted() throws NoMailbox {
        at++;
        StringBuilder content = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            if (at == text.length() || text.charAt(at) < ' ' || text.charAt(at) == 127) {
                throw new NoMailbox(EmailSyntaxError.QUOTED_CHARACTER);
            }
            content.append(text.charAt(at++));
        }
        if (!accept('"')) {
            throw new NoMailbox(EmailSyntaxError.QUOTE_UNCLOSED);
        }
        return content.toString();
    }

    private void skipBlanksAndComments() throws NoMailbox {
        while (at < text.length() && " \t(".indexOf(text.charAt(at)) >= 0) {
            if (text.charAt(at) == '(') {
                skipComment();
            } else {
                at++;
            }
        }
    }

    private void skipComment() throws NoMailbox {
        int depth = 0;
        do {
            char next = text.charAt(at);
            depth += next == '(' ? 1 : next == ')' ? -1 : 0;
            at += next == '\\' ? 2 : 1;
        } while (depth > 0 && at < text.length());
        if (depth > 0) {
            throw new NoMailbox(EmailSyntaxError.COMMENT_UNCLOSED);
        }
    }

    private boolean accept(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private static boolean isAtomCharacter(char character) {
        return isAsciiLetterOrDigit(character) || ATOM_SPECIALS.indexOf(character) >= 0 || character > 127;
    }

    private static boolean isAsciiLetterOrDigit(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }

    /** The text is not one mailbox. */
    private static final class NoMailbox extends Exception {
        private static final long serialVersionUID = 1L;

        private final EmailSyntaxError error;

        NoMailbox(EmailSyntaxError error) {
            super(error.name(), null, false, false);
            this.error = error;
        }
    }
}
