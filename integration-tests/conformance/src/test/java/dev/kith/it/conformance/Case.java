package dev.kith.it.conformance;

import dev.kith.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One case. Requests and expectations are kept as they are in the file, because their placeholders get their values
 * while the case runs; reading a case makes sure that each of them is understood.
 *
 * @param id its id
 * @param operation the RPC that it is about
 * @param given the state before
 * @param request the call over HTTP
 * @param rpc the call over gRPC
 * @param expect what is expected
 * @param then the steps that follow
 */
record Case(
        String id,
        String operation,
        Given given,
        Optional<Json> request,
        Optional<Json> rpc,
        Json expect,
        List<Step> then) {

    /** A step that follows, over HTTP with JSON. */
    record Step(Json request, Json expect) {}

    static Case read(Json json) {
        Members members = Members.of("case", json);
        Case read = new Case(
                members.text("id"),
                members.text("operation"),
                Given.read(Members.of("given", members.required("given"))),
                members.optional("request"),
                members.optional("rpc"),
                members.required("expect"),
                steps(members));
        members.text("title");
        members.list("protocols");
        for (String remark : List.of("source", "behaviours", "referenceDiffers", "ruling", "notes")) {
            members.optional(remark);
        }
        members.nothingElse();
        read.understand();
        return read;
    }

    private static List<Step> steps(Members members) {
        List<Step> steps = new ArrayList<>();
        members.optional("then").ifPresent(then -> {
            if (!(then instanceof Json.Arr array)) {
                throw new NotUnderstood("then is not a list");
            }
            for (Json item : array.items()) {
                Members step = Members.of("then", item);
                steps.add(new Step(step.required("request"), step.required("expect")));
                step.nothingElse();
            }
        });
        return List.copyOf(steps);
    }

    private void understand() {
        request.ifPresent(HttpCall::read);
        rpc.ifPresent(RpcCall::read);
        Expect.read(expect);
        then.forEach(step -> {
            HttpCall.read(step.request());
            Expect.read(step.expect());
        });
    }

    /**
     * A call over HTTP.
     *
     * @param method the method
     * @param path the path
     * @param query the query parameters
     * @param headers the headers; an empty value means that the header is not to be sent
     * @param body the body
     */
    record HttpCall(
            String method,
            String path,
            Map<String, List<String>> query,
            Map<String, Optional<String>> headers,
            Optional<Body> body) {

        /** What is sent as the body; a value is sent as JSON, a text exactly as it is. */
        sealed interface Body {
            /** A JSON value. */
            record Value(Json json) implements Body {}

            /** An exact text. */
            record Raw(String text) implements Body {}
        }

        static HttpCall read(Json json) {
            Members members = Members.of("request", json);
            HttpCall call = new HttpCall(
                    members.text("method"),
                    members.text("path"),
                    members.map("query", HttpCall::texts),
                    members.map("headers", Case::textOrNone),
                    body(members));
            members.nothingElse();
            return call;
        }

        private static List<String> texts(String place, Json value) {
            return value instanceof Json.Arr array
                    ? array.items().stream()
                            .map(item -> Members.text(place, item))
                            .toList()
                    : List.of(Members.text(place, value));
        }

        private static Optional<Body> body(Members members) {
            Optional<Body> value = members.optional("body").map(Body.Value::new);
            Optional<Body> raw = members.optionalText("rawBody").map(Body.Raw::new);
            if (value.isPresent() && raw.isPresent()) {
                throw new NotUnderstood("request has both body and rawBody");
            }
            return value.or(() -> raw);
        }
    }

    /**
     * A call over gRPC.
     *
     * @param method the full path of the method
     * @param message the request in the JSON form of protobuf
     * @param metadata additional metadata; an empty value means that it is not to be sent
     */
    record RpcCall(String method, Json message, Map<String, Optional<String>> metadata) {
        static RpcCall read(Json json) {
            Members members = Members.of("rpc", json);
            RpcCall call = new RpcCall(
                    members.text("method"), members.required("message"), members.map("metadata", Case::textOrNone));
            members.nothingElse();
            return call;
        }
    }

    private static Optional<String> textOrNone(String place, Json value) {
        return value == Json.Null.NULL ? Optional.empty() : Optional.of(Members.text(place, value));
    }
}
