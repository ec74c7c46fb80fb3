package dev.kith.transport.grpc;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.kith.api.Caller;
import dev.kith.api.Operation;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.ProblemCode;
import dev.kith.api.UserAccounts;
import dev.kith.transport.ErrorResponse;
import dev.kith.transport.GrpcStatus;
import dev.kith.transport.IfMatch;
import dev.kith.transport.ProblemTable;
import dev.kith.transport.RequestAdmission;
import dev.kith.transport.RequestHead;
import dev.kith.transport.grpc.wire.ActivateUserRequest;
import dev.kith.transport.grpc.wire.CreateUserRequest;
import dev.kith.transport.grpc.wire.DeactivateUserRequest;
import dev.kith.transport.grpc.wire.DeleteUserRequest;
import dev.kith.transport.grpc.wire.GetUserRequest;
import dev.kith.transport.grpc.wire.LockUserRequest;
import dev.kith.transport.grpc.wire.PatchUserRequest;
import dev.kith.transport.grpc.wire.ResendContactEmailCodeRequest;
import dev.kith.transport.grpc.wire.ResendContactPhoneCodeRequest;
import dev.kith.transport.grpc.wire.SearchUsersRequest;
import dev.kith.transport.grpc.wire.SetContactEmailRequest;
import dev.kith.transport.grpc.wire.SetContactPhoneRequest;
import dev.kith.transport.grpc.wire.UnlockUserRequest;
import dev.kith.transport.grpc.wire.VerifyContactEmailRequest;
import dev.kith.transport.grpc.wire.VerifyContactPhoneRequest;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The methods of {@code zitadel.resources.user.v3alpha.ZITADELUsers}. */
final class UserMethods {
    static final String SERVICE = "zitadel.resources.user.v3alpha.ZITADELUsers";

    private final RequestAdmission admission;
    private final Map<String, UnaryMethod> byName = new HashMap<>();
    private final Map<Operation, UnaryMethod> byOperation = new EnumMap<>(Operation.class);

    UserMethods(UserAccounts accounts, RequestAdmission admission) {
        this.admission = admission;
        addUsers(accounts);
        addStates(accounts);
        addContacts(accounts);
    }

    private void addUsers(UserAccounts accounts) {
        add("SearchUsers", Operation.SEARCH_USERS, SearchUsersRequest.parser(), (grpcRequests, request) -> {
            return new Prepared<GrpcReply>(
                    grpcRequests.search(request),
                    caller -> Outcome.refused(ProblemCode.NOT_IMPLEMENTED),
                    never -> never);
        });
        add("GetUser", Operation.GET_USER, GetUserRequest.parser(), (grpcRequests, request) -> {
            var command = grpcRequests.get(request);
            return new Prepared<>(command.preconditions(), caller -> accounts.get(caller, command), GrpcResponses::got);
        });
        add("CreateUser", Operation.CREATE_USER, CreateUserRequest.parser(), (grpcRequests, request) -> {
            var command = grpcRequests.create(request);
            return new Prepared<>(
                    command.preconditions(), caller -> accounts.create(caller, command), GrpcResponses::created);
        });
        add("PatchUser", Operation.PATCH_USER, PatchUserRequest.parser(), (grpcRequests, request) -> {
            var command = grpcRequests.patch(request);
            return new Prepared<>(
                    command.preconditions(), caller -> accounts.patch(caller, command), GrpcResponses::patched);
        });
    }

    private void addStates(UserAccounts accounts) {
        add("DeactivateUser", Operation.DEACTIVATE_USER, DeactivateUserRequest.parser(), (grpcRequests, request) -> {
            var command = grpcRequests.deactivate(request);
            return new Prepared<>(
                    command.preconditions(),
                    caller -> accounts.deactivate(caller, command),
                    GrpcResponses::deactivated);
        });
        add("ActivateUser", Operation.ACTIVATE_USER, ActivateUserRequest.parser(), (grpcRequests, request) -> {
            var command = grpcRequests.activate(request);
            return new Prepared<>(
                    command.preconditions(), caller -> accounts.activate(caller, command), GrpcResponses::activated);
        });
        add("LockUser", Operation.LOCK_USER, LockUserRequest.parser(), (grpcRequests, request) -> {
            var command = grpcRequests.lock(request);
            return new Prepared<>(
                    command.preconditions(), caller -> accounts.lock(caller, command), GrpcResponses::locked);
        });
        add("UnlockUser", Operation.UNLOCK_USER, UnlockUserRequest.parser(), (grpcRequests, request) -> {
            var command = grpcRequests.unlock(request);
            return new Prepared<>(
                    command.preconditions(), caller -> accounts.unlock(caller, command), GrpcResponses::unlocked);
        });
        add("DeleteUser", Operation.DELETE_USER, DeleteUserRequest.parser(), (grpcRequests, request) -> {
            var command = grpcRequests.delete(request);
            return new Prepared<>(
                    command.preconditions(), caller -> accounts.delete(caller, command), GrpcResponses::deleted);
        });
    }

    private void addContacts(UserAccounts accounts) {
        add(
                "SetContactEmail",
                Operation.SET_CONTACT_EMAIL,
                SetContactEmailRequest.parser(),
                (grpcRequests, request) -> {
                    var command = grpcRequests.setEmail(request);
                    return new Prepared<>(
                            command.preconditions(),
                            caller -> accounts.setContactEmail(caller, command),
                            GrpcResponses::emailSet);
                });
        add(
                "VerifyContactEmail",
                Operation.VERIFY_CONTACT_EMAIL,
                VerifyContactEmailRequest.parser(),
                (grpcRequests, request) -> {
                    var command = grpcRequests.verifyEmail(request);
                    return new Prepared<>(
                            command.preconditions(),
                            caller -> accounts.verifyContactEmail(caller, command),
                            GrpcResponses::emailVerified);
                });
        add(
                "ResendContactEmailCode",
                Operation.RESEND_CONTACT_EMAIL_CODE,
                ResendContactEmailCodeRequest.parser(),
                (grpcRequests, request) -> {
                    var command = grpcRequests.resendEmail(request);
                    return new Prepared<>(
                            command.preconditions(),
                            caller -> accounts.resendContactEmailCode(caller, command),
                            GrpcResponses::emailCodeResent);
                });
        add(
                "SetContactPhone",
                Operation.SET_CONTACT_PHONE,
                SetContactPhoneRequest.parser(),
                (grpcRequests, request) -> {
                    var command = grpcRequests.setPhone(request);
                    return new Prepared<>(
                            command.preconditions(),
                            caller -> accounts.setContactPhone(caller, command),
                            GrpcResponses::phoneSet);
                });
        add(
                "VerifyContactPhone",
                Operation.VERIFY_CONTACT_PHONE,
                VerifyContactPhoneRequest.parser(),
                (grpcRequests, request) -> {
                    var command = grpcRequests.verifyPhone(request);
                    return new Prepared<>(
                            command.preconditions(),
                            caller -> accounts.verifyContactPhone(caller, command),
                            GrpcResponses::phoneVerified);
                });
        add(
                "ResendContactPhoneCode",
                Operation.RESEND_CONTACT_PHONE_CODE,
                ResendContactPhoneCodeRequest.parser(),
                (grpcRequests, request) -> {
                    var command = grpcRequests.resendPhone(request);
                    return new Prepared<>(
                            command.preconditions(),
                            caller -> accounts.resendContactPhoneCode(caller, command),
                            GrpcResponses::phoneCodeResent);
                });
    }

    private <Q extends MessageLite, T> void add(
            String name, Operation operation, Parser<Q> parser, Preparation<Q, T> preparation) {
        MessageReader<Q> reader = new MessageReader<>(MessageType.ofRequest(SERVICE, name), parser);
        UnaryMethod method = head -> admit(operation, head, (caller, version, request) -> {
            GrpcRequests grpcRequests = new GrpcRequests(request.pathId(), version);
            Prepared<T> prepared = preparation.prepare(grpcRequests, reader.read(request.message()));
            return call(operation, caller, prepared, request.deadline());
        });
        byName.put(name, method);
        byOperation.put(operation, method);
    }

    Optional<UnaryMethod> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    UnaryMethod of(Operation operation) {
        return Objects.requireNonNull(byOperation.get(operation), operation.name());
    }

    /** The reply to a method that does not exist, whatever its body. */
    static GrpcReply unknown(String name) {
        return new GrpcReply.Failure(
                ErrorResponse.plain(GrpcStatus.UNIMPLEMENTED, "unknown method " + name + " for service " + SERVICE));
    }

    /** The work for a caller that is known. */
    private interface CallersWork {
        GrpcReply answer(Caller caller, Preconditions.@Nullable Precondition version, UnaryMethod.Request request)
                throws GrpcFailure;
    }

    /** The instance may be named in the message, so that it is checked once the message has been read. */
    private UnaryMethod.AdmittedCall admit(Operation operation, RequestHead head, CallersWork work) throws GrpcFailure {
        RequestAdmission.Decision decision = admission.admit(operation, Selector.NOT_GIVEN, head);
        if (decision instanceof RequestAdmission.Decision.Rejected refused) {
            throw new GrpcFailure(refused.answer());
        }
        Caller caller = ((RequestAdmission.Decision.Admitted) decision).caller();
        Preconditions.@Nullable Precondition version = version(head);
        return new UnaryMethod.AdmittedCall(
                admission.bodies().of(caller),
                GrpcFraming.MAX_MESSAGE,
                request -> work.answer(caller, version, request));
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

    private static Preconditions.@Nullable Precondition version(RequestHead head) throws GrpcFailure {
        try {
            return IfMatch.of(head);
        } catch (IfMatch.MalformedIfMatch malformed) {
            throw new GrpcFailure(malformed.answer());
        }
    }

    /** Turns a message into a command. */
    @FunctionalInterface
    private interface Preparation<Q, T> {
        Prepared<T> prepare(GrpcRequests grpcRequests, Q request) throws GrpcFailure;
    }

    /**
     * A call that can be made as soon as the caller is known.
     *
     * @param preconditions what the request expects of its user
     * @param call makes the call
     * @param answer makes the reply
     */
    private record Prepared<T>(Preconditions preconditions, Function<Caller, Outcome<T>> call, ReplyMapper<T> answer) {}

    /** Turns the result of a call into a reply. */
    @FunctionalInterface
    private interface ReplyMapper<T> {
        GrpcReply of(T value) throws GrpcFailure;
    }
}
