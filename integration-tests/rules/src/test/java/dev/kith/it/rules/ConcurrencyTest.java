package dev.kith.it.rules;

import static dev.kith.api.ProblemCode.CODE_ATTEMPTS;
import static dev.kith.api.ProblemCode.CODE_INVALID;
import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.self;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.CreateUser;
import dev.kith.api.EmailLinks.Link;
import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.ProblemCode;
import dev.kith.api.SetContact;
import dev.kith.api.UserView;
import dev.kith.api.Verification;
import dev.kith.core.CoreSettings;
import dev.kith.it.engines.Engine;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What callers do at the same instant, on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConcurrencyTest {
    private static final int THREADS = 8;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterAll
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "H2_FILE", mode = EnumSource.Mode.EXCLUDE)
    void merge_patches_of_different_members_are_never_lost(Engine engine) throws Exception {
        try (Fixture fixture = world(engine)) {
            String id = fixture.user("{}");
            for (int round = 0; round < 200; round++) {
                int value = round;
                atOnce(thread ->
                        () -> done(fixture.mergePatch(ADMIN, id, "{\"data\":{\"m" + thread + "\":" + value + "}}")));
                assertThat(fixture.get(id).data().members().values())
                        .containsOnly(new Json.Num(BigDecimal.valueOf(value)))
                        .hasSize(THREADS);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "H2_FILE", mode = EnumSource.Mode.EXCLUDE)
    void of_a_thousand_wrong_guesses_at_once_five_count_and_the_right_one_comes_too_late(Engine engine)
            throws Exception {
        try (Fixture fixture = world(engine)) {
            String id = fixture.user("{}");
            String code =
                    Objects.requireNonNull(done(fixture.setEmail(ADMIN, id, "a@x.ch", new Verification.ReturnCode()))
                            .emailCode());
            List<Outcome<?>> outcomes = new ArrayList<>();
            for (List<Outcome<?>> of : atOnce(thread -> () -> guess(fixture, id, thread))) {
                outcomes.addAll(of);
            }
            assertThat(outcomes).hasSize(1_000);
            assertThat(outcomes.stream().filter(outcome -> Fixture.refusal(outcome) == CODE_INVALID))
                    .hasSize(5);
            assertThat(Fixture.refusal(fixture.verifyEmail(ADMIN, id, code))).isEqualTo(CODE_ATTEMPTS);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "H2_FILE", mode = EnumSource.Mode.EXCLUDE)
    void guesses_at_once_by_calls_and_by_the_page_each_use_up_their_own(Engine engine) throws Exception {
        try (Fixture fixture = world(engine)) {
            String id = fixture.user("{}");
            String code =
                    Objects.requireNonNull(done(fixture.setEmail(ADMIN, id, "a@x.ch", new Verification.ReturnCode()))
                            .emailCode());
            List<Outcome<?>> calls = new ArrayList<>();
            for (List<Outcome<?>> of :
                    atOnce(thread -> () -> thread % 2 == 0 ? guess(fixture, id, thread) : guessOnPage(fixture, id))) {
                calls.addAll(of);
            }
            assertThat(calls.stream().filter(outcome -> Fixture.refusal(outcome) == CODE_INVALID))
                    .hasSize(5);
            assertThat(Fixture.refusal(fixture.verifyEmail(ADMIN, id, code))).isEqualTo(CODE_ATTEMPTS);
            assertThat(Fixture.refusal(fixture.links.redeem(new Link(id, code, ""))))
                    .isIn(CODE_ATTEMPTS, CODE_INVALID);
            assertThat(email(fixture, id).verified()).isFalse();
        }
    }

    /** All of them sound the same. */
    private static List<Outcome<?>> guessOnPage(Fixture fixture, String id) {
        IntStream.range(0, 125)
                .forEach(i -> assertThat(Fixture.refusal(fixture.links.redeem(new Link(id, "W" + i, ""))))
                        .isIn(CODE_INVALID, ProblemCode.CONFLICT));
        return List.of();
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "H2_FILE", mode = EnumSource.Mode.EXCLUDE)
    void who_presses_the_button_many_times_at_once_always_hears_that_the_address_is_verified(Engine engine)
            throws Exception {
        try (Fixture fixture = world(engine)) {
            for (int round = 0; round < 10; round++) {
                String id = fixture.user("{}");
                String code = Objects.requireNonNull(
                        done(fixture.setEmail(ADMIN, id, "a@x.ch", new Verification.ReturnCode()))
                                .emailCode());
                String before = fixture.get(id).version();

                List<Outcome<?>> outcomes = atOnce(thread -> () -> fixture.links.redeem(new Link(id, code, "")));

                assertThat(outcomes).containsOnly(Outcome.done("a@x.ch"));
                assertThat(fixture.get(id).version()).isEqualTo(next(before));
            }
        }
    }

    private static List<Outcome<?>> guess(Fixture fixture, String id, int thread) {
        List<Outcome<?>> outcomes = new ArrayList<>();
        IntStream.range(0, 125).forEach(i -> outcomes.add(fixture.verifyEmail(self(id), id, "W" + thread + "x" + i)));
        return outcomes;
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "H2_FILE", mode = EnumSource.Mode.EXCLUDE)
    void a_code_that_is_redeemed_by_many_at_once_is_consumed_once(Engine engine) throws Exception {
        try (Fixture fixture = world(engine)) {
            for (int round = 0; round < 10; round++) {
                String id = fixture.user("{}");
                String code = Objects.requireNonNull(
                        done(fixture.setEmail(ADMIN, id, "a@x.ch", new Verification.ReturnCode()))
                                .emailCode());
                String before = fixture.get(id).version();
                List<Outcome<?>> outcomes = atOnce(thread -> () -> fixture.verifyEmail(ADMIN, id, code));
                assertThat(outcomes).anyMatch(outcome -> outcome instanceof Outcome.Done);
                assertThat(email(fixture, id).verified()).isTrue();
                assertThat(fixture.get(id).version()).isEqualTo(next(before));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "H2_FILE", mode = EnumSource.Mode.EXCLUDE)
    void the_code_for_one_address_never_verifies_another_that_is_set_at_the_same_time(Engine engine) throws Exception {
        try (Fixture fixture = world(engine)) {
            for (int round = 0; round < 20; round++) {
                String id = fixture.user("{}");
                String code = Objects.requireNonNull(
                        done(fixture.setEmail(ADMIN, id, "mine@x.ch", new Verification.ReturnCode()))
                                .emailCode());
                atOnce(thread -> () -> thread % 2 == 0
                        ? fixture.setEmail(self(id), id, "victim@x.ch", null)
                        : fixture.verifyEmail(self(id), id, code));
                UserView.ContactView email = email(fixture, id);
                assertThat(email).isNotEqualTo(new UserView.ContactView("victim@x.ch", true));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "H2_FILE", mode = EnumSource.Mode.EXCLUDE)
    void of_addresses_that_are_set_at_once_the_code_for_one_never_verifies_another(Engine engine) throws Exception {
        CoreSettings.Codes patient = new CoreSettings.Codes(Duration.ofHours(1), 100, Duration.ZERO, 0);
        try (Fixture fixture = new Fixture(Fixture.rules(patient), engine.freshDatabase())) {
            for (int round = 0; round < 20; round++) {
                String id = fixture.user("{}");
                List<String> codes = atOnce(thread -> () -> codeFor(fixture, id, address(thread)));
                for (int thread = 0; thread < THREADS; thread++) {
                    boolean redeemed = fixture.verifyEmail(self(id), id, codes.get(thread)) instanceof Outcome.Done;
                    UserView.ContactView email = email(fixture, id);
                    assertThat(redeemed).isEqualTo(email.value().equals(address(thread)));
                    if (redeemed) {
                        assertThat(email.verified()).isTrue();
                        break;
                    }
                    assertThat(email.verified()).isFalse();
                }
                assertThat(email(fixture, id).verified())
                        .as("the last one's code holds")
                        .isTrue();
            }
        }
    }

    private static String address(int thread) {
        return "address" + thread + "@x.ch";
    }

    private static String codeFor(Fixture fixture, String id, String address) {
        return Objects.requireNonNull(done(fixture.setEmail(ADMIN, id, address, new Verification.ReturnCode()))
                .emailCode());
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "H2_FILE", mode = EnumSource.Mode.EXCLUDE)
    void an_id_that_is_given_by_many_at_once_is_created_once_and_the_others_send_no_mail(Engine engine)
            throws Exception {
        try (Fixture fixture = world(engine)) {
            for (int round = 0; round < 10; round++) {
                String id = "same-" + round;
                List<Outcome<?>> outcomes = atOnce(thread -> () -> fixture.accounts.create(
                        ADMIN,
                        new CreateUser(
                                Preconditions.inOrganization(Fixture.HOME),
                                new CreateUser.NewUser(
                                        Fixture.SCHEMA,
                                        null,
                                        new SetContact(new SetContact.Email("t" + thread + "@x.ch", null), null),
                                        id))));
                assertThat(outcomes.stream().filter(outcome -> outcome instanceof Outcome.Done))
                        .hasSize(1);
                assertThat(outcomes.stream()
                                .filter(outcome -> outcome instanceof Outcome.Refused)
                                .map(Fixture::refusal))
                        .containsOnly(ProblemCode.USER_EXISTS);
                assertThat(fixture.messages().stream()
                                .filter(message -> message.userId().equals(id)))
                        .hasSize(1);
            }
        }
    }

    private static Fixture world(Engine engine) {
        return new Fixture(Fixture.RULES, engine.freshDatabase());
    }

    private static UserView.ContactView email(Fixture fixture, String id) {
        return Objects.requireNonNull(fixture.get(id).email());
    }

    /** The version after the next change. */
    private static String next(String version) {
        int dash = version.indexOf('-');
        long number = Long.parseLong(version.substring(dash + 1), Character.MAX_RADIX);
        return version.substring(0, dash + 1) + Long.toString(number + 1, Character.MAX_RADIX);
    }

    private <T> List<T> atOnce(IntFunction<Callable<? extends T>> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<T>> futures = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Callable<? extends T> task = work.apply(thread);
            futures.add(threads.submit(() -> {
                start.await();
                return task.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }
}
