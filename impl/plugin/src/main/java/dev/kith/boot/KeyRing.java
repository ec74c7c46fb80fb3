package dev.kith.boot;

import dev.kith.core.SecretKeys;
import dev.kith.core.SecretKeys.Key;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The server's keys: the configured ones, else one that is made at the first start and kept. */
final class KeyRing {
    private static final System.Logger LOG = System.getLogger(KeyRing.class.getName());
    private static final int BYTES = 32;

    private static final String ID = "generated";

    private static final String LASTING_ID = "lasting";

    private KeyRing() {}

    /**
     * The keys, the newest last. A key that was made earlier stays good for what was made with it.
     *
     * @param configured the configured keys
     * @param kept where keys are kept
     * @param random where a new key comes from; must be secure
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
                "keys=generated: kith.keys is not configured, so the key that protects codes and messages is kept in the"
                        + " database beside them; make one with \"openssl rand -base64 32\" and configure it as"
                        + " kith.keys=k1:<what it printed>");
        return keys.isEmpty() ? List.of(made(ID, kept, random)) : keys;
    }

    /**
     * The key of hashes that are only counted, such as those of recipients: it stays when the other keys are replaced, or
     * budgets would begin anew. It lies in the database beside recipients in clear, so that it has nothing to hide from who
     * can read it there.
     *
     * @param kept where keys are kept
     * @param random where a new key comes from; must be secure
     * @return the key, the same on every node
     */
    static Key lasting(SecretKeys kept, RandomGenerator random) {
        return find(LASTING_ID, kept).orElseGet(() -> made(LASTING_ID, kept, random));
    }

    /** Of two nodes that make a key at once, one keeps its own and both use that one. */
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
