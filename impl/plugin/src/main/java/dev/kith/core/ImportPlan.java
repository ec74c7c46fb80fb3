package dev.kith.core;

import dev.kith.api.FieldFault;
import dev.kith.api.Outcome;
import dev.kith.api.Problem;
import dev.kith.api.Problem.Violation;
import dev.kith.core.UserWriter.ImportedUser;
import java.util.List;
import java.util.stream.Collectors;

/** What is to become of a line of an import. */
sealed interface ImportPlan {
    /** A user is stored. */
    record Store(ImportedUser user) implements ImportPlan {}

    /** Everything that the line says is stored already. */
    record Unchanged() implements ImportPlan {}

    /**
     * The line is refused.
     *
     * @param reason one sentence without a value
     * @param violations the errors in the data
     */
    record Refuse(String reason, List<Violation> violations) implements ImportPlan {
        /** Without errors in the data. */
        Refuse(String reason) {
            this(reason, List.of());
        }
    }

    /** The plan for a refusal of the rules that calls have as well. */
    static Refuse refused(Problem problem) {
        return new Refuse(sentence(problem), problem.violations());
    }

    /** The plan for what may be refused. */
    static ImportPlan of(Outcome<ImportPlan> outcome) {
        return outcome instanceof Outcome.Refused<ImportPlan> refused
                ? refused(refused.problem())
                : ((Outcome.Done<ImportPlan>) outcome).value();
    }

    private static String sentence(Problem problem) {
        FieldFault field = problem.field();
        if (field != null) {
            return field.path().stream().collect(Collectors.joining("/", "/", " ")) + sentence(field.rule());
        }
        return switch (problem.code()) {
            case ORGANIZATION_MISSING -> "The line names no organization, and there is no other for it.";
            case ORGANIZATION_UNKNOWN -> "There is no such organization.";
            case SCHEMA_ID_MISSING -> "The line names no user schema, and there is no other for it.";
            case SCHEMA_NOT_FOUND -> "There is no such user schema.";
            case SCHEMA_INACTIVE -> "The user schema is inactive.";
            case SCHEMA_INVALID -> "The user schema cannot be used.";
            case SCHEMAS_UNLISTED -> "User schemas cannot be found by their types here; name them by their ids.";
            case DATA_INVALID -> "The data does not fit the user schema.";
            case EMAIL_INVALID -> "/contact/email/address is not an e-mail address.";
            case PHONE_INVALID -> "/contact/phone/number is not a phone number with + and country code.";
            case USER_EXISTS -> "There is a user of this id already, which differs.";
            case CONTACT_TAKEN -> "An address or a number that is verified belongs to another user.";
            case CONFLICT -> "The user was changed by others at the same time.";
            default -> "The line is refused: " + problem.code() + ".";
        };
    }

    private static String sentence(FieldFault.FieldRule rule) {
        if (rule instanceof FieldFault.Length length) {
            return "has to have " + length.min() + " to " + length.max() + " characters.";
        }
        if (rule instanceof FieldFault.EmailSyntax) {
            return "is not an e-mail address.";
        }
        return rule instanceof FieldFault.NoControlCharacters
                ? "must not contain control characters."
                : "is not allowed.";
    }
}
