package dev.kith.it.conformance;

import dev.kith.api.Json;
import org.jspecify.annotations.Nullable;

/**
 * An operation that the server says it does not have. The case is not a failure then, but it is counted and told: it runs as soon
 * as the operation is there.
 */
final class NotServed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String MESSAGE = "/message";
    private static final int NOT_IMPLEMENTED = 501;
    private static final int UNIMPLEMENTED = 12;

    private NotServed(String what) {
        super(what, null, false, false);
    }

    private static boolean isExpected(Json message, Expect expect) {
        @Nullable Matcher expected = expect.json().get(MESSAGE);
        return expected == null || expected.matches(message);
    }

    /** Throws where the answer is that of an operation that is not there, and another one is expected. */
    static void check(String operation, Answer answer, Expect expect, Transport transport) {
        int status = answer.status();
        boolean unserved = (status == NOT_IMPLEMENTED || status == UNIMPLEMENTED)
                && Pointer.of(MESSAGE).in(answer.body()) instanceof Json.Text text
                && text.value().matches("method \\w+ not implemented")
                && !(status == transport.expectedStatus(expect) && isExpected(text, expect));
        if (unserved) {
            throw new NotServed(operation);
        }
    }
}
