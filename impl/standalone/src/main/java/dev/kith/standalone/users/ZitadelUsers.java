package dev.kith.standalone.users;

import dev.kith.api.Json;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * ZITADEL: {@code humanUsers} of each organization of an export of the admin API, or the {@code result} of a list of users, of the
 * user service v2 or of the management API.
 */
final class ZitadelUsers implements ForeignUsers {
    private static final String STATE = "USER_STATE_";

    @Override
    public boolean holdsUsers(String names) {
        return names.equals("/result") || names.endsWith("/orgs/humanUsers");
    }

    @Override
    public String ownerMember() {
        return "orgId";
    }

    @Override
    public Optional<String> leaveOut(Json.Obj user) {
        if (user.get("machine") != null) {
            return Optional.of("accounts of machines");
        }
        if (state(user).equals("DELETED")) {
            return Optional.of("deleted users");
        }
        return ForeignUsers.text(user, "userId", "id") == null ? Optional.of("users without an id") : Optional.empty();
    }

    @Override
    public Json.Obj line(Json.Obj user, @Nullable String owner) {
        Json.Obj details = ForeignUsers.object(user, "details");
        Json.Obj person = user.get("user") instanceof Json.Obj exported ? exported : ForeignUsers.object(user, "human");
        Json.Obj email = ForeignUsers.object(person, "email");
        Json.Obj phone = ForeignUsers.object(person, "phone");
        String ownOrganization = ForeignUsers.text(details, "resourceOwner");
        String state = state(user);
        return new LineMembers()
                .text("userId", ForeignUsers.text(user, "userId", "id"))
                .text("organizationId", ownOrganization == null ? owner : ownOrganization)
                .value("data", data(user, person))
                .value(
                        "contact",
                        new LineMembers()
                                .contact(
                                        "email",
                                        "address",
                                        ForeignUsers.text(email, "email"),
                                        ForeignUsers.is(email, "isEmailVerified", "isVerified"))
                                .contact(
                                        "phone",
                                        "number",
                                        ForeignUsers.text(phone, "phone"),
                                        ForeignUsers.is(phone, "isPhoneVerified", "isVerified"))
                                .object())
                .text("state", state.equals("INACTIVE") || state.equals("LOCKED") ? state : "ACTIVE")
                .text("created", ForeignUsers.text(details, "creationDate"))
                .object();
    }

    private static Json.Obj data(Json.Obj user, Json.Obj person) {
        Json.Obj profile = ForeignUsers.object(person, "profile");
        String userName = ForeignUsers.text(user, "username", "userName");
        String language = ForeignUsers.text(profile, "preferredLanguage");
        String gender = ForeignUsers.text(profile, "gender");
        return new LineMembers()
                .text("username", userName == null ? ForeignUsers.text(person, "userName", "username") : userName)
                .text("givenName", ForeignUsers.text(profile, "givenName", "firstName"))
                .text("familyName", ForeignUsers.text(profile, "familyName", "lastName"))
                .text("nickName", ForeignUsers.text(profile, "nickName"))
                .text("displayName", ForeignUsers.text(profile, "displayName"))
                .text("preferredLanguage", "und".equals(language) ? null : language)
                .text("gender", gender == null || gender.equals("GENDER_UNSPECIFIED") ? null : gender(gender))
                .object();
    }

    private static String gender(String constant) {
        return constant.replace("GENDER_", "").toLowerCase(Locale.ROOT);
    }

    private static String state(Json.Obj user) {
        String state = ForeignUsers.text(user, "state");
        return state == null ? "" : state.replace(STATE, "");
    }
}
