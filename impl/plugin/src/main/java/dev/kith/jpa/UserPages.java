package dev.kith.jpa;

import dev.kith.core.ContactChannel;
import dev.kith.core.User;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads many users with their contacts: two statements, which every persistence provider understands. */
final class UserPages {
    private static final String FIRST = "select u from KithUser u where u.instance = :instance order by u.id";

    private static final String NEXT =
            "select u from KithUser u where u.instance = :instance and u.id > :after order by u.id";

    private static final String LISTED = "select u from KithUser u where u.instance = :instance and u.id in :ids";

    private static final String CONTACTS =
            "select c from KithContact c where c.instance = :instance and c.userId in :ids";

    private final EntityManager manager;
    private final String instance;

    UserPages(EntityManager manager, String instance) {
        this.manager = manager;
        this.instance = instance;
    }

    /** The users that follow an id. */
    List<User> page(@Nullable String after, int most) {
        TypedQuery<UserRow> query = after == null
                ? query(FIRST, UserRow.class)
                : query(NEXT, UserRow.class).setParameter("after", after);
        return List.copyOf(
                withContacts(query.setMaxResults(most).getResultList()).values());
    }

    /** Those users of some ids that exist. */
    Map<String, User> find(Collection<String> ids) {
        List<String> possible = ids.stream().filter(StorableText::text).toList();
        return possible.isEmpty()
                ? Map.of()
                : withContacts(query(LISTED, UserRow.class)
                        .setParameter("ids", possible)
                        .getResultList());
    }

    private Map<String, User> withContacts(List<UserRow> rows) {
        Map<String, Map<String, ContactRow>> contacts = new HashMap<>();
        if (!rows.isEmpty()) {
            List<String> ids = rows.stream().map(row -> row.id).toList();
            for (ContactRow contact :
                    query(CONTACTS, ContactRow.class).setParameter("ids", ids).getResultList()) {
                contacts.computeIfAbsent(contact.userId, none -> new HashMap<>())
                        .put(contact.channel, contact);
            }
        }
        Map<String, User> users = new LinkedHashMap<>();
        for (UserRow row : rows) {
            Map<String, ContactRow> own = contacts.getOrDefault(row.id, Map.of());
            users.put(row.id, row.user(own.get(ContactChannel.EMAIL.name()), own.get(ContactChannel.PHONE.name())));
        }
        manager.clear();
        return users;
    }

    private <T> TypedQuery<T> query(String text, Class<T> type) {
        return manager.createQuery(text, type).setParameter("instance", instance);
    }
}
