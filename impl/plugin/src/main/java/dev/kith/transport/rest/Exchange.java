package dev.kith.transport.rest;

import dev.kith.api.Caller;
import dev.kith.api.Expectation;
import dev.kith.api.Json;
import dev.kith.api.Operation;
import dev.kith.api.Outcome;
import dev.kith.transport.BinaryCalls;
import dev.kith.transport.Edge;
import dev.kith.transport.ErrorAnswer;
import dev.kith.transport.Gate;
import dev.kith.transport.Incident;
import dev.kith.transport.ProblemTable;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request and the way to its answer, which is the same for all calls. */
final class Exchange {
    private static final String JSON = "application/json";

    private final Edge edge;
    private final Operation operation;
    private final Incoming in;
    private final Optional<String> id;
    private final InputStream stream;
    private final Body body;

    /**
     * An exchange.
     *
     * @param id the user id of the path; empty where the path has none
     * @param stream the body; {@code null} where there is none
     */
    Exchange(Edge edge, Operation operation, Incoming in, Optional<String> id, @Nullable InputStream stream) {
        this.edge = edge;
        this.operation = operation;
        this.in = in;
        this.id = id;
        this.stream = Objects.requireNonNullElseGet(stream, InputStream::nullInputStream);
        this.body = new Body(this.stream);
    }

    /** What a call does with a request that has reached it. */
    interface Work {
        /**
         * Reads the request, and calls if it is let in.
         *
         * @return the answer
         * @throws Malformed when the request cannot be read
         */
        ResponseBuilder answer() throws Malformed;
    }

    /** Answers any request but a POST. */
    Response answer(Work work) {
        return in.endsInSlash() ? send(Answers.error(Routes.NOT_FOUND)) : answerWhateverPath(work);
    }

    /** Answers a POST, which a foreign page can send without asking first, unless it must name a content type. */
    Response answerPost(Work work) {
        return answer(() -> !in.mediaType().equals(JSON) && !body.isEmpty()
                ? Answers.error(Routes.UNSUPPORTED_MEDIA_TYPE)
                : work.answer());
    }

    /** Answers a request whose path may end in a slash. */
    Response answerWhateverPath(Work work) {
        try {
            Optional<BinaryCalls.Answer> binary = edge.binary().call(operation, id, in, stream);
            return binary.isPresent() ? send(Answers.binary(binary.get())) : send(work.answer());
        } catch (Malformed malformed) {
            return send(Answers.error(malformed.answer()));
        } catch (RuntimeException | StackOverflowError accident) {
            return send(Answers.error(Incident.report(operation.name(), accident)));
        }
    }

    /** The body as a message; an empty one is a message without members. */
    Json json() throws Malformed {
        return body.json(Json.Obj.EMPTY);
    }

    /** The body as a bare text; an empty one is an empty text. */
    String text() throws Malformed {
        if (body.json(new Json.Text("")) instanceof Json.Text text) {
            return text.value();
        }
        throw new Malformed("text expected");
    }

    /** Calls if the gate lets the request in. */
    <T> ResponseBuilder call(
            Expectation expected, Function<Caller, Outcome<T>> call, Function<T, ResponseBuilder> whenDone) {
        Gate.Decision decision = edge.gate().admit(operation, expected.instance(), in);
        if (decision instanceof Gate.Decision.Refused refused) {
            return Answers.refused(refused);
        }
        Outcome<T> outcome = call.apply(((Gate.Decision.Admitted) decision).caller());
        if (outcome instanceof Outcome.Done<T> done) {
            return whenDone.apply(done.value());
        }
        ErrorAnswer answer = ProblemTable.answer(operation, ((Outcome.Refused<T>) outcome).problem());
        return Answers.error(answer);
    }

    private Response send(ResponseBuilder response) {
        return Answers.send(response, edge.clock().instant(), edge.cors().headers(in));
    }
}
