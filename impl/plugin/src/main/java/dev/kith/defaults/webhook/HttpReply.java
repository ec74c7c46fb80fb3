package dev.kith.defaults.webhook;

import java.net.ProtocolException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a web server has answered, read as leniently as RFC 9112 lets a recipient be: lines may end in LF alone (RFC 9112,
 * section 2.2), any white space separates the parts of the status line (RFC 9112, section 4), there may be white space before
 * the colon of a field (RFC 9112, section 5.1), and a field may go on in the next line (RFC 9112, section 5.2).
 *
 * @param status the status, 200 to 599
 * @param retryAfter the field {@code Retry-After} as it stands, {@code null} if there is none
 */
record HttpReply(int status, @Nullable String retryAfter) {
    private static final int FIRST_FINAL = 200;

    private static final Pattern END_OF_HEAD = Pattern.compile("\r?\n\r?\n");
    private static final Pattern FOLD = Pattern.compile("\r?\n[ \t]+");
    private static final Pattern END_OF_LINE = Pattern.compile("\r?\n");

    /** White space is what RFC 9112, section 4, counts as such; a CR that ends no line is part of it. */
    private static final Pattern STATUS_LINE =
            Pattern.compile("[ \t\u000B\f\r]*HTTP/1\\.[0-9][ \t\u000B\f\r]+([1-5][0-9]{2})(?:[ \t\u000B\f\r][^\n]*)?");

    private static final Pattern RETRY_AFTER = Pattern.compile("Retry-After[ \t]*:([^\n]*)", Pattern.CASE_INSENSITIVE);

    /**
     * Reads what has come so far. Interim answers (1xx) are skipped.
     *
     * @param text the answer from its beginning, a character for each byte
     * @return the answer, empty while its head is incomplete
     * @throws ProtocolException if it is no answer in HTTP/1
     */
    static Optional<HttpReply> read(String text) throws ProtocolException {
        Matcher end = END_OF_HEAD.matcher(text);
        int start = 0;
        while (end.find(start)) {
            HttpReply reply = ofHead(text.substring(start, end.start()));
            if (reply.status >= FIRST_FINAL) {
                return Optional.of(reply);
            }
            start = end.end();
        }
        return Optional.empty();
    }

    private static HttpReply ofHead(String head) throws ProtocolException {
        String[] lines = END_OF_LINE.split(FOLD.matcher(head).replaceAll(" "));
        Matcher status = STATUS_LINE.matcher(lines[0]);
        if (!status.matches()) {
            throw new ProtocolException("the answer is not HTTP/1.1");
        }
        String retryAfter = null;
        for (int i = 1; i < lines.length && retryAfter == null; i++) {
            Matcher field = RETRY_AFTER.matcher(lines[i]);
            retryAfter = field.matches() ? field.group(1) : null;
        }
        return new HttpReply(Integer.parseInt(status.group(1)), retryAfter);
    }
}
