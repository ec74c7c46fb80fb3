package dev.kith.transport.rest;

import dev.kith.api.Caller;
import dev.kith.api.Operation;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.CallOptions;
import dev.kith.api.Preconditions.Selector;
import dev.kith.transport.BodyBudget;
import dev.kith.transport.CallObserver.CallProtocol;
import dev.kith.transport.CallObserver.ObservedCall;
import dev.kith.transport.CallOptionsHeaders;
import dev.kith.transport.ContentCoding;
import dev.kith.transport.ErrorResponse;
import dev.kith.transport.Incident;
import dev.kith.transport.ProblemTable;
import dev.kith.transport.RequestAdmission;
import dev.kith.transport.RequestIdHeader;
import dev.kith.transport.TransportContext;
import dev.kith.transport.rest.Query.QueryScope;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request and the steps that lead to its answer, which are the same for all calls: the path, the query, who calls, the other
 * headers, the body, the call. Nothing of the body is read for callers who are not known (contract, ruling R60).
 */
final class Exchange {
    private static final String JSON = "application/json";
    private static final String TRANSPORT = "json";

    private final TransportContext transport;
    private final Operation operation;
    private final RestRequest in;
    private final Optional<String> id;
    private final InputStream stream;

    /**
     * An exchange.
     *
     * @param id the id of the path; empty if the path has none
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
    }

    /** How a call answers a request whose caller is known. */
    interface CallHandler {
        /**
         * Reads the body, and makes the call.
         *
         * @param caller who calls
         * @param expected what the query and the headers expect of the user or schema
         * @param body the body, not read yet
         * @return the answer
         * @throws MalformedRequest if the request cannot be read
         */
        ResponseBuilder answer(Caller caller, Preconditions expected, Body body) throws MalformedRequest;
    }

    /** Answers any request except a POST. */
    Response answer(CallHandler work) {
        return atItsPath(() -> admitted(QueryScope.EVERYTHING, work));
    }

    /** Answers a request whose path may end in a slash. */
    Response answerWhateverPath(CallHandler work) {
        return answered(() -> admitted(QueryScope.EVERYTHING, work));
    }

    /** Answers a request that names no organization. */
    Response answerInInstance(CallHandler work) {
        return atItsPath(() -> admitted(QueryScope.INSTANCE, work));
    }

    /** Answers a request that names neither an organization nor an instance. */
    Response answerAnywhere(CallHandler work) {
        return atItsPath(() -> admitted(QueryScope.NOTHING, work));
    }

    /** Answers a POST that names no organization. */
    Response answerPostInInstance(CallHandler work) {
        return atItsPath(() -> admitted(QueryScope.INSTANCE, onlyJson(work)));
    }

    /** Reads what a search has in its query. */
    interface QueryReader<T> {
        T read(Query query) throws MalformedRequest;
    }

    /** Answers the POST of a search, whose query is read before anything else. */
    <T> Response answerSearch(QueryReader<T> reader, Function<T, CallHandler> work) {
        return atItsPath(() -> {
            T page = reader.read(in.query());
            return admitted(QueryScope.INSTANCE, onlyJson(work.apply(page)));
        });
    }

    /** Answers a POST. */
    Response answerPost(CallHandler work) {
        return atItsPath(() -> admitted(QueryScope.EVERYTHING, onlyJson(work)));
    }

    /** Answers a POST whose body is the whole request, so that the query is ignored. */
    Response answerMessage(CallHandler work) {
        return atItsPath(() -> admitted(QueryScope.NOTHING, onlyJson(work)));
    }

    /** A page of another origin could send a POST without a preflight request if any content type were allowed. */
    private CallHandler onlyJson(CallHandler work) {
        return (caller, expected, body) -> !in.mediaType().equals(JSON) && !body.isEmpty()
                ? RestResponses.error(RestResponses.UNSUPPORTED_MEDIA_TYPE)
                : work.answer(caller, expected, body);
    }

    private Response atItsPath(RequestStep admission) {
        return in.endsInSlash()
                ? RequestIdHeader.serve(in, request -> send(request, RestResponses.error(RestResponses.NOT_FOUND)))
                : answered(admission);
    }

    /** What leads to an answer. */
    private interface RequestStep {
        ResponseBuilder answer() throws MalformedRequest;
    }

    private Response answered(RequestStep admission) {
        return RequestIdHeader.serve(in, request -> {
            Optional<ResponseBuilder> binary = binary();
            return binary.isPresent() ? send(request, binary.get()) : sent(request, admission);
        });
    }

    /** A binary call is told by who answers it. */
    private Response sent(String request, RequestStep admission) {
        try (ObservedCall call = transport.calls().begun(operation, CallProtocol.JSON, in)) {
            Response sent = send(request, response(admission));
            call.answered(sent.getStatus());
            return sent;
        }
    }

    private Optional<ResponseBuilder> binary() {
        return transport.binary().call(operation, id, in, stream).map(RestResponses::binary);
    }

    private ResponseBuilder response(RequestStep admission) {
        try {
            return admission.answer();
        } catch (MalformedRequest malformedRequest) {
            return RestResponses.error(malformedRequest.answer());
        } catch (RuntimeException | StackOverflowError unexpected) {
            return RestResponses.error(Incident.report(operation.name(), unexpected));
        }
    }

    private ResponseBuilder admitted(QueryScope scope, CallHandler work) throws MalformedRequest {
        Selector instance = in.query().instance(scope);
        Selector organization = in.query().organization(scope);
        RequestAdmission.Decision decision = transport.admission().admit(operation, instance, in);
        if (decision instanceof RequestAdmission.Decision.Rejected refused) {
            return RestResponses.refused(refused);
        }
        Caller caller = ((RequestAdmission.Decision.Admitted) decision).caller();
        CallOptions options = options();
        Preconditions expected = in.preconditions(instance, organization).with(options);
        try (BodyBudget.BodyReading reading = transport.admission().bodies().of(caller)) {
            Body body = new Body(stream, reading, in.contentLength());
            return ContentCoding.isNamed(in) && !body.isEmpty()
                    ? RestResponses.error(RestResponses.UNSUPPORTED_CODING)
                            .header(HttpHeaders.ACCEPT_ENCODING, ContentCoding.IDENTITY)
                    : work.answer(caller, expected, body);
        }
    }

    /** How the call is to be carried out. Every content type of a path is one transport: what differs there is the request. */
    private CallOptions options() throws MalformedRequest {
        try {
            return CallOptionsHeaders.of(operation, in, TRANSPORT);
        } catch (CallOptionsHeaders.UnusableOptions unusable) {
            throw new MalformedRequest(unusable.answer());
        }
    }

    /** Refuses a message that is meant for another instance. */
    void requireInstance(Selector named) throws MalformedRequest {
        Optional<ErrorResponse> elsewhere = transport.admission().elsewhere(operation, named);
        if (elsewhere.isPresent()) {
            throw new MalformedRequest(elsewhere.get());
        }
    }

    /** The answer to a call that was made. */
    <T> ResponseBuilder result(Outcome<T> outcome, Function<T, ResponseBuilder> whenDone) {
        return outcome instanceof Outcome.Done<T> done
                ? whenDone.apply(done.value())
                : RestResponses.error(ProblemTable.answer(operation, ((Outcome.Refused<T>) outcome).problem()));
    }

    private Response send(String request, ResponseBuilder response) {
        return RestResponses.send(
                response, request, transport.clock().instant(), transport.cors().headers(in));
    }
}
