package dev.kith.core;

import static dev.kith.api.ProblemCode.IDEMPOTENCY_KEYS_EXHAUSTED;
import static dev.kith.api.ProblemCode.IDEMPOTENCY_KEY_REUSED;
import static dev.kith.api.ProblemCode.KEY_MISSING;
import static dev.kith.api.ProblemCode.PERMISSION_DENIED;

import dev.kith.api.Outcome;
import dev.kith.api.Preconditions.IdempotencyKey;
import dev.kith.api.Problem;
import dev.kith.api.Receipt;
import dev.kith.core.AccessControl.Need;
import dev.kith.core.AnswerStore.AnswerLookup;
import dev.kith.core.AnswerStore.KeptAnswer;
import dev.kith.core.UserStore.Session;
import dev.kith.core.UserWriter.Stored;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the answers of calls that have an idempotency key, in the transactions of these calls, and gives them to their retries
 * (contract, ruling R73). Refusals are never kept.
 */
final class KeptAnswers {
    private static final Duration KEPT = Duration.ofHours(24);

    private final CoreSettings settings;
    private final AccessControl access;
    private final DataProtector protector;
    private final Clock clock;

    KeptAnswers(CoreSettings settings, AccessControl access, DataProtector protector, Clock clock) {
        this.settings = settings;
        this.access = access;
        this.protector = protector;
        this.clock = clock;
    }

    /**
     * A call and the key under which its answer is kept.
     *
     * @param call the call
     * @param need what its caller needs, also to be given the answer again
     * @param id the key together with its caller, as a keyed hash
     * @param caller the caller, as a keyed hash
     * @param fingerprint what the call is, as a keyed hash
     */
    record KeyedCall(WritingCall call, Need need, String id, String caller, String fingerprint) {}

    /**
     * An answer, of now or before.
     *
     * @param receipt the answer
     * @param stored what was stored for it now, {@code null} where it was kept before
     */
    record Answered(Receipt receipt, @Nullable Stored stored) {}

    /** The key of a caller's answers. */
    String caller(String subject) {
        return protector.lastingHash("idempotency caller", settings.instanceId(), subject);
    }

    KeyedCall keyed(WritingCall call, Need need, IdempotencyKey key) {
        String subject = call.caller().subject();
        return new KeyedCall(
                call,
                need,
                protector.lastingHash("idempotency key", settings.instanceId(), subject, key.value()),
                caller(subject),
                protector.lastingHash("idempotency request", call.canonical(key.transport())));
    }

    /** The answer that is kept for a call; otherwise what the work answers, which is kept from now on. */
    Outcome<Answered> answer(Session session, KeyedCall keyed, Supplier<Outcome<Stored>> work) {
        Instant now = clock.instant();
        AnswerLookup found = lookup(session, keyed, now);
        Optional<Outcome<Answered>> earlier = earlier(keyed, found, now);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        if (found.keys() >= settings.idempotencyKeys()) {
            Instant end = found.firstEnd();
            return Outcome.refused(Problem.temporary(
                    IDEMPOTENCY_KEYS_EXHAUSTED, end == null ? Duration.ZERO : Duration.between(now, end)));
        }
        return work.get().then(stored -> {
            session.keepAnswer(kept(keyed, stored, now), found.answer());
            return Outcome.done(new Answered(stored.receipt(), stored));
        });
    }

    /**
     * The answer of the same call that was made at the same time. A call that is refused for what that one has changed must look,
     * as it may have read the user later than the answers.
     */
    Outcome<Answered> answerOfOther(Session session, KeyedCall keyed, Problem refusal) {
        Instant now = clock.instant();
        return earlier(keyed, lookup(session, keyed, now), now).orElseGet(() -> Outcome.refused(refusal));
    }

    private static AnswerLookup lookup(Session session, KeyedCall keyed, Instant now) {
        return session.answer(keyed.id(), keyed.caller(), keyed.call().userId(), now);
    }

    private Optional<Outcome<Answered>> earlier(KeyedCall keyed, AnswerLookup found, Instant now) {
        KeptAnswer kept = found.answer();
        return kept == null || !kept.ends().isAfter(now) ? Optional.empty() : Optional.of(again(keyed, kept));
    }

    private Outcome<Answered> again(KeyedCall keyed, KeptAnswer kept) {
        if (!kept.fingerprint().equals(keyed.fingerprint())) {
            return Outcome.refused(IDEMPOTENCY_KEY_REUSED);
        }
        if (!protector.opens(kept.answer().keyId())) {
            return Outcome.refused(KEY_MISSING);
        }
        Receipt receipt = ReceiptText.read(protector
                .open(kept.answer(), purpose(kept.id()))
                .orElseThrow(() -> new IllegalStateException("a kept answer cannot be opened")));
        return access.permits(
                        keyed.call().caller(),
                        keyed.need(),
                        keyed.call().userId(),
                        receipt.details().organization())
                ? Outcome.done(new Answered(receipt, null))
                : Outcome.refused(PERMISSION_DENIED);
    }

    private KeptAnswer kept(KeyedCall keyed, Stored stored, Instant now) {
        return new KeptAnswer(
                keyed.id(),
                keyed.caller(),
                stored.user().id(),
                keyed.fingerprint(),
                protector.seal(ReceiptText.write(stored.receipt()), purpose(keyed.id())),
                end(stored, now));
    }

    /** A code that has expired is given to nobody. */
    private static Instant end(Stored stored, Instant now) {
        Instant end = now.plus(KEPT);
        for (ContactChannel channel : ContactChannel.values()) {
            Contact contact = stored.user().contact(channel);
            boolean given = channel == ContactChannel.EMAIL
                    ? stored.receipt().emailCode() != null
                    : stored.receipt().phoneCode() != null;
            Proof proof = contact == null || !given ? null : contact.proof();
            if (proof != null && proof.expires() != null && proof.expires().isBefore(end)) {
                end = proof.expires();
            }
        }
        return end;
    }

    private String purpose(String id) {
        return "answer " + settings.instanceId() + " " + id;
    }
}
