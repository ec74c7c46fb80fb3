package dev.kith.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kith.spi.Notifier;
import dev.kith.spi.Notifier.Channel;
import dev.kith.spi.Notifier.Notification;
import dev.kith.spi.Notifier.Outcome;
import dev.kith.spi.Notifier.Type;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The promises of {@link Notifier}. */
public abstract class NotifierContract {
    private static final String CANARY = "KANARY4711";

    /** To be extended. */
    protected NotifierContract() {}

    /**
     * The notifier, connected to something that accepts its messages. Called once or more for each test.
     *
     * @return the notifier
     */
    protected abstract Notifier notifier();

    /**
     * The outcome of a good message.
     *
     * @return the kind of outcome; accepted, unless the notifier always refuses
     */
    protected Class<? extends Outcome> usualOutcome() {
        return Outcome.Accepted.class;
    }

    /**
     * The recipients that the far end received, in order of arrival.
     *
     * @return where to look; empty if the test cannot see them
     */
    protected Optional<Supplier<List<String>>> reached() {
        return Optional.empty();
    }

    /**
     * A notifier whose far end accepts the connection and never answers.
     *
     * @return the notifier; empty if there is no far end
     */
    protected Optional<Notifier> notifierOfSilence() {
        return Optional.empty();
    }

    /**
     * A notifier whose far end cannot be reached at all.
     *
     * @return the notifier; empty if there is no far end
     */
    protected Optional<Notifier> notifierOfNowhere() {
        return Optional.empty();
    }

    /**
     * How long a call may continue after its thread was interrupted.
     *
     * @return the time; at least as long as the notifier's own timeouts
     */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    /**
     * Whether the notifier is responsible for the output of a logger on every level. It is not for the trace output of a
     * library, which an operator has to enable.
     *
     * @param logger the logger's name
     * @return true, unless the logger belongs to such a library
     */
    protected boolean answersFor(String logger) {
        return true;
    }

    @Test
    void its_name_is_short_and_always_the_same() {
        Promises.nameIsShortAndAlwaysTheSame(notifier()::name);
    }

    @Test
    void it_carries_a_channel_and_always_says_the_same() throws Exception {
        Notifier notifier = notifier();
        List<Channel> carried = channels(notifier);

        assertThat(carried).isNotEmpty();
        assertThat(Promises.together(20, i -> () -> channels(notifier))).containsOnly(carried);
    }

    @Test
    void it_delivers_a_message_on_every_channel_that_it_carries() throws Exception {
        Notifier notifier = notifier();
        for (Channel channel : channels(notifier)) {
            assertUsual(notifier.deliver(message(channel, "1001")));
        }
    }

    @Test
    void it_delivers_a_message_without_link_and_without_end() throws Exception {
        Notifier notifier = notifier();
        for (Channel channel : channels(notifier)) {
            Notification full = message(channel, "1002");
            assertUsual(notifier.deliver(new Notification(
                    full.id(),
                    channel,
                    full.type(),
                    full.recipient(),
                    full.subject(),
                    full.text(),
                    full.html(),
                    full.code(),
                    null,
                    full.userId(),
                    full.organizationId(),
                    1,
                    null)));
        }
    }

    @Test
    void it_delivers_a_notice_which_has_no_code() throws Exception {
        Notifier notifier = notifier();
        for (Channel channel : channels(notifier)) {
            Notification full = message(channel, "1014");
            assertUsual(notifier.deliver(new Notification(
                    full.id(),
                    channel,
                    channel == Channel.EMAIL ? Type.EMAIL_CHANGED : Type.PHONE_CHANGED,
                    full.recipient(),
                    full.subject(),
                    "Your address was replaced.",
                    full.html(),
                    "",
                    full.link(),
                    full.userId(),
                    full.organizationId(),
                    1,
                    full.expires())));
        }
    }

    @Test
    void the_same_message_may_come_again() throws Exception {
        Notifier notifier = notifier();
        for (Channel channel : channels(notifier)) {
            for (int attempt = 1; attempt <= 3; attempt++) {
                assertUsual(notifier.deliver(message(channel, "1003", recipient(channel), "Hello", CANARY, attempt)));
            }
        }
    }

    @Test
    void it_can_be_told_at_any_time_that_no_more_is_due() throws Exception {
        Notifier notifier = notifier();
        notifier.idle();
        for (Channel channel : channels(notifier)) {
            assertUsual(notifier.deliver(message(channel, "1005", recipient(channel), "Hello", CANARY, 1)));
            notifier.idle();
            notifier.idle();
            assertUsual(notifier.deliver(message(channel, "1006", recipient(channel), "Hello", CANARY, 1)));
        }
    }

    @Test
    void one_instance_serves_several_calls_at_a_time() throws Exception {
        Notifier notifier = notifier();
        for (Channel channel : channels(notifier)) {
            List<Outcome> outcomes = Promises.together(
                    5,
                    i -> () -> notifier.deliver(message(channel, "2" + i, recipient(channel, i), "Hello", CANARY, 1)));
            assertThat(outcomes).allSatisfy(this::assertUsual);
        }
    }

    @Test
    void each_of_several_messages_reaches_its_own_recipient() throws Exception {
        Supplier<List<String>> reached = Promises.offered(reached());
        Notifier notifier = notifier();
        for (Channel channel : channels(notifier)) {
            List<String> expected =
                    IntStream.range(0, 40).mapToObj(i -> recipient(channel, i)).toList();
            Promises.together(
                    5,
                    i -> () -> notifier.deliver(message(channel, "3" + i, recipient(channel, i), "Hello", CANARY, 1)));
            assertThat(reached.get()).containsAll(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void texts_of_any_kind_are_carried_or_refused_but_break_nothing(String text) throws Exception {
        Notifier notifier = notifier();
        for (Channel channel : channels(notifier)) {
            assertSound(notifier.deliver(message(channel, "1004", recipient(channel), text, CANARY, 1)), CANARY);
            assertUsual(notifier.deliver(message(channel, "1005")));
        }
    }

    @ParameterizedTest
    @MethodSource("hostileCodes")
    void codes_of_any_kind_are_carried(String code) throws Exception {
        Notifier notifier = notifier();
        for (Channel channel : channels(notifier)) {
            assertUsual(notifier.deliver(message(channel, "1006", recipient(channel), "Code " + code, code, 1)));
        }
    }

    @Test
    void an_address_of_200_characters_is_carried() throws Exception {
        Notifier notifier = notifier();
        assumeTrue(notifier.carries(Channel.EMAIL), "carries no mail");

        assertUsual(notifier.deliver(message(Channel.EMAIL, "1007", Promises.longestAddress(), "Hello", CANARY, 1)));
    }

    @ParameterizedTest
    @MethodSource("hostileRecipients")
    void whatever_stands_for_the_recipient_nobody_else_is_reached(String recipient) throws Exception {
        Notifier notifier = notifier();
        for (Channel channel : channels(notifier)) {
            Outcome outcome = notifier.deliver(message(channel, "1008", recipient, "Hello", CANARY, 1));

            assertSound(outcome, CANARY);
            reached()
                    .ifPresent(seen -> assertThat(seen.get())
                            .as("recipients that the far end received")
                            .allSatisfy(one -> assertThat(one).isEqualTo(recipient)));
        }
    }

    @Test
    void neither_code_nor_link_nor_recipient_is_logged() throws Exception {
        Notifier notifier = notifier();
        for (Channel channel : channels(notifier)) {
            String logged = Promises.loggedDuring(this::answersFor, () -> notifier.deliver(message(channel, "1009")));

            assertThat(logged).doesNotContain(CANARY).doesNotContain(recipient(channel));
        }
    }

    @Test
    void a_call_in_an_interrupted_thread_ends_soon() throws Exception {
        Notifier notifier = notifier();
        for (Channel channel : channels(notifier)) {
            Promises.answerWithin(
                    patience(), Promises.calledInterrupted(() -> notifier.deliver(message(channel, "1010"))));
        }
    }

    @Test
    void a_call_that_hangs_ends_soon_after_its_interruption() throws Exception {
        Notifier notifier = Promises.offered(notifierOfSilence());
        for (Channel channel : channels(notifier)) {
            assertTriedLater(Promises.calledInterrupted(() -> notifier.deliver(message(channel, "1011"))));
        }
    }

    @Test
    void silence_ends_by_the_time_outs_of_the_notifier_and_is_tried_later() throws Exception {
        Notifier notifier = Promises.offered(notifierOfSilence());
        for (Channel channel : channels(notifier)) {
            assertTriedLater(Promises.called(() -> notifier.deliver(message(channel, "1012"))));
        }
    }

    @Test
    void a_far_end_that_is_away_is_tried_later() throws Exception {
        Notifier notifier = Promises.offered(notifierOfNowhere());
        for (Channel channel : channels(notifier)) {
            assertTriedLater(Promises.called(() -> notifier.deliver(message(channel, "1013"))));
        }
    }

    /**
     * Codes that trip up programs, each within the promise of the code generator.
     *
     * @return the codes
     */
    protected static Stream<String> hostileCodes() {
        return Promises.hostileCodes();
    }

    /**
     * Texts that trip up programs.
     *
     * @return the texts
     */
    protected static Stream<String> hostileTexts() {
        return Promises.hostileTexts();
    }

    /**
     * Texts that are not a single recipient. The domain service accepts none of these; a second check costs nothing.
     *
     * @return the recipients
     */
    protected static Stream<String> hostileRecipients() {
        return Promises.hostileRecipients();
    }

    private void assertTriedLater(FutureTask<Outcome> call) throws Exception {
        Promises.answerWithin(patience(), call)
                .ifPresent(outcome -> assertThat(outcome)
                        .as("not sent, and not the message's fault")
                        .isInstanceOf(Outcome.TryLater.class));
    }

    private void assertUsual(@Nullable Outcome outcome) {
        assertThat(outcome).isInstanceOf(usualOutcome());
        assertSound(outcome, CANARY);
    }

    private static void assertSound(@Nullable Outcome outcome, String code) {
        assertThat(outcome).as("null is not an outcome").isNotNull();
        if (outcome instanceof Outcome.TryLater later) {
            Promises.delayIsNotNegative(later.delay());
            Promises.reasonTellsNoSecret(later.reason(), code);
        }
        if (outcome instanceof Outcome.Refused refused) {
            Promises.reasonTellsNoSecret(refused.reason(), code);
        }
    }

    private static List<Channel> channels(Notifier notifier) {
        return Stream.of(Channel.values()).filter(notifier::carries).toList();
    }

    private static String recipient(Channel channel) {
        return recipient(channel, 0);
    }

    private static String recipient(Channel channel, int number) {
        return switch (channel) {
            case EMAIL -> "mini" + number + "@example.com";
            case SMS -> "+4144668" + (1000 + number);
        };
    }

    private static Notification message(Channel channel, String id) {
        return message(channel, id, recipient(channel), "Hello Mini", CANARY, 1);
    }

    private static Notification message(
            Channel channel, String id, String recipient, String text, String code, int attempt) {
        boolean mail = channel == Channel.EMAIL;
        URI link =
                URI.create("https://id.example.com/ui/login/mail/verification?userID=u1&code=" + CANARY + "&orgID=o1");
        // Ids are unique, also across channels.
        return new Notification(
                id + (channel == Channel.EMAIL ? "0" : "1"),
                channel,
                mail ? Type.VERIFY_EMAIL : Type.VERIFY_PHONE,
                recipient,
                mail ? "Verify email" : "",
                text + "\n" + code + "\n" + link,
                mail ? "<!DOCTYPE html><html><body><p>" + text + "</p></body></html>" : null,
                code,
                link,
                "u1",
                "o1",
                attempt,
                Instant.parse("2030-01-01T00:00:00Z"));
    }
}
