package dev.kith.jpa;

import dev.kith.core.Contact;
import dev.kith.core.ContactChannel;
import dev.kith.core.NoticeStore.Spent;
import dev.kith.core.Outbox;
import dev.kith.core.OutboxMessage;
import dev.kith.core.UndoEntry;
import dev.kith.core.User;
import dev.kith.core.UserStore.Contended;
import dev.kith.core.UserStore.DeadMessage;
import dev.kith.core.UserStore.Found;
import dev.kith.core.UserStore.Session;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Storage within one transaction.
 *
 * <p>The row of a user is always written before the rows of its contacts: the transaction that has changed the user's
 * version may change the contacts, and transactions cannot deadlock. Only the counters of a proof are changed without
 * it, each in a single statement.
 *
 * <p>Nothing that was read or stored stays managed: the next read would return it unchanged, and OpenJPA applies updates to
 * managed entities instead of the rows in the table.
 */
final class JpaSession implements Session {
    /** One table alone, because not every database locks the rows of an outer join. */
    private static final String CLAIM_USER = "select u from KithUser u where u.instance = :instance and u.id = :id";

    private static final String DELETE_USER =
            "delete from KithUser u where u.instance = :instance and u.id = :id and u.version = :before";

    private static final String DELETE_CONTACTS =
            "delete from KithContact c where c.instance = :instance and c.userId = :id";

    /**
     * Closed as of their creation, since a session has no clock; they are only kept for a while anyway. Events are not
     * voided: the listeners still get them. Neither instance nor status is compared as such, so that the index of the users
     * is the only one that serves.
     */
    private static final String VOID_MESSAGES = """
        update KithMessage m set m.status = :end, m.payloadKey = null, m.payload = null, m.owner = null,
        m.closed = m.created
        where concat(m.instance, '') = :instance and m.userId = :id and concat(m.status, '') = 'WAITING'
        and m.kind <> 'EVENT'\
        """;

    /**
     * By the whole key. The status is not compared as such, so that a database without statistics cannot take the index that
     * begins with it.
     */
    private static final ListedSql SUPERSEDE = new ListedSql("""
        update kith_message set status = ?2, closed = ?3, reason = null, payload_key = null, payload = null
        where instance_id = ?1 and id in (%s) and concat(status, '') = 'WAITING' and lease_owner is null\
        """, 3);

    private static final String COUNT = """
        update kith_contact set %1$s = %1$s + 1
        where instance_id = ?1 and user_id = ?2 and channel = ?3 and %2$s = ?4 and %1$s < ?5\
        """;

    private static final String COUNT_GUESS = COUNT.formatted("proof_guesses", "proof_id");

    private static final String COUNT_PAGE_GUESS = COUNT.formatted("proof_page_guesses", "proof_id");

    private static final String COUNT_LOOK = COUNT.formatted("proof_looks", "proof_id");

    private static final String COUNT_REDEEMED_GUESS = COUNT.formatted("redeemed_guesses", "redeemed_id");

    private static final String UNCOUNT_REDEEMED_GUESS = """
        update KithContact c set c.redeemedGuesses = c.redeemedGuesses - 1
        where c.instance = :instance and c.userId = :id and c.channel = :channel
        and c.redeemedId = :proof and c.redeemedGuesses > 0\
        """;

    private final EntityManager manager;
    private final String instance;
    private final UserQuery users;
    private final boolean claims;

    /** The user that was claimed. */
    private @Nullable String claimed;

    JpaSession(EntityManager manager, String instance, UserQuery users, boolean claims) {
        this.manager = manager;
        this.instance = instance;
        this.users = users;
        this.claims = claims;
    }

    @Override
    public @Nullable Found find(String userId) {
        if (!StorableText.text(userId)) {
            return null;
        }
        claim(userId);
        Found found = users.find(manager, instance, userId);
        manager.clear();
        return found;
    }

    /** Once for a user, and before anything that must not be older than the user. */
    private void claim(String userId) {
        if (claims && !userId.equals(claimed)) {
            user(CLAIM_USER, userId).setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList();
            manager.clear();
            claimed = userId;
        }
    }

    @Override
    public AnswerLookup answer(String id, String caller, String userId, Instant now) {
        if (StorableText.name(userId)) {
            claim(userId);
        }
        return new Answers(manager, instance).find(id, caller, now);
    }

    @Override
    public void keepAnswer(KeptAnswer answer, @Nullable KeptAnswer ended) {
        if (ended != null) {
            new Answers(manager, instance).delete(ended);
        }
        insert(new AnswerRow(instance, answer));
    }

    @Override
    public void insert(User user) {
        insert(new UserRow(instance, user));
        for (ContactChannel channel : ContactChannel.values()) {
            Contact contact = ContactRow.kept(user, channel);
            if (contact != null) {
                insert(new ContactRow(instance, user.id(), channel, contact));
            }
        }
    }

    @Override
    public Map<String, User> findAll(Collection<String> userIds) {
        return new UserPages(manager, instance).find(userIds);
    }

    @Override
    public void insertAll(List<User> all) {
        new RowInsert<>("kith_user", UserRow.COLUMNS)
                .insert(
                        manager,
                        all.stream().map(user -> new UserRow(instance, user)).toList());
        List<ContactRow> contacts = new ArrayList<>();
        for (User user : all) {
            for (ContactChannel channel : ContactChannel.values()) {
                Contact contact = user.contact(channel);
                if (contact != null) {
                    contacts.add(new ContactRow(instance, user.id(), channel, contact));
                }
            }
        }
        new RowInsert<>("kith_contact", ContactRow.COLUMNS).insert(manager, contacts);
    }

    private void insert(Object row) {
        RowInserter.insert(manager, row);
    }

    @Override
    public void update(User before, User after) {
        requireOne(updateUser(before, after).executeUpdate());
        ContactWriter contacts = new ContactWriter(manager, instance, after.id());
        for (ContactChannel channel : ContactChannel.values()) {
            contacts.write(channel, ContactRow.kept(before, channel), ContactRow.kept(after, channel));
        }
    }

    private Query updateUser(User before, User after) {
        boolean dataStays = before.schemaId().equals(after.schemaId())
                && before.revision() == after.revision()
                && before.content().equals(after.content());
        RowUpdate update = new RowUpdate("kith_user")
                .set("active", after.active())
                .set("locked", after.locked())
                .set("changed", EpochMicros.of(after.changed()))
                .set("version", after.version());
        if (!dataStays) {
            update.set("schema_id", after.schemaId())
                    .set("schema_revision", after.revision())
                    .set("data", after.content().text());
        }
        return update.where("instance_id", instance)
                .where("id", after.id())
                .where("version", before.version())
                .on(manager);
    }

    private static void requireOne(int rows) {
        if (rows != 1) {
            throw new Contended("the user was changed in the meantime");
        }
    }

    @Override
    public void delete(User user) {
        requireOne(user(DELETE_USER, user.id())
                .setParameter("before", user.version())
                .executeUpdate());
        user(DELETE_CONTACTS, user.id()).executeUpdate();
        undoLinks().delete(user.id());
        user(VOID_MESSAGES, user.id())
                .setParameter("end", Outbox.End.VOID.name())
                .executeUpdate();
    }

    @Override
    public boolean countGuess(String userId, ContactChannel channel, String proofId, int most) {
        return count(COUNT_GUESS, userId, channel, proofId, most);
    }

    @Override
    public boolean countPageGuess(String userId, String proofId, int most) {
        return count(COUNT_PAGE_GUESS, userId, ContactChannel.EMAIL, proofId, most);
    }

    @Override
    public boolean countRedeemedGuess(String userId, String proofId, int most) {
        return count(COUNT_REDEEMED_GUESS, userId, ContactChannel.EMAIL, proofId, most);
    }

    @Override
    public void uncountRedeemedGuess(String userId, String proofId) {
        user(UNCOUNT_REDEEMED_GUESS, userId)
                .setParameter("channel", ContactChannel.EMAIL.name())
                .setParameter("proof", proofId)
                .executeUpdate();
    }

    @Override
    public boolean countLook(String userId, String proofId, int most) {
        return count(COUNT_LOOK, userId, ContactChannel.EMAIL, proofId, most);
    }

    private boolean count(String statement, String userId, ContactChannel channel, String proofId, int most) {
        return manager.createNativeQuery(statement)
                        .setParameter(1, instance)
                        .setParameter(2, userId)
                        .setParameter(3, channel.name())
                        .setParameter(4, proofId)
                        .setParameter(5, most)
                        .executeUpdate()
                == 1;
    }

    private Query user(String statement, String userId) {
        return manager.createQuery(statement).setParameter("instance", instance).setParameter("id", userId);
    }

    @Override
    public boolean spend(String key, Instant now, Duration window, int most) {
        return new Budgets(manager, instance).spend(key, now, window, most);
    }

    @Override
    public boolean spendAtOnce(String key, Instant now, Duration window, int most) {
        return new Budgets(manager, instance).spendAtOnce(key, now, window, most);
    }

    @Override
    public @Nullable Spent spent(String key) {
        return new Budgets(manager, instance).spent(key);
    }

    @Override
    public void replaceSpent(String key, Spent before, Spent after) {
        new Budgets(manager, instance).replace(key, before, after);
    }

    @Override
    public void openBudget(String key, Instant now) {
        insert(new BudgetRow(instance, key, EpochMicros.of(now)));
    }

    @Override
    public @Nullable Instant budgetWindow(String key) {
        return new Budgets(manager, instance).window(key);
    }

    @Override
    public void keepUndo(UndoEntry entry) {
        insert(new UndoRow(instance, entry));
    }

    @Override
    public @Nullable UndoEntry undo(String tokenHash) {
        return undoLinks().find(tokenHash);
    }

    @Override
    public void useUndo(UndoEntry entry, Instant now) {
        undoLinks().use(entry, now);
    }

    @Override
    public boolean renewUndo(String id, String tokenHash, Instant madeSince) {
        return undoLinks().renew(id, tokenHash, madeSince);
    }

    @Override
    public boolean undone(String userId, ContactChannel channel, Instant made) {
        return undoLinks().undone(userId, channel, made);
    }

    private UndoLinks undoLinks() {
        return new UndoLinks(manager, instance);
    }

    @Override
    public @Nullable String claimant(String claim) {
        return new Claims(manager, instance).claimant(claim);
    }

    @Override
    public void claim(String userId, ContactChannel channel, String claim) {
        insert(new ClaimRow(instance, userId, channel, claim));
    }

    @Override
    public void release(String userId, ContactChannel channel) {
        new Claims(manager, instance).release(userId, channel);
    }

    @Override
    public void markUndone(String id, String userId, ContactChannel channel, Instant made, Instant now) {
        insert(new UndoneRow(instance, id, userId, channel, made, now));
    }

    @Override
    public void enqueue(OutboxMessage message, Instant due) {
        insert(new MessageRow(instance, message, due));
    }

    @Override
    public void enqueueAll(List<OutboxMessage> messages) {
        new RowInsert<>("kith_message", MessageRow.COLUMNS)
                .insert(
                        manager,
                        messages.stream()
                                .map(message -> new MessageRow(instance, message, message.created()))
                                .toList());
    }

    @Override
    public void supersede(List<String> ids, Instant now) {
        SUPERSEDE
                .on(manager, ids, instance, Outbox.End.VOID.name(), EpochMicros.of(now))
                .executeUpdate();
    }

    @Override
    public @Nullable DeadMessage dead(String id) {
        return new DeadLetters(manager, instance).find(id);
    }

    @Override
    public void revive(String id, OutboxMessage.@Nullable Sealed payload, Set<String> accepted, Instant now) {
        new DeadLetters(manager, instance).revive(id, payload, accepted, now);
    }

    @Override
    public void dismiss(String id, Instant now) {
        new DeadLetters(manager, instance).dismiss(id, now);
    }
}
