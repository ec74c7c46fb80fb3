package dev.kith.core;

import dev.kith.core.UserStore.DeadMessage;
import dev.kith.core.UserStore.Found;
import dev.kith.core.UserStore.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The storage of a dry run (contract, ruling R74): what is there can be read, and nothing is stored. The same rules run on it as on
 * the real one, so that they cannot judge differently. What no call with a dry run does is refused.
 */
record RehearsalSession(Session storage) implements Session {
    @Override
    public @Nullable Found find(String userId) {
        return storage.find(userId);
    }

    @Override
    public Map<String, User> findAll(Collection<String> userIds) {
        throw impossible();
    }

    @Override
    public void insert(User user) {}

    @Override
    public void insertAll(List<User> users) {
        throw impossible();
    }

    @Override
    public void update(User before, User after) {}

    @Override
    public void delete(User user) {}

    @Override
    public void enqueue(OutboxMessage message, Instant due) {}

    @Override
    public void enqueueAll(List<OutboxMessage> messages) {
        throw impossible();
    }

    @Override
    public void supersede(List<String> ids, Instant now) {}

    @Override
    public void keepUndo(UndoEntry entry) {}

    @Override
    public @Nullable String claimant(String claim) {
        return storage.claimant(claim);
    }

    @Override
    public void claim(String userId, ContactChannel channel, String claim) {}

    @Override
    public void release(String userId, ContactChannel channel) {}

    /** Whether there is room in the budget [1 SELECT]; a recipient without one gets it. */
    @Override
    public boolean spend(String key, Instant now, Duration window, int most) {
        Spent spent = storage.spent(key);
        return spent == null || !spent.windowStart().isAfter(now.minus(window)) || spent.count() < most;
    }

    @Override
    public void openBudget(String key, Instant now) {}

    @Override
    public @Nullable Instant budgetWindow(String key) {
        return storage.budgetWindow(key);
    }

    /** A notice is never refused, only late. */
    @Override
    public boolean spendAtOnce(String key, Instant now, Duration window, int most) {
        return true;
    }

    @Override
    public @Nullable Spent spent(String key) {
        return storage.spent(key);
    }

    @Override
    public void replaceSpent(String key, Spent before, Spent after) {}

    @Override
    public AnswerLookup answer(String id, String caller, String userId, Instant now) {
        throw impossible();
    }

    @Override
    public void keepAnswer(KeptAnswer answer, @Nullable KeptAnswer ended) {
        throw impossible();
    }

    @Override
    public boolean countGuess(String userId, ContactChannel channel, String proofId, int most) {
        throw impossible();
    }

    @Override
    public boolean countPageGuess(String userId, String proofId, int most) {
        throw impossible();
    }

    @Override
    public boolean countRedeemedGuess(String userId, String proofId, int most) {
        throw impossible();
    }

    @Override
    public void uncountRedeemedGuess(String userId, String proofId) {
        throw impossible();
    }

    @Override
    public boolean countLook(String userId, String proofId, int most) {
        throw impossible();
    }

    @Override
    public @Nullable UndoEntry undo(String tokenHash) {
        throw impossible();
    }

    @Override
    public void useUndo(UndoEntry entry, Instant now) {
        throw impossible();
    }

    @Override
    public boolean renewUndo(String id, String tokenHash, Instant madeSince) {
        throw impossible();
    }

    @Override
    public boolean undone(String userId, ContactChannel channel, Instant made) {
        throw impossible();
    }

    @Override
    public void markUndone(String id, String userId, ContactChannel channel, Instant made, Instant now) {
        throw impossible();
    }

    @Override
    public @Nullable DeadMessage dead(String id) {
        throw impossible();
    }

    @Override
    public void revive(String id, OutboxMessage.@Nullable Sealed payload, Set<String> accepted, Instant now) {
        throw impossible();
    }

    @Override
    public void dismiss(String id, Instant now) {
        throw impossible();
    }

    private static IllegalStateException impossible() {
        return new IllegalStateException("no call with a dry run does this");
    }
}
