package dev.kith.core;

import dev.kith.api.CreateUser;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserRef;
import dev.kith.api.Verification;
import dev.kith.api.VerifyContact;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The declared rules of the members of each message (contract, section 8). The first rule that is broken is reported, in
 * the words of the wire contract's validator, because clients compare them.
 */
final class FieldRules {
    private FieldRules() {}

    static Optional<Problem> of(Preconditions preconditions, Change.Members user) {
        return judge(
                within("PatchUserRequest.User", members(user)),
                instance("PatchUserRequest", preconditions),
                organization("PatchUserRequest", preconditions));
    }

    static Optional<Problem> of(Preconditions preconditions) {
        return judge(instance("PatchUserRequest", preconditions), organization("PatchUserRequest", preconditions));
    }

    static Optional<Problem> of(SetContactEmail command) {
        SetContact.Email email = command.email();
        return judge(
                length("SetContactEmailRequest.Id", command.id(), 200),
                email == null ? null : within("SetContactEmailRequest.Email", email(email)),
                instance("SetContactEmailRequest", command.preconditions()),
                organization("SetContactEmailRequest", command.preconditions()));
    }

    static Optional<Problem> of(SetContactPhone command) {
        SetContact.Phone phone = command.phone();
        return judge(
                length("SetContactPhoneRequest.Id", command.id(), 200),
                phone == null ? null : within("SetContactPhoneRequest.Phone", phone(phone)),
                instance("SetContactPhoneRequest", command.preconditions()),
                organization("SetContactPhoneRequest", command.preconditions()));
    }

    static Optional<Problem> of(VerifyContact command, ContactChannel channel) {
        String message = channel == ContactChannel.EMAIL ? "VerifyContactEmailRequest" : "VerifyContactPhoneRequest";
        return judge(
                length(message + ".Id", command.id(), 200),
                length(message + ".VerificationCode", command.code(), 20),
                instance(message, command.preconditions()),
                organization(message, command.preconditions()));
    }

    static Optional<Problem> of(ResendCode command, ContactChannel channel) {
        String message =
                channel == ContactChannel.EMAIL ? "ResendContactEmailCodeRequest" : "ResendContactPhoneCodeRequest";
        return judge(
                length(message + ".Id", command.id(), 200),
                verification(message, command.verification()),
                instance(message, command.preconditions()),
                organization(message, command.preconditions()));
    }

    static Optional<Problem> of(CreateUser command) {
        Preconditions preconditions = command.preconditions();
        CreateUser.NewUser user = command.user();
        return judge(
                preconditions.organization() instanceof Selector.NotGiven
                        ? "invalid CreateUserRequest.Organization: value is required"
                        : organization("CreateUserRequest", preconditions),
                user == null ? null : within("CreateUserRequest.User", newUser(user)),
                instance("CreateUserRequest", preconditions));
    }

    static Optional<Problem> of(UserRef command, String message) {
        return judge(
                length(message + ".Id", command.id(), 200),
                instance(message, command.preconditions()),
                organization(message, command.preconditions()));
    }

    private static Optional<Problem> judge(@Nullable String... faults) {
        return Optional.ofNullable(first(faults)).map(text -> Problem.of(ProblemCode.FIELD_RULE, text));
    }

    private static @Nullable String first(@Nullable String... faults) {
        for (String fault : faults) {
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static @Nullable String members(Change.Members user) {
        return first(
                optionalLength("PatchUser.SchemaId", user.schemaId(), 200),
                within("PatchUser.Contact", contact(user.contact())));
    }

    private static @Nullable String newUser(CreateUser.NewUser user) {
        return first(
                length("CreateUser.SchemaId", user.schemaId(), 200),
                within("CreateUser.Contact", contact(user.contact())),
                optionalLength("CreateUser.UserId", user.userId(), 200),
                userId(user.userId()));
    }

    /** An id that no database, log or path takes as it is must not come to life. */
    private static @Nullable String userId(@Nullable String id) {
        return id == null || id.chars().noneMatch(Character::isISOControl)
                ? null
                : "invalid CreateUser.UserId: value must not contain control characters";
    }

    private static @Nullable String contact(@Nullable SetContact contact) {
        if (contact == null) {
            return null;
        }
        return first(
                contact.email() == null ? null : within("SetContact.Email", email(contact.email())),
                contact.phone() == null ? null : within("SetContact.Phone", phone(contact.phone())));
    }

    private static @Nullable String email(SetContact.Email email) {
        return first(
                length("SetEmail.Address", email.address(), 200),
                EmailAddress.fault(email.address())
                        .map(fault ->
                                "invalid SetEmail.Address: value must be a valid email address | caused by: " + fault)
                        .orElse(null),
                verification("SetEmail", email.verification()));
    }

    private static @Nullable String phone(SetContact.Phone phone) {
        return first(length("SetPhone.Number", phone.number(), 20), verification("SetPhone", phone.verification()));
    }

    private static @Nullable String verification(String message, @Nullable Verification verification) {
        if (verification instanceof Verification.Verified verified && !verified.value()) {
            return "invalid " + message + ".IsVerified: value must equal true";
        }
        if (verification instanceof Verification.SendCode send) {
            return within(
                    message + ".SendCode",
                    optionalLength("SendEmailVerificationCode.UrlTemplate", send.urlTemplate(), 200));
        }
        return null;
    }

    private static @Nullable String instance(String message, Preconditions preconditions) {
        return selector(message, "Instance", preconditions.instance());
    }

    private static @Nullable String organization(String message, Preconditions preconditions) {
        return selector(message, "Organization", preconditions.organization());
    }

    private static @Nullable String selector(String message, String field, Selector selector) {
        return selector instanceof Selector.Nothing
                ? within(message + "." + field, "invalid " + field + ".Property: value is required")
                : null;
    }

    private static @Nullable String within(String field, @Nullable String fault) {
        return fault == null ? null : "invalid " + field + ": embedded message failed validation | caused by: " + fault;
    }

    private static @Nullable String optionalLength(String field, @Nullable String value, int most) {
        return value == null ? null : length(field, value, most);
    }

    /** Lengths count code points, not bytes or UTF-16 units. */
    private static @Nullable String length(String field, String value, int most) {
        int length = value.codePointCount(0, value.length());
        return length >= 1 && length <= most
                ? null
                : "invalid " + field + ": value length must be between 1 and " + most + " runes, inclusive";
    }
}
