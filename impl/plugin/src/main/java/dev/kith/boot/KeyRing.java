package dev.kith.boot;

import dev.kith.core.SecretKeys;
import dev.kith.core.SecretKeys.Key;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The server's keys: the configured ones, otherwise one that is generated at the first start and stored. */
final class KeyRing {
    private static final System.Logger LOG = System.getLogger(KeyRing.class.getName());
    private static final int BYTES = 32;

    private static final String ID = "generated";

    private static final String LASTING_ID = "lasting";

    private KeyRing() {}

    /**
     * Returns the keys, the newest last. An earlier generated key remains valid for what was made with it.
     *
     * @param configured the configured keys
     * @param kept the stored keys
     * @param random the source of a new key; must be secure
     * @return the keys; at least one
     */
    static List<Key> load(Optional<List<Key>> configured, SecretKeys kept, RandomGenerator random) {
        List<Key> keys = new ArrayList<>(kept.all());
        keys.removeIf(key -> key.id().equals(LASTING_ID));
        if (configured.isPresent()) {
            keys.removeIf(
                    key -> configured.get().stream().anyMatch(own -> own.id().equals(key.id())));
            keys.addAll(configured.get());
            return keys;
        }
        LOG.log(
                Level.WARNING,
                "keys=generated: kith.keys is not configured, so the key that protects codes and messages is stored in the"
                        + " database next to them; generate one with \"openssl rand -base64 32\" and configure it as"
                        + " kith.keys=k1:<its output>");
        return keys.isEmpty() ? List.of(made(ID, kept, random)) : keys;
    }

    /**
     * Returns the key of hashes that are only counted, such as those of recipients: it stays when the other keys are
     * replaced, or budgets would start over. It is stored in the database next to recipients in plain text, so there is
     * nothing to hide from anyone who can read it there.
     *
     * @param kept the stored keys
     * @param random the source of a new key; must be secure
     * @return the key, the same on every node
     */
    static Key lasting(SecretKeys kept, RandomGenerator random) {
        return find(LASTING_ID, kept).orElseGet(() -> made(LASTING_ID, kept, random));
    }

    /** If two nodes generate a key at once, one of the keys is stored and both nodes use it. */
    private static Key made(String id, SecretKeys kept, RandomGenerator random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        kept.add(new Key(id, secret));
        return find(id, kept).orElseThrow();
    }

    private static Optional<Key> find(String id, SecretKeys kept) {
        return kept.all().stream().filter(key -> key.id().equals(id)).findFirst();
    }
}
