package dev.kith.api;

import java.util.List;

/**
 * A member of a request that breaks its declared rule ({@link ProblemCode#FIELD_RULE}). It never holds the offending value.
 *
 * @param path the names of the members from the request down to the offending one, as the JSON form of the wire contract
 *     writes them: {@code [user, contact, email, address]}; never empty. An item of a list has its index behind the name:
 *     {@code filters[0]}. A choice of which no member is given is named like the choice itself in the service definition:
 *     {@code property}, {@code dataType}, {@code filter}.
 * @param rule the rule that is broken
 */
public record FieldFault(List<String> path, FieldRule rule) {
    /**
     * Copies the path.
     *
     * @param path the names of the members, at least one; copied
     * @param rule the rule that is broken
     */
    public FieldFault {
        path = List.copyOf(path);
        if (path.isEmpty()) {
            throw new IllegalArgumentException("a fault without a member");
        }
    }

    /** A declared rule of one member. Later versions may have more kinds. */
    public sealed interface FieldRule {}

    /** The member must be given. */
    public record Required() implements FieldRule {}

    /** The member, where it is given, must be {@code true}. */
    public record MustBeTrue() implements FieldRule {}

    /** The member must not contain control characters. */
    public record NoControlCharacters() implements FieldRule {}

    /** The member must not be the value with the number 0. */
    public record Specified() implements FieldRule {}

    /** The member must be a value that its enumeration defines. */
    public record Defined() implements FieldRule {}

    /** The items of the list must differ. */
    public record Unique() implements FieldRule {}

    /**
     * The member's length has a maximum.
     *
     * @param max the greatest number of Unicode code points
     */
    public record MostLength(int max) implements FieldRule {}

    /**
     * The member's length is limited.
     *
     * @param min the least number of Unicode code points
     * @param max the greatest number of Unicode code points
     */
    public record Length(int min, int max) implements FieldRule {}

    /**
     * The member must be one RFC 5322 mailbox with a proper host name.
     *
     * @param error what is wrong with it
     */
    public record EmailSyntax(EmailSyntaxError error) implements FieldRule {}

    /** Why a text is not one RFC 5322 mailbox with a proper host name. Later versions may have more constants. */
    public enum EmailSyntaxError {
        /** There is no address at all. */
        ADDRESS_MISSING,
        /** Something follows the address. */
        ADDRESS_NOT_ALONE,
        /** The address has more than 254 bytes. */
        ADDRESS_TOO_LONG,
        /** There is neither an at sign nor an address in angle brackets. */
        AT_SIGN_OR_ANGLE_BRACKET_MISSING,
        /** The local part is not followed by an at sign. */
        AT_SIGN_MISSING,
        /** The angle bracket before the address is not closed. */
        ANGLE_BRACKET_UNCLOSED,
        /** A local part or a host name is expected and something else is found. */
        ATOM_MISSING,
        /** A local part or a host name begins or ends with a dot, or has two in a row. */
        DOT_MISPLACED,
        /** A quoted text holds a character that it must not hold, or breaks off after a backslash. */
        QUOTED_CHARACTER,
        /** A quoted text is not closed. */
        QUOTE_UNCLOSED,
        /** A comment is not closed. */
        COMMENT_UNCLOSED,
        /** The local part has more than 64 bytes. */
        LOCAL_PART_TOO_LONG,
        /** Nothing follows the at sign. */
        HOST_MISSING,
        /** A label of the host name is empty or has more than 63 characters. */
        HOST_LABEL_LENGTH,
        /** A label of the host name begins or ends with a hyphen. */
        HOST_LABEL_HYPHEN,
        /** A label of the host name holds something other than ASCII letters, digits and hyphens. */
        HOST_LABEL_CHARACTER
    }
}
