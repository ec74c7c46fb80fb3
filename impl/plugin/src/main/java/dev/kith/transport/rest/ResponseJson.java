package dev.kith.transport.rest;

import dev.kith.api.Details;
import dev.kith.api.Json;
import dev.kith.api.Receipt;
import dev.kith.api.UserView;
import dev.kith.api.search.UserPage;
import dev.kith.transport.ErrorResponse;
import dev.kith.transport.ErrorResponse.Detail;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The response messages in their JSON form: members in the order of their declaration, without those that are not set. */
final class ResponseJson {
    private static final String TYPE_PREFIX = "type.googleapis.com/";

    private ResponseJson() {}

    static Json.Obj details(Receipt receipt) {
        return new MemberCollector().put("details", details(receipt.details())).done();
    }

    static Json.Obj patched(Receipt receipt) {
        return new MemberCollector()
                .put("details", details(receipt.details()))
                .putText("emailCode", receipt.emailCode())
                .putText("phoneCode", receipt.phoneCode())
                .done();
    }

    static Json.Obj emailSet(Receipt receipt) {
        return codeIssued(receipt, receipt.emailCode());
    }

    static Json.Obj phoneSet(Receipt receipt) {
        return codeIssued(receipt, receipt.phoneCode());
    }

    private static Json.Obj codeIssued(Receipt receipt, @Nullable String code) {
        return new MemberCollector()
                .put("details", details(receipt.details()))
                .putText("verificationCode", code)
                .done();
    }

    static Json.Obj user(UserView view) {
        return new MemberCollector().put("user", member(view)).done();
    }

    static Json.Obj found(UserPage page) {
        return new MemberCollector()
                .put("details", listDetails(page.limit(), page.total(), page.timestamp()))
                .put("result", list(page.users(), ResponseJson::member))
                .done();
    }

    /** Numbers of 64 bits are texts. */
    static Json.Obj listDetails(int limit, long total, Instant timestamp) {
        return new MemberCollector()
                .putText("appliedLimit", Integer.toString(limit))
                .putText("totalResult", total == 0 ? null : Long.toString(total))
                .put("timestamp", time(timestamp))
                .done();
    }

    /** A list that is not empty. */
    static <T> Json.@Nullable Arr list(List<T> items, Function<T, Json> form) {
        return items.isEmpty() ? null : new Json.Arr(items.stream().map(form).toList());
    }

    private static Json.Obj member(UserView view) {
        return new MemberCollector()
                .put("details", details(view.details()))
                .put("schema", schema(view.schema()))
                .put("data", view.data())
                .put("contact", contact(view))
                .putText("state", "USER_STATE_" + view.state().name())
                .done();
    }

    private static Json.Obj schema(UserView.Schema schema) {
        return new MemberCollector()
                .putText("id", schema.id())
                .putText("type", schema.type())
                .put("revision", number(schema.revision()))
                .done();
    }

    private static Json.@Nullable Obj contact(UserView view) {
        if (view.email() == null && view.phone() == null) {
            return null;
        }
        return new MemberCollector()
                .put("email", contact("address", "pendingAddress", view.email()))
                .put("phone", contact("number", "pendingNumber", view.phone()))
                .done();
    }

    private static Json.@Nullable Obj contact(String name, String pendingName, UserView.@Nullable ContactView contact) {
        if (contact == null) {
            return null;
        }
        return new MemberCollector()
                .putText(name, contact.value())
                .put("isVerified", contact.verified() ? Json.Bool.TRUE : null)
                .putText(pendingName, contact.pending())
                .done();
    }

    private static Json.Obj details(Details details) {
        Json.Obj owner = new MemberCollector()
                .putText("type", "OWNER_TYPE_ORG")
                .putText("id", details.organization())
                .done();
        return new MemberCollector()
                .putText("id", details.id())
                .put("created", time(details.created()))
                .put("changed", time(details.changed()))
                .put("owner", owner)
                .done();
    }

    /** RFC 3339 in UTC with 0, 3 or 6 fractional digits. */
    static Json.Text time(Instant time) {
        return new Json.Text(time.truncatedTo(ChronoUnit.MICROS).toString());
    }

    static Json.Obj error(ErrorResponse answer) {
        List<Json> details =
                answer.details().stream().<Json>map(ResponseJson::detail).toList();
        return new MemberCollector()
                .put("code", number(answer.jsonStatus().code()))
                .putText("message", answer.message())
                .put("details", details.isEmpty() ? null : new Json.Arr(details))
                .done();
    }

    private static Json.Obj detail(Detail detail) {
        if (detail instanceof Detail.ErrorDetail error) {
            return typed("zitadel.v1.ErrorDetail")
                    .putText("id", error.id())
                    .putText("message", error.message())
                    .done();
        }
        if (detail instanceof Detail.BadRequest request) {
            List<Json> violations = request.violations().stream()
                    .<Json>map(ResponseJson::violation)
                    .toList();
            return typed("google.rpc.BadRequest")
                    .put("fieldViolations", new Json.Arr(violations))
                    .done();
        }
        Duration delay = ((Detail.RetryInfo) detail).delay();
        return typed("google.rpc.RetryInfo")
                .putText("retryDelay", duration(delay))
                .done();
    }

    private static Json.Obj violation(Detail.FieldViolation violation) {
        return new MemberCollector()
                .putText("field", violation.field())
                .putText("description", violation.description())
                .putText("reason", violation.reason())
                .done();
    }

    /** Seconds with 0 or 3 fractional digits, as protobuf writes a duration; rounded up, so that no retry comes too early. */
    private static String duration(Duration delay) {
        long millis = (delay.toNanos() + 999_999) / 1_000_000;
        return millis % 1000 == 0 ? millis / 1000 + "s" : BigDecimal.valueOf(millis, 3) + "s";
    }

    private static MemberCollector typed(String type) {
        return new MemberCollector().putText("@type", TYPE_PREFIX + type);
    }

    static Json.Num number(long value) {
        return new Json.Num(BigDecimal.valueOf(value));
    }

    /** Collects the members that are set. */
    static final class MemberCollector {
        private final Map<String, Json> members = new LinkedHashMap<>();

        MemberCollector put(String name, @Nullable Json value) {
            if (value != null) {
                members.put(name, value);
            }
            return this;
        }

        MemberCollector putText(String name, @Nullable String value) {
            return put(name, value == null || value.isEmpty() ? null : new Json.Text(value));
        }

        Json.Obj done() {
            return new Json.Obj(members);
        }
    }
}
