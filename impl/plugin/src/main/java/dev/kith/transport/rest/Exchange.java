package dev.kith.transport.rest;

import dev.kith.api.Caller;
import dev.kith.api.Json;
import dev.kith.api.Operation;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.transport.BinaryCalls;
import dev.kith.transport.ErrorResponse;
import dev.kith.transport.Incident;
import dev.kith.transport.ProblemTable;
import dev.kith.transport.RequestAdmission;
import dev.kith.transport.TransportContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request and the steps that lead to its answer, which are the same for all calls. */
final class Exchange {
    private static final String JSON = "application/json";

    private final TransportContext transport;
    private final Operation operation;
    private final RestRequest in;
    private final Optional<String> id;
    private final InputStream stream;
    private final Body body;

    /**
     * An exchange.
     *
     * @param id the user id of the path; empty if the path has none
     * @param stream the body; {@code null} if there is none
     */
    Exchange(
            TransportContext transport,
            Operation operation,
            RestRequest in,
            Optional<String> id,
            @Nullable InputStream stream) {
        this.transport = transport;
        this.operation = operation;
        this.in = in;
        this.id = id;
        this.stream = Objects.requireNonNullElseGet(stream, InputStream::nullInputStream);
        this.body = new Body(this.stream);
    }

    /** How a call answers a request that has reached it. */
    interface CallHandler {
        /**
         * Reads the request, and makes the call if the request is admitted.
         *
         * @return the answer
         * @throws MalformedRequest if the request cannot be read
         */
        ResponseBuilder answer() throws MalformedRequest;
    }

    /** Answers any request except a POST. */
    Response answer(CallHandler work) {
        return in.endsInSlash() ? send(RestResponses.error(RoutingErrors.NOT_FOUND)) : answerWhateverPath(work);
    }

    /** Answers a POST, which a page of another origin could send without a preflight request if any content type were allowed. */
    Response answerPost(CallHandler work) {
        return answer(() -> !in.mediaType().equals(JSON) && !body.isEmpty()
                ? RestResponses.error(RoutingErrors.UNSUPPORTED_MEDIA_TYPE)
                : work.answer());
    }

    /** Answers a request whose path may end in a slash. */
    Response answerWhateverPath(CallHandler work) {
        try {
            Optional<BinaryCalls.BinaryResponse> binary = transport.binary().call(operation, id, in, stream);
            return binary.isPresent() ? send(RestResponses.binary(binary.get())) : send(work.answer());
        } catch (MalformedRequest malformedRequest) {
            return send(RestResponses.error(malformedRequest.answer()));
        } catch (RuntimeException | StackOverflowError unexpected) {
            return send(RestResponses.error(Incident.report(operation.name(), unexpected)));
        }
    }

    /** The body as a message; an empty one is a message without members. */
    Json json() throws MalformedRequest {
        return body.json(Json.Obj.EMPTY);
    }

    /** The body as a JSON string; an empty body is an empty string. */
    String text() throws MalformedRequest {
        if (body.json(new Json.Text("")) instanceof Json.Text text) {
            return text.value();
        }
        throw new MalformedRequest("string expected");
    }

    /** Makes the call if the request is admitted. */
    <T> ResponseBuilder call(
            Preconditions expected, Function<Caller, Outcome<T>> call, Function<T, ResponseBuilder> whenDone) {
        RequestAdmission.Decision decision = transport.admission().admit(operation, expected.instance(), in);
        if (decision instanceof RequestAdmission.Decision.Rejected refused) {
            return RestResponses.refused(refused);
        }
        Outcome<T> outcome = call.apply(((RequestAdmission.Decision.Admitted) decision).caller());
        if (outcome instanceof Outcome.Done<T> done) {
            return whenDone.apply(done.value());
        }
        ErrorResponse answer = ProblemTable.answer(operation, ((Outcome.Refused<T>) outcome).problem());
        return RestResponses.error(answer);
    }

    private Response send(ResponseBuilder response) {
        return RestResponses.send(
                response, transport.clock().instant(), transport.cors().headers(in));
    }
}
