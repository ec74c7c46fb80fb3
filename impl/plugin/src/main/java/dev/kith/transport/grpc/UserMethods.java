package dev.kith.transport.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.kith.api.Caller;
import dev.kith.api.Expectation;
import dev.kith.api.Operation;
import dev.kith.api.Outcome;
import dev.kith.api.ProblemCode;
import dev.kith.api.UserAccounts;
import dev.kith.transport.ErrorAnswer;
import dev.kith.transport.Gate;
import dev.kith.transport.IfMatch;
import dev.kith.transport.ProblemTable;
import dev.kith.transport.RequestHead;
import dev.kith.transport.Status;
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
import java.io.InputStream;
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

    /**
     * How deep messages may nest. One level of the data takes up to four levels of messages, and the limit for data is
     * told by {@link Structs}; protobuf's own limit of 100 would be reached long before that.
     */
    private static final int MAX_NESTING = 300;

    private final Gate gate;
    private final Map<String, UnaryMethod> byName = new HashMap<>();
    private final Map<Operation, UnaryMethod> byOperation = new EnumMap<>(Operation.class);

    UserMethods(UserAccounts accounts, Gate gate) {
        this.gate = gate;
        addUsers(accounts);
        addStates(accounts);
        addContacts(accounts);
    }

    private void addUsers(UserAccounts accounts) {
        add("SearchUsers", Operation.SEARCH_USERS, SearchUsersRequest.parser(), (commands, request) -> {
            return new Prepared<Reply>(
                    commands.expectation(request),
                    caller -> Outcome.refused(ProblemCode.NOT_IMPLEMENTED),
                    never -> never);
        });
        add("GetUser", Operation.GET_USER, GetUserRequest.parser(), (commands, request) -> {
            var command = commands.one(request);
            return new Prepared<>(command.expectation(), caller -> accounts.get(caller, command), Answers::got);
        });
        add("CreateUser", Operation.CREATE_USER, CreateUserRequest.parser(), (commands, request) -> {
            var command = commands.create(request);
            return new Prepared<>(command.expectation(), caller -> accounts.create(caller, command), Answers::created);
        });
        add("PatchUser", Operation.PATCH_USER, PatchUserRequest.parser(), (commands, request) -> {
            var command = commands.patch(request);
            return new Prepared<>(command.expectation(), caller -> accounts.patch(caller, command), Answers::patched);
        });
    }

    private void addStates(UserAccounts accounts) {
        add("DeactivateUser", Operation.DEACTIVATE_USER, DeactivateUserRequest.parser(), (commands, request) -> {
            var command = commands.one(request);
            return new Prepared<>(
                    command.expectation(), caller -> accounts.deactivate(caller, command), Answers::deactivated);
        });
        add("ActivateUser", Operation.ACTIVATE_USER, ActivateUserRequest.parser(), (commands, request) -> {
            var command = commands.one(request);
            return new Prepared<>(
                    command.expectation(), caller -> accounts.activate(caller, command), Answers::activated);
        });
        add("LockUser", Operation.LOCK_USER, LockUserRequest.parser(), (commands, request) -> {
            var command = commands.one(request);
            return new Prepared<>(command.expectation(), caller -> accounts.lock(caller, command), Answers::locked);
        });
        add("UnlockUser", Operation.UNLOCK_USER, UnlockUserRequest.parser(), (commands, request) -> {
            var command = commands.one(request);
            return new Prepared<>(command.expectation(), caller -> accounts.unlock(caller, command), Answers::unlocked);
        });
        add("DeleteUser", Operation.DELETE_USER, DeleteUserRequest.parser(), (commands, request) -> {
            var command = commands.one(request);
            return new Prepared<>(command.expectation(), caller -> accounts.delete(caller, command), Answers::deleted);
        });
    }

    private void addContacts(UserAccounts accounts) {
        add("SetContactEmail", Operation.SET_CONTACT_EMAIL, SetContactEmailRequest.parser(), (commands, request) -> {
            var command = commands.setEmail(request);
            return new Prepared<>(
                    command.expectation(), caller -> accounts.setContactEmail(caller, command), Answers::emailSet);
        });
        add(
                "VerifyContactEmail",
                Operation.VERIFY_CONTACT_EMAIL,
                VerifyContactEmailRequest.parser(),
                (commands, request) -> {
                    var command = commands.verifyEmail(request);
                    return new Prepared<>(
                            command.expectation(),
                            caller -> accounts.verifyContactEmail(caller, command),
                            Answers::emailVerified);
                });
        add(
                "ResendContactEmailCode",
                Operation.RESEND_CONTACT_EMAIL_CODE,
                ResendContactEmailCodeRequest.parser(),
                (commands, request) -> {
                    var command = commands.resendEmail(request);
                    return new Prepared<>(
                            command.expectation(),
                            caller -> accounts.resendContactEmailCode(caller, command),
                            Answers::emailCodeResent);
                });
        add("SetContactPhone", Operation.SET_CONTACT_PHONE, SetContactPhoneRequest.parser(), (commands, request) -> {
            var command = commands.setPhone(request);
            return new Prepared<>(
                    command.expectation(), caller -> accounts.setContactPhone(caller, command), Answers::phoneSet);
        });
        add(
                "VerifyContactPhone",
                Operation.VERIFY_CONTACT_PHONE,
                VerifyContactPhoneRequest.parser(),
                (commands, request) -> {
                    var command = commands.verifyPhone(request);
                    return new Prepared<>(
                            command.expectation(),
                            caller -> accounts.verifyContactPhone(caller, command),
                            Answers::phoneVerified);
                });
        add(
                "ResendContactPhoneCode",
                Operation.RESEND_CONTACT_PHONE_CODE,
                ResendContactPhoneCodeRequest.parser(),
                (commands, request) -> {
                    var command = commands.resendPhone(request);
                    return new Prepared<>(
                            command.expectation(),
                            caller -> accounts.resendContactPhoneCode(caller, command),
                            Answers::phoneCodeResent);
                });
    }

    private <Q extends Message, T> void add(
            String name, Operation operation, Parser<Q> parser, Preparation<Q, T> preparation) {
        UnaryMethod method = request -> call(operation, parser, preparation, request);
        byName.put(name, method);
        byOperation.put(operation, method);
    }

    Optional<UnaryMethod> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    UnaryMethod of(Operation operation) {
        return Objects.requireNonNull(byOperation.get(operation), operation.name());
    }

    /** The reply to a method that there is not. */
    static Reply unknown(String name, InputStream body) {
        Frames.discard(body);
        return new Reply.Failure(
                ErrorAnswer.plain(Status.UNIMPLEMENTED, "unknown method " + name + " for service " + SERVICE));
    }

    /** What can be read is read before anybody is asked for, what it says is judged afterwards. */
    private <Q extends Message, T> Reply call(
            Operation operation, Parser<Q> parser, Preparation<Q, T> preparation, UnaryMethod.Request request)
            throws Unservable {
        Q message = parse(parser, request.message());
        Commands commands = new Commands(request.pathId(), version(request.head()));
        Prepared<T> prepared = preparation.prepare(commands, message);
        Gate.Decision decision = gate.admit(operation, prepared.expectation().instance(), request.head());
        if (decision instanceof Gate.Decision.Refused refused) {
            return new Reply.Failure(refused.answer());
        }
        request.deadline().check();
        Caller caller = ((Gate.Decision.Admitted) decision).caller();
        Outcome<T> outcome = prepared.call().apply(caller);
        return outcome instanceof Outcome.Done<T> done
                ? prepared.answer().of(done.value())
                : new Reply.Failure(ProblemTable.answer(operation, ((Outcome.Refused<T>) outcome).problem()));
    }

    private static <Q> Q parse(Parser<Q> parser, byte[] bytes) throws Unservable {
        CodedInputStream input = CodedInputStream.newInstance(bytes);
        input.setRecursionLimit(MAX_NESTING);
        try {
            Q message = parser.parseFrom(input);
            input.checkLastTagWas(0);
            return message;
        } catch (InvalidProtocolBufferException unreadable) {
            throw new Unservable(Status.INVALID_ARGUMENT, "request message cannot be read");
        }
    }

    private static Expectation.@Nullable Precondition version(RequestHead head) throws Unservable {
        try {
            return IfMatch.of(head);
        } catch (IfMatch.Malformed malformed) {
            throw new Unservable(malformed.answer());
        }
    }

    /** Makes a command of a message. */
    @FunctionalInterface
    private interface Preparation<Q, T> {
        Prepared<T> prepare(Commands commands, Q request) throws Unservable;
    }

    /**
     * A call that can be made as soon as it is known who calls.
     *
     * @param expectation where the request expects its user
     * @param call makes the call
     * @param answer makes the reply
     */
    private record Prepared<T>(Expectation expectation, Function<Caller, Outcome<T>> call, Answering<T> answer) {}

    /** Makes a reply of what a call gave back. */
    @FunctionalInterface
    private interface Answering<T> {
        Reply of(T value) throws Unservable;
    }
}
