package dev.kith.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.core.OutboxMessage.Sealed;
import dev.kith.core.SecretKeys.Key;
import dev.kith.core.Spans.TraceContext;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Hashes codes and seals payloads with the server's keys: the newest key makes, all keys check and open.
 *
 * <p>A six-character code has too few possibilities for a plain hash, slow or not; a keyed hash makes a leaked table
 * useless without the key. Each purpose has a key of its own, derived by HMAC-SHA-256. Safe for several threads.
 */
public final class DataProtector {
    private static final String HMAC = "HmacSHA256";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, Derived> keys = new LinkedHashMap<>();
    private final Derived newest;
    private final Derived lasting;
    private final RandomGenerator random;
    private final Clock clock;
    private final Spans spans;

    /**
     * Protects data with keys of which none is retired.
     *
     * @param keys the keys, the newest last; at least one
     * @param lasting the key that never changes, whatever becomes of the others
     * @param random where nonces come from; must be secure
     */
    public DataProtector(List<Key> keys, Key lasting, RandomGenerator random) {
        this(keys, lasting, random, Clock.systemUTC());
    }

    /**
     * Protects data with these keys.
     *
     * @param keys the keys, the newest last; at least one, and that is not retired
     * @param lasting the key that never changes, whatever becomes of the others
     * @param random where nonces come from; must be secure
     * @param clock ends retired keys
     */
    public DataProtector(List<Key> keys, Key lasting, RandomGenerator random, Clock clock) {
        this(keys, lasting, random, clock, Spans.NONE);
    }

    /**
     * Protects data with these keys.
     *
     * @param keys the keys, the newest last; at least one, and that is not retired
     * @param lasting the key that never changes, whatever becomes of the others
     * @param random where nonces come from; must be secure
     * @param clock ends retired keys
     * @param spans where the thread is in a trace, which each message says of what has caused it
     */
    public DataProtector(List<Key> keys, Key lasting, RandomGenerator random, Clock clock, Spans spans) {
        keys.forEach(key -> this.keys.put(key.id(), Derived.from(key)));
        this.newest = Derived.from(keys.get(keys.size() - 1));
        this.lasting = Derived.from(lasting);
        this.random = random;
        this.clock = clock;
        this.spans = spans;
        if (newest.root.retired() != null) {
            throw new IllegalArgumentException("the newest key makes nothing new");
        }
    }

    /**
     * The ids of the keys with which this node can open and check something at present.
     *
     * @return the ids; at least one
     */
    public Set<String> openableKeys() {
        Instant now = clock.instant();
        return keys.values().stream()
                .map(Derived::root)
                .filter(key -> key.opens(now))
                .map(Key::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the key of this id is known here and opens. */
    boolean opens(String keyId) {
        return opening(keyId) != null;
    }

    private @Nullable Derived opening(String keyId) {
        Derived key = keys.get(keyId);
        return key != null && key.root.opens(clock.instant()) ? key : null;
    }

    /** A hash and the key it was made with. */
    record Hash(String keyId, String text) {}

    Hash hash(String... parts) {
        return new Hash(newest.root.id(), newest.hash(parts));
    }

    /** A hash that stays the same when keys are replaced, for what is only counted. */
    String lastingHash(String... parts) {
        return lasting.hash(parts);
    }

    /** In constant time; false where the key is not known any more. */
    boolean matches(String keyId, String hash, String... parts) {
        Derived key = opening(keyId);
        return key != null && MessageDigest.isEqual(key.hash(parts).getBytes(UTF_8), hash.getBytes(UTF_8));
    }

    Sealed seal(MessagePayload payload, String messageId) {
        TraceContext cause = spans.current();
        return seal((cause == null ? payload : payload.causedBy(cause)).write(), messageId);
    }

    /** A text that opens again only for the same purpose. */
    Sealed seal(String text, String purpose) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = newest.cipher(Cipher.ENCRYPT_MODE, nonce, purpose, text.getBytes(UTF_8));
        ByteBuffer both =
                ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed);
        return new Sealed(
                newest.root.id(), Base64.getUrlEncoder().withoutPadding().encodeToString(both.array()));
    }

    /**
     * Whether the key is known that the payload of a message was sealed with.
     *
     * @param message the message
     * @return false where it never was or is not any more; another node may know it
     */
    public boolean holdsKeyOf(OutboxMessage message) {
        return opens(message.payload().keyId());
    }

    /**
     * Opens the payload of a message.
     *
     * @param message the message
     * @return its payload
     * @throws IllegalStateException when the key is not known any more or the payload was tampered with
     */
    public MessagePayload open(OutboxMessage message) {
        Derived key = opening(message.payload().keyId());
        if (key == null) {
            throw new IllegalStateException("no key of id " + message.payload().keyId());
        }
        return MessagePayload.read(key.open(message.payload().text(), message.id()));
    }

    /** A text that came from outside; empty where it was not sealed here, for this purpose, with a key that is known. */
    Optional<String> open(Sealed sealed, String purpose) {
        Derived key = opening(sealed.keyId());
        try {
            return key == null ? Optional.empty() : Optional.of(key.open(sealed.text(), purpose));
        } catch (IllegalStateException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private record Derived(Key root, SecretKeySpec hashing, SecretKeySpec sealing) {
        static Derived from(Key key) {
            SecretKeySpec root = new SecretKeySpec(key.secret(), HMAC);
            return new Derived(
                    key,
                    new SecretKeySpec(mac(root, "kith code hash".getBytes(UTF_8)), HMAC),
                    new SecretKeySpec(mac(root, "kith payload seal".getBytes(UTF_8)), "AES"));
        }

        /** Every part goes in with its length, so that no two lists of parts look the same. */
        String hash(String... parts) {
            try {
                Mac mac = Mac.getInstance(HMAC);
                mac.init(hashing);
                for (String part : parts) {
                    byte[] bytes = part.getBytes(UTF_8);
                    mac.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
                    mac.update(bytes);
                }
                return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java runtime has " + HMAC, e);
            }
        }

        String open(String text, String purpose) {
            byte[] both = Base64.getUrlDecoder().decode(text);
            if (both.length <= NONCE_BYTES) {
                throw new IllegalArgumentException("too short to be sealed");
            }
            byte[] nonce = Arrays.copyOf(both, NONCE_BYTES);
            byte[] sealed = Arrays.copyOfRange(both, NONCE_BYTES, both.length);
            return new String(cipher(Cipher.DECRYPT_MODE, nonce, purpose, sealed), UTF_8);
        }

        byte[] cipher(int mode, byte[] nonce, String associated, byte[] input) {
            try {
                Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
                cipher.updateAAD(associated.getBytes(UTF_8));
                return cipher.doFinal(input);
            } catch (InvalidKeyException e) {
                throw new IllegalStateException("derived key does not fit AES", e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("sealed payload cannot be processed", e);
            }
        }

        private static byte[] mac(SecretKeySpec key, byte[] label) {
            try {
                Mac mac = Mac.getInstance(HMAC);
                mac.init(key);
                return mac.doFinal(label);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java runtime has " + HMAC, e);
            }
        }

        @Override
        public String toString() {
            return "Derived[" + root.id() + "]";
        }
    }
}
