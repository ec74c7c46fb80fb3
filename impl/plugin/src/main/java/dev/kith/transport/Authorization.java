package dev.kith.transport;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code Authorization} header of a request (RFC 9110, section 11.6.2). */
sealed interface Authorization {
    /** No header, or an empty one. */
    record Missing() implements Authorization {}

    /** Another scheme, several headers, or anything other than one token. */
    record MalformedCredentials() implements Authorization {}

    /**
     * A bearer token.
     *
     * @param token the token
     */
    record Bearer(String token) implements Authorization {
        @Override
        public String toString() {
            return "Bearer";
        }
    }

    /** The scheme in any case, blanks, one token of visible ASCII characters. */
    Pattern BEARER = Pattern.compile("[Bb][Ee][Aa][Rr][Ee][Rr] +([!-~]+)");

    static Authorization of(RequestHead head) {
        List<String> values = head.headers("authorization").stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
        if (values.isEmpty()) {
            return new Missing();
        }
        Matcher bearer = BEARER.matcher(values.get(0));
        return values.size() == 1 && bearer.matches() ? new Bearer(bearer.group(1)) : new MalformedCredentials();
    }
}
