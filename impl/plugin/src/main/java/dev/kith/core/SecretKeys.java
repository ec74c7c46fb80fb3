package dev.kith.core;

import java.util.Arrays;
import java.util.List;

/** Port: where generated keys are kept when none is configured. */
public interface SecretKeys {
    /**
     * The keys that are kept, oldest first.
     *
     * @return the keys
     */
    List<Key> all();

    /**
     * Keeps a new key, unless another node was faster with a key of the same id; the caller reads again afterwards.
     *
     * @param key the key
     */
    void add(Key key);

    /**
     * A key.
     *
     * @param id names it; kept with everything that was made with it
     * @param secret 32 bytes or more
     */
    record Key(String id, byte[] secret) {
        /** Copies the secret. */
        public Key {
            secret = secret.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && id.equals(key.id) && Arrays.equals(secret, key.secret);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Key[" + id + "]";
        }
    }
}
