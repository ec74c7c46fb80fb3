package dev.kith.api;

/**
 * The command to redeem the code of a contact.
 *
 * @param preconditions the organization and version in which the user is expected
 * @param id the user's id, 1 to 200 characters
 * @param code the code as a person has typed it, 1 to 20 characters; white space, dashes and case count as the generator of
 *     the codes says
 */
public record VerifyContact(Preconditions preconditions, String id, String code) {
    /** Omits the code. */
    @Override
    public String toString() {
        return "VerifyContact[" + id + "]";
    }
}
