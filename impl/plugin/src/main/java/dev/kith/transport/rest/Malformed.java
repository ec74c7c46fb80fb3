package dev.kith.transport.rest;

import dev.kith.transport.ErrorAnswer;
import dev.kith.transport.Status;

/** A request that cannot be read, with its answer. The answer never repeats what the request says. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ErrorAnswer answer;

    Malformed(ErrorAnswer answer) {
        super(answer.message(), null, false, false);
        this.answer = answer;
    }

    Malformed(String message) {
        this(ErrorAnswer.plain(Status.INVALID_ARGUMENT, message));
    }

    ErrorAnswer answer() {
        return answer;
    }
}
