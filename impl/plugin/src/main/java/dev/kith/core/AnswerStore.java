package dev.kith.core;

import dev.kith.core.OutboxMessage.Sealed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The answers that are kept under idempotency keys (contract, ruling R73). For one transaction and its thread alone. */
public interface AnswerStore {
    /**
     * What is kept under a key, and for its caller [1 SELECT]. In a transaction for work that was contended before, the user is kept
     * from being changed by others before this is read [1 SELECT more], so that what is read of the answers and of the user is of the
     * same time.
     *
     * @param id the key, as a keyed hash together with its caller
     * @param caller the caller, as a keyed hash
     * @param userId the user that will be read next, empty for none
     * @param now the present time
     * @return what is kept
     */
    AnswerLookup answer(String id, String caller, String userId, Instant now);

    /**
     * Keeps an answer [1 INSERT, and 1 DELETE in the place of one that has ended]. The last of all that a call writes, so that
     * calls with the same key wait here and never for each other.
     *
     * @param answer the answer
     * @param ended the one in whose place it is kept, {@code null} for none
     * @throws UserStore.Contended when another call has kept one under the key, at the latest at commit; the next attempt will
     *     find it
     */
    void keepAnswer(KeptAnswer answer, @Nullable KeptAnswer ended);

    /**
     * What was found.
     *
     * @param answer what is kept under the key, {@code null} for nothing; it may have ended
     * @param keys under how many keys of the caller answers are kept that have not ended
     * @param firstEnd when the first of these ends, {@code null} where there are none
     */
    record AnswerLookup(
            @Nullable KeptAnswer answer, int keys, @Nullable Instant firstEnd) {}

    /**
     * An answer that is kept.
     *
     * @param id the key, as a keyed hash together with its caller
     * @param caller the caller, as a keyed hash
     * @param userId the user that the answer is about
     * @param fingerprint the call, as a keyed hash
     * @param answer the answer, sealed
     * @param ends until when it is given
     */
    record KeptAnswer(String id, String caller, String userId, String fingerprint, Sealed answer, Instant ends) {}
}
