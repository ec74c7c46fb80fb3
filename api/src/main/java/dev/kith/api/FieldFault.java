package dev.kith.api;

import java.util.List;

/**
 * A member of a request that breaks its declared rule ({@link ProblemCode#FIELD_RULE}). It never holds the offending value.
 *
 * @param path the names of the members from the request down to the offending one, as the JSON form of the wire contract
 *     writes them: {@code [user, contact, email, address]}; never empty. A choice of which no member is given is named
 *     {@code property}, like the choice itself in the service definition.
 * @param rule the rule that is broken
 */
public record FieldFault(List<String> path, Rule rule) {
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
    public sealed interface Rule {}

    /** The member must be given. */
    public record Required() implements Rule {}

    /** The member, where it is given, must be {@code true}. */
    public record MustBeTrue() implements Rule {}

    /** The member must not contain control characters. */
    public record NoControlCharacters() implements Rule {}

    /**
     * The member's length is limited.
     *
     * @param min the least number of Unicode code points
     * @param max the greatest number of Unicode code points
     */
    public record Length(int min, int max) implements Rule {}

    /**
     * The member must be one RFC 5322 mailbox with a proper host name.
     *
     * @param error what is wrong with it
     */
    public record EmailSyntax(EmailSyntaxError error) implements Rule {}
}
