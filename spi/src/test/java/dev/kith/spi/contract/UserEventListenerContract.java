package dev.kith.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.UserEventListener;
import dev.kith.spi.UserEventListener.Change;
import dev.kith.spi.UserEventListener.Event;
import dev.kith.spi.UserEventListener.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The promises of {@link UserEventListener}. */
public abstract class UserEventListenerContract {
    private static final int LONGEST_NAME = 50;

    /** To be extended. */
    protected UserEventListenerContract() {}

    /**
     * The listener, connected to something that accepts its events. Called once or more for each test.
     *
     * @return the listener
     */
    protected abstract UserEventListener listener();

    /**
     * The users of the events that the far end received, in order of arrival.
     *
     * @return where to look; empty if the test cannot see them
     */
    protected Optional<Supplier<List<String>>> heard() {
        return Optional.empty();
    }

    /**
     * A listener whose far end accepts the connection and never answers.
     *
     * @return the listener; empty if there is no far end
     */
    protected Optional<UserEventListener> listenerOfSilence() {
        return Optional.empty();
    }

    /**
     * A listener whose far end cannot be reached at all.
     *
     * @return the listener; empty if there is no far end
     */
    protected Optional<UserEventListener> listenerOfNowhere() {
        return Optional.empty();
    }

    /**
     * How long a call may continue after its thread was interrupted.
     *
     * @return the time; at least as long as the listener's own timeouts
     */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    @Test
    void its_name_is_short_and_always_the_same() {
        UserEventListener listener = listener();
        Promises.nameIsShortAndAlwaysTheSame(listener::name);
        assertThat(listener.name()).as("a name that fits into the outbox").hasSizeLessThanOrEqualTo(LONGEST_NAME);
    }

    @ParameterizedTest
    @EnumSource
    void it_hears_of_every_change(Change change) throws Exception {
        assertAccepted(listener().handle(event("1001", "u1", EnumSet.of(change))));
    }

    @Test
    void it_hears_of_all_changes_of_one_call() throws Exception {
        assertAccepted(listener().handle(event("1002", "u1", EnumSet.allOf(Change.class))));
    }

    @Test
    void the_same_event_may_come_again() throws Exception {
        UserEventListener listener = listener();
        for (int i = 0; i < 3; i++) {
            assertAccepted(listener.handle(event("1003", "u1", EnumSet.of(Change.CREATED))));
        }
    }

    @Test
    void events_come_in_any_order() throws Exception {
        UserEventListener listener = listener();

        assertAccepted(listener.handle(event("1005", "u1", EnumSet.of(Change.DELETED), 9)));
        assertAccepted(listener.handle(event("1004", "u1", EnumSet.of(Change.DATA_CHANGED), 8)));
        assertAccepted(listener.handle(event("1006", "u1", EnumSet.of(Change.CREATED), Long.MAX_VALUE)));
    }

    @Test
    void one_instance_serves_several_calls_at_a_time() throws Exception {
        UserEventListener listener = listener();

        List<Outcome> outcomes = Promises.together(
                5, i -> () -> listener.handle(event("2" + i, "user-" + i, EnumSet.of(Change.DATA_CHANGED))));

        assertThat(outcomes).allSatisfy(UserEventListenerContract::assertAccepted);
    }

    @Test
    void every_event_is_heard() throws Exception {
        Supplier<List<String>> heard = Promises.offered(heard());
        UserEventListener listener = listener();

        Promises.together(5, i -> () -> listener.handle(event("3" + i, "user-" + i, EnumSet.of(Change.DATA_CHANGED))));

        assertThat(heard.get())
                .containsAll(IntStream.range(0, 40).mapToObj(i -> "user-" + i).toList());
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void ids_of_any_kind_are_taken_in_or_refused_but_break_nothing(String text) throws Exception {
        UserEventListener listener = listener();

        assertSound(listener.handle(
                new Event("1007", Instant.EPOCH, text, text, text, 1, EnumSet.of(Change.EMAIL_CHANGED))));
        assertAccepted(listener.handle(event("1008", "u1", EnumSet.of(Change.EMAIL_CHANGED))));
    }

    @Test
    void a_call_in_an_interrupted_thread_ends_soon() throws Exception {
        UserEventListener listener = listener();

        Promises.answerWithin(
                patience(),
                Promises.calledInterrupted(() -> listener.handle(event("1009", "u1", EnumSet.of(Change.CREATED)))));
    }

    @Test
    void a_call_that_hangs_ends_soon_after_its_interruption() throws Exception {
        UserEventListener listener = Promises.offered(listenerOfSilence());

        assertComesAgain(
                Promises.calledInterrupted(() -> listener.handle(event("1010", "u1", EnumSet.of(Change.CREATED)))));
    }

    @Test
    void silence_ends_by_the_time_outs_of_the_listener_and_the_event_comes_again() throws Exception {
        UserEventListener listener = Promises.offered(listenerOfSilence());

        assertComesAgain(Promises.called(() -> listener.handle(event("1011", "u1", EnumSet.of(Change.CREATED)))));
    }

    @Test
    void a_far_end_that_is_away_hears_of_it_later() throws Exception {
        UserEventListener listener = Promises.offered(listenerOfNowhere());

        assertComesAgain(Promises.called(() -> listener.handle(event("1012", "u1", EnumSet.of(Change.CREATED)))));
    }

    /**
     * Ids that trip up programs.
     *
     * @return the texts
     */
    protected static Stream<String> hostileTexts() {
        return Promises.hostileTexts();
    }

    private void assertComesAgain(FutureTask<Outcome> call) throws Exception {
        Promises.answerWithin(patience(), call)
                .ifPresent(outcome -> assertThat(outcome)
                        .as("not delivered, and not the event's fault")
                        .isInstanceOf(Outcome.TryLater.class));
    }

    private static void assertAccepted(@Nullable Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    }

    private static void assertSound(@Nullable Outcome outcome) {
        assertThat(outcome).as("null is not an outcome").isNotNull();
        if (outcome instanceof Outcome.TryLater later) {
            Promises.delayIsNotNegative(later.delay());
            Promises.reasonTellsNoSecret(later.reason(), "u1@");
        }
        if (outcome instanceof Outcome.Refused refused) {
            Promises.reasonTellsNoSecret(refused.reason(), "u1@");
        }
    }

    private static Event event(String id, String userId, Set<Change> changes) {
        return event(id, userId, changes, 7);
    }

    private static Event event(String id, String userId, Set<Change> changes, long version) {
        return new Event(id, Instant.parse("2026-11-22T03:00:00Z"), "default", "o1", userId, version, changes);
    }
}
