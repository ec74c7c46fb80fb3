package dev.kith.transport.grpc;

import dev.kith.api.Operation;
import dev.kith.api.UserAccounts;
import dev.kith.api.search.UserSearch;
import dev.kith.transport.RequestAdmission;
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

/** The methods of {@code zitadel.resources.user.v3alpha.ZITADELUsers}. */
final class UserMethods extends ServiceMethods {
    static final String SERVICE = "zitadel.resources.user.v3alpha.ZITADELUsers";

    UserMethods(UserAccounts accounts, UserSearch search, RequestAdmission admission) {
        super(SERVICE, admission);
        addSearch(search);
        addUsers(accounts);
        addStates(accounts);
        addContacts(accounts);
    }

    private void addSearch(UserSearch search) {
        add("SearchUsers", Operation.SEARCH_USERS, SearchUsersRequest.parser(), (grpcRequests, request) -> {
            var command = grpcRequests.search(request);
            return new Prepared<>(
                    command.preconditions(), caller -> search.search(caller, command), GrpcResponses::found);
        });
    }

    private void addUsers(UserAccounts accounts) {
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
}
