package dev.kith.core;

import static dev.kith.core.Message.Kind.SEND_CODE;
import static dev.kith.core.Message.Kind.START_VERIFICATION;

import dev.kith.api.Outcome;
import dev.kith.api.Problem;
import dev.kith.api.Verification;
import dev.kith.core.Contact.Issued;
import dev.kith.spi.CodeGenerator;
import dev.kith.spi.CodeGenerator.Purpose;
import dev.kith.spi.Notifier;
import dev.kith.spi.VerificationService;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Issues codes: draws them, keeps their hash as the contact's proof, and sends them or gives them back. */
final class Issuing {
    static final Duration WINDOW = Duration.ofHours(1);

    private final Rules rules;
    private final CodeGenerator generator;
    private final @Nullable VerificationService outside;
    private final Vault vault;
    private final Ids ids;
    private final Links links;

    Issuing(Rules rules, Plugins plugins, Vault vault, Ids ids, Links links) {
        this.rules = rules;
        this.generator = plugins.codes();
        this.outside = plugins.verification();
        this.vault = vault;
        this.ids = ids;
        this.links = links;
    }

    /**
     * Issues a code for a contact; an earlier one is void.
     *
     * @param draft the user so far, with the contact in place
     * @param channel the contact
     * @param value the address or number to prove: the contact's own, or the one that is to take its place
     * @param verification whether to send the code or to give it back
     * @param now the time of the call
     */
    Outcome<Draft> issue(Draft draft, Channel channel, String value, @Nullable Verification verification, Instant now) {
        boolean external = covers(channel);
        if (verification instanceof Verification.ReturnCode && !external) {
            String code = draw(channel);
            Proof proof = proof(draft.user(), channel, value, code, now);
            return Outcome.done(
                    prove(draft, channel, proof, issued(draft, channel)).returning(channel, code));
        }
        Issued issued = issued(draft, channel);
        Duration wait = wait(issued, now);
        if (!wait.isZero()) {
            return Outcome.refused(Problem.rate(wait));
        }
        Draft sending = external
                ? start(draft, channel, value, issued, now)
                : send(draft, channel, value, issued, verification, now);
        return Outcome.done(sending);
    }

    /**
     * Issues a code in the place of one that could not be sent, outside the limits of how often codes are sent.
     *
     * @param draft the user
     * @param channel the contact
     * @param value the address or number to prove
     * @param now the present time
     */
    Draft reissue(Draft draft, Channel channel, String value, Instant now) {
        Issued issued = issued(draft, channel);
        Draft sending = covers(channel)
                ? start(draft, channel, value, issued, now)
                : send(draft, channel, value, issued, null, now);
        return prove(sending, channel, proof(sending, channel), issued).free();
    }

    private static Proof proof(Draft draft, Channel channel) {
        Proof proof = contact(draft, channel).proof();
        if (proof == null) {
            throw new IllegalStateException("a code that is sent has a proof");
        }
        return proof;
    }

    /** The recipient's normal form, so that spellings of one address share one budget; a keyed hash, so that it says nothing. */
    private String recipient(Channel channel, String value) {
        return vault.lastingHash(
                "recipient", rules.instanceId(), channel.name(), Recipients.normalForm(channel, value));
    }

    private Draft send(
            Draft draft,
            Channel channel,
            String value,
            Issued issued,
            @Nullable Verification verification,
            Instant now) {
        String code = draw(channel);
        Proof proof = proof(draft.user(), channel, value, code, now);
        String link = channel == Channel.EMAIL
                ? links.link(draft.user(), code, verification).orElse(null)
                : null;
        Person person = Person.of(draft.user().data());
        Payload payload = new Payload(code, link, person.name(), person.language(), null, null);
        return prove(draft, channel, proof, count(issued, now))
                .sending(message(draft.user(), channel, SEND_CODE, proof, payload), recipient(channel, value));
    }

    private Draft start(Draft draft, Channel channel, String value, Issued issued, Instant now) {
        Proof proof = new Proof(ids.next(), value, null, null, now, expiry(now), 0, 0);
        Payload payload = new Payload("", null, null);
        return prove(draft, channel, proof, count(issued, now))
                .sending(message(draft.user(), channel, START_VERIFICATION, proof, payload), recipient(channel, value));
    }

    private Message message(User user, Channel channel, Message.Kind kind, Proof proof, Payload payload) {
        return new Message(
                proof.id(),
                user.id(),
                user.organization(),
                channel,
                kind,
                proof.value(),
                vault.seal(payload, proof.id()),
                proof.issued(),
                proof.expires());
    }

    private static Draft prove(Draft draft, Channel channel, Proof proof, Issued issued) {
        Contact contact = contact(draft, channel);
        Contact proving = new Contact(contact.value(), contact.verified(), proof, issued);
        return draft.with(draft.user().with(channel, proving));
    }

    private static Contact contact(Draft draft, Channel channel) {
        Contact contact = draft.user().contact(channel);
        if (contact == null) {
            throw new IllegalStateException("a code is issued for a contact that is in place");
        }
        return contact;
    }

    private static Issued issued(Draft draft, Channel channel) {
        return contact(draft, channel).issued();
    }

    private Proof proof(User user, Channel channel, String value, String code, Instant now) {
        String id = ids.next();
        Vault.Hash hash = vault.hash(hashed(user.id(), channel, id, value, code));
        return new Proof(id, value, hash.text(), hash.keyId(), now, expiry(now), 0, 0);
    }

    /** A code counts for one user, channel, proof and value of one instance, and for nothing else. */
    private String[] hashed(String userId, Channel channel, String proofId, String value, String code) {
        return new String[] {"code", rules.instanceId(), userId, channel.name(), proofId, value, code};
    }

    /** In constant time. */
    boolean matches(String userId, Channel channel, Proof proof, String code) {
        return proof.hash() != null
                && proof.keyId() != null
                && vault.matches(proof.keyId(), proof.hash(), hashed(userId, channel, proof.id(), proof.value(), code));
    }

    /** Asks the outside service; not to be called within a transaction. */
    boolean checkOutside(String userId, Channel channel, Proof proof, String code) {
        if (outside == null) {
            throw new IllegalStateException(
                    "a verification was started by a VerificationService that is not configured any more");
        }
        return outside.check(
                new VerificationService.Verification(proof.id(), way(channel), proof.value(), userId), code);
    }

    boolean covers(Channel channel) {
        return outside != null && outside.covers(way(channel));
    }

    private static Notifier.Channel way(Channel channel) {
        return channel == Channel.EMAIL ? Notifier.Channel.EMAIL : Notifier.Channel.SMS;
    }

    private String draw(Channel channel) {
        String code = generator.generate(channel == Channel.EMAIL ? Purpose.VERIFY_EMAIL : Purpose.VERIFY_PHONE);
        int length = code.codePointCount(0, code.length());
        boolean paired = code.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (length < 1 || length > 20 || !paired) {
            throw new IllegalStateException(
                    "code generator " + generator.name() + " gave a code that is not 1 to 20 characters long");
        }
        return code;
    }

    private @Nullable Instant expiry(Instant now) {
        Duration lifetime = rules.codes().lifetime();
        return lifetime.isZero() ? null : now.plus(lifetime);
    }

    /** How long the user's own budget makes the next code wait; zero when it need not. */
    private Duration wait(Issued issued, Instant now) {
        Duration pause = issued.last() == null
                ? Duration.ZERO
                : Duration.between(now, issued.last().plus(rules.codes().pause()));
        int most = rules.codes().mostPerHour();
        Duration hour = most == 0 || issued.count() < most || issued.windowStart() == null
                ? Duration.ZERO
                : Duration.between(now, issued.windowStart().plus(WINDOW));
        Duration longer = pause.compareTo(hour) > 0 ? pause : hour;
        return longer.isNegative() ? Duration.ZERO : longer;
    }

    private static Issued count(Issued issued, Instant now) {
        boolean running = issued.windowStart() != null
                && now.isBefore(issued.windowStart().plus(WINDOW));
        return running ? new Issued(now, issued.windowStart(), issued.count() + 1) : new Issued(now, now, 1);
    }
}
