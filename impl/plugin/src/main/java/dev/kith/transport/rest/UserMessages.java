package dev.kith.transport.rest;

import dev.kith.api.CreateUser;
import dev.kith.api.Json;
import dev.kith.api.PatchUser;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.SetContact;
import dev.kith.api.Verification;
import dev.kith.api.schemas.TextFilterMethod;
import dev.kith.api.search.SearchUsers;
import dev.kith.api.search.SearchUsers.UserColumn;
import dev.kith.api.search.UserFilter;
import dev.kith.api.search.UserFilter.SearchedState;
import dev.kith.transport.rest.JsonMessage.EnumForm;
import dev.kith.transport.rest.Query.SearchPage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the request messages of the calls from their JSON form. */
final class UserMessages {
    private static final String SEND_CODE = "sendCode";
    private static final String RETURN_CODE = "returnCode";
    private static final String IS_VERIFIED = "isVerified";

    private static final EnumForm<UserColumn> COLUMN = new EnumForm<>("FIELD_NAME_", UserColumn.values());
    private static final EnumForm<SearchedState> STATE = new EnumForm<>("USER_STATE_", SearchedState.values());

    private static final String ANY = "orFilter";
    private static final String ALL = "andFilter";
    private static final String NONE = "notFilter";
    private static final String USER_ID = "userIdFilter";
    private static final String ORGANIZATION_ID = "organizationIdFilter";
    private static final String USERNAME = "usernameFilter";
    private static final String EMAIL = "emailFilter";
    private static final String PHONE = "phoneFilter";
    private static final String STATE_FILTER = "stateFilter";
    private static final String SCHEMA_ID = "schemaIdFilter";
    private static final String SCHEMA_TYPE = "schemaTypeFilter";

    private UserMessages() {}

    static SearchPage<UserColumn> page(Query query) throws MalformedRequest {
        return query.page(COLUMN);
    }

    /** A search, whose filters are the body. */
    static SearchUsers search(Preconditions expected, SearchPage<UserColumn> page, Json body) throws MalformedRequest {
        return new SearchUsers(
                expected,
                page.offset(),
                page.limit(),
                page.descending(),
                page.column(),
                filters(JsonMessage.filters(body)));
    }

    private static List<UserFilter> filters(List<Json> items) throws MalformedRequest {
        List<UserFilter> filters = new ArrayList<>();
        for (Json item : items) {
            filters.add(filter(JsonMessage.of("SearchFilter", item)));
        }
        return filters;
    }

    private static UserFilter filter(JsonMessage filter) throws MalformedRequest {
        String given = filter.oneOf(
                ANY, ALL, NONE, USER_ID, ORGANIZATION_ID, USERNAME, EMAIL, PHONE, STATE_FILTER, SCHEMA_ID, SCHEMA_TYPE);
        JsonMessage inner = given == null ? null : filter.message(given, given);
        if (given == null || inner == null) {
            return new UserFilter.NoFilter();
        }
        return switch (given) {
            case ANY -> new UserFilter.AnyOf(filters(inner.list("queries")));
            case ALL -> new UserFilter.AllOf(filters(inner.list("queries")));
            case NONE -> new UserFilter.NoneOf(negated(inner.message("query", "SearchFilter")));
            case USER_ID -> new UserFilter.ByUserId(inner.text("id"), method(inner));
            case ORGANIZATION_ID -> new UserFilter.ByOrganizationId(inner.text("id"), method(inner));
            case USERNAME -> username(inner);
            case EMAIL -> new UserFilter.ByEmail(inner.text("address"), method(inner));
            case PHONE -> new UserFilter.ByPhone(inner.text("number"), method(inner));
            case STATE_FILTER -> new UserFilter.ByState(inner.constant("state", STATE));
            case SCHEMA_ID -> new UserFilter.BySchemaId(inner.text("id"));
            default -> new UserFilter.BySchemaType(inner.text("type"), method(inner));
        };
    }

    private static @Nullable UserFilter negated(@Nullable JsonMessage filter) throws MalformedRequest {
        return filter == null ? null : filter(filter);
    }

    private static UserFilter username(JsonMessage filter) throws MalformedRequest {
        filter.truth("isOrganizationSpecific");
        return new UserFilter.ByUsername(filter.text("username"), method(filter));
    }

    private static TextFilterMethod method(JsonMessage filter) throws MalformedRequest {
        return filter.constant("method", SchemaMessages.METHOD);
    }

    static PatchUser.Change patchUser(Json body) throws MalformedRequest {
        JsonMessage user = JsonMessage.of("PatchUser", body);
        return new PatchUser.Change.Members(
                user.optionalText("schemaId"), user.struct("data"), contact(user.message("contact", "SetContact")));
    }

    static CreateUser.NewUser newUser(Json body) throws MalformedRequest {
        JsonMessage user = JsonMessage.of("CreateUser", body);
        return new CreateUser.NewUser(
                user.text("schemaId"),
                user.struct("data"),
                contact(user.message("contact", "SetContact")),
                user.optionalText("userId"));
    }

    private static @Nullable SetContact contact(@Nullable JsonMessage contact) throws MalformedRequest {
        if (contact == null) {
            return null;
        }
        JsonMessage email = contact.message("email", "SetEmail");
        JsonMessage phone = contact.message("phone", "SetPhone");
        return new SetContact(email == null ? null : email(email), phone == null ? null : phone(phone));
    }

    static SetContact.Email email(Json body) throws MalformedRequest {
        return email(JsonMessage.of("SetEmail", body));
    }

    private static SetContact.Email email(JsonMessage email) throws MalformedRequest {
        return new SetContact.Email(email.text("address"), verification(email, SEND_CODE, RETURN_CODE, IS_VERIFIED));
    }

    static SetContact.Phone phone(Json body) throws MalformedRequest {
        return phone(JsonMessage.of("SetPhone", body));
    }

    private static SetContact.Phone phone(JsonMessage phone) throws MalformedRequest {
        return new SetContact.Phone(phone.text("number"), verification(phone, SEND_CODE, RETURN_CODE, IS_VERIFIED));
    }

    /** The verification of a resend call; the body is the whole request. */
    static @Nullable Verification resend(JsonMessage request) throws MalformedRequest {
        return verification(request, SEND_CODE, RETURN_CODE);
    }

    private static @Nullable Verification verification(JsonMessage message, String... members) throws MalformedRequest {
        String given = message.oneOf(members);
        if (given == null) {
            return null;
        }
        return switch (given) {
            case SEND_CODE -> sendCode(message);
            case RETURN_CODE -> returnCode(message);
            default -> new Verification.Verified(Boolean.TRUE.equals(message.truth(IS_VERIFIED)));
        };
    }

    /** The message for a phone has no template; if one is given nevertheless, it is an unknown member. */
    private static Verification sendCode(JsonMessage message) throws MalformedRequest {
        JsonMessage sendCode = message.message(SEND_CODE, "SendEmailVerificationCode");
        return new Verification.SendCode(sendCode == null ? null : sendCode.optionalText("urlTemplate"));
    }

    private static Verification returnCode(JsonMessage message) throws MalformedRequest {
        message.struct(RETURN_CODE);
        return new Verification.ReturnCode();
    }

    static Selector organization(JsonMessage request) throws MalformedRequest {
        return selector(request.message("organization", "Organization"), "orgId", "orgDomain");
    }

    static Selector instance(JsonMessage request) throws MalformedRequest {
        return selector(request.message("instance", "Instance"), "id", "domain");
    }

    private static Selector selector(@Nullable JsonMessage property, String id, String domain) throws MalformedRequest {
        if (property == null) {
            return Selector.NOT_GIVEN;
        }
        String given = property.oneOf(id, domain);
        if (given == null) {
            return new Selector.Nothing();
        }
        return given.equals(id) ? new Selector.Id(property.text(id)) : new Selector.Domain(property.text(domain));
    }
}
