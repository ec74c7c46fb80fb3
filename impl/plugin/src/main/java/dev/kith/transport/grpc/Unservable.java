package dev.kith.transport.grpc;

import dev.kith.transport.ErrorAnswer;
import dev.kith.transport.Status;
import java.io.IOException;

/**
 * A request that cannot be read or that comes too late: what its caller hears. An {@code IOException}, because most of them
 * are found while the body is being read.
 */
final class Unservable extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorAnswer answer;

    Unservable(ErrorAnswer answer) {
        super(answer.message());
        this.answer = answer;
    }

    Unservable(Status status, String message) {
        this(ErrorAnswer.plain(status, message));
    }

    ErrorAnswer answer() {
        return answer;
    }
}
