package dev.kith.api;

/**
 * Redeem the code of a contact.
 *
 * @param preconditions where and in which version the user is expected
 * @param id the user's id, 1 to 200 characters
 * @param code the code, 1 to 20 characters, case sensitive
 */
public record VerifyContact(Preconditions preconditions, String id, String code) {
    /** Leaves the code out. */
    @Override
    public String toString() {
        return "VerifyContact[" + id + "]";
    }
}
