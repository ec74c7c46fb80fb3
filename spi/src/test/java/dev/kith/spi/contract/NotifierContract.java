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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
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
     * The notifier, connected to something that takes its messages. Called once or more for each test.
     *
     * @return the notifier
     */
    protected abstract Notifier notifier();

    /**
     * What becomes of a good message.
     *
     * @return the kind of outcome; accepted, unless the notifier's business is to refuse
     */
    protected Class<? extends Outcome> usualOutcome() {
        return Outcome.Accepted.class;
    }

    /**
     * The recipients that the far end was told, in the order of their coming.
     *
     * @return where to look; empty where nobody can see it
     */
    protected Optional<Supplier<List<String>>> reached() {
        return Optional.empty();
    }

    /**
     * A notifier whose far end takes the connection and never answers.
     *
     * @return the notifier; empty where there is no far end
     */
    protected Optional<Notifier> notifierOfSilence() {
        return Optional.empty();
    }

    /**
     * A notifier whose far end cannot be reached at all.
     *
     * @return the notifier; empty where there is no far end
     */
    protected Optional<Notifier> notifierOfNowhere() {
        return Optional.empty();
    }

    /**
     * How long a call may go on after its thread was interrupted.
     *
     * @return the time; at least as long as the notifier's own time-outs
     */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    /**
     * Whether the notifier has to answer for what a logger says on every level. The trace of a library that an operator has
     * to switch on is the operator's.
     *
     * @param logger the logger's name
     * @return true, unless it is such a library's
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
    void the_same_message_may_come_again() throws Exception {
        Notifier notifier = notifier();
        for (Channel channel : channels(notifier)) {
            for (int attempt = 1; attempt <= 3; attempt++) {
                assertUsual(notifier.deliver(message(channel, "1003", recipient(channel), "Hello", CANARY, attempt)));
            }
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
        Supplier<List<String>> reached = offered(reached());
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
        String label = "d".repeat(63);
        String address = "l".repeat(64) + "@" + label + "." + label + "." + "e".repeat(7);
        assertThat(address).hasSize(200);

        assertUsual(notifier.deliver(message(Channel.EMAIL, "1007", address, "Hello", CANARY, 1)));
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
                            .as("recipients that the far end was told")
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
            assertEndsSoon(interruptedAtOnce(() -> notifier.deliver(message(channel, "1010"))));
        }
    }

    @Test
    void a_call_that_hangs_ends_soon_after_its_interruption() throws Exception {
        Notifier notifier = offered(notifierOfSilence());
        for (Channel channel : channels(notifier)) {
            Outcome outcome = assertEndsSoon(interruptedAtOnce(() -> notifier.deliver(message(channel, "1011"))));

            assertThat(outcome)
                    .as("not sent, and not the message's fault")
                    .satisfiesAnyOf(
                            nothing -> assertThat(nothing).isNull(),
                            later -> assertThat(later).isInstanceOf(Outcome.TryLater.class));
        }
    }

    @Test
    void silence_ends_by_the_time_outs_of_the_notifier_and_is_tried_later() throws Exception {
        Notifier notifier = offered(notifierOfSilence());
        for (Channel channel : channels(notifier)) {
            FutureTask<Outcome> call = new FutureTask<>(() -> notifier.deliver(message(channel, "1012")));
            new Thread(call, "notifier").start();

            Outcome outcome = assertEndsSoon(call);

            assertThat(outcome)
                    .satisfiesAnyOf(
                            nothing -> assertThat(nothing).isNull(),
                            later -> assertThat(later).isInstanceOf(Outcome.TryLater.class));
        }
    }

    @Test
    void a_far_end_that_is_away_is_tried_later() throws Exception {
        Notifier notifier = offered(notifierOfNowhere());
        for (Channel channel : channels(notifier)) {
            FutureTask<Outcome> call = new FutureTask<>(() -> notifier.deliver(message(channel, "1013")));
            new Thread(call, "notifier").start();

            Outcome outcome = assertEndsSoon(call);

            assertThat(outcome)
                    .satisfiesAnyOf(
                            nothing -> assertThat(nothing).isNull(),
                            later -> assertThat(later).isInstanceOf(Outcome.TryLater.class));
        }
    }

    /**
     * A code that programs stumble over, each within the promise of the code generator.
     *
     * @return the codes
     */
    protected static Stream<String> hostileCodes() {
        return Stream.of(
                "A&B#C%41",
                "\"'<>&amp;", "{{.Code}}", "a\r\nb", "\u202Ecode", "\uD83D\uDE00\uD83D\uDE00", "0", "x".repeat(20));
    }

    /**
     * Texts that programs stumble over.
     *
     * @return the texts
     */
    protected static Stream<String> hostileTexts() {
        return Promises.hostileTexts();
    }

    /**
     * What is no single recipient. The domain service lets none of these through; a second look costs nothing.
     *
     * @return the recipients
     */
    protected static Stream<String> hostileRecipients() {
        return Stream.of(
                "a@example.com\r\nRCPT TO:<b@example.com>",
                "a@example.com\nBcc: b@example.com",
                "a@example.com,b@example.com",
                "a@example.com;b@example.com",
                "a@example.com b@example.com",
                "<a@example.com>b@example.com",
                "A <a@example.com>",
                "\"a b\"@example.com",
                "a(comment)@example.com",
                "@b.example,@c.example:a@example.com",
                "=?utf-8?q?a=40example.com?=",
                "a@example.com\u0000",
                "a@example.com.",
                "a@[127.0.0.1]",
                "\uFF41@example.com",
                "a\uFF20example.com",
                "\u0161@example.com",
                "+41446681800,+41446681801",
                "+41446681800\r\n+41446681801",
                "",
                " ",
                "x".repeat(10_000));
    }

    private static Outcome assertEndsSoonWithin(FutureTask<Outcome> call, Duration patience) throws Exception {
        try {
            return call.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            // Anything thrown counts as "try later": that is a promise to the notifier, not one of it.
            return Outcome.tryLater("thrown");
        }
    }

    private Outcome assertEndsSoon(FutureTask<Outcome> call) throws Exception {
        return assertEndsSoonWithin(call, patience());
    }

    private static FutureTask<Outcome> interruptedAtOnce(Call call) {
        FutureTask<Outcome> task = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            return call.deliver();
        });
        new Thread(task, "interrupted notifier").start();
        return task;
    }

    @FunctionalInterface
    private interface Call {
        Outcome deliver() throws InterruptedException;
    }

    private static <T> T offered(Optional<T> offer) {
        assumeTrue(offer.isPresent(), "not offered by this test");
        return offer.orElseThrow();
    }

    private void assertUsual(@Nullable Outcome outcome) {
        assertThat(outcome).isInstanceOf(usualOutcome());
        assertSound(outcome, CANARY);
    }

    private static void assertSound(@Nullable Outcome outcome, String code) {
        assertThat(outcome).as("null is no outcome").isNotNull();
        if (outcome instanceof Outcome.TryLater later) {
            assertThat(later.delay()).isGreaterThanOrEqualTo(Duration.ZERO);
            assertReason(later.reason(), code);
        }
        if (outcome instanceof Outcome.Refused refused) {
            assertReason(refused.reason(), code);
        }
    }

    private static void assertReason(String reason, String code) {
        assertThat(reason).as("a class of error").isNotBlank().hasSizeLessThanOrEqualTo(100);
        assertThat(reason).as("no code and no address").doesNotContain(code).doesNotContain("@");
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
        return new Notification(
                id,
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
