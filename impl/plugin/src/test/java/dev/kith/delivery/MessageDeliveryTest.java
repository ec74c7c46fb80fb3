package dev.kith.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.MovableClock;
import dev.kith.core.DataProtector;
import dev.kith.core.Meters;
import dev.kith.core.Outbox;
import dev.kith.core.Outbox.End;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.core.OutboxMessage.Sealed;
import dev.kith.core.SecretKeys.Key;
import dev.kith.core.Spans;
import dev.kith.delivery.MemoryOutbox.StorageAway;
import dev.kith.delivery.text.MessageRenderer;
import dev.kith.delivery.text.MessageTexts;
import dev.kith.spi.Notifier;
import dev.kith.spi.Notifier.Outcome;
import dev.kith.spi.VerificationService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDeliveryTest {
    private final Scene scene = new Scene();
    private final Recorder recorder = new Recorder();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_message_is_handed_to_the_notifier_and_its_payload_erased() throws Exception {
        scene.mail("1");

        assertThat(scene.delivery(recorder).deliverDue()).isEqualTo(1);

        assertThat(recorder.seen).singleElement().satisfies(notification -> {
            assertThat(notification.id()).isEqualTo("1");
            assertThat(notification.recipient()).isEqualTo("mini@example.com");
            assertThat(notification.code()).isEqualTo("AB12CD");
            assertThat(notification.link()).hasToString(Scene.LINK);
            assertThat(notification.userId()).isEqualTo("u1");
            assertThat(notification.organizationId()).isEqualTo("o1");
            assertThat(notification.attempt()).isEqualTo(1);
            assertThat(notification.expires()).isEqualTo(Scene.START.plus(Duration.ofHours(1)));
        });
        assertThat(scene.outbox.row("1").end()).isEqualTo(End.DELIVERED);
        assertThat(scene.outbox.row("1").reason()).isNull();
        assertThat(scene.outbox.row("1").payloadKept()).isFalse();
    }

    @Test
    void what_is_not_due_is_left_alone() throws Exception {
        scene.mail("1");
        scene.clock.to(Scene.START.minusMillis(1));

        assertThat(scene.delivery(recorder).deliverDue()).isZero();

        assertThat(recorder.seen).isEmpty();
    }

    @Test
    void what_another_worker_has_leased_is_left_alone() throws Exception {
        scene.mail("1");
        scene.outbox.lease(MessageKind.ALL, "other", 1, Scene.START, Duration.ofMinutes(1));

        assertThat(scene.delivery(recorder).deliverDue()).isZero();
    }

    @Test
    void the_lease_of_a_worker_that_died_ends_by_time_and_the_message_comes_again() throws Exception {
        scene.mail("1");
        scene.outbox.lease(MessageKind.ALL, "died", 1, Scene.START, Duration.ofSeconds(30));
        scene.clock.forward(Duration.ofSeconds(30));

        scene.delivery(recorder).deliverDue();

        assertThat(recorder.seen)
                .singleElement()
                .satisfies(notification -> assertThat(notification.attempt()).isEqualTo(2));
        assertThat(scene.outbox.row("1").end()).isEqualTo(End.DELIVERED);
    }

    @Test
    void every_message_that_is_due_is_tried_once() throws Exception {
        for (int i = 0; i < 20; i++) {
            scene.mail("m" + i);
        }

        assertThat(scene.delivery(recorder).deliverDue()).isEqualTo(20);

        assertThat(recorder.seen)
                .extracting(Notifier.Notification::id)
                .doesNotHaveDuplicates()
                .hasSize(20);
    }

    @Test
    void a_message_whose_code_was_redeemed_or_replaced_is_void() throws Exception {
        scene.mail("1");
        scene.outbox.outdate("1");

        scene.delivery(recorder).deliverDue();

        assertThat(recorder.seen).isEmpty();
        assertEnded("1", End.VOID, null);
    }

    @Test
    void a_message_whose_code_has_expired_is_dead() throws Exception {
        scene.mail("1");
        scene.clock.to(Scene.START.plus(Duration.ofHours(1)).plusNanos(1));

        scene.delivery(recorder).deliverDue();

        assertThat(recorder.seen).isEmpty();
        assertEnded("1", End.DEAD, "expired");
    }

    @Test
    void a_message_without_end_does_not_expire() throws Exception {
        scene.mailWithoutEnd("1");
        scene.clock.forward(Duration.ofDays(1000));

        scene.delivery(recorder).deliverDue();

        assertEnded("1", End.DELIVERED, null);
    }

    @Test
    void a_refusal_is_final() throws Exception {
        scene.mail("1");
        recorder.answers.add(Outcome.refused("smtp-550"));

        scene.delivery(recorder).deliverDue();
        scene.clock.forward(Duration.ofMinutes(30));
        scene.delivery(recorder).deliverDue();

        assertThat(recorder.seen).hasSize(1);
        assertEnded("1", End.DEAD, "refused: recorder:smtp-550");
        assertThat(scene.outbox.row("1").payloadKept()).isFalse();
    }

    @Test
    void what_is_to_be_tried_later_waits_twice_as_long_after_each_try_and_dies_after_the_last() throws Exception {
        scene.mail("1");
        MessageDelivery delivery = scene.delivery(recorder);
        List<Duration> pauses = new ArrayList<>();
        for (int attempt = 1; attempt < Scene.TERMS.attempts(); attempt++) {
            recorder.answers.add(Outcome.tryLater("smtp-451"));
            assertThat(delivery.deliverDue()).isEqualTo(1);
            assertThat(scene.outbox.row("1").end()).isNull();
            assertThat(scene.outbox.row("1").reason()).isEqualTo("recorder:smtp-451");
            assertThat(scene.outbox.row("1").payloadKept()).isTrue();
            assertThat(delivery.deliverDue()).as("not before its time").isZero();
            pauses.add(Duration.between(
                    scene.clock.instant(), scene.outbox.row("1").due()));
            scene.clock.to(scene.outbox.row("1").due());
        }
        recorder.answers.add(Outcome.tryLater("smtp-452"));
        delivery.deliverDue();

        assertThat(pauses.get(0)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        assertThat(pauses.get(2)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(16));
        assertThat(pauses.get(3)).as("cut").isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(recorder.seen).extracting(Notifier.Notification::id).containsOnly("1");
        assertThat(recorder.seen).extracting(Notifier.Notification::attempt).containsExactly(1, 2, 3, 4, 5);
        assertEnded("1", End.DEAD, "given-up: recorder:smtp-452");
    }

    @Test
    void messages_that_fail_together_do_not_come_back_together() throws Exception {
        for (int i = 0; i < 10; i++) {
            scene.mail("m" + i);
            recorder.answers.add(Outcome.tryLater("busy"));
        }
        scene.delivery(recorder).deliverDue();

        assertThat(Stream.iterate(0, i -> i < 10, i -> i + 1)
                        .map(i -> scene.outbox.row("m" + i).due()))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_notifier_that_asks_for_a_longer_pause_gets_it() throws Exception {
        scene.mail("1");
        recorder.answers.add(new Outcome.TryLater(Duration.ofMinutes(7), "quota"));

        scene.delivery(recorder).deliverDue();

        assertThat(scene.outbox.row("1").due()).isEqualTo(Scene.START.plus(Duration.ofMinutes(7)));
    }

    @Test
    void a_notifier_that_asks_for_a_shorter_pause_or_a_negative_one_does_not() throws Exception {
        scene.mail("1");
        recorder.answers.add(new Outcome.TryLater(Duration.ofDays(-400), "impatient"));

        scene.delivery(recorder).deliverDue();

        assertThat(scene.outbox.row("1").due()).isAfterOrEqualTo(Scene.START.plus(Duration.ofSeconds(2)));
    }

    @Test
    void a_pause_that_no_clock_can_hold_is_cut() throws Exception {
        scene.mailWithoutEnd("1");
        recorder.answers.add(new Outcome.TryLater(Duration.ofSeconds(Long.MAX_VALUE), "for ever"));

        scene.delivery(recorder).deliverDue();

        assertThat(scene.outbox.row("1").due()).isEqualTo(Scene.START.plus(Duration.ofDays(1)));
    }

    @Test
    void a_message_that_would_be_tried_again_only_after_its_code_has_expired_is_dead_at_once() throws Exception {
        scene.mail("1");
        recorder.answers.add(new Outcome.TryLater(Duration.ofHours(2), "quota"));

        scene.delivery(recorder).deliverDue();

        assertEnded("1", End.DEAD, "given-up: recorder:quota");
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void whatever_a_notifier_throws_counts_as_later_and_tells_its_class_and_place_alone(Throwable thrown)
            throws Exception {
        scene.mail("1");
        recorder.thrown = thrown;

        scene.delivery(recorder).deliverDue();

        assertThat(scene.outbox.row("1").end()).isNull();
        assertThat(scene.outbox.row("1").reason())
                .startsWith(
                        "recorder:" + thrown.getClass().getName() + " at " + MessageDeliveryTest.class.getName() + ":")
                .doesNotContain("AB12CD", "mini");
        assertThat(scene.outbox.row("1").due()).isAfter(Scene.START);
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void what_must_end_the_process_is_no_outcome(VirtualMachineError thrown) {
        scene.mail("1");
        recorder.thrown = thrown;
        MessageDelivery delivery = scene.delivery(recorder);

        assertThatThrownBy(delivery::deliverDue).isSameAs(thrown);
        assertThat(scene.outbox.row("1").end()).isNull();
    }

    static Stream<VirtualMachineError> fatal() {
        return Stream.of(new OutOfMemoryError("Java heap space"), new InternalError());
    }

    static Stream<Throwable> thrown() {
        return Stream.of(
                new IllegalStateException("AB12CD for mini@example.com"),
                new StackOverflowError(),
                new NoClassDefFoundError("AB12CD"),
                new InterruptedException("AB12CD"));
    }

    @Test
    void a_notifier_that_answers_nothing_counts_as_later() throws Exception {
        scene.mail("1");

        scene.delivery(new Careless()).deliverDue();

        assertThat(scene.outbox.row("1").end()).isNull();
        assertThat(scene.outbox.row("1").reason()).isEqualTo("careless:no-outcome");
    }

    @Test
    void a_notifier_that_hangs_is_interrupted_in_time_and_counts_as_later() throws Exception {
        scene.mail("1");
        Hanging hanging = new Hanging();

        hasty(hanging, hanging.begun).deliverDue();

        hanging.interrupted.await();
        assertThat(scene.outbox.row("1").end()).isNull();
        assertThat(scene.outbox.row("1").reason()).isEqualTo("hanging:timeout");
    }

    @Test
    void a_notifier_that_ignores_its_interruption_holds_up_nobody_else() throws Exception {
        CountDownLatch freed = new CountDownLatch(1);
        scene.mail("1");
        scene.mail("2");
        Stubborn stubborn = new Stubborn("1", new Semaphore(0), freed);

        try {
            assertThat(scene.delivery(Scene.within(Duration.ofSeconds(2)), null, stubborn)
                            .deliverDue())
                    .isEqualTo(2);

            assertThat(scene.outbox.row("1").reason()).isEqualTo("stubborn:timeout");
            assertEnded("2", End.DELIVERED, null);
        } finally {
            freed.countDown();
        }
    }

    @Test
    void too_many_calls_that_ignore_their_interruption_stop_the_delivery_without_using_up_tries() throws Exception {
        CountDownLatch freed = new CountDownLatch(1);
        for (int i = 0; i < 100; i++) {
            scene.mail("m" + i);
        }
        Semaphore begun = new Semaphore(0);
        MessageDelivery delivery = hasty(new Stubborn("", begun, freed), begun);

        try {
            assertThat(delivery.deliverDue()).isEqualTo(64);
            assertThat(scene.outbox.row("m63").reason()).isEqualTo("stubborn:timeout");
            assertThat(scene.outbox.row("m64").attempts()).isZero();
        } finally {
            freed.countDown();
        }
    }

    @Test
    void a_message_does_not_wait_for_a_call_that_takes_its_time() throws Exception {
        CountDownLatch freed = new CountDownLatch(1);
        Semaphore begun = new Semaphore(0);
        for (int i = 0; i < 20; i++) {
            scene.mail("quick" + i);
        }
        MessageDelivery delivery =
                scene.delivery(Scene.within(Duration.ofSeconds(20)), null, new Stubborn("slow", begun, freed));
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        delivery.deliverDue();
        delivery.whenMore(() -> told.add("more"));
        scene.mail("slow");
        scene.mail("next");
        Future<Integer> slow = scene.threads.submit(delivery::deliverDue);

        try {
            assertThat(told.poll(1, TimeUnit.MINUTES)).isEqualTo("more");
            assertThat(scene.outbox.row("next").attempts())
                    .as("no try is used up")
                    .isZero();
            assertThat(delivery.deliverDue()).isEqualTo(1);
            assertEnded("next", End.DELIVERED, null);
            assertThat(scene.outbox.row("slow").leased()).isTrue();
        } finally {
            freed.countDown();
        }
        assertThat(slow.get()).isEqualTo(1);
        assertEnded("slow", End.DELIVERED, null);
    }

    @Test
    void a_batch_ends_after_a_while_and_its_results_are_stored_together() throws Exception {
        for (int i = 0; i < 100; i++) {
            scene.mail("m" + i);
        }
        Notifier slow = new Notifier() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            public boolean carries(Channel channel) {
                return true;
            }

            @Override
            public Outcome deliver(Notification notification) {
                scene.clock.forward(Duration.ofMillis(40));
                return Outcome.accepted();
            }
        };
        MessageDelivery delivery = scene.delivery(slow);

        delivery.deliverNext();
        delivery.deliverNext();
        delivery.deliverNext();

        assertThat(IntStream.range(0, 100).filter(i -> scene.outbox.row("m" + i).end() == End.DELIVERED))
                .as("one, two and three of four")
                .hasSize(6);
        assertThat(IntStream.range(0, 100).filter(i -> scene.outbox.row("m" + i).leased()))
                .isEmpty();
    }

    /** A delivery that has no patience once a notifier has begun. */
    private MessageDelivery hasty(Notifier notifier, Semaphore begun) {
        return scene.delivery(
                Scene.within(Duration.ofMillis(1)),
                new Punctual(scene.threads, begun),
                new NotifierRouting(Scene.routes(notifier), null, EventListeners.NONE));
    }

    @Test
    void no_notifier_for_a_channel_ends_the_message() throws Exception {
        scene.textMessage("1");

        scene.delivery(recorder.forMailAlone()).deliverDue();

        assertThat(recorder.seen).isEmpty();
        assertEnded("1", End.DEAD, "no-carrier");
    }

    @Test
    void the_missing_notifier_is_told_once_for_each_channel() throws Exception {
        List<String> lines = Logged.by(NotifierRouting.class, () -> {
            scene.textMessage("1");
            scene.textMessage("2");
            scene.mail("3");
            scene.delivery().deliverDue();
        });

        assertThat(lines)
                .hasSize(2)
                .allMatch(line -> line.startsWith("WARNING") && line.contains("dev.kith.spi.Notifier"))
                .anyMatch(line -> line.contains("channel=SMS"))
                .anyMatch(line -> line.contains("channel=EMAIL"));
    }

    @Test
    void the_first_notifier_that_carries_a_channel_gets_its_messages() throws Exception {
        Recorder second = new Recorder();
        scene.mail("1");
        scene.textMessage("2");

        scene.delivery(recorder.forMailAlone(), second).deliverDue();

        assertThat(recorder.seen).extracting(Notifier.Notification::id).containsExactly("1");
        assertThat(second.seen).extracting(Notifier.Notification::id).containsExactly("2");
    }

    @Test
    void the_next_notifier_gets_what_the_first_cannot_take_now() throws Exception {
        Recorder second = new Recorder();
        recorder.answers.add(Outcome.tryLater("smtp-451"));
        scene.mail("1");

        scene.delivery(recorder, second).deliverDue();

        assertThat(second.seen).extracting(Notifier.Notification::id).containsExactly("1");
        assertThat(second.seen).extracting(Notifier.Notification::attempt).containsExactly(1);
        assertEnded("1", End.DELIVERED, null);
    }

    @Test
    void the_next_notifier_gets_what_the_first_throws_or_hangs_at() throws Exception {
        Recorder second = new Recorder();
        recorder.thrown = new IllegalStateException();
        scene.mail("1");
        scene.delivery(recorder, second).deliverDue();
        scene.mail("2");
        scene.delivery(Scene.within(Duration.ofSeconds(2)), null, new Hanging(), second)
                .deliverDue();

        assertThat(second.seen).extracting(Notifier.Notification::id).containsExactly("1", "2");
        assertEnded("2", End.DELIVERED, null);
    }

    @Test
    void what_the_first_notifier_refuses_no_other_gets() throws Exception {
        Recorder second = new Recorder();
        recorder.answers.add(Outcome.refused("smtp-550"));
        scene.mail("1");

        scene.delivery(recorder, second).deliverDue();

        assertThat(second.seen).isEmpty();
        assertEnded("1", End.DEAD, "refused: recorder:smtp-550");
    }

    @Test
    void what_none_of_them_can_take_now_comes_again_to_the_first_as_soon_as_one_of_them_wants() throws Exception {
        Recorder second = new Recorder("second");
        recorder.answers.add(new Outcome.TryLater(Duration.ofMinutes(9), "quota"));
        second.answers.add(new Outcome.TryLater(Duration.ofMinutes(7), "mini@example.com is busy"));
        scene.mail("1");
        MessageDelivery delivery = scene.delivery(recorder, second);
        delivery.deliverDue();

        assertThat(scene.outbox.row("1").due()).isEqualTo(Scene.START.plus(Duration.ofMinutes(7)));
        assertEnded("1", null, "recorder:quota second:withheld");
        scene.clock.forward(Duration.ofMinutes(7));
        recorder.answers.add(Outcome.tryLater("quota"));
        second.answers.add(Outcome.tryLater("busy"));
        delivery.deliverDue();

        assertEnded("1", null, "recorder:quota second:busy");
        assertThat(recorder.seen).hasSize(2);
    }

    @Test
    void notifiers_are_told_when_no_more_is_due_and_only_those_who_were_called() throws Exception {
        Recorder second = new Recorder();
        scene.mail("1");
        MessageDelivery delivery = scene.delivery(recorder, second);
        delivery.idle();
        assertThat(recorder.idle).isZero();

        delivery.deliverDue();
        delivery.idle();
        delivery.idle();

        assertThat(recorder.idle).isEqualTo(1);
        assertThat(second.idle).isZero();
    }

    @Test
    void a_notice_tells_what_took_the_place_and_its_link_is_told_in_no_reason() throws Exception {
        scene.notice("1", "https://id.example.com/ui/login/mail/undo?token=SECRET");
        recorder.answers.add(Outcome.refused("bad link https://id.example.com/ui/login/mail/undo?token=SECRET"));

        scene.delivery(recorder).deliverDue();

        assertThat(recorder.seen).singleElement().satisfies(notification -> {
            assertThat(notification.type()).isEqualTo(Notifier.Type.EMAIL_CHANGED);
            assertThat(notification.code()).isEmpty();
            assertThat(notification.text()).contains("n***@e***.org").contains("token=SECRET");
        });
        assertEnded("1", End.DEAD, "refused: recorder:withheld");
    }

    @Test
    void a_payload_whose_key_only_another_node_knows_waits_for_it() throws Exception {
        OutboxMessage message = scene.unsentMail("1");
        scene.add(resealed(message, new Sealed("gone", message.payload().text())));

        scene.delivery(recorder).deliverDue();

        assertThat(recorder.seen).isEmpty();
        assertThat(scene.outbox.row("1").due()).isAfter(Scene.START);
        assertThat(scene.outbox.row("1").attempts()).isZero();
        assertEnded("1", null, "unknown-key");
    }

    @Test
    void a_payload_whose_key_nobody_has_waits_until_its_code_expires_however_often_it_is_met() throws Exception {
        OutboxMessage message = scene.message("1");
        scene.add(resealed(message, new Sealed("gone", message.payload().text())));
        MessageDelivery delivery = scene.delivery(recorder);

        for (int met = 0; met < 3 * Scene.TERMS.attempts(); met++) {
            delivery.deliverDue();
            scene.clock.forward(Duration.ofMinutes(2));
        }

        assertThat(scene.outbox.row("1").attempts()).isZero();
        assertEnded("1", null, "unknown-key");
        scene.clock.to(Scene.START.plus(Duration.ofHours(1)).plusSeconds(1));
        delivery.deliverDue();
        assertEnded("1", End.DEAD, "expired: unknown-key");
    }

    @Test
    void a_payload_without_an_end_whose_key_nobody_has_is_given_up_after_8_days() throws Exception {
        OutboxMessage message = scene.unsentMail("1");
        scene.add(resealed(message, new Sealed("gone", message.payload().text())));
        MessageDelivery delivery = scene.delivery(recorder);

        scene.clock.forward(Duration.ofDays(8));
        delivery.deliverDue();
        assertEnded("1", null, "unknown-key");
        scene.clock.forward(Duration.ofMinutes(1));
        delivery.deliverDue();

        assertEnded("1", End.DEAD, "unreadable: unknown-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void a_payload_that_was_tampered_with_is_unreadable(String text) throws Exception {
        OutboxMessage message = scene.unsentMail("1");
        scene.add(resealed(message, new Sealed("k1", text)));

        scene.delivery(recorder).deliverDue();

        assertEnded("1", End.DEAD, "unreadable");
    }

    @Test
    void the_payload_of_another_message_is_unreadable() throws Exception {
        OutboxMessage other = scene.unsentMail("2");
        scene.add(resealed(scene.unsentMail("1"), other.payload()));

        scene.delivery(recorder).deliverDue();

        assertEnded("1", End.DEAD, "unreadable");
    }

    @Test
    void an_older_key_still_opens() throws Exception {
        scene.mail("1");
        DataProtector rotated = new DataProtector(
                List.of(new Key("k1", new byte[32]), new Key("k2", new byte[] {1, 2, 3, 4})),
                new Key("lasting", new byte[32]),
                new Random(3));
        MessageDelivery delivery = new MessageDelivery(
                scene.outbox,
                new MessageRenderer(rotated, MessageTexts.shipped()),
                new NotifierRouting(Scene.routes(recorder), null, EventListeners.NONE),
                Scene.TERMS,
                scene.threads,
                scene.clock,
                new Random(4),
                Meters.NONE,
                Spans.NONE);

        delivery.deliverDue();

        assertEnded("1", End.DELIVERED, null);
    }

    @Test
    void a_verification_is_started_by_the_outside_service() throws Exception {
        scene.verification("1");
        Outside service = new Outside();

        scene.delivery(Scene.TERMS, service, recorder).deliverDue();

        assertThat(recorder.seen).isEmpty();
        assertThat(service.started)
                .containsExactly(new VerificationService.Verification("1", Notifier.Channel.SMS, "+41446681800", "u1"));
        assertEnded("1", End.DELIVERED, null);
    }

    @Test
    void a_verification_that_nobody_here_can_start_waits_for_somebody_who_can() throws Exception {
        scene.verification("1");

        scene.delivery(recorder).deliverDue();

        assertThat(scene.outbox.row("1").due()).isAfter(Scene.START);
        assertEnded("1", null, "no-verification-service");
    }

    @Test
    void a_message_that_kills_its_worker_every_time_dies_without_another_try() throws Exception {
        scene.mail("1");
        for (int i = 0; i < Scene.TERMS.attempts(); i++) {
            scene.outbox.lease(MessageKind.ALL, "died", 1, scene.clock.instant(), Duration.ofSeconds(1));
            scene.clock.forward(Duration.ofSeconds(1));
        }

        scene.delivery(recorder).deliverDue();

        assertThat(recorder.seen).isEmpty();
        assertEnded("1", End.DEAD, "given-up: too-many-tries");
    }

    @Test
    void a_message_that_was_sent_while_the_storage_went_away_is_not_sent_again() throws Exception {
        scene.mail("1");
        MessageDelivery delivery = scene.delivery(recorder);
        scene.outbox.readOnly(true);
        assertThatThrownBy(delivery::deliverNext).isInstanceOf(StorageAway.class);
        assertThatThrownBy(delivery::deliverNext).isInstanceOf(StorageAway.class);

        scene.outbox.readOnly(false);
        scene.clock.forward(Duration.ofSeconds(20));
        delivery.deliverDue();
        scene.clock.forward(Duration.ofMinutes(10));
        delivery.deliverDue();

        assertThat(recorder.seen).hasSize(1);
        assertEnded("1", End.DELIVERED, null);
    }

    @Test
    void a_message_that_was_sent_is_closed_after_its_lease_too_where_nobody_else_has_taken_it() throws Exception {
        scene.mail("1");
        MessageDelivery delivery = scene.delivery(recorder);
        scene.outbox.readOnly(true);
        assertThatThrownBy(delivery::deliverNext).isInstanceOf(StorageAway.class);

        scene.outbox.readOnly(false);
        scene.clock.forward(Duration.ofMinutes(9));
        delivery.deliverDue();

        assertThat(recorder.seen).hasSize(1);
        assertEnded("1", End.DELIVERED, null);
    }

    @Test
    void a_verdict_of_a_lease_that_another_worker_has_taken_over_changes_nothing() throws Exception {
        scene.mail("1");
        MessageDelivery delivery = scene.delivery(recorder);
        scene.outbox.readOnly(true);
        assertThatThrownBy(delivery::deliverNext).isInstanceOf(StorageAway.class);

        scene.clock.forward(Duration.ofSeconds(30));
        scene.outbox.lease(MessageKind.ALL, "other", 1, scene.clock.instant(), Duration.ofSeconds(30));
        scene.outbox.readOnly(false);
        delivery.deliverDue();

        assertThat(scene.outbox.row("1").end()).isNull();
        assertThat(scene.outbox.row("1").leased()).isTrue();
    }

    @Test
    void a_verdict_that_the_storage_never_takes_is_dropped_and_the_message_comes_again_with_the_same_id()
            throws Exception {
        scene.mail("1");
        MessageDelivery delivery = scene.delivery(recorder);
        scene.outbox.readOnly(true);
        assertThatThrownBy(delivery::deliverNext).isInstanceOf(StorageAway.class);

        scene.outbox.readOnly(false);
        scene.clock.forward(Duration.ofMinutes(10));
        delivery.deliverDue();

        assertThat(recorder.seen).extracting(Notifier.Notification::id).containsExactly("1", "1");
        assertEnded("1", End.DELIVERED, null);
    }

    @Test
    void a_message_is_given_back_where_its_lease_leaves_too_little_time() throws Exception {
        scene.mail("1");

        slowly(Duration.ofSeconds(26)).deliverNext();

        assertThat(recorder.seen).isEmpty();
        assertThat(scene.outbox.row("1").end()).isNull();
        assertThat(scene.outbox.row("1").leased()).isFalse();
        assertThat(scene.outbox.row("1").reason()).isEqualTo("slow-storage");
        assertThat(scene.outbox.row("1").attempts()).as("no try is used up").isZero();
        assertThat(scene.outbox.row("1").due()).isAfter(scene.clock.instant());
    }

    @Test
    void a_lease_that_leaves_enough_time_is_used() throws Exception {
        scene.mail("1");

        slowly(Duration.ofSeconds(25)).deliverNext();

        assertEnded("1", End.DELIVERED, null);
    }

    /** A delivery whose storage takes its time. */
    private MessageDelivery slowly(Duration delay) {
        return new MessageDelivery(
                new SlowOutbox(scene.outbox, scene.clock, delay),
                scene.renderer(),
                new NotifierRouting(Scene.routes(recorder), null, EventListeners.NONE),
                Scene.TERMS,
                scene.threads,
                scene.clock,
                new Random(5),
                Meters.NONE,
                Spans.NONE);
    }

    @Test
    void threads_that_work_at_the_same_time_never_deliver_a_message_twice() throws Exception {
        for (int i = 0; i < 200; i++) {
            scene.mail("m" + i);
        }
        MessageDelivery delivery = scene.delivery(recorder);
        CyclicBarrier start = new CyclicBarrier(4);
        List<Future<Integer>> tried = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            tried.add(scene.threads.submit(() -> {
                start.await();
                return delivery.deliverDue();
            }));
        }
        int sum = 0;
        for (Future<Integer> one : tried) {
            sum += one.get();
        }

        assertThat(sum).isEqualTo(200);
        assertThat(recorder.seen)
                .extracting(Notifier.Notification::id)
                .doesNotHaveDuplicates()
                .hasSize(200);
    }

    @Test
    void no_free_thread_for_a_notifier_counts_as_later() throws Exception {
        scene.mail("1");
        MessageDelivery delivery = scene.delivery(recorder);
        scene.threads.shutdown();
        assertThatThrownBy(() -> scene.threads.submit(() -> 1)).isInstanceOf(RejectedExecutionException.class);

        delivery.deliverDue();

        assertThat(scene.outbox.row("1").reason()).isEqualTo("recorder:no-thread");
    }

    @Test
    void reasons_never_repeat_the_code_or_the_address() throws Exception {
        scene.mail("1");
        scene.mail("2");
        scene.mail("3");
        scene.mail("4");
        recorder.answers.add(Outcome.refused("550 MINI@example.com unknown"));
        recorder.answers.add(Outcome.refused("code ab12cd refused"));
        recorder.answers.add(Outcome.refused("line\r\nforged=yes " + "x".repeat(1000)));
        recorder.answers.add(Outcome.refused(" "));

        scene.delivery(recorder).deliverDue();

        assertEnded("1", End.DEAD, "refused: recorder:withheld");
        assertEnded("2", End.DEAD, "refused: recorder:withheld");
        assertThat(scene.outbox.row("3").reason())
                .hasSize(150 + "refused: recorder:".length())
                .startsWith("refused: recorder:line_forged_yes xxx");
        assertEnded("4", End.DEAD, "refused: recorder:not-given");
    }

    @Test
    void neither_code_nor_address_is_logged() throws Exception {
        scene.mail("1");
        scene.mail("2");
        scene.mail("3");
        recorder.answers.add(Outcome.accepted());
        recorder.answers.add(Outcome.refused("AB12CD"));
        recorder.answers.add(Outcome.tryLater("mini@example.com"));

        List<String> lines =
                Logged.by(MessageDelivery.class, () -> scene.delivery(recorder).deliverDue());

        assertThat(lines)
                .hasSize(3)
                .allSatisfy(line -> assertThat(line)
                        .contains("message=")
                        .doesNotContain("AB12CD")
                        .doesNotContain("mini"));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("WARNING"))
                .singleElement()
                .asString()
                .contains("DEAD");
    }

    @Test
    void closed_messages_are_kept_for_a_while_and_then_removed() throws Exception {
        scene.mail("1");
        MessageDelivery delivery = scene.delivery(recorder);
        delivery.deliverDue();
        scene.clock.forward(Duration.ofDays(7));
        assertThat(delivery.purge()).isZero();

        scene.clock.forward(Duration.ofSeconds(1));

        assertThat(delivery.purge()).isEqualTo(1);
        assertThat(scene.outbox.size()).isZero();
    }

    private void assertEnded(String id, @Nullable End end, @Nullable String reason) {
        assertThat(scene.outbox.row(id).end()).isEqualTo(end);
        assertThat(scene.outbox.row(id).reason()).isEqualTo(reason);
    }

    private static OutboxMessage resealed(OutboxMessage message, Sealed payload) {
        return new OutboxMessage(
                message.id(),
                message.userId(),
                message.organization(),
                message.channel(),
                message.kind(),
                message.recipient(),
                payload,
                message.created(),
                message.expires());
    }

    /** Hangs until it is interrupted. */
    private static final class Hanging implements Notifier {
        private final Semaphore begun = new Semaphore(0);
        private final CountDownLatch interrupted = new CountDownLatch(1);

        @Override
        public String name() {
            return "hanging";
        }

        @Override
        public boolean carries(Channel channel) {
            return true;
        }

        @Override
        public Outcome deliver(Notification notification) throws InterruptedException {
            begun.release();
            try {
                new CountDownLatch(1).await();
                return Outcome.accepted();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        }
    }

    /** Hangs with some messages, whatever happens, until it is freed. */
    private record Stubborn(String only, Semaphore begun, CountDownLatch freed) implements Notifier {
        @Override
        public String name() {
            return "stubborn";
        }

        @Override
        public boolean carries(Channel channel) {
            return true;
        }

        @Override
        public Outcome deliver(Notification notification) {
            begun.release();
            boolean waits = only.isEmpty() || only.equals(notification.id());
            while (waits) {
                try {
                    freed.await();
                    waits = false;
                } catch (InterruptedException e) {
                    waits = true;
                }
            }
            return Outcome.accepted();
        }
    }

    /** Written without null checks, as many are. */
    @NullUnmarked
    private static final class Careless implements Notifier {
        @Override
        public String name() {
            return "careless";
        }

        @Override
        public boolean carries(Channel channel) {
            return true;
        }

        @Override
        public Outcome deliver(Notification notification) {
            return null;
        }
    }

    /** A service that starts everything. */
    private static final class Outside implements VerificationService {
        private final List<Verification> started = new ArrayList<>();

        @Override
        public String name() {
            return "outside";
        }

        @Override
        public boolean covers(Notifier.Channel channel) {
            return channel == Notifier.Channel.SMS;
        }

        @Override
        public Outcome start(Verification verification) {
            started.add(verification);
            return Outcome.accepted();
        }

        @Override
        public boolean check(Verification verification, String code) {
            return false;
        }
    }

    /** Takes its time for one of its answers. */
    private record SlowOutbox(MemoryOutbox rows, MovableClock clock, Duration delay) implements Outbox {
        @Override
        public List<Leased> lease(Set<MessageKind> kinds, String owner, int most, Instant now, Duration lease) {
            return rows.lease(kinds, owner, most, now, lease);
        }

        @Override
        public Set<String> current(List<Leased> leased) {
            clock.forward(delay);
            return rows.current(leased);
        }

        @Override
        public void settle(List<Settlement> settlements, Instant now) {
            rows.settle(settlements, now);
        }

        @Override
        public void giveBack(List<Leased> leased, Instant now) {
            rows.giveBack(leased, now);
        }

        @Override
        public @Nullable Instant nextDue(Set<MessageKind> kinds) {
            return rows.nextDue(kinds);
        }

        @Override
        public int purge(Instant closedBefore) {
            return rows.purge(closedBefore);
        }
    }
}
