package dev.kith.api.transfer;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.UserAccounts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Imports and exports users, for operators: nobody is asked for a permission, and the permission keyword of schemas does not
 * count. Works whether the user schema feature is on or not.
 *
 * <p>Users are JSON Lines: UTF-8, one JSON object on each line, read as strictly as {@link JsonText} does, and at most
 * {@link #MAX_LINE} bytes long. Members of a line; all but {@code userId} may be missing or {@code null}, and others are refused:
 *
 * <ul>
 *   <li>{@code userId}: the id, 1 to 200 characters;
 *   <li>{@code organizationId}: the organization;
 *   <li>{@code schemaId} or {@code schemaType}: the user schema, by its id or by its type;
 *   <li>{@code data}: the user's data, an object;
 *   <li>{@code contact}: an object of {@code email} (an object of {@code address} and {@code isVerified}) and {@code phone} (an
 *       object of {@code number} and {@code isVerified});
 *   <li>{@code state}: {@code ACTIVE}, {@code INACTIVE} or {@code LOCKED};
 *   <li>{@code unlocksTo}: {@code ACTIVE} or {@code INACTIVE}, what a locked user is once it is unlocked;
 *   <li>{@code created}: when the user was created, in the form of RFC 3339, between 1970 and now.
 * </ul>
 *
 * <p>Thread-safe. Implemented only by Kith; later versions may add methods.
 */
public interface UserTransfer {
    /** The greatest length of a line in bytes, without the line feed at its end: 4 MiB. */
    int MAX_LINE = 4 * 1024 * 1024;

    /**
     * Imports users. A line about a user that does not exist creates it; one about a user that exists is unchanged, merged or
     * refused ({@link ImportMode}). Each line is stored completely or not at all; some hundred lines are committed at a time, so
     * that an import which ends early has stored a part. The same import again goes on, as the lines that are stored are found
     * unchanged.
     *
     * <p>Every rule for users holds: lengths, e-mail addresses, phone numbers, and the newest revision of the user schema, which
     * has to be active. No code is issued, and nobody gets a message: unverified contacts are stored unverified, and their first
     * code is issued by {@link UserAccounts#resendContactEmailCode} or {@link UserAccounts#resendContactPhoneCode}. Event
     * listeners hear of the changes unless the options say otherwise, and the audit has each of them (operation
     * {@code IMPORT_USER}, no actor).
     *
     * <p>Merging: {@code data} is a merge patch (RFC 7396) to the stored data; an address or number takes the place of the stored
     * one, and a verified one does not become unverified by the same value; {@code organizationId} cannot change and
     * {@code created} has no effect. What the options give for lines without organization or schema is for new users alone.
     *
     * <p>Memory is bounded by some lines, however many there are. Do not call it within a transaction.
     *
     * @param jsonLines the lines; stays open
     * @param options how to import
     * @param observer hears how it gets on
     * @return what has come of it
     * @throws IOException if the stream cannot be read; what is stored by then stays
     * @throws UserAccounts.Unavailable if the database is away; what is stored by then stays
     */
    ImportSummary importUsers(InputStream jsonLines, ImportOptions options, ImportObserver observer) throws IOException;

    /**
     * Writes all users as lines that can be imported, in the order of their ids. Addresses that are pending and codes are no part
     * of it. A user that is created, changed or deleted meanwhile is in it as it was at some moment, or not at all. Memory is
     * bounded by some users.
     *
     * @param jsonLines where to; flushed, and stays open
     * @return how many users there were
     * @throws IOException if the stream cannot be written
     * @throws UserAccounts.Unavailable if the database is away
     */
    long exportUsers(OutputStream jsonLines) throws IOException;

    /**
     * Returns everything that is kept about a person, for the person: what {@code eraseUser} would erase. Members: {@code user}
     * ({@code null} where only traces are left), {@code replacedContacts}, {@code undoneReplacements}, {@code messages},
     * {@code tokens}, {@code uniqueContacts} and {@code keptAnswers}. Times are texts of RFC 3339 in UTC. Codes, hashes, keys and sealed contents are left out; how many messages
     * an address got lately is kept under a keyed hash and cannot be told for a person.
     *
     * @param userId the user's id; the user need not exist any more
     * @return the object, empty if there is nothing about this id
     * @throws UserAccounts.Unavailable if the database is away
     */
    Optional<Json.Obj> exportUser(String userId);
}
