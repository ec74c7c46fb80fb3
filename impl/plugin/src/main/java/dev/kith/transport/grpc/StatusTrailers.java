package dev.kith.transport.grpc;

import dev.kith.transport.ErrorResponse;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.grpc.message.ErrorDetails;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The trailers that carry the status of a call.
 *
 * <p>Clients and proxies reject large header blocks, commonly from 8 KiB on, and lose the status with them. A text or a list
 * of violations that would come close to that is therefore cut (contract, section 5).
 */
final class StatusTrailers {
    private static final int MAX_TEXT = 1_000;
    private static final int MAX_DETAILS = 3_000;
    private static final int MAX_LEFT_OUT = 20;
    private static final String LEFT_OUT = "kith-left-out";
    private static final String MESSAGE = "grpc-message";
    private static final String DETAILS = "grpc-status-details-bin";
    private static final String HEX = "0123456789ABCDEF";

    private StatusTrailers() {}

    /** Returns the trailers of a call that was carried out. */
    static Map<String, String> ok(GrpcReply.Success success) {
        Map<String, String> trailers = new LinkedHashMap<>();
        trailers.put("grpc-status", Integer.toString(GrpcStatus.OK.code()));
        trailers.putAll(success.trailers());
        return trailers;
    }

    /** The ids of objects of which something was left out of an answer, as far as there is room for them. */
    static Map<String, String> leftOut(List<String> ids) {
        StringBuilder list = new StringBuilder();
        for (String id : ids.subList(0, Math.min(ids.size(), MAX_LEFT_OUT))) {
            String encoded = percentEncoded(id).replace(",", "%2C");
            if (list.length() + encoded.length() > MAX_DETAILS) {
                break;
            }
            list.append(list.isEmpty() ? "" : ",").append(encoded);
        }
        return list.isEmpty() ? Map.of() : Map.of(LEFT_OUT, list.toString());
    }

    /** Returns the trailers of a call that was not carried out. */
    static Map<String, String> of(ErrorResponse error) {
        Map<String, String> trailers = new LinkedHashMap<>();
        String text = shortened(error.message());
        trailers.put("grpc-status", Integer.toString(error.status().code()));
        trailers.put(MESSAGE, percentEncoded(text));
        if (!error.details().isEmpty()) {
            trailers.put(DETAILS, details(error, text));
        }
        return trailers;
    }

    /** Returns the same as {@link #ok}, with every trailer that can occur. */
    static Map<String, String> allOk(GrpcReply.Success success) {
        Map<String, String> trailers = ok(success);
        trailers.put(MESSAGE, "");
        trailers.put(DETAILS, "");
        trailers.putIfAbsent(LEFT_OUT, "");
        return trailers;
    }

    /** Returns the same as {@link #of}, with every trailer that can occur. */
    static Map<String, String> allOf(ErrorResponse error) {
        Map<String, String> trailers = of(error);
        trailers.put(LEFT_OUT, "");
        trailers.computeIfAbsent(DETAILS, missing -> details(error, shortened(error.message())));
        return trailers;
    }

    private static String details(ErrorResponse error, String text) {
        return Base64.getEncoder()
                .withoutPadding()
                .encodeToString(status(error, text).toByteArray());
    }

    private static String shortened(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
        return text.substring(0, end) + "...";
    }

    private static dev.kith.transport.grpc.wire.Status status(ErrorResponse error, String text) {
        var status = dev.kith.transport.grpc.wire.Status.newBuilder()
                .setCode(error.status().code())
                .setMessage(text);
        ErrorDetails.of(error, MAX_DETAILS).forEach(status::addDetails);
        return status.build();
    }

    /** The percent encoding of the gRPC protocol: keeps printable ASCII, except for the percent sign. */
    private static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            if (unit >= ' ' && unit <= '~' && unit != '%') {
                encoded.append((char) unit);
            } else {
                encoded.append('%').append(HEX.charAt(unit >> 4 & 15)).append(HEX.charAt(unit & 15));
            }
        }
        return encoded.toString();
    }
}
