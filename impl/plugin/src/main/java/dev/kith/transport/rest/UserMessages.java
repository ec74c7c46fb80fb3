package dev.kith.transport.rest;

import dev.kith.api.CreateUser;
import dev.kith.api.Json;
import dev.kith.api.PatchUser;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.SetContact;
import dev.kith.api.Verification;
import org.jspecify.annotations.Nullable;

/** Reads the request messages of the calls from their JSON form. */
final class UserMessages {
    private static final String SEND_CODE = "sendCode";
    private static final String RETURN_CODE = "returnCode";
    private static final String IS_VERIFIED = "isVerified";

    private UserMessages() {}

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
