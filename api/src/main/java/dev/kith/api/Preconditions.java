package dev.kith.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The instance and organization in which a request expects its user, the versions that it accepts (contract, section 4, ruling
 * R13), and how the call is to be carried out.
 *
 * @param instance the instance that the request names
 * @param organization the organization in which the request expects the user
 * @param version the versions of the user that the request accepts ({@code If-Match}), {@code null} for any
 * @param options how the call is to be carried out
 */
public record Preconditions(
        Selector instance, Selector organization, @Nullable Precondition version, CallOptions options) {
    /** No preconditions. */
    public static final Preconditions NONE = new Preconditions(Selector.NOT_GIVEN, Selector.NOT_GIVEN, null);

    /**
     * The preconditions of a call without options.
     *
     * @param instance the instance that the request names
     * @param organization the organization in which the request expects the user
     * @param version the versions of the user that the request accepts, {@code null} for any
     */
    public Preconditions(Selector instance, Selector organization, @Nullable Precondition version) {
        this(instance, organization, version, CallOptions.NONE);
    }

    /**
     * Returns the same preconditions for a call that is to be carried out in another way.
     *
     * @param other how
     * @return the preconditions
     */
    public Preconditions with(CallOptions other) {
        return new Preconditions(instance, organization, version, other);
    }

    /**
     * Returns preconditions that expect the user in one organization.
     *
     * @param organizationId the organization's id
     * @return the preconditions
     */
    public static Preconditions inOrganization(String organizationId) {
        return new Preconditions(Selector.NOT_GIVEN, new Selector.Id(organizationId), null);
    }

    /** How a request names an instance or an organization. */
    public sealed interface Selector {
        /** Not named. */
        Selector NOT_GIVEN = new NotGiven();

        /** Not named. */
        record NotGiven() implements Selector {}

        /** Present but naming nothing (possible only in protobuf), which breaks a field rule. */
        record Nothing() implements Selector {}

        /**
         * Named by id.
         *
         * @param id the id; empty is the same as not named
         */
        record Id(String id) implements Selector {}

        /**
         * Named by domain.
         *
         * @param domain the domain; empty is the same as not named
         */
        record Domain(String domain) implements Selector {}
    }

    /**
     * The versions that are accepted.
     *
     * @param versions opaque versions as returned by earlier calls, without quotes
     * @param any whether every existing version is accepted ({@code If-Match: *})
     */
    public record Precondition(Set<String> versions, boolean any) {
        /**
         * Copies the versions.
         *
         * @param versions the accepted versions; copied
         * @param any whether every existing version is accepted
         */
        public Precondition {
            versions = Set.copyOf(versions);
        }

        /**
         * Returns whether a version is accepted.
         *
         * @param version the user's current version
         * @return true if so
         */
        public boolean accepts(String version) {
            return any || versions.contains(version);
        }
    }

    /**
     * How a call that changes something is to be carried out (contract, rulings R73 and R74). Calls that only read ignore it. The
     * key has no meaning for calls that redeem codes and for calls about user schemas.
     *
     * @param idempotencyKey under which key the answer is kept, {@code null} for none; a dry run keeps no answer
     * @param dryRun whether everything is checked and nothing stored, sent or counted; refused with
     *     {@link ProblemCode#DRY_RUN_IMPOSSIBLE} where the call has no dry run
     */
    public record CallOptions(@Nullable IdempotencyKey idempotencyKey, boolean dryRun) {
        /** The call is carried out, and its answer is not kept. */
        public static final CallOptions NONE = new CallOptions(null, false);

        /** Everything is checked and nothing is stored. */
        public static final CallOptions DRY_RUN = new CallOptions(null, true);

        /**
         * Returns the options of a call whose answer is kept for its retries.
         *
         * @param key the key
         * @return the options
         */
        public static CallOptions idempotent(IdempotencyKey key) {
            return new CallOptions(key, false);
        }
    }

    /**
     * A key by which a caller marks a call that it may repeat (contract, ruling R73). The first call that is done keeps its answer
     * under the key, for 24 hours but no longer than a code that is part of it; the same call under the same key gets that answer
     * again and has no further effect. Another call under the key is refused with
     * {@link ProblemCode#IDEMPOTENCY_KEY_REUSED}. Each caller has keys of its own.
     *
     * @param value the key: 1 to 255 visible ASCII characters
     * @param transport the way by which the call comes; the same call that comes another way is another call
     */
    public record IdempotencyKey(String value, String transport) {
        /** The maximum length of a key in characters. */
        public static final int MAX_LENGTH = 255;

        /**
         * Checks the key.
         *
         * @param value the key
         * @param transport the way by which the call comes
         * @throws IllegalArgumentException if the key is not {@link #isValid valid}
         */
        public IdempotencyKey {
            if (!isValid(value)) {
                throw new IllegalArgumentException("an idempotency key has 1 to 255 visible ASCII characters");
            }
        }

        /**
         * Returns the key of a call from Java.
         *
         * @param value the key: 1 to 255 visible ASCII characters
         * @return the key
         * @throws IllegalArgumentException if the key is not {@link #isValid valid}
         */
        public static IdempotencyKey of(String value) {
            return new IdempotencyKey(value, "java");
        }

        /**
         * Returns whether a text can be a key: 1 to 255 characters from {@code !} to {@code ~}.
         *
         * @param value the text
         * @return true if so
         */
        public static boolean isValid(String value) {
            return !value.isEmpty()
                    && value.length() <= MAX_LENGTH
                    && value.chars().allMatch(character -> character >= '!' && character <= '~');
        }

        /** Omits the key. */
        @Override
        public String toString() {
            return "IdempotencyKey[" + transport + "]";
        }
    }
}
