package dev.kith.transport.grpc.message;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.MessageLite;
import dev.kith.transport.ErrorResponse;
import dev.kith.transport.ErrorResponse.Detail;
import dev.kith.transport.grpc.wire.BadRequest;
import dev.kith.transport.grpc.wire.ErrorDetail;
import dev.kith.transport.grpc.wire.RetryInfo;
import java.util.List;

/** The details of errors as messages. */
public final class ErrorDetails {
    private static final String TYPE_PREFIX = "type.googleapis.com/";

    private ErrorDetails() {}

    /**
     * Returns the details of an error.
     *
     * @param error the error
     * @param mostBytes how long a list of violations may be; it ends before the one that would make it longer
     * @return the messages, in order
     */
    public static List<Any> of(ErrorResponse error, int mostBytes) {
        return error.details().stream().map(detail -> any(detail, mostBytes)).toList();
    }

    /**
     * Returns the full name of the type of a detail.
     *
     * @param detail the detail
     * @return the name
     */
    public static String typeOf(Any detail) {
        return detail.getTypeUrl().substring(TYPE_PREFIX.length());
    }

    private static Any any(Detail detail, int mostBytes) {
        if (detail instanceof Detail.ErrorDetail named) {
            return any(
                    "zitadel.v1.ErrorDetail",
                    ErrorDetail.newBuilder()
                            .setId(named.id())
                            .setMessage(named.message())
                            .build());
        }
        if (detail instanceof Detail.RetryInfo retry) {
            return any(
                    "google.rpc.RetryInfo",
                    RetryInfo.newBuilder()
                            .setRetryDelay(Duration.newBuilder()
                                    .setSeconds(retry.delay().toSeconds())
                                    .setNanos(retry.delay().toNanosPart()))
                            .build());
        }
        return any("google.rpc.BadRequest", violations(((Detail.BadRequest) detail).violations(), mostBytes));
    }

    private static Any any(String type, MessageLite message) {
        return Any.newBuilder()
                .setTypeUrl(TYPE_PREFIX + type)
                .setValue(message.toByteString())
                .build();
    }

    private static BadRequest violations(List<Detail.FieldViolation> violations, int mostBytes) {
        BadRequest.Builder request = BadRequest.newBuilder();
        int size = 0;
        for (Detail.FieldViolation violation : violations) {
            BadRequest.FieldViolation one = BadRequest.FieldViolation.newBuilder()
                    .setField(violation.field())
                    .setReason(violation.reason())
                    .setDescription(violation.description())
                    .build();
            size += one.getSerializedSize();
            if (size > mostBytes) {
                break;
            }
            request.addFieldViolations(one);
        }
        return request.build();
    }
}
