package dev.kith.transport.rest;

import dev.kith.transport.ErrorAnswer;
import dev.kith.transport.Status;

/** Answers to requests that reach no call. */
final class Routes {
    static final ErrorAnswer NOT_FOUND = ErrorAnswer.plain(Status.NOT_FOUND, "Not Found");
    static final ErrorAnswer METHOD_NOT_ALLOWED =
            ErrorAnswer.plain(Status.UNIMPLEMENTED, "Method Not Allowed").inJson(Status.UNIMPLEMENTED, 405);
    static final ErrorAnswer UNSUPPORTED_MEDIA_TYPE = ErrorAnswer.plain(
                    Status.INVALID_ARGUMENT, "content type application/json expected")
            .inJson(Status.INVALID_ARGUMENT, 415);

    private Routes() {}
}
