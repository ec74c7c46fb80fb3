package dev.kith.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Port: where generated keys are kept when none is configured. */
public interface SecretKeys {
    /**
     * How long a retired key opens what it has made: longer than anything is valid or kept that is made with a key, unless the
     * operator lets codes be valid for longer.
     */
    Duration OPENS = Duration.ofDays(8);

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
     * Has a key make nothing new from now on; one that was retired before stays as it is.
     *
     * @param id names the key
     * @param now the present time
     */
    void retire(String id, Instant now);

    /**
     * Erases retired keys for good.
     *
     * @param retiredBefore those that were retired before this time
     * @return how many were erased
     */
    int erase(Instant retiredBefore);

    /**
     * Erases a key for good.
     *
     * @param id names the key
     */
    void erase(String id);

    /**
     * A key.
     *
     * @param id names it; kept with everything that was made with it
     * @param secret 32 bytes or more
     * @param retired since when it makes nothing new, {@code null} where it still does
     */
    record Key(String id, byte[] secret, @Nullable Instant retired) {
        /** Copies the secret. */
        public Key {
            secret = secret.clone();
        }

        /**
         * A key that makes what is new.
         *
         * @param id names it
         * @param secret 32 bytes or more
         */
        public Key(String id, byte[] secret) {
            this(id, secret, null);
        }

        /**
         * This key, retired; as it is where it was retired before.
         *
         * @param now the present time
         * @return the key
         */
        public Key retiredAt(Instant now) {
            return retired == null ? new Key(id, secret, now) : this;
        }

        /**
         * Whether the other key makes and opens the same.
         *
         * @param other the other key
         * @return false where id or secret differ
         */
        public boolean isSameAs(Key other) {
            return id.equals(other.id) && Arrays.equals(secret, other.secret);
        }

        boolean opens(Instant now) {
            return retired == null || now.isBefore(retired.plus(OPENS));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && id.equals(key.id)
                    && Arrays.equals(secret, key.secret)
                    && Objects.equals(retired, key.retired);
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
