package dev.kith.core;

import dev.kith.core.CoreSettings.UniqueContacts;
import dev.kith.core.UserStore.Session;
import java.net.IDN;
import java.util.Base64;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where one address or number belongs to one user, whoever has verified it claims it: by a row whose key is unique, so that
 * of two who verify it at the same instant one does (contract, ruling R75). What is pending or unverified claims nothing.
 * Costs nothing where contacts need not be unique.
 */
final class ContactClaims {
    private final UniqueContacts unique;

    ContactClaims(UniqueContacts unique) {
        this.unique = unique;
    }

    /** Whether a contact that a change verifies is another user's [1 SELECT for each that it verifies]. */
    boolean taken(Session session, @Nullable User before, User after) {
        return verified(before, after).stream().anyMatch(claim -> {
            String claimant = session.claimant(claim);
            return claimant != null && !claimant.equals(after.id());
        });
    }

    /** What a change claims. */
    Set<String> verified(@Nullable User before, User after) {
        Set<String> claims = new HashSet<>();
        for (ContactChannel channel : ContactChannel.values()) {
            String claim = claim(after, channel);
            if (claim != null && !claim.equals(claim(before, channel))) {
                claims.add(claim);
            }
        }
        return claims;
    }

    /** Releases and takes what a change calls for [1 DELETE and 1 INSERT for each contact]. After the user is written. */
    void move(Session session, @Nullable User before, User after) {
        for (ContactChannel channel : ContactChannel.values()) {
            String old = claim(before, channel);
            String claim = claim(after, channel);
            if (!Objects.equals(old, claim)) {
                if (old != null) {
                    session.release(after.id(), channel);
                }
                if (claim != null) {
                    session.claim(after.id(), channel, claim);
                }
            }
        }
    }

    /** Releases what a user has [1 DELETE for each verified contact]. */
    void release(Session session, User user) {
        for (ContactChannel channel : ContactChannel.values()) {
            if (claim(user, channel) != null) {
                session.release(user.id(), channel);
            }
        }
    }

    private @Nullable String claim(@Nullable User user, ContactChannel channel) {
        Contact contact = user == null || unique == UniqueContacts.NONE ? null : user.contact(channel);
        return user != null && contact != null && contact.verified()
                ? claim(unique, user.organization(), channel, contact.value())
                : null;
    }

    /** What a verified contact claims: a digest, which has one length and fits the index of every database. */
    static String claim(UniqueContacts unique, String organization, ContactChannel channel, String value) {
        String place = unique == UniqueContacts.ORGANIZATION ? organization : "";
        String text = channel.name() + "\n" + place + "\n" + form(channel, value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(text));
    }

    /**
     * The form in which two contacts are the same. Numbers have one form already. Of an address ASCII letters are in lower
     * case and the domain is in ASCII; a tag counts, because two mailboxes that differ in it are two.
     */
    static String form(ContactChannel channel, String value) {
        if (channel == ContactChannel.PHONE) {
            return value;
        }
        int domain = value.lastIndexOf('@') + 1;
        return lowerCase(value.substring(0, domain)) + lowerCase(ascii(value.substring(domain)));
    }

    private static String ascii(String domain) {
        try {
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException noHost) {
            return domain;
        }
    }

    private static String lowerCase(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char character = lower.charAt(i);
            if (character >= 'A' && character <= 'Z') {
                lower.setCharAt(i, (char) (character + ('a' - 'A')));
            }
        }
        return lower.toString();
    }
}
