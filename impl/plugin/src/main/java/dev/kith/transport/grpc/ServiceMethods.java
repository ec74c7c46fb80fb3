package dev.kith.transport.grpc;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.kith.api.Caller;
import dev.kith.api.Operation;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.CallOptions;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.UserAccounts;
import dev.kith.api.schemas.UserSchemaService;
import dev.kith.api.search.UserSearch;
import dev.kith.transport.CallOptionsHeaders;
import dev.kith.transport.ErrorResponse;
import dev.kith.transport.IfMatch;
import dev.kith.transport.ProblemTable;
import dev.kith.transport.RequestAdmission;
import dev.kith.transport.RequestHead;
import dev.kith.transport.TransportContext;
import dev.kith.transport.UnservedCalls;
import dev.kith.transport.grpc.message.MessageType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The methods of one service, by name and by operation; every call has its request admitted in the same way. */
class ServiceMethods {
    private final String service;
    private final RequestAdmission admission;
    private final Map<String, UnaryMethod> byName = new HashMap<>();
    private final Map<Operation, UnaryMethod> byOperation = new EnumMap<>(Operation.class);

    ServiceMethods(String service, RequestAdmission admission) {
        this.service = service;
        this.admission = admission;
    }

    /**
     * The services that are served.
     *
     * @param services their methods
     */
    record GrpcServices(List<ServiceMethods> services) {
        static GrpcServices of(TransportContext transport) {
            return of(transport.accounts(), transport.search(), transport.schemas(), transport.admission());
        }

        static GrpcServices of(
                UserAccounts accounts, UserSearch search, UserSchemaService schemas, RequestAdmission admission) {
            return new GrpcServices(
                    List.of(new UserMethods(accounts, search, admission), new SchemaMethods(schemas, admission)));
        }

        Optional<ServiceMethods> named(String service) {
            return services.stream().filter(one -> one.service.equals(service)).findFirst();
        }

        UnaryMethod of(Operation operation) {
            return services.stream()
                    .flatMap(service -> service.of(operation).stream())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no method for " + operation));
        }

        /** The names of the services. */
        Stream<String> names() {
            return services.stream().map(ServiceMethods::service);
        }
    }

    final <Q extends MessageLite, T> void add(
            String name, Operation operation, Parser<Q> parser, Preparation<Q, T> preparation) {
        MessageReader<Q> reader = new MessageReader<>(MessageType.ofRequest(service, name), parser);
        UnaryMethod method = new OperationMethod(
                operation,
                head -> admit(operation, head, (caller, headers, request) -> {
                    GrpcRequests grpcRequests =
                            new GrpcRequests(request.pathId(), headers.version(), headers.options());
                    Prepared<T> prepared = preparation.prepare(grpcRequests, request.read(reader));
                    return call(operation, caller, prepared, request.deadline());
                }));
        byName.put(name, method);
        byOperation.put(operation, method);
    }

    /** A method that knows which call it is. */
    private record OperationMethod(Operation call, UnaryMethod method) implements UnaryMethod {
        @Override
        public AdmittedCall admit(RequestHead head) throws GrpcFailure {
            return method.admit(head);
        }

        @Override
        public Optional<Operation> operation() {
            return Optional.of(call);
        }
    }

    /** The full name of the service. */
    String service() {
        return service;
    }

    Optional<UnaryMethod> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Optional<UnaryMethod> of(Operation operation) {
        return Optional.ofNullable(byOperation.get(operation));
    }

    /** The reply to a method that does not exist, whatever its body. */
    GrpcReply unknown(String name) {
        return new GrpcReply.Failure(UnservedCalls.answer(service, name));
    }

    /** What the head of a request says beside who calls. */
    private record CallHeaders(Preconditions.@Nullable Precondition version, CallOptions options) {}

    /** The work for a caller that is known. */
    private interface CallersWork {
        GrpcReply answer(Caller caller, CallHeaders headers, UnaryMethod.Request request) throws GrpcFailure;
    }

    /** The instance may be named in the message, so that it is checked once the message has been read. */
    private UnaryMethod.AdmittedCall admit(Operation operation, RequestHead head, CallersWork work) throws GrpcFailure {
        RequestAdmission.Decision decision = admission.admit(operation, Selector.NOT_GIVEN, head);
        if (decision instanceof RequestAdmission.Decision.Rejected refused) {
            throw new GrpcFailure(refused);
        }
        Caller caller = ((RequestAdmission.Decision.Admitted) decision).caller();
        CallHeaders headers = headers(operation, head);
        return new UnaryMethod.AdmittedCall(
                admission.bodies().of(caller),
                GrpcFraming.MAX_MESSAGE,
                request -> work.answer(caller, headers, request));
    }

    private <T> GrpcReply call(Operation operation, Caller caller, Prepared<T> prepared, Deadline deadline)
            throws GrpcFailure {
        Optional<ErrorResponse> elsewhere =
                admission.elsewhere(operation, prepared.preconditions().instance());
        if (elsewhere.isPresent()) {
            return new GrpcReply.Failure(elsewhere.get());
        }
        deadline.check();
        Outcome<T> outcome = prepared.call().apply(caller);
        return outcome instanceof Outcome.Done<T> done
                ? prepared.answer().of(done.value())
                : new GrpcReply.Failure(ProblemTable.answer(operation, ((Outcome.Refused<T>) outcome).problem()));
    }

    private static CallHeaders headers(Operation operation, RequestHead head) throws GrpcFailure {
        try {
            CallOptions options = CallOptionsHeaders.of(operation, head, transport(head));
            return new CallHeaders(IfMatch.of(head), options);
        } catch (CallOptionsHeaders.UnusableOptions unusable) {
            throw new GrpcFailure(unusable.answer());
        } catch (IfMatch.MalformedIfMatch malformed) {
            throw new GrpcFailure(malformed.answer());
        }
    }

    /** Each content type is a transport of its own. */
    private static String transport(RequestHead head) {
        return head.headers("content-type").stream()
                .findFirst()
                .map(MediaType::withoutFormat)
                .orElse("");
    }

    /** Turns a message into a command. */
    @FunctionalInterface
    interface Preparation<Q, T> {
        Prepared<T> prepare(GrpcRequests grpcRequests, Q request) throws GrpcFailure;
    }

    /**
     * A call that can be made as soon as the caller is known.
     *
     * @param preconditions what the request expects of its user or schema
     * @param call makes the call
     * @param answer makes the reply
     */
    record Prepared<T>(Preconditions preconditions, Function<Caller, Outcome<T>> call, ReplyMapper<T> answer) {}

    /** Turns the result of a call into a reply. */
    @FunctionalInterface
    interface ReplyMapper<T> {
        GrpcReply of(T value) throws GrpcFailure;
    }
}
