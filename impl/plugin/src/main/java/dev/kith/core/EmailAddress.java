package dev.kith.core;

import java.util.Optional;

/**
 * The two stages in which an e-mail address is judged (contract, section 8).
 *
 * <p>Stage one asks whether the text is one RFC 5322 mailbox with a proper host name; it lets display names, angle brackets,
 * comments and non-ASCII local parts through. Stage two accepts plain ASCII addresses only. Both are needed, because they
 * are told apart on the wire.
 */
final class EmailAddress {
    private static final String ATOM_SPECIALS = "!#$%&'*+-/=?^_`{|}~";
    private static final String LOCAL_SPECIALS = ATOM_SPECIALS + ".";
    private static final int MOST_BYTES = 254;
    private static final int MOST_LOCAL_BYTES = 64;
    private static final int MOST_HOST_BYTES = 253;
    private static final int MOST_LABEL = 63;

    private final String text;
    private int at;

    private EmailAddress(String text) {
        this.text = text;
    }

    /** Stage one: what is wrong with the text as a mailbox; empty when it is one. */
    static Optional<String> fault(String text) {
        try {
            return hostFault(new EmailAddress(text).mailbox());
        } catch (NoMailbox e) {
            return Optional.of("mail: " + e.getMessage());
        }
    }

    /** Stage two: whether the text, untrimmed, is an address that mail is sent to. */
    static boolean acceptable(String text) {
        int sign = text.indexOf('@');
        return sign > 0
                && text.chars().limit(sign).allMatch(c -> isAsciiLetterOrDigit(c) || LOCAL_SPECIALS.indexOf(c) >= 0)
                && labelsFault(text.substring(sign + 1)).isEmpty();
    }

    private static Optional<String> hostFault(AddrSpec address) {
        if (utf8Length(address.local) + 1 + utf8Length(address.host) > MOST_BYTES) {
            return Optional.of("email addresses cannot exceed " + MOST_BYTES + " characters");
        }
        if (utf8Length(address.local) > MOST_LOCAL_BYTES) {
            return Optional.of("email address local phrase cannot exceed " + MOST_LOCAL_BYTES + " characters");
        }
        if (utf8Length(address.host) > MOST_HOST_BYTES) {
            return Optional.of("hostname cannot exceed " + MOST_HOST_BYTES + " characters");
        }
        return labelsFault(address.host);
    }

    private static Optional<String> labelsFault(String host) {
        for (String label : host.split("\\.", -1)) {
            if (label.isEmpty() || label.length() > MOST_LABEL) {
                return Optional.of("hostname part must be non-empty and cannot exceed " + MOST_LABEL + " characters");
            }
            if (label.startsWith("-") || label.endsWith("-")) {
                return Optional.of("hostname parts cannot begin or end with hyphens");
            }
            if (!label.chars().allMatch(c -> isAsciiLetterOrDigit(c) || c == '-')) {
                return Optional.of("hostname parts can only contain alphanumeric characters or hyphens");
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
            throw new NoMailbox("no address");
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
            throw new NoMailbox("expected single address");
        }
        return address;
    }

    private AddrSpec angleAddress() throws NoMailbox {
        skipPhrase();
        if (!accept('<')) {
            throw new NoMailbox("missing '@' or angle-addr");
        }
        AddrSpec address = addrSpec();
        skipBlanksAndComments();
        if (!accept('>')) {
            throw new NoMailbox("unclosed angle-addr");
        }
        return address;
    }

    private AddrSpec addrSpec() throws NoMailbox {
        skipBlanksAndComments();
        String local = at < text.length() && text.charAt(at) == '"' ? quoted() : dotAtom();
        skipBlanksAndComments();
        if (!accept('@')) {
            throw new NoMailbox("missing @ in addr-spec");
        }
        skipBlanksAndComments();
        if (at == text.length()) {
            throw new NoMailbox("no domain in addr-spec");
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
                throw new NoMailbox("missing '@' or angle-addr");
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
            throw new NoMailbox("invalid string");
        }
        if (atom.startsWith(".") || atom.endsWith(".") || atom.contains("..")) {
            throw new NoMailbox("misplaced dot in atom");
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
                throw new NoMailbox("bad character in quoted-string");
            }
            content.append(text.charAt(at++));
        }
        if (!accept('"')) {
            throw new NoMailbox("unclosed quoted-string");
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
            throw new NoMailbox("misformatted parenthetical comment");
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

        NoMailbox(String message) {
            super(message, null, false, false);
        }
    }
}
