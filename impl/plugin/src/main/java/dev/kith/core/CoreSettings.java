package dev.kith.core;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the operator has settled.
 *
 * @param instanceId the instance's id
 * @param instanceDomains the instance's domains, in lower case
 * @param enabled whether the user schema feature is on
 * @param publicUrl the base of default links, context path included, without a slash at the end; {@code null} for no links
 * @param allowedOrigins the origins that links may name, as {@link LinkOrigin} writes them; empty where nothing is configured
 * @param codes limits of codes
 * @param selfChange what happens to a verified contact when the user itself sets another one
 * @param ownerChange what happens to a verified contact when somebody else sets another one
 * @param announcements who is notified of changes
 * @param chosenIds who may choose the ids of new users
 * @param schemas limits of searches and of the calls about schemas
 * @param uniqueContacts among which users verified contacts are unique
 * @param idempotencyKeys under how many keys answers are kept for each caller
 */
public record CoreSettings(
        String instanceId,
        Set<String> instanceDomains,
        boolean enabled,
        @Nullable URI publicUrl,
        Set<String> allowedOrigins,
        Codes codes,
        ContactChangePolicy selfChange,
        ContactChangePolicy ownerChange,
        Announcements announcements,
        ChosenIds chosenIds,
        SchemaLimits schemas,
        UniqueContacts uniqueContacts,
        int idempotencyKeys) {
    /** Under how many keys answers are kept for each caller unless the operator says otherwise. */
    public static final int IDEMPOTENCY_KEYS = 1_000;

    /**
     * Settings with which contacts need not be unique.
     *
     * @param instanceId the instance's id
     * @param instanceDomains the instance's domains, in lower case
     * @param enabled whether the user schema feature is on
     * @param publicUrl the base of default links, {@code null} for no links
     * @param allowedOrigins the origins that links may name
     * @param codes limits of codes
     * @param selfChange what happens to a verified contact when the user itself sets another one
     * @param ownerChange what happens to a verified contact when somebody else sets another one
     * @param announcements who is notified of changes
     * @param chosenIds who may choose the ids of new users
     * @param schemas limits of the calls about schemas
     * @param idempotencyKeys under how many keys answers are kept for each caller
     */
    public CoreSettings(
            String instanceId,
            Set<String> instanceDomains,
            boolean enabled,
            @Nullable URI publicUrl,
            Set<String> allowedOrigins,
            Codes codes,
            ContactChangePolicy selfChange,
            ContactChangePolicy ownerChange,
            Announcements announcements,
            ChosenIds chosenIds,
            SchemaLimits schemas,
            int idempotencyKeys) {
        this(
                instanceId,
                instanceDomains,
                enabled,
                publicUrl,
                allowedOrigins,
                codes,
                selfChange,
                ownerChange,
                announcements,
                chosenIds,
                schemas,
                UniqueContacts.NONE,
                idempotencyKeys);
    }

    /** Copies the sets. */
    public CoreSettings {
        instanceDomains = Set.copyOf(instanceDomains);
        allowedOrigins = Set.copyOf(allowedOrigins);
    }

    /**
     * The base of default links.
     *
     * @return the base, empty for no links
     */
    public Optional<URI> optionalPublicUrl() {
        return Optional.ofNullable(publicUrl);
    }

    /**
     * Limits of codes.
     *
     * @param lifetime how long a code is valid; zero for ever
     * @param mostGuesses how many codes may be tried for one that was issued
     * @param pause the least time between two codes that are sent to a user's channel; zero for none
     * @param mostPerHour how many codes may be sent in an hour, for each user and channel and for each recipient; zero for
     *     no limit
     */
    public record Codes(Duration lifetime, int mostGuesses, Duration pause, int mostPerHour) {
        /** The defaults. */
        public static final Codes DEFAULTS = new Codes(Duration.ofHours(1), 5, Duration.ofSeconds(30), 10);
    }

    /**
     * Limits of searches and of the calls about schemas.
     *
     * @param mostOffset how far from the first result a page may begin
     * @param searchTime how long the database may look for users
     * @param impactUsers how many users a dry run judges
     * @param impactTime how long a dry run judges users
     */
    public record SchemaLimits(int mostOffset, Duration searchTime, int impactUsers, Duration impactTime) {
        /** The defaults. */
        public static final SchemaLimits DEFAULTS =
                new SchemaLimits(100_000, Duration.ofSeconds(10), 100_000, Duration.ofSeconds(10));
    }

    /**
     * Who is notified of changes.
     *
     * @param replaced the channels whose previous verified contacts are notified that they were replaced
     * @param undo whose replacements can be undone by a link in the message
     * @param undoWithin for how long
     * @param events whether there are event listeners
     */
    public record Announcements(Set<ContactChannel> replaced, UndoPolicy undo, Duration undoWithin, boolean events) {
        /** Every previous contact is notified, and can undo what the user has changed; there are no event listeners. */
        public static final Announcements DEFAULTS = new Announcements(
                Set.of(ContactChannel.EMAIL, ContactChannel.PHONE), UndoPolicy.SELF, Duration.ofDays(7), false);

        /** Copies the channels; they keep the order of {@link ContactChannel}. */
        public Announcements {
            Set<ContactChannel> ordered = EnumSet.noneOf(ContactChannel.class);
            ordered.addAll(replaced);
            replaced = Collections.unmodifiableSet(ordered);
        }
    }

    /** Whose replacements of verified contacts can be undone by a link. */
    public enum UndoPolicy {
        /** Every replacement. */
        ALWAYS,
        /** Only those that users have made themselves. */
        SELF,
        /** No replacement. */
        NEVER
    }

    /** Who may choose the ids of new users. Ids are unique in the instance, so choosing one tells whether it is taken. */
    public enum ChosenIds {
        /** Everybody who may create users. */
        ALL,
        /** Only those who may create users in the whole instance. */
        INSTANCE,
        /** Nobody. */
        NONE
    }

    /** Among which users a verified address or number belongs to one. */
    public enum UniqueContacts {
        /** Among none: any number of users may have it. */
        NONE,
        /** Among those of an organization. */
        ORGANIZATION,
        /** Among all users of the instance. */
        INSTANCE
    }

    /** What happens to a verified contact when another one is set. */
    public enum ContactChangePolicy {
        /** The new one takes its place at once, unverified. */
        IMMEDIATE,
        /** It stays until the code for the new one has been redeemed. */
        AFTER_VERIFICATION
    }
}
