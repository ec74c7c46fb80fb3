package dev.kith.core;

import static dev.kith.core.OutboxMessage.MessageKind.SEND_CODE;
import static dev.kith.core.OutboxMessage.MessageKind.START_VERIFICATION;

import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Problem;
import dev.kith.api.Verification;
import dev.kith.core.Contact.Issued;
import dev.kith.core.Contact.Redeemed;
import dev.kith.spi.CodeGenerator;
import dev.kith.spi.CodeGenerator.Purpose;
import dev.kith.spi.VerificationService;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Issues codes: draws them, keeps their hash as the contact's proof, and sends them or gives them back (contract, section
 * 12, ruling R10).
 */
final class CodeIssuer {
    static final Duration WINDOW = Duration.ofHours(1);

    private final CoreSettings settings;
    private final CodeGenerator generator;
    private final @Nullable VerificationService outside;
    private final DataProtector protector;
    private final IdGenerator ids;
    private final LinkPolicy linkPolicy;

    CodeIssuer(
            CoreSettings settings,
            Extensions extensions,
            DataProtector protector,
            IdGenerator ids,
            LinkPolicy linkPolicy) {
        this.settings = settings;
        this.generator = extensions.codes();
        this.outside = extensions.verification();
        this.protector = protector;
        this.ids = ids;
        this.linkPolicy = linkPolicy;
    }

    /**
     * Issues a code for a contact; an earlier one is void.
     *
     * @param update the user so far, with the contact in place
     * @param channel the contact
     * @param value the address or number to prove: the contact's own, or the one that is to take its place
     * @param verification whether to send the code or to give it back
     * @param now the time of the call
     */
    Outcome<UserUpdate> issue(
            UserUpdate update, ContactChannel channel, String value, @Nullable Verification verification, Instant now) {
        boolean external = covers(channel);
        if (verification instanceof Verification.ReturnCode && !external) {
            String code = draw(channel);
            Proof proof = proof(update, channel, value, code, now);
            return Outcome.done(
                    prove(update, channel, proof, issued(update, channel)).returning(channel, code));
        }
        Issued issued = issued(update, channel);
        Duration wait = wait(issued, now);
        if (!wait.isZero()) {
            return Outcome.refused(Problem.rate(wait));
        }
        UserUpdate sending = external
                ? start(update, channel, value, issued, now)
                : send(update, channel, value, issued, verification, now);
        return Outcome.done(sending);
    }

    /**
     * Issues a code in the place of one that could not be sent, outside the limits of how often codes are sent.
     *
     * @param update the user
     * @param channel the contact
     * @param value the address or number to prove
     * @param now the present time
     */
    UserUpdate reissue(UserUpdate update, ContactChannel channel, String value, Instant now) {
        Issued issued = issued(update, channel);
        UserUpdate sending = covers(channel)
                ? start(update, channel, value, issued, now)
                : send(update, channel, value, issued, null, now);
        return prove(sending, channel, proof(sending, channel), issued).free();
    }

    private static Proof proof(UserUpdate update, ContactChannel channel) {
        Proof proof = contact(update, channel).proof();
        if (proof == null) {
            throw new IllegalStateException("a code that is sent has a proof");
        }
        return proof;
    }

    /** The recipient's normal form, so that spellings of one address share one budget; a keyed hash, so that it says nothing. */
    private String recipient(ContactChannel channel, String value) {
        return protector.lastingHash(
                "recipient", settings.instanceId(), channel.name(), RecipientKeys.normalForm(channel, value));
    }

    private UserUpdate send(
            UserUpdate update,
            ContactChannel channel,
            String value,
            Issued issued,
            @Nullable Verification verification,
            Instant now) {
        String code = draw(channel);
        Proof proof = proof(update, channel, value, code, now);
        String link = channel == ContactChannel.EMAIL
                ? linkPolicy.link(update.user(), code, verification).orElse(null)
                : null;
        Addressee addressee = Addressee.of(update.user().data());
        MessagePayload payload = new MessagePayload(code, link, addressee.name(), addressee.language(), null, null);
        return prove(update, channel, proof, count(issued, now))
                .sending(message(update.user(), channel, SEND_CODE, proof, payload), recipient(channel, value));
    }

    private UserUpdate start(UserUpdate update, ContactChannel channel, String value, Issued issued, Instant now) {
        Proof proof =
                new Proof(ids.next(), value, null, null, now, expiry(now), 0, 0, 0, byOther(update, channel, value));
        MessagePayload payload = new MessagePayload("", null, null);
        return prove(update, channel, proof, count(issued, now))
                .sending(
                        message(update.user(), channel, START_VERIFICATION, proof, payload), recipient(channel, value));
    }

    private OutboxMessage message(
            User user, ContactChannel channel, OutboxMessage.MessageKind kind, Proof proof, MessagePayload payload) {
        return new OutboxMessage(
                proof.id(),
                user.id(),
                user.organization(),
                channel,
                kind,
                proof.value(),
                protector.seal(payload, proof.id()),
                proof.issued(),
                proof.expires());
    }

    private static UserUpdate prove(UserUpdate update, ContactChannel channel, Proof proof, Issued issued) {
        Contact contact = contact(update, channel);
        Contact proving = new Contact(contact.value(), contact.verified(), proof, issued);
        return update.with(update.user().with(channel, proving));
    }

    private static Contact contact(UserUpdate update, ContactChannel channel) {
        Contact contact = update.user().contact(channel);
        if (contact == null) {
            throw new IllegalStateException("a code is issued for a contact that is in place");
        }
        return contact;
    }

    private static Issued issued(UserUpdate update, ContactChannel channel) {
        return contact(update, channel).issued();
    }

    private Proof proof(UserUpdate update, ContactChannel channel, String value, String code, Instant now) {
        String id = ids.next();
        DataProtector.Hash hash = protector.hash(hashed(update.user().id(), channel, id, value, form(code)));
        return new Proof(
                id, value, hash.text(), hash.keyId(), now, expiry(now), 0, 0, 0, byOther(update, channel, value));
    }

    /** Another code for a value does not change who has set it. */
    private static boolean byOther(UserUpdate update, ContactChannel channel, String value) {
        Proof present = contact(update, channel).proof();
        return (present != null && present.value().equals(value)) ? present.byOther() : update.byOther();
    }

    /** What is hashed of a code, and of what was typed. */
    private String form(String text) {
        String form = generator.canonical(text);
        if (form == null) {
            throw new IllegalStateException("code generator " + generator.name() + " gave no form of a code");
        }
        return form;
    }

    /** Whether nothing of a typed text counts, so that it can be no code. */
    boolean isBlank(String typed) {
        return form(typed).isEmpty();
    }

    /** A code counts for one user, channel, proof and value of one instance, and for nothing else. */
    private String[] hashed(String userId, ContactChannel channel, String proofId, String value, String code) {
        return new String[] {"code", settings.instanceId(), userId, channel.name(), proofId, value, code};
    }

    /** Whether this node has the key of a code; what only an outside service knows needs none. */
    boolean canJudge(@Nullable String keyId) {
        return keyId == null || protector.opens(keyId);
    }

    /** In constant time. */
    boolean matches(String userId, ContactChannel channel, Proof proof, String typed) {
        return proof.hash() != null
                && proof.keyId() != null
                && matches(
                        proof.keyId(),
                        proof.hash(),
                        typed,
                        text -> hashed(userId, channel, proof.id(), proof.value(), text));
    }

    /** In constant time; whether this is the code that has verified the present value. */
    boolean matches(String userId, ContactChannel channel, String value, Redeemed redeemed, String typed) {
        return matches(
                redeemed.keyId(),
                redeemed.hash(),
                typed,
                text -> hashed(userId, channel, redeemed.proofId(), value, text));
    }

    /**
     * Whether a hash is that of a code. Earlier versions hashed the code itself and not its form, so one that is
     * pending since then has to be typed as it was sent. Nobody gets a second guess by that: a form is the form of itself.
     */
    private boolean matches(String keyId, String hash, String typed, Function<String, String[]> parts) {
        String form = form(typed);
        boolean same = protector.matches(keyId, hash, parts.apply(form));
        boolean asTyped = protector.matches(keyId, hash, parts.apply(typed));
        return !form.isEmpty() && (same || asTyped);
    }

    /** Asks the outside service; not to be called within a transaction. */
    boolean checkOutside(String userId, ContactChannel channel, Proof proof, String code) {
        if (outside == null) {
            throw new IllegalStateException(
                    "a verification was started by a VerificationService that is not configured any more");
        }
        return outside.check(
                new VerificationService.Verification(proof.id(), channel.notifierChannel(), proof.value(), userId),
                code);
    }

    boolean covers(ContactChannel channel) {
        return outside != null && outside.covers(channel.notifierChannel());
    }

    private String draw(ContactChannel channel) {
        String code = generator.generate(channel == ContactChannel.EMAIL ? Purpose.VERIFY_EMAIL : Purpose.VERIFY_PHONE);
        int length = code.codePointCount(0, code.length());
        if (length < 1 || length > 20 || JsonText.hasLoneSurrogate(code)) {
            throw new IllegalStateException(
                    "code generator " + generator.name() + " gave a code that is not 1 to 20 characters long");
        }
        if (isBlank(code)) {
            throw new IllegalStateException("code generator " + generator.name() + " gave a code whose form is empty");
        }
        return code;
    }

    private @Nullable Instant expiry(Instant now) {
        Duration lifetime = settings.codes().lifetime();
        return lifetime.isZero() ? null : now.plus(lifetime);
    }

    /** How long the user's own budget makes the next code wait; zero when it need not. */
    private Duration wait(Issued issued, Instant now) {
        Duration pause = issued.last() == null
                ? Duration.ZERO
                : Duration.between(now, issued.last().plus(settings.codes().pause()));
        int most = settings.codes().mostPerHour();
        Duration hour = most == 0 || issued.count() < most || issued.windowStart() == null
                ? Duration.ZERO
                : Duration.between(now, issued.windowStart().plus(WINDOW));
        Duration longer = pause.compareTo(hour) > 0 ? pause : hour;
        return longer.isNegative() ? Duration.ZERO : longer;
    }

    private static Issued count(Issued issued, Instant now) {
        boolean running = issued.windowStart() != null
                && now.isBefore(issued.windowStart().plus(WINDOW));
        return running
                ? new Issued(now, issued.windowStart(), issued.count() + 1, issued.notices())
                : new Issued(now, now, 1, issued.notices());
    }
}
