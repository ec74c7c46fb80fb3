package dev.kith.standalone.users;

import dev.kith.api.Json;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keycloak: {@code users} of a realm export, or of the files {@code <realm>-users-<number>.json} of a folder. */
final class KeycloakUsers implements ForeignUsers {
    @Override
    public boolean holdsUsers(String names) {
        return names.equals("/users");
    }

    @Override
    public String ownerMember() {
        return "";
    }

    @Override
    public Optional<String> leaveOut(Json.Obj user) {
        if (ForeignUsers.text(user, "serviceAccountClientId", "serviceAccountClientLink") != null) {
            return Optional.of("accounts of services");
        }
        return ForeignUsers.text(user, "id") == null ? Optional.of("users without an id") : Optional.empty();
    }

    @Override
    public Json.Obj line(Json.Obj user, @Nullable String owner) {
        Json.Obj attributes = ForeignUsers.object(user, "attributes");
        Json.Obj data = new LineMembers()
                .text("username", ForeignUsers.text(user, "username"))
                .text("givenName", ForeignUsers.text(user, "firstName"))
                .text("familyName", ForeignUsers.text(user, "lastName"))
                .text("preferredLanguage", first(attributes, "locale"))
                .value(
                        "attributes",
                        attributes.without("locale").without("phoneNumber").without("phoneNumberVerified"))
                .object();
        Json.Obj contact = new LineMembers()
                .contact("email", "address", ForeignUsers.text(user, "email"), ForeignUsers.is(user, "emailVerified"))
                .contact(
                        "phone",
                        "number",
                        first(attributes, "phoneNumber"),
                        "true".equals(first(attributes, "phoneNumberVerified")))
                .object();
        return new LineMembers()
                .text("userId", ForeignUsers.text(user, "id"))
                .value("data", data)
                .value("contact", contact)
                .text("state", user.get("enabled") == Json.Bool.FALSE ? "INACTIVE" : "ACTIVE")
                .text("created", created(user))
                .object();
    }

    private static @Nullable String created(Json.Obj user) {
        return user.get("createdTimestamp") instanceof Json.Num millis
                ? Instant.ofEpochMilli(millis.value().longValue()).toString()
                : null;
    }

    /** Attributes have lists of values. */
    private static @Nullable String first(Json.Obj attributes, String name) {
        return attributes.get(name) instanceof Json.Arr values
                        && !values.items().isEmpty()
                        && values.items().get(0) instanceof Json.Text text
                        && !text.value().isEmpty()
                ? text.value()
                : null;
    }
}
