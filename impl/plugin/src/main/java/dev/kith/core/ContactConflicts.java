package dev.kith.core;

import dev.kith.core.ClaimRegistry.VerifiedContact;
import dev.kith.core.CoreSettings.UniqueContacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Finds verified contacts that several users have. All of them are read twice, page by page: at first 64 bits of each are kept,
 * then those are looked at whose bits came more than once.
 */
public final class ContactConflicts {
    static final int PAGE = 500;

    private static final int MOST_IDS = 100;

    private final ClaimRegistry registry;

    /**
     * Conflicts of what is kept.
     *
     * @param registry the contacts
     */
    public ContactConflicts(ClaimRegistry registry) {
        this.registry = registry;
    }

    /**
     * A contact that several users have verified.
     *
     * @param contact that of the first of them
     * @param users how many they are
     * @param userIds the ids of up to 100 of them, in order
     */
    public record SharedContact(VerifiedContact contact, int users, List<String> userIds) {
        /** Copies the ids. */
        public SharedContact {
            userIds = List.copyOf(userIds);
        }

        /**
         * The address or number as an operator may see it.
         *
         * @return it, masked
         */
        public String masked() {
            return Masking.mask(contact.channel(), contact.value());
        }
    }

    /**
     * Contacts that several users have verified.
     *
     * @param unique among which users
     * @param most how many contacts at the most
     * @return the contacts, those of e-mail first
     */
    public List<SharedContact> conflicts(UniqueContacts unique, int most) {
        Map<String, Users> found = new LinkedHashMap<>();
        for (ContactChannel channel : ContactChannel.values()) {
            long[] twice = twice(unique, channel);
            if (twice.length > 0) {
                each(registry, channel, contact -> {
                    String claim = claim(unique, contact);
                    if (Arrays.binarySearch(twice, bits(claim)) >= 0) {
                        found.computeIfAbsent(claim, first -> new Users(contact))
                                .add(contact);
                    }
                });
            }
        }
        return found.values().stream()
                .filter(users -> users.count > 1)
                .limit(most)
                .map(Users::shared)
                .toList();
    }

    /** The bits that more than one contact has, in order. */
    private long[] twice(UniqueContacts unique, ContactChannel channel) {
        Bits bits = new Bits();
        each(registry, channel, contact -> bits.add(bits(claim(unique, contact))));
        return bits.twice();
    }

    /** Reads all verified contacts of a channel, page by page. */
    static void each(ClaimRegistry registry, ContactChannel channel, Consumer<VerifiedContact> work) {
        eachPage(registry, channel, page -> page.forEach(work));
    }

    static void eachPage(ClaimRegistry registry, ContactChannel channel, Consumer<List<VerifiedContact>> work) {
        List<VerifiedContact> page = registry.verified(channel, "", PAGE);
        while (!page.isEmpty()) {
            work.accept(page);
            page = page.size() < PAGE
                    ? List.of()
                    : registry.verified(channel, page.get(page.size() - 1).userId(), PAGE);
        }
    }

    static String claim(UniqueContacts unique, VerifiedContact contact) {
        return ContactClaims.claim(unique, contact.organization(), contact.channel(), contact.value());
    }

    /** A claim is a digest already; any bits of it do. */
    private static long bits(String claim) {
        long bits = 0;
        for (int i = 0; i < 16; i++) {
            bits = bits * 31 + claim.charAt(i) + ((long) claim.charAt(i + 16) << 32);
        }
        return bits;
    }

    /** Numbers that need eight bytes each. */
    private static final class Bits {
        private long[] all = new long[PAGE];
        private int size;

        void add(long bits) {
            if (size == all.length) {
                all = Arrays.copyOf(all, size * 2);
            }
            all[size++] = bits;
        }

        long[] twice() {
            Arrays.sort(all, 0, size);
            long[] twice = new long[size];
            int found = 0;
            for (int i = 1; i < size; i++) {
                if (all[i] == all[i - 1] && (found == 0 || twice[found - 1] != all[i])) {
                    twice[found++] = all[i];
                }
            }
            return Arrays.copyOf(twice, found);
        }
    }

    /** The users of one contact. */
    private static final class Users {
        private final VerifiedContact first;
        private final Set<String> ids = new TreeSet<>();
        private int count;

        Users(VerifiedContact first) {
            this.first = first;
        }

        void add(VerifiedContact contact) {
            count++;
            if (ids.size() < MOST_IDS) {
                ids.add(contact.userId());
            }
        }

        SharedContact shared() {
            return new SharedContact(first, count, new ArrayList<>(ids));
        }
    }
}
