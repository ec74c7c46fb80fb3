package dev.kith.boot;

import dev.kith.core.Keys;
import dev.kith.core.Keys.Key;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The server's keys: the configured ones, else one that is made at the first start and kept. */
final class KeyRing {
    private static final System.Logger LOG = System.getLogger(KeyRing.class.getName());
    private static final int BYTES = 32;

    /** The same on every node: of two that start at once, one keeps its key and both use that one. */
    private static final String ID = "generated";

    private KeyRing() {}

    /**
     * The keys, the newest last. A key that was made earlier stays good for what was made with it.
     *
     * @param configured the configured keys
     * @param kept where keys are kept
     * @param random where a new key comes from; must be secure
     * @return the keys; at least one
     */
    static List<Key> load(Optional<List<Key>> configured, Keys kept, RandomGenerator random) {
        List<Key> keys = new ArrayList<>(kept.all());
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
        return keys.isEmpty() ? made(kept, random) : keys;
    }

    private static List<Key> made(Keys kept, RandomGenerator random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        kept.add(new Key(ID, secret));
        return kept.all();
    }
}
