package dev.kith.it.conformance;

import dev.kith.api.Json;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which codes were outstanding or issued while a case runs, and which of them the case has expectations about. */
final class IssuedCodes {
    private final Inbox inbox;
    private final Set<String> given;
    private final Map<String, String> byProof = new HashMap<>();
    private final Map<Channel, String> issued = new EnumMap<>(Channel.class);
    private final Map<Channel, String> replaced = new EnumMap<>(Channel.class);
    private final Map<Channel, String> said = new EnumMap<>(Channel.class);

    IssuedCodes(Map<String, String> givenCodes, Inbox inbox) {
        this.inbox = inbox;
        this.given = Set.copyOf(givenCodes.keySet());
        this.byProof.putAll(givenCodes);
    }

    /**
     * A call and its result.
     *
     * @param before what was stored before
     * @param answer what came back
     * @param after what is stored now
     * @param delivered the messages of the call
     * @param aboutPhone whether a code in the answer without a channel is one for a phone
     */
    record Exchange(Snapshot before, Answer answer, Snapshot after, List<Captured> delivered, boolean aboutPhone) {
        private Optional<String> told(Channel channel) {
            String own = channel == Channel.EMAIL ? "/emailCode" : "/phoneCode";
            boolean common = aboutPhone == (channel == Channel.SMS);
            return text(own).or(() -> common ? text("/verificationCode") : Optional.empty());
        }

        private Optional<String> text(String pointer) {
            return Pointer.of(pointer).in(answer.body()) instanceof Json.Text text
                    ? Optional.of(text.value())
                    : Optional.empty();
        }

        private Optional<String> sent(Channel channel) {
            return delivered.stream()
                    .filter(message ->
                            message.channel() == channel && !message.code().isEmpty())
                    .map(Captured::code)
                    .reduce((first, second) -> second);
        }
    }

    /** Takes codes from the answer, otherwise from the messages, otherwise from the external service. */
    void learn(String userId, Exchange exchange) {
        for (Channel channel : Channel.values()) {
            Snapshot.Proof earlier = exchange.before().proof(userId, channel);
            Snapshot.Proof now = exchange.after().proof(userId, channel);
            Optional<String> code = exchange.told(channel).or(() -> exchange.sent(channel));
            if (now != null && (earlier == null || !earlier.id().equals(now.id()))) {
                replace(channel, earlier, now, code.or(() -> inbox.outsideCode(now.id())));
            }
            code.ifPresent(text -> issued.put(channel, text));
        }
    }

    private void replace(Channel channel, Snapshot.@Nullable Proof earlier, Snapshot.Proof now, Optional<String> code) {
        String known = earlier == null ? null : byProof.get(earlier.id());
        if (known != null) {
            replaced.put(channel, known);
        }
        code.ifPresent(text -> {
            byProof.put(now.id(), text);
            issued.put(channel, text);
        });
    }

    /** Remembers which outstanding codes the effects have expectations about. */
    void said(String userId, Expect.Effects effects, Snapshot after) {
        for (Channel channel : Channel.values()) {
            Snapshot.Proof now = after.proof(userId, channel);
            if (now != null && saysSomething(effects, channel)) {
                said.put(channel, now.id());
            }
        }
    }

    private static boolean saysSomething(Expect.Effects effects, Channel channel) {
        return effects.contact(channel)
                .filter(contact -> contact instanceof Expect.ContactAfter.There there
                        && there.pending().isPresent())
                .isPresent();
    }

    /** Whether the case has expectations about this code. */
    boolean isSaid(Channel channel, Snapshot.Proof proof) {
        return proof.id().equals(said.get(channel));
    }

    /** Whether a call of the case has issued this code and nobody has tried it. */
    boolean isFresh(Snapshot.Proof proof) {
        return !given.contains(proof.id()) && proof.guesses() == 0;
    }

    Optional<String> of(Snapshot.Proof proof) {
        return Optional.ofNullable(byProof.get(proof.id()));
    }

    /** The code whose place was taken by the outstanding one. */
    Optional<String> replaced(Channel channel) {
        return Optional.ofNullable(replaced.get(channel));
    }

    /** The code that was issued last. */
    Optional<String> issued(Channel channel) {
        return Optional.ofNullable(issued.get(channel));
    }

    /** The code that was issued last, with a preference where both channels have one. */
    Optional<String> issued(boolean aboutPhone) {
        Optional<String> phone = issued(Channel.SMS);
        Optional<String> email = issued(Channel.EMAIL);
        return aboutPhone ? phone.or(() -> email) : email.or(() -> phone);
    }
}
