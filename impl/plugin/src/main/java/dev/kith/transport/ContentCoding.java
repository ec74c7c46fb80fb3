package dev.kith.transport;

import java.util.Arrays;

/** Whether a body is compressed or otherwise coded as a whole (RFC 9110, section 8.4), which nothing here undoes. */
public final class ContentCoding {
    /** The one coding that is read: none. The value of {@code Accept-Encoding} in the answer to any other. */
    public static final String IDENTITY = "identity";

    private ContentCoding() {}

    /**
     * Whether the head of a request names a coding.
     *
     * @param head the request's head
     * @return true unless {@code Content-Encoding} is missing, empty or {@code identity}
     */
    public static boolean isNamed(RequestHead head) {
        return head.headers("content-encoding").stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .anyMatch(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase(IDENTITY));
    }
}
