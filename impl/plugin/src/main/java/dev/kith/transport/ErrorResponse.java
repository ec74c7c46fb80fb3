package dev.kith.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An error as callers get it, before a transport writes it in its own notation.
 *
 * @param status the gRPC status
 * @param jsonStatus the status whose code is in a JSON body; the same as {@code status} with few exceptions
 * @param http the HTTP status of a JSON answer
 * @param message the message, error id included
 * @param details the details, in order; empty for errors without an id
 */
public record ErrorResponse(GrpcStatus status, GrpcStatus jsonStatus, int http, String message, List<Detail> details) {
    /** Copies the details. */
    public ErrorResponse {
        details = List.copyOf(details);
    }

    /**
     * An error without id and details: routing, parsing, field rules, instance, size.
     *
     * @param status the status
     * @param message the whole message
     * @return the answer
     */
    public static ErrorResponse plain(GrpcStatus status, String message) {
        return new ErrorResponse(status, status, status.http(), message, List.of());
    }

    /**
     * An error of the domain.
     *
     * @param status the status
     * @param id the error id
     * @param text the text without the id
     * @return the answer
     */
    public static ErrorResponse domain(GrpcStatus status, String id, String text) {
        return new ErrorResponse(
                status, status, status.http(), text + " (" + id + ")", List.of(new Detail.ErrorDetail(id, text)));
    }

    /**
     * Returns this answer with one more detail.
     *
     * @param detail the detail
     * @return a new answer
     */
    public ErrorResponse with(Detail detail) {
        List<Detail> more = new ArrayList<>(details);
        more.add(detail);
        return new ErrorResponse(status, jsonStatus, http, message, more);
    }

    /**
     * Returns this answer with other codes in JSON.
     *
     * @param otherJsonStatus the status whose code is in the body
     * @param otherHttp the HTTP status
     * @return a new answer
     */
    public ErrorResponse inJson(GrpcStatus otherJsonStatus, int otherHttp) {
        return new ErrorResponse(status, otherJsonStatus, otherHttp, message, details);
    }

    /**
     * Returns how long to wait before the same call may succeed.
     *
     * @return the delay, if the answer has one
     */
    public Optional<Duration> retryDelay() {
        return details.stream()
                .filter(Detail.RetryInfo.class::isInstance)
                .map(detail -> ((Detail.RetryInfo) detail).delay())
                .findFirst();
    }

    /**
     * Returns the value of the header {@code Retry-After}.
     *
     * @return the same delay in whole seconds: at least one, and never too early
     */
    public Optional<String> retryAfter() {
        return retryDelay()
                .map(delay ->
                        Long.toString(Math.max(1, delay.plusNanos(999_999_999).toSeconds())));
    }

    /** A machine-readable part of an error. */
    public sealed interface Detail {
        /**
         * {@code zitadel.v1.ErrorDetail}.
         *
         * @param id the error id
         * @param message the text without the id
         */
        record ErrorDetail(String id, String message) implements Detail {}

        /**
         * {@code google.rpc.BadRequest}.
         *
         * @param violations one entry for each violation
         */
        record BadRequest(List<FieldViolation> violations) implements Detail {
            /** Copies the violations. */
            public BadRequest {
                violations = List.copyOf(violations);
            }
        }

        /**
         * {@code google.rpc.RetryInfo}.
         *
         * @param delay how long to wait
         */
        record RetryInfo(Duration delay) implements Detail {}

        /**
         * {@code google.rpc.BadRequest.FieldViolation}.
         *
         * @param field JSON Pointer into the data
         * @param reason the schema keyword in UPPER_SNAKE
         * @param description one sentence
         */
        record FieldViolation(String field, String reason, String description) {}
    }
}
