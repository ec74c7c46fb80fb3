package dev.kith.transport;

import dev.kith.api.FieldFault;
import dev.kith.api.FieldFault.EmailSyntaxError;
import dev.kith.api.Operation;
import java.util.Locale;

/**
 * The sentence for a member that breaks its declared rule, in the words of the wire contract's validator, because clients
 * compare them (contract, section 8). The validator names members by the message of the service definition that they stand
 * in: {@code CreateUserRequest.User}, {@code CreateUser.SchemaId}.
 */
final class FieldRuleText {
    private FieldRuleText() {}

    /** What is wrong, with the way to it: each message around the member is named first. */
    static String of(Operation operation, FieldFault fault) {
        StringBuilder text = new StringBuilder();
        String message = operationName(operation) + "Request";
        int last = fault.path().size() - 1;
        for (String member : fault.path().subList(0, last)) {
            text.append("invalid ").append(message).append('.').append(capitalized(member));
            text.append(": embedded message failed validation | caused by: ");
            message = messageOf(operation, member);
        }
        return text.append("invalid ")
                .append(message)
                .append('.')
                .append(capitalized(fault.path().get(last)))
                .append(": ")
                .append(rule(fault.rule()))
                .toString();
    }

    /** The call's name in the service definition: {@code SEARCH_USERS} is {@code SearchUsers}. */
    static String operationName(Operation operation) {
        StringBuilder name = new StringBuilder();
        for (String word : operation.name().split("_", -1)) {
            name.append(capitalized(word.toLowerCase(Locale.ROOT)));
        }
        return name.toString();
    }

    /** The message that is the type of a member. */
    private static String messageOf(Operation operation, String member) {
        int index = member.indexOf('[');
        String list = index < 0 ? member : member.substring(0, index);
        return switch (list) {
            case "user" -> operationName(operation);
            case "contact", "email", "phone" -> "Set" + capitalized(member);
            case "sendCode" -> "SendEmailVerificationCode";
            case "userSchema" -> operation == Operation.PATCH_USER_SCHEMA ? "PatchUserSchema" : "UserSchema";
            case "idFilter" -> "IDFilter";
            case "userIdFilter" -> "UserIDFilter";
            case "organizationIdFilter" -> "OrganizationIDFilter";
            case "schemaIdFilter" -> "SchemaIDFilter";
            case "filter", "filters", "queries", "query" -> "SearchFilter";
            default -> capitalized(member);
        };
    }

    private static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static String rule(FieldFault.FieldRule rule) {
        if (rule instanceof FieldFault.Length length) {
            return "value length must be between " + length.min() + " and " + length.max() + " runes, inclusive";
        }
        if (rule instanceof FieldFault.EmailSyntax syntax) {
            return "value must be a valid email address | caused by: " + cause(syntax.error());
        }
        if (rule instanceof FieldFault.MustBeTrue) {
            return "value must equal true";
        }
        if (rule instanceof FieldFault.NoControlCharacters) {
            return "value must not contain control characters";
        }
        if (rule instanceof FieldFault.MostLength most) {
            return "value length must be at most " + most.max() + " runes";
        }
        if (rule instanceof FieldFault.Specified) {
            return "value must not be in list [0]";
        }
        if (rule instanceof FieldFault.Defined) {
            return "value must be one of the defined enum values";
        }
        if (rule instanceof FieldFault.Unique) {
            return "repeated value must contain unique items";
        }
        if (rule instanceof FieldFault.Required) {
            return "value is required";
        }
        throw new IllegalArgumentException("no text for " + rule);
    }

    private static String cause(EmailSyntaxError error) {
        return switch (error) {
            case ADDRESS_MISSING -> "mail: no address";
            case ADDRESS_NOT_ALONE -> "mail: expected single address";
            case AT_SIGN_OR_ANGLE_BRACKET_MISSING -> "mail: missing '@' or angle-addr";
            case AT_SIGN_MISSING -> "mail: missing @ in addr-spec";
            case ANGLE_BRACKET_UNCLOSED -> "mail: unclosed angle-addr";
            case ATOM_MISSING -> "mail: invalid string";
            case DOT_MISPLACED -> "mail: misplaced dot in atom";
            case QUOTED_CHARACTER -> "mail: bad character in quoted-string";
            case QUOTE_UNCLOSED -> "mail: unclosed quoted-string";
            case COMMENT_UNCLOSED -> "mail: misformatted parenthetical comment";
            case HOST_MISSING -> "mail: no domain in addr-spec";
            case ADDRESS_TOO_LONG -> "email addresses cannot exceed 254 characters";
            case LOCAL_PART_TOO_LONG -> "email address local phrase cannot exceed 64 characters";
            case HOST_LABEL_LENGTH -> "hostname part must be non-empty and cannot exceed 63 characters";
            case HOST_LABEL_HYPHEN -> "hostname parts cannot begin or end with hyphens";
            case HOST_LABEL_CHARACTER -> "hostname parts can only contain alphanumeric characters or hyphens";
        };
    }
}
