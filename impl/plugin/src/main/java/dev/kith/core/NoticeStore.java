package dev.kith.core;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is kept beside notices: their links and the budgets of their recipients. For one transaction and its thread alone. */
public interface NoticeStore {
    /**
     * Takes a notice out of a recipient's budget where it may go at once [1 UPDATE]: counts it in the running window, or
     * begins a new window where the last one is over and has reserved nothing beyond.
     *
     * @param key the recipient, as a keyed hash
     * @param now the present time
     * @param window how long a window is
     * @param most how many notices a window allows
     * @return false when the notice has to wait or the recipient has no budget yet
     */
    boolean spendAtOnce(String key, Instant now, Duration window, int most);

    /**
     * What a recipient's budget of notices has reserved [1 SELECT].
     *
     * @param key the recipient, as a keyed hash
     * @return what it has, or {@code null} where the recipient has no budget
     */
    @Nullable
    Spent spent(String key);

    /**
     * Replaces what a recipient's budget of notices has reserved [1 UPDATE].
     *
     * @param key the recipient, as a keyed hash
     * @param before what was read
     * @param after what it is to be
     * @throws UserStore.Contended when it is no longer what was read
     */
    void replaceSpent(String key, Spent before, Spent after);

    /**
     * Stores what a link can undo [1 INSERT].
     *
     * @param entry the replacement
     */
    void keepUndo(UndoEntry entry);

    /**
     * What a link can undo, or could [1 SELECT].
     *
     * @param tokenHash the hash of the link's token
     * @return the replacement, or {@code null} where there is no such link
     */
    @Nullable
    UndoEntry undo(String tokenHash);

    /**
     * Uses a link, and voids those of all younger replacements of the user's contact [2 UPDATE].
     *
     * @param entry the replacement
     * @param now the present time
     * @throws UserStore.Contended when the link was used or voided in the meantime
     */
    void useUndo(UndoEntry entry, Instant now);

    /**
     * Gives the link of a notice another token, where it was neither used nor voided [1 UPDATE].
     *
     * @param id the notice
     * @param tokenHash the hash of the new token
     * @param madeSince how old the replacement may be
     * @return false when there is no such link
     */
    boolean renewUndo(String id, String tokenHash, Instant madeSince);

    /**
     * Whether a change of a contact was undone by a node of the previous version, itself or together with an earlier
     * one [1 SELECT].
     *
     * @param userId the user's id
     * @param channel the contact
     * @param made when the change was made
     * @return true if so
     */
    boolean undone(String userId, ContactChannel channel, Instant made);

    /**
     * Keeps for nodes of the previous version that a change of a contact, and with it every later one, was undone
     * [1 INSERT].
     *
     * @param id the change
     * @param userId the user's id
     * @param channel the contact
     * @param made when the change was made
     * @param now the present time
     * @throws UserStore.Contended when that was kept already, at the latest at commit
     */
    void markUndone(String id, String userId, ContactChannel channel, Instant made, Instant now);

    /**
     * What a recipient's budget of notices has reserved.
     *
     * @param windowStart when its first hour began
     * @param count how many places are taken from then on; those that this hour does not allow are in the next ones
     */
    record Spent(Instant windowStart, int count) {}
}
