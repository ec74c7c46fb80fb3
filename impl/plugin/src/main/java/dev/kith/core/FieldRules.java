package dev.kith.core;

import dev.kith.api.CreateUser;
import dev.kith.api.FieldFault;
import dev.kith.api.FieldFault.FieldRule;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.Problem;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.UserRef;
import dev.kith.api.Verification;
import dev.kith.api.VerifyContact;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The declared rules of the members of each message (contract, section 8). The first rule that is broken is reported; the
 * order in which they are checked is part of the contract.
 */
final class FieldRules {
    private static final int MOST_ID = 200;
    private static final int MOST_ADDRESS = 200;
    private static final int MOST_TEMPLATE = 200;
    private static final int MOST_NUMBER = 20;
    private static final int MOST_CODE = 20;

    private FieldRules() {}

    static Optional<Problem> of(Preconditions preconditions, Change.Members user) {
        return judge(within("user", members(user)), instance(preconditions), organization(preconditions));
    }

    static Optional<Problem> of(Preconditions preconditions) {
        return judge(instance(preconditions), organization(preconditions));
    }

    static Optional<Problem> of(SetContactEmail command) {
        SetContact.Email email = command.email();
        return judge(
                id(command.id()),
                email == null ? null : within("email", email(email)),
                instance(command.preconditions()),
                organization(command.preconditions()));
    }

    static Optional<Problem> of(SetContactPhone command) {
        SetContact.Phone phone = command.phone();
        return judge(
                id(command.id()),
                phone == null ? null : within("phone", phone(phone)),
                instance(command.preconditions()),
                organization(command.preconditions()));
    }

    static Optional<Problem> of(VerifyContact command) {
        return judge(
                id(command.id()),
                length("verificationCode", command.code(), MOST_CODE),
                instance(command.preconditions()),
                organization(command.preconditions()));
    }

    static Optional<Problem> of(ResendCode command) {
        return judge(
                id(command.id()),
                verification(command.verification()),
                instance(command.preconditions()),
                organization(command.preconditions()));
    }

    static Optional<Problem> of(CreateUser command) {
        Preconditions preconditions = command.preconditions();
        CreateUser.NewUser user = command.user();
        return judge(
                preconditions.organization() instanceof Selector.NotGiven
                        ? fault("organization", new FieldFault.Required())
                        : organization(preconditions),
                user == null ? null : within("user", newUser(user)),
                instance(preconditions));
    }

    /** A line of an import; the pointers of faults begin at the line. */
    static Optional<Problem> of(UserLine line) {
        return judge(
                length("userId", line.userId(), MOST_ID),
                userId(line.userId()),
                optionalLength("organizationId", line.organization(), MOST_ID),
                optionalLength("schemaId", line.schemaId(), MOST_ID),
                optionalLength("schemaType", line.schemaType(), MOST_ID),
                contact(line.contact()));
    }

    static Optional<Problem> of(UserRef command) {
        return judge(id(command.id()), instance(command.preconditions()), organization(command.preconditions()));
    }

    static Optional<Problem> judge(@Nullable FieldFault... faults) {
        return Optional.ofNullable(first(faults)).map(Problem::field);
    }

    static @Nullable FieldFault first(@Nullable FieldFault... faults) {
        for (FieldFault fault : faults) {
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static @Nullable FieldFault id(String id) {
        return length("id", id, MOST_ID);
    }

    private static @Nullable FieldFault members(Change.Members user) {
        return first(optionalLength("schemaId", user.schemaId(), MOST_ID), contact(user.contact()));
    }

    private static @Nullable FieldFault newUser(CreateUser.NewUser user) {
        return first(
                length("schemaId", user.schemaId(), MOST_ID),
                contact(user.contact()),
                optionalLength("userId", user.userId(), MOST_ID),
                userId(user.userId()));
    }

    /** An id that no database, log or path takes as it is must not come to life. */
    private static @Nullable FieldFault userId(@Nullable String id) {
        return id == null || id.chars().noneMatch(Character::isISOControl)
                ? null
                : fault("userId", new FieldFault.NoControlCharacters());
    }

    private static @Nullable FieldFault contact(@Nullable SetContact contact) {
        if (contact == null) {
            return null;
        }
        SetContact.Email email = contact.email();
        SetContact.Phone phone = contact.phone();
        return within(
                "contact",
                first(
                        email == null ? null : within("email", email(email)),
                        phone == null ? null : within("phone", phone(phone))));
    }

    private static @Nullable FieldFault email(SetContact.Email email) {
        return first(
                length("address", email.address(), MOST_ADDRESS),
                EmailAddress.fault(email.address())
                        .map(error -> fault("address", new FieldFault.EmailSyntax(error)))
                        .orElse(null),
                verification(email.verification()));
    }

    private static @Nullable FieldFault phone(SetContact.Phone phone) {
        return first(length("number", phone.number(), MOST_NUMBER), verification(phone.verification()));
    }

    private static @Nullable FieldFault verification(@Nullable Verification verification) {
        if (verification instanceof Verification.Verified verified && !verified.value()) {
            return fault("isVerified", new FieldFault.MustBeTrue());
        }
        if (verification instanceof Verification.SendCode send) {
            return within("sendCode", optionalLength("urlTemplate", send.urlTemplate(), MOST_TEMPLATE));
        }
        return null;
    }

    static @Nullable FieldFault instance(Preconditions preconditions) {
        return selector("instance", preconditions.instance());
    }

    private static @Nullable FieldFault organization(Preconditions preconditions) {
        return selector("organization", preconditions.organization());
    }

    private static @Nullable FieldFault selector(String member, Selector selector) {
        return selector instanceof Selector.Nothing
                ? within(member, fault("property", new FieldFault.Required()))
                : null;
    }

    static FieldFault fault(String member, FieldRule rule) {
        return new FieldFault(List.of(member), rule);
    }

    static @Nullable FieldFault within(String member, @Nullable FieldFault fault) {
        return fault == null
                ? null
                : new FieldFault(
                        Stream.concat(Stream.of(member), fault.path().stream()).toList(), fault.rule());
    }

    static @Nullable FieldFault optionalLength(String member, @Nullable String value, int most) {
        return value == null ? null : length(member, value, most);
    }

    /** Lengths count code points, not bytes or UTF-16 units. */
    static @Nullable FieldFault length(String member, String value, int most) {
        int length = value.codePointCount(0, value.length());
        return length >= 1 && length <= most ? null : fault(member, new FieldFault.Length(1, most));
    }
}
