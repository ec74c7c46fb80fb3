package dev.kith.transport.rest;

import dev.kith.api.CreateUser;
import dev.kith.api.Expectation.Selector;
import dev.kith.api.Json;
import dev.kith.api.PatchUser;
import dev.kith.api.SetContact;
import dev.kith.api.Verification;
import org.jspecify.annotations.Nullable;

/** The messages of the calls, from their JSON form. */
final class UserMessages {
    private static final String SEND_CODE = "sendCode";
    private static final String RETURN_CODE = "returnCode";
    private static final String IS_VERIFIED = "isVerified";

    private UserMessages() {}

    static PatchUser.Change patchUser(Json body) throws Malformed {
        Message user = Message.of("PatchUser", body);
        return new PatchUser.Change.Members(
                user.optionalText("schemaId"), user.struct("data"), contact(user.message("contact", "SetContact")));
    }

    static CreateUser.NewUser newUser(Json body) throws Malformed {
        Message user = Message.of("CreateUser", body);
        return new CreateUser.NewUser(
                user.text("schemaId"),
                user.struct("data"),
                contact(user.message("contact", "SetContact")),
                user.optionalText("userId"));
    }

    private static @Nullable SetContact contact(@Nullable Message contact) throws Malformed {
        if (contact == null) {
            return null;
        }
        Message email = contact.message("email", "SetEmail");
        Message phone = contact.message("phone", "SetPhone");
        return new SetContact(email == null ? null : email(email), phone == null ? null : phone(phone));
    }

    static SetContact.Email email(Json body) throws Malformed {
        return email(Message.of("SetEmail", body));
    }

    private static SetContact.Email email(Message email) throws Malformed {
        return new SetContact.Email(email.text("address"), verification(email, SEND_CODE, RETURN_CODE, IS_VERIFIED));
    }

    static SetContact.Phone phone(Json body) throws Malformed {
        return phone(Message.of("SetPhone", body));
    }

    private static SetContact.Phone phone(Message phone) throws Malformed {
        return new SetContact.Phone(phone.text("number"), verification(phone, SEND_CODE, RETURN_CODE, IS_VERIFIED));
    }

    /** The verification of a resend call, whose body is the whole request. */
    static @Nullable Verification resend(Message request) throws Malformed {
        return verification(request, SEND_CODE, RETURN_CODE);
    }

    private static @Nullable Verification verification(Message message, String... members) throws Malformed {
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

    /** A phone's message has no template; one that is given all the same is an unknown member there. */
    private static Verification sendCode(Message message) throws Malformed {
        Message sendCode = message.message(SEND_CODE, "SendEmailVerificationCode");
        return new Verification.SendCode(sendCode == null ? null : sendCode.optionalText("urlTemplate"));
    }

    private static Verification returnCode(Message message) throws Malformed {
        message.struct(RETURN_CODE);
        return new Verification.ReturnCode();
    }

    static Selector organization(Message request) throws Malformed {
        return selector(request.message("organization", "Organization"), "orgId", "orgDomain");
    }

    static Selector instance(Message request) throws Malformed {
        return selector(request.message("instance", "Instance"), "id", "domain");
    }

    private static Selector selector(@Nullable Message property, String id, String domain) throws Malformed {
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
