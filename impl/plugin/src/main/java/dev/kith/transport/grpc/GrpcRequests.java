package dev.kith.transport.grpc;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserRef;
import dev.kith.api.Verification;
import dev.kith.api.VerifyContact;
import dev.kith.transport.grpc.wire.CreateUser;
import dev.kith.transport.grpc.wire.CreateUserRequest;
import dev.kith.transport.grpc.wire.Instance;
import dev.kith.transport.grpc.wire.Organization;
import dev.kith.transport.grpc.wire.PatchUser;
import dev.kith.transport.grpc.wire.PatchUserRequest;
import dev.kith.transport.grpc.wire.ResendContactEmailCodeRequest;
import dev.kith.transport.grpc.wire.ResendContactPhoneCodeRequest;
import dev.kith.transport.grpc.wire.SendEmailVerificationCode;
import dev.kith.transport.grpc.wire.SetContactEmailRequest;
import dev.kith.transport.grpc.wire.SetContactPhoneRequest;
import dev.kith.transport.grpc.wire.SetEmail;
import dev.kith.transport.grpc.wire.SetPhone;
import dev.kith.transport.grpc.wire.VerifyContactEmailRequest;
import dev.kith.transport.grpc.wire.VerifyContactPhoneRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Maps request messages to commands. A message member that is not set becomes {@code null}, a string that is not set the empty
 * string, as in proto3; the core checks the field rules.
 *
 * @param pathId the user id of a REST path, which wins over the one in the message
 * @param version the version of the user that the request's headers accept
 */
record GrpcRequests(Optional<String> pathId, Preconditions.@Nullable Precondition version) {

    dev.kith.api.CreateUser create(CreateUserRequest request) throws GrpcFailure {
        return new dev.kith.api.CreateUser(
                preconditions(request), request.hasUser() ? newUser(request.getUser()) : null);
    }

    private static dev.kith.api.CreateUser.NewUser newUser(CreateUser user) throws GrpcFailure {
        return new dev.kith.api.CreateUser.NewUser(
                user.getSchemaId(),
                user.hasData() ? StructMapper.read(user.getData()) : null,
                user.hasContact() ? contact(user.getContact()) : null,
                user.hasUserId() ? user.getUserId() : null);
    }

    /** The command of the calls that name a user and nothing else. */
    UserRef userRef(Message request) {
        return new UserRef(preconditions(request), id(request));
    }

    dev.kith.api.PatchUser patch(PatchUserRequest request) throws GrpcFailure {
        return new dev.kith.api.PatchUser(
                preconditions(request), id(request), request.hasUser() ? change(request.getUser()) : null);
    }

    private static dev.kith.api.PatchUser.Change change(PatchUser user) throws GrpcFailure {
        return new dev.kith.api.PatchUser.Change.Members(
                user.hasSchemaId() ? user.getSchemaId() : null,
                user.hasData() ? StructMapper.read(user.getData()) : null,
                user.hasContact() ? contact(user.getContact()) : null);
    }

    SetContactEmail setEmail(SetContactEmailRequest request) {
        return new SetContactEmail(
                preconditions(request), id(request), request.hasEmail() ? email(request.getEmail()) : null);
    }

    SetContactPhone setPhone(SetContactPhoneRequest request) {
        return new SetContactPhone(
                preconditions(request), id(request), request.hasPhone() ? phone(request.getPhone()) : null);
    }

    VerifyContact verifyEmail(VerifyContactEmailRequest request) {
        return new VerifyContact(preconditions(request), id(request), request.getVerificationCode());
    }

    VerifyContact verifyPhone(VerifyContactPhoneRequest request) {
        return new VerifyContact(preconditions(request), id(request), request.getVerificationCode());
    }

    ResendCode resendEmail(ResendContactEmailCodeRequest request) {
        Verification verification = switch (request.getVerificationCase()) {
            case SEND_CODE -> send(request.getSendCode());
            case RETURN_CODE -> new Verification.ReturnCode();
            case VERIFICATION_NOT_SET -> null;
        };
        return new ResendCode(preconditions(request), id(request), verification);
    }

    ResendCode resendPhone(ResendContactPhoneCodeRequest request) {
        Verification verification = switch (request.getVerificationCase()) {
            case SEND_CODE -> new Verification.SendCode(null);
            case RETURN_CODE -> new Verification.ReturnCode();
            case VERIFICATION_NOT_SET -> null;
        };
        return new ResendCode(preconditions(request), id(request), verification);
    }

    /** All requests have the same members for the instance and the organization; some have no organization. */
    Preconditions preconditions(Message request) {
        return new Preconditions(
                member(request, "instance").map(set -> instance((Instance) set)).orElse(Selector.NOT_GIVEN),
                member(request, "organization")
                        .map(set -> organization((Organization) set))
                        .orElse(Selector.NOT_GIVEN),
                version);
    }

    private String id(Message request) {
        return pathId.orElseGet(
                () -> member(request, "id").map(String.class::cast).orElse(""));
    }

    private static Optional<Object> member(Message request, String name) {
        FieldDescriptor field = request.getDescriptorForType().findFieldByName(name);
        return field != null && request.hasField(field) ? Optional.of(request.getField(field)) : Optional.empty();
    }

    private static Selector instance(Instance instance) {
        return switch (instance.getPropertyCase()) {
            case ID -> new Selector.Id(instance.getId());
            case DOMAIN -> new Selector.Domain(instance.getDomain());
            case PROPERTY_NOT_SET -> new Selector.Nothing();
        };
    }

    private static Selector organization(Organization organization) {
        return switch (organization.getPropertyCase()) {
            case ORG_ID -> new Selector.Id(organization.getOrgId());
            case ORG_DOMAIN -> new Selector.Domain(organization.getOrgDomain());
            case PROPERTY_NOT_SET -> new Selector.Nothing();
        };
    }

    private static SetContact contact(dev.kith.transport.grpc.wire.SetContact contact) {
        return new SetContact(
                contact.hasEmail() ? email(contact.getEmail()) : null,
                contact.hasPhone() ? phone(contact.getPhone()) : null);
    }

    private static SetContact.Email email(SetEmail email) {
        Verification verification = switch (email.getVerificationCase()) {
            case SEND_CODE -> send(email.getSendCode());
            case RETURN_CODE -> new Verification.ReturnCode();
            case IS_VERIFIED -> new Verification.Verified(email.getIsVerified());
            case VERIFICATION_NOT_SET -> null;
        };
        return new SetContact.Email(email.getAddress(), verification);
    }

    private static SetContact.Phone phone(SetPhone phone) {
        Verification verification = switch (phone.getVerificationCase()) {
            case SEND_CODE -> new Verification.SendCode(null);
            case RETURN_CODE -> new Verification.ReturnCode();
            case IS_VERIFIED -> new Verification.Verified(phone.getIsVerified());
            case VERIFICATION_NOT_SET -> null;
        };
        return new SetContact.Phone(phone.getNumber(), verification);
    }

    private static Verification send(SendEmailVerificationCode send) {
        return new Verification.SendCode(send.hasUrlTemplate() ? send.getUrlTemplate() : null);
    }
}
