package dev.kith.transport.grpc;

import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.CallOptions;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserRef;
import dev.kith.api.Verification;
import dev.kith.api.VerifyContact;
import dev.kith.api.search.SearchUsers;
import dev.kith.api.search.SearchUsers.UserColumn;
import dev.kith.api.search.UserFilter;
import dev.kith.api.search.UserFilter.SearchedState;
import dev.kith.transport.grpc.wire.ActivateUserRequest;
import dev.kith.transport.grpc.wire.CreateUser;
import dev.kith.transport.grpc.wire.CreateUserRequest;
import dev.kith.transport.grpc.wire.DeactivateUserRequest;
import dev.kith.transport.grpc.wire.DeleteUserRequest;
import dev.kith.transport.grpc.wire.EmailFilter;
import dev.kith.transport.grpc.wire.GetUserRequest;
import dev.kith.transport.grpc.wire.Instance;
import dev.kith.transport.grpc.wire.LockUserRequest;
import dev.kith.transport.grpc.wire.NotFilter;
import dev.kith.transport.grpc.wire.Organization;
import dev.kith.transport.grpc.wire.OrganizationIDFilter;
import dev.kith.transport.grpc.wire.PatchUser;
import dev.kith.transport.grpc.wire.PatchUserRequest;
import dev.kith.transport.grpc.wire.PhoneFilter;
import dev.kith.transport.grpc.wire.ResendContactEmailCodeRequest;
import dev.kith.transport.grpc.wire.ResendContactPhoneCodeRequest;
import dev.kith.transport.grpc.wire.SchemaTypeFilter;
import dev.kith.transport.grpc.wire.SearchFilter;
import dev.kith.transport.grpc.wire.SearchQuery;
import dev.kith.transport.grpc.wire.SearchUsersRequest;
import dev.kith.transport.grpc.wire.SendEmailVerificationCode;
import dev.kith.transport.grpc.wire.SetContactEmailRequest;
import dev.kith.transport.grpc.wire.SetContactPhoneRequest;
import dev.kith.transport.grpc.wire.SetEmail;
import dev.kith.transport.grpc.wire.SetPhone;
import dev.kith.transport.grpc.wire.UnlockUserRequest;
import dev.kith.transport.grpc.wire.UserIDFilter;
import dev.kith.transport.grpc.wire.UsernameFilter;
import dev.kith.transport.grpc.wire.VerifyContactEmailRequest;
import dev.kith.transport.grpc.wire.VerifyContactPhoneRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Maps request messages to commands. A message member that is not set becomes {@code null}, a string that is not set the empty
 * string, as in proto3; the core checks the field rules.
 *
 * @param pathId the id of a REST path, which wins over the one in the message
 * @param version the version of the user or schema that the request's headers accept
 * @param options how the request's headers ask the call to be carried out
 */
record GrpcRequests(Optional<String> pathId, Preconditions.@Nullable Precondition version, CallOptions options) {

    dev.kith.api.CreateUser create(CreateUserRequest request) throws GrpcFailure {
        return new dev.kith.api.CreateUser(
                preconditions(
                        selector(request.hasInstance(), request.getInstance()),
                        selector(request.hasOrganization(), request.getOrganization())),
                request.hasUser() ? newUser(request.getUser()) : null);
    }

    private static dev.kith.api.CreateUser.NewUser newUser(CreateUser user) throws GrpcFailure {
        return new dev.kith.api.CreateUser.NewUser(
                user.getSchemaId(),
                user.hasData() ? StructMapper.read(user.getData()) : null,
                user.hasContact() ? contact(user.getContact()) : null,
                user.hasUserId() ? user.getUserId() : null);
    }

    SearchUsers search(SearchUsersRequest request) {
        SearchQuery query = request.getQuery();
        return new SearchUsers(
                preconditions(selector(request.hasInstance(), request.getInstance())),
                SchemaRequests.offset(query),
                Integer.toUnsignedLong(query.getLimit()),
                query.getDesc(),
                UserColumn.valueOf(SchemaRequests.plainName(request.getSortingColumn(), "FIELD_NAME_")),
                filters(request.getFiltersList()));
    }

    private static List<UserFilter> filters(List<SearchFilter> filters) {
        return filters.stream().map(GrpcRequests::filter).toList();
    }

    private static UserFilter filter(SearchFilter filter) {
        return switch (filter.getFilterCase()) {
            case OR_FILTER -> new UserFilter.AnyOf(filters(filter.getOrFilter().getQueriesList()));
            case AND_FILTER ->
                new UserFilter.AllOf(filters(filter.getAndFilter().getQueriesList()));
            case NOT_FILTER -> negated(filter.getNotFilter());
            case USER_ID_FILTER -> byId(filter.getUserIdFilter());
            case ORGANIZATION_ID_FILTER -> byId(filter.getOrganizationIdFilter());
            case USERNAME_FILTER -> byName(filter.getUsernameFilter());
            case EMAIL_FILTER -> byEmail(filter.getEmailFilter());
            case PHONE_FILTER -> byPhone(filter.getPhoneFilter());
            case STATE_FILTER ->
                new UserFilter.ByState(SearchedState.valueOf(
                        SchemaRequests.plainName(filter.getStateFilter().getState(), "USER_STATE_")));
            case SCHEMA_ID_FILTER ->
                new UserFilter.BySchemaId(filter.getSchemaIdFilter().getId());
            case SCHEMA_TYPE_FILTER -> byType(filter.getSchemaTypeFilter());
            case FILTER_NOT_SET -> new UserFilter.NoFilter();
        };
    }

    private static UserFilter negated(NotFilter filter) {
        return new UserFilter.NoneOf(filter.hasQuery() ? filter(filter.getQuery()) : null);
    }

    private static UserFilter byId(UserIDFilter filter) {
        return new UserFilter.ByUserId(filter.getId(), SchemaRequests.method(filter.getMethod()));
    }

    private static UserFilter byId(OrganizationIDFilter filter) {
        return new UserFilter.ByOrganizationId(filter.getId(), SchemaRequests.method(filter.getMethod()));
    }

    private static UserFilter byName(UsernameFilter filter) {
        return new UserFilter.ByUsername(filter.getUsername(), SchemaRequests.method(filter.getMethod()));
    }

    private static UserFilter byEmail(EmailFilter filter) {
        return new UserFilter.ByEmail(filter.getAddress(), SchemaRequests.method(filter.getMethod()));
    }

    private static UserFilter byPhone(PhoneFilter filter) {
        return new UserFilter.ByPhone(filter.getNumber(), SchemaRequests.method(filter.getMethod()));
    }

    private static UserFilter byType(SchemaTypeFilter filter) {
        return new UserFilter.BySchemaType(filter.getType(), SchemaRequests.method(filter.getMethod()));
    }

    UserRef get(GetUserRequest request) {
        return new UserRef(preconditions(selector(request.hasInstance(), request.getInstance())), id(request.getId()));
    }

    UserRef deactivate(DeactivateUserRequest request) {
        return new UserRef(
                preconditions(
                        selector(request.hasInstance(), request.getInstance()),
                        selector(request.hasOrganization(), request.getOrganization())),
                id(request.getId()));
    }

    UserRef activate(ActivateUserRequest request) {
        return new UserRef(
                preconditions(
                        selector(request.hasInstance(), request.getInstance()),
                        selector(request.hasOrganization(), request.getOrganization())),
                id(request.getId()));
    }

    UserRef lock(LockUserRequest request) {
        return new UserRef(
                preconditions(
                        selector(request.hasInstance(), request.getInstance()),
                        selector(request.hasOrganization(), request.getOrganization())),
                id(request.getId()));
    }

    UserRef unlock(UnlockUserRequest request) {
        return new UserRef(
                preconditions(
                        selector(request.hasInstance(), request.getInstance()),
                        selector(request.hasOrganization(), request.getOrganization())),
                id(request.getId()));
    }

    UserRef delete(DeleteUserRequest request) {
        return new UserRef(
                preconditions(
                        selector(request.hasInstance(), request.getInstance()),
                        selector(request.hasOrganization(), request.getOrganization())),
                id(request.getId()));
    }

    dev.kith.api.PatchUser patch(PatchUserRequest request) throws GrpcFailure {
        return new dev.kith.api.PatchUser(
                preconditions(
                        selector(request.hasInstance(), request.getInstance()),
                        selector(request.hasOrganization(), request.getOrganization())),
                id(request.getId()),
                request.hasUser() ? change(request.getUser()) : null);
    }

    private static dev.kith.api.PatchUser.Change change(PatchUser user) throws GrpcFailure {
        return new dev.kith.api.PatchUser.Change.Members(
                user.hasSchemaId() ? user.getSchemaId() : null,
                user.hasData() ? StructMapper.read(user.getData()) : null,
                user.hasContact() ? contact(user.getContact()) : null);
    }

    SetContactEmail setEmail(SetContactEmailRequest request) {
        return new SetContactEmail(
                preconditions(
                        selector(request.hasInstance(), request.getInstance()),
                        selector(request.hasOrganization(), request.getOrganization())),
                id(request.getId()),
                request.hasEmail() ? email(request.getEmail()) : null);
    }

    SetContactPhone setPhone(SetContactPhoneRequest request) {
        return new SetContactPhone(
                preconditions(
                        selector(request.hasInstance(), request.getInstance()),
                        selector(request.hasOrganization(), request.getOrganization())),
                id(request.getId()),
                request.hasPhone() ? phone(request.getPhone()) : null);
    }

    VerifyContact verifyEmail(VerifyContactEmailRequest request) {
        return new VerifyContact(
                preconditions(
                        selector(request.hasInstance(), request.getInstance()),
                        selector(request.hasOrganization(), request.getOrganization())),
                id(request.getId()),
                request.getVerificationCode());
    }

    VerifyContact verifyPhone(VerifyContactPhoneRequest request) {
        return new VerifyContact(
                preconditions(
                        selector(request.hasInstance(), request.getInstance()),
                        selector(request.hasOrganization(), request.getOrganization())),
                id(request.getId()),
                request.getVerificationCode());
    }

    ResendCode resendEmail(ResendContactEmailCodeRequest request) {
        Verification verification = switch (request.getVerificationCase()) {
            case SEND_CODE -> send(request.getSendCode());
            case RETURN_CODE -> new Verification.ReturnCode();
            case VERIFICATION_NOT_SET -> null;
        };
        return new ResendCode(
                preconditions(
                        selector(request.hasInstance(), request.getInstance()),
                        selector(request.hasOrganization(), request.getOrganization())),
                id(request.getId()),
                verification);
    }

    ResendCode resendPhone(ResendContactPhoneCodeRequest request) {
        Verification verification = switch (request.getVerificationCase()) {
            case SEND_CODE -> new Verification.SendCode(null);
            case RETURN_CODE -> new Verification.ReturnCode();
            case VERIFICATION_NOT_SET -> null;
        };
        return new ResendCode(
                preconditions(
                        selector(request.hasInstance(), request.getInstance()),
                        selector(request.hasOrganization(), request.getOrganization())),
                id(request.getId()),
                verification);
    }

    Preconditions preconditions(Selector instance) {
        return preconditions(instance, Selector.NOT_GIVEN);
    }

    private Preconditions preconditions(Selector instance, Selector organization) {
        return new Preconditions(instance, organization, version, options);
    }

    String id(String inMessage) {
        return pathId.orElse(inMessage);
    }

    static Selector selector(boolean given, Instance instance) {
        if (!given) {
            return Selector.NOT_GIVEN;
        }
        return switch (instance.getPropertyCase()) {
            case ID -> new Selector.Id(instance.getId());
            case DOMAIN -> new Selector.Domain(instance.getDomain());
            case PROPERTY_NOT_SET -> new Selector.Nothing();
        };
    }

    private static Selector selector(boolean given, Organization organization) {
        if (!given) {
            return Selector.NOT_GIVEN;
        }
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
