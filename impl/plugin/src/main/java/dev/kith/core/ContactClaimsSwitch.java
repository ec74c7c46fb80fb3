package dev.kith.core;

import dev.kith.core.ClaimRegistry.Claim;
import dev.kith.core.ContactConflicts.SharedContact;
import dev.kith.core.CoreSettings.UniqueContacts;
import dev.kith.core.UserStore.Contended;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes a node start with the setting that the database keeps, and switches that setting where the operator says that no other
 * node runs (contract, ruling R75): a node that knows of no claims would verify contacts without any.
 *
 * <p>What is kept is the setting, or while it is being switched both settings.
 */
public final class ContactClaimsSwitch {
    private static final System.Logger LOG = System.getLogger(ContactClaimsSwitch.class.getName());

    private static final String KEY = "kith.contact.unique";
    private static final String KEY_BEFORE = "kith.contact.unique-before";
    private static final String BETWEEN = ">";
    private static final int MOST_TOLD = 1000;

    private final ClaimRegistry registry;

    /**
     * A switch.
     *
     * @param registry the claims and the setting
     */
    public ContactClaimsSwitch(ClaimRegistry registry) {
        this.registry = registry;
    }

    /**
     * Agrees with the database.
     *
     * @param wanted the setting of this node
     * @param before what the setting was so far, where it is to be switched; {@code null} where it is not
     * @throws IllegalStateException with what to do, when this node must not start
     */
    public void agree(UniqueContacts wanted, @Nullable UniqueContacts before) {
        String kept = registry.setting();
        if (kept == null && (wanted == UniqueContacts.NONE || !registry.anyContact())) {
            if (registry.keep(null, word(wanted))) {
                return;
            }
            kept = registry.setting();
        }
        if (word(wanted).equals(kept)) {
            return;
        }
        if (isInterrupted(kept) && present(kept).equals(word(wanted))) {
            move(kept, wanted, wanted);
            return;
        }
        if (before == null || !word(before).equals(present(kept))) {
            throw new IllegalStateException(refusal(wanted, kept));
        }
        move(kept, before, wanted);
    }

    /**
     * Compares with the database, for a command that runs beside nodes and switches nothing.
     *
     * @param wanted the setting of the command
     * @throws IllegalStateException with what to do, when it is not that of the nodes
     */
    public void require(UniqueContacts wanted) {
        String kept = registry.setting();
        if (kept != null && !word(wanted).equals(kept)) {
            throw new IllegalStateException(refusal(wanted, kept));
        }
    }

    private static String present(@Nullable String kept) {
        return kept == null ? word(UniqueContacts.NONE) : kept.split(BETWEEN, 2)[0];
    }

    /** Whether a switch has begun and not ended. */
    private static boolean isInterrupted(@Nullable String kept) {
        return kept != null && kept.contains(BETWEEN);
    }

    private static String refusal(UniqueContacts wanted, @Nullable String kept) {
        String interrupted = kept != null && isInterrupted(kept)
                ? ", and a node is switching it to " + kept.split(BETWEEN, 2)[1]
                        + " or was stopped before it had done so"
                : "";
        return KEY + "=" + word(wanted) + " is configured, but the database is used with " + KEY + "=" + present(kept)
                + interrupted + ". All nodes need the same. Either configure " + KEY + "=" + present(kept)
                + ", or switch: stop all nodes and start one with " + KEY + "=" + word(wanted) + " and " + KEY_BEFORE
                + "=" + present(kept);
    }

    private void move(@Nullable String kept, UniqueContacts before, UniqueContacts wanted) {
        if (wanted != UniqueContacts.NONE) {
            refuseConflicts(before, wanted);
        }
        String both = word(before) + BETWEEN + word(wanted);
        require(both.equals(kept) || registry.keep(kept, both));
        removeClaims();
        int claims = wanted == UniqueContacts.NONE ? 0 : writeClaims(wanted);
        require(registry.keep(both, word(wanted)));
        LOG.log(
                Level.INFO,
                "contacts=switched from={0} to={1} claims={2}: "
                        + KEY_BEFORE
                        + " is of no use any more; start the other nodes with the same "
                        + KEY,
                word(before),
                word(wanted),
                Integer.toString(claims));
    }

    private void refuseConflicts(UniqueContacts before, UniqueContacts wanted) {
        List<SharedContact> conflicts = new ContactConflicts(registry).conflicts(wanted, MOST_TOLD);
        if (!conflicts.isEmpty()) {
            throw new IllegalStateException(KEY + "=" + word(wanted)
                    + " cannot be switched on, because several users have verified the same address or"
                    + " number (" + (conflicts.size() == MOST_TOLD ? "at least " : "") + conflicts.size()
                    + " times). Start with " + KEY + "=" + word(before) + ", list them with \"kith-standalone.jar"
                    + " contacts conflicts " + word(wanted) + "\" or Kith.contactUniqueness(), have all users of"
                    + " each but one change or remove it, and switch again");
        }
    }

    private void removeClaims() {
        int removed = ContactConflicts.PAGE;
        while (removed > 0) {
            removed = registry.remove(ContactConflicts.PAGE);
        }
    }

    private int writeClaims(UniqueContacts wanted) {
        int[] written = {0};
        for (ContactChannel channel : ContactChannel.values()) {
            ContactConflicts.eachPage(registry, channel, page -> {
                add(page.stream()
                        .map(contact ->
                                new Claim(contact.userId(), contact.channel(), ContactConflicts.claim(wanted, contact)))
                        .toList());
                written[0] += page.size();
            });
        }
        return written[0];
    }

    private void add(List<Claim> claims) {
        try {
            registry.add(claims);
        } catch (Contended e) {
            throw new IllegalStateException(changedMeanwhile(), e);
        }
    }

    private static void require(boolean kept) {
        if (!kept) {
            throw new IllegalStateException(changedMeanwhile());
        }
    }

    private static String changedMeanwhile() {
        return KEY
                + " cannot be switched while other nodes run, and one has changed something. Stop all nodes and start"
                + " one again with the same settings";
    }

    private static String word(UniqueContacts unique) {
        return unique.name().toLowerCase(Locale.ROOT);
    }
}
