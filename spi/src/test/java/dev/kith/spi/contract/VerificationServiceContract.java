package dev.kith.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kith.spi.Notifier.Channel;
import dev.kith.spi.Notifier.Outcome;
import dev.kith.spi.VerificationService;
import dev.kith.spi.VerificationService.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The promises of {@link VerificationService}. */
public abstract class VerificationServiceContract {
    private static final String WRONG = "KANARY4711";

    /** To be extended. */
    protected VerificationServiceContract() {}

    /**
     * The service, connected to something that generates and sends codes. Called once or more for each test.
     *
     * @return the service
     */
    protected abstract VerificationService service();

    /**
     * The code that a person received for a verification.
     *
     * @return where to look; empty if the test cannot see it
     */
    protected Optional<Function<Verification, String>> sentCode() {
        return Optional.empty();
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
     * A service whose far end accepts the connection and never answers.
     *
     * @return the service; empty if there is no far end
     */
    protected Optional<VerificationService> serviceOfSilence() {
        return Optional.empty();
    }

    /**
     * A service whose far end cannot be reached at all.
     *
     * @return the service; empty if there is no far end
     */
    protected Optional<VerificationService> serviceOfNowhere() {
        return Optional.empty();
    }

    /**
     * How long a call may take.
     *
     * @return the time; at least as long as the service's own timeouts
     */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    /**
     * Whether the service is responsible for the output of a logger on every level.
     *
     * @param logger the logger's name
     * @return true, unless it belongs to a library whose trace output an operator has to enable
     */
    protected boolean answersFor(String logger) {
        return true;
    }

    @Test
    void its_name_is_short_and_always_the_same() {
        Promises.nameIsShortAndAlwaysTheSame(service()::name);
    }

    @Test
    void it_covers_a_channel() {
        assertThat(channels(service())).isNotEmpty();
    }

    @Test
    void it_starts_a_verification_on_every_channel_that_it_covers() throws Exception {
        VerificationService service = service();
        for (Channel channel : channels(service)) {
            assertStarted(service.start(verification(channel, "1001")));
        }
    }

    @Test
    void the_same_start_may_come_again() throws Exception {
        VerificationService service = service();
        for (Channel channel : channels(service)) {
            for (int i = 0; i < 3; i++) {
                assertStarted(service.start(verification(channel, "1002")));
            }
        }
    }

    @Test
    void the_code_that_was_sent_is_right_and_any_other_is_wrong() throws Exception {
        Function<Verification, String> sent = Promises.offered(sentCode());
        VerificationService service = service();
        for (Channel channel : channels(service)) {
            Verification verification = verification(channel, "1003");
            assertStarted(service.start(verification));

            assertThat(service.check(verification, WRONG)).isFalse();
            assertThat(service.check(verification, sent.apply(verification))).isTrue();
        }
    }

    @Test
    void a_code_that_was_sent_after_a_repeated_start_is_right() throws Exception {
        Function<Verification, String> sent = Promises.offered(sentCode());
        VerificationService service = service();
        for (Channel channel : channels(service)) {
            Verification verification = verification(channel, "1004");
            assertStarted(service.start(verification));
            assertStarted(service.start(verification));

            assertThat(service.check(verification, sent.apply(verification))).isTrue();
        }
    }

    @Test
    void the_code_of_one_verification_is_wrong_for_another() throws Exception {
        Function<Verification, String> sent = Promises.offered(sentCode());
        VerificationService service = service();
        for (Channel channel : channels(service)) {
            Verification mine = verification(channel, "1005");
            Verification theirs = verification(channel, "1006", recipient(channel, 1));
            assertStarted(service.start(mine));
            assertStarted(service.start(theirs));
            assumeTrue(!sent.apply(mine).equals(sent.apply(theirs)), "the same code was drawn for both");

            assertThat(service.check(theirs, sent.apply(mine))).isFalse();
        }
    }

    @Test
    void a_wrong_code_may_be_checked_again_and_stays_wrong() throws Exception {
        VerificationService service = service();
        for (Channel channel : channels(service)) {
            Verification verification = verification(channel, "1007");
            assertStarted(service.start(verification));
            for (int i = 0; i < 3; i++) {
                assertThat(service.check(verification, WRONG)).isFalse();
            }
        }
    }

    @Test
    void nothing_is_right_for_a_verification_that_was_never_started() {
        VerificationService service = service();
        for (Channel channel : channels(service)) {
            assertThat(service.check(verification(channel, "1008"), WRONG)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void whatever_a_person_types_is_wrong_and_breaks_nothing(String typed) throws Exception {
        VerificationService service = service();
        for (Channel channel : channels(service)) {
            Verification verification = verification(channel, "1009");
            assertStarted(service.start(verification));

            assertThat(service.check(verification, typed)).isFalse();
        }
    }

    @Test
    void one_instance_serves_several_calls_at_a_time() throws Exception {
        VerificationService service = service();
        for (Channel channel : channels(service)) {
            List<Outcome> outcomes = Promises.together(
                    5, i -> () -> service.start(verification(channel, "2" + i, recipient(channel, i))));
            assertThat(outcomes).allSatisfy(VerificationServiceContract::assertStarted);
        }
    }

    @Test
    void each_of_several_verifications_reaches_its_own_recipient() throws Exception {
        Supplier<List<String>> reached = Promises.offered(reached());
        VerificationService service = service();
        for (Channel channel : channels(service)) {
            Promises.together(5, i -> () -> service.start(verification(channel, "3" + i, recipient(channel, i))));

            assertThat(reached.get())
                    .containsAll(IntStream.range(0, 40)
                            .mapToObj(i -> recipient(channel, i))
                            .toList());
        }
    }

    @Test
    void an_address_of_200_characters_is_verified() throws Exception {
        VerificationService service = service();
        assumeTrue(service.covers(Channel.EMAIL), "verifies no mail");

        assertStarted(service.start(verification(Channel.EMAIL, "1010", Promises.longestAddress())));
    }

    @ParameterizedTest
    @MethodSource("hostileRecipients")
    void whatever_stands_for_the_recipient_nobody_else_is_reached(String recipient) throws Exception {
        VerificationService service = service();
        for (Channel channel : channels(service)) {
            assertSound(service.start(verification(channel, "1011", recipient)));
            reached()
                    .ifPresent(seen -> assertThat(seen.get())
                            .as("recipients that the far end received")
                            .allSatisfy(one -> assertThat(one).isEqualTo(recipient)));
        }
    }

    @Test
    void neither_code_nor_recipient_is_logged() throws Exception {
        VerificationService service = service();
        for (Channel channel : channels(service)) {
            Verification verification = verification(channel, "1012");
            String logged = Promises.loggedDuring(this::answersFor, () -> {
                service.start(verification);
                service.check(verification, WRONG);
            });

            assertThat(logged).doesNotContain(WRONG).doesNotContain(verification.recipient());
            sentCode().ifPresent(sent -> assertThat(logged).doesNotContain(sent.apply(verification)));
        }
    }

    @Test
    void a_start_in_an_interrupted_thread_ends_soon() throws Exception {
        VerificationService service = service();
        for (Channel channel : channels(service)) {
            Promises.answerWithin(
                    patience(), Promises.calledInterrupted(() -> service.start(verification(channel, "1013"))));
        }
    }

    @Test
    void a_start_that_hangs_ends_soon_after_its_interruption() throws Exception {
        VerificationService service = Promises.offered(serviceOfSilence());
        for (Channel channel : channels(service)) {
            assertTriedLater(Promises.calledInterrupted(() -> service.start(verification(channel, "1014"))));
        }
    }

    @Test
    void silence_ends_by_the_time_outs_of_the_service() throws Exception {
        VerificationService service = Promises.offered(serviceOfSilence());
        for (Channel channel : channels(service)) {
            assertTriedLater(Promises.called(() -> service.start(verification(channel, "1015"))));
            assertNotVerified(Promises.called(() -> service.check(verification(channel, "1015"), WRONG)));
        }
    }

    @Test
    void a_far_end_that_is_away_verifies_nobody() throws Exception {
        VerificationService service = Promises.offered(serviceOfNowhere());
        for (Channel channel : channels(service)) {
            assertTriedLater(Promises.called(() -> service.start(verification(channel, "1016"))));
            assertNotVerified(Promises.called(() -> service.check(verification(channel, "1016"), WRONG)));
        }
    }

    /**
     * Texts that people enter and that are not the code.
     *
     * @return the texts
     */
    protected static Stream<String> hostileTexts() {
        return Stream.concat(Promises.hostileTexts(), Promises.hostileCodes());
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
                        .as("not started, and not the verification's fault")
                        .isInstanceOf(Outcome.TryLater.class));
    }

    private void assertNotVerified(FutureTask<Boolean> call) throws Exception {
        assertThat(Promises.answerWithin(patience(), call))
                .as("a code that could not be checked")
                .isNotEqualTo(Optional.of(true));
    }

    private static void assertStarted(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    }

    private static void assertSound(Outcome outcome) {
        assertThat(outcome).as("null is not an outcome").isNotNull();
        if (outcome instanceof Outcome.TryLater later) {
            Promises.delayIsNotNegative(later.delay());
            Promises.reasonTellsNoSecret(later.reason(), WRONG);
        }
        if (outcome instanceof Outcome.Refused refused) {
            Promises.reasonTellsNoSecret(refused.reason(), WRONG);
        }
    }

    private static List<Channel> channels(VerificationService service) {
        return Stream.of(Channel.values()).filter(service::covers).toList();
    }

    private static String recipient(Channel channel, int number) {
        return switch (channel) {
            case EMAIL -> "mini" + number + "@example.com";
            case SMS -> "+4144668" + (1000 + number);
        };
    }

    private static Verification verification(Channel channel, String id) {
        return verification(channel, id, recipient(channel, 0));
    }

    private static Verification verification(Channel channel, String id, String recipient) {
        // Ids are unique, also across channels.
        return new Verification(id + (channel == Channel.EMAIL ? "0" : "1"), channel, recipient, "u1");
    }
}
