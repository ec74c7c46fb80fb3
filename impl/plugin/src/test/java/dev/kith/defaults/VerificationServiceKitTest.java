package dev.kith.defaults;

import static dev.kith.defaults.ContractKitTest.failuresOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.Notifier.Channel;
import dev.kith.spi.Notifier.Outcome;
import dev.kith.spi.VerificationService;
import dev.kith.spi.contract.VerificationServiceContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The kit for verification services finds those that break a promise, and lets those pass that keep all. */
class VerificationServiceKitTest {

    @Test
    void a_service_that_keeps_every_promise_passes() {
        assertThat(failuresOf(Good.class)).isEmpty();
    }

    @Test
    void a_service_that_believes_everybody_is_found() {
        assertThat(failuresOf(Trusting.class))
                .contains(
                        "the_code_that_was_sent_is_right_and_any_other_is_wrong",
                        "the_code_of_one_verification_is_wrong_for_another",
                        "a_wrong_code_may_be_checked_again_and_stays_wrong",
                        "nothing_is_right_for_a_verification_that_was_never_started",
                        "whatever_a_person_types_is_wrong_and_breaks_nothing");
    }

    @Test
    void a_service_that_forgets_the_code_with_every_start_is_found() {
        assertThat(failuresOf(Forgetful.class)).containsOnly("a_code_that_was_sent_after_a_repeated_start_is_right");
    }

    @Test
    void a_service_that_takes_silence_for_a_yes_is_found() {
        assertThat(failuresOf(Hopeful.class))
                .containsOnly(
                        "a_start_that_hangs_ends_soon_after_its_interruption",
                        "silence_ends_by_the_time_outs_of_the_service",
                        "a_far_end_that_is_away_verifies_nobody");
    }

    @Test
    void a_service_that_logs_the_code_is_found() {
        assertThat(failuresOf(Talking.class)).containsOnly("neither_code_nor_recipient_is_logged");
    }

    @Test
    void a_service_that_writes_to_whoever_stands_in_a_list_is_found() {
        assertThat(failuresOf(Splitting.class))
                .containsOnly("whatever_stands_for_the_recipient_nobody_else_is_reached");
    }

    /** A far end in memory, and a service in front of it. */
    private static class Memory implements VerificationService {
        final Map<String, String> codes = new ConcurrentHashMap<>();
        final Map<String, Integer> starts = new ConcurrentHashMap<>();
        final List<String> reached = new CopyOnWriteArrayList<>();

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public boolean covers(Channel channel) {
            return true;
        }

        @Override
        public Outcome start(Verification verification) throws InterruptedException {
            reached.add(verification.recipient());
            codes.putIfAbsent(verification.id(), "code-of-" + verification.id());
            return Outcome.accepted();
        }

        @Override
        public boolean check(Verification verification, String code) {
            return code.equals(codes.get(verification.id()));
        }
    }

    private abstract static class Offering extends VerificationServiceContract {
        final Memory memory;

        Offering(Memory memory) {
            this.memory = memory;
        }

        @Override
        protected VerificationService service() {
            return memory;
        }

        @Override
        protected Optional<Function<VerificationService.Verification, String>> sentCode() {
            return Optional.of(
                    verification -> String.valueOf(memory.codes.getOrDefault(verification.id(), "code-of-nothing")));
        }

        @Override
        protected Optional<Supplier<List<String>>> reached() {
            return Optional.of(() -> memory.reached);
        }
    }

    static final class Good extends Offering {
        Good() {
            super(new Memory());
        }

        @Override
        protected Optional<VerificationService> serviceOfSilence() {
            return Optional.of(new Memory() {
                @Override
                public Outcome start(Verification verification) throws InterruptedException {
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                    return Outcome.tryLater("timeout");
                }
            });
        }

        @Override
        protected Optional<VerificationService> serviceOfNowhere() {
            return Optional.of(new Memory() {
                @Override
                public Outcome start(Verification verification) {
                    return Outcome.tryLater("unreachable");
                }

                @Override
                public boolean check(Verification verification, String code) {
                    throw new IllegalStateException("unreachable");
                }
            });
        }
    }

    static final class Trusting extends Offering {
        Trusting() {
            super(new Memory() {
                @Override
                public boolean check(Verification verification, String code) {
                    return true;
                }
            });
        }
    }

    static final class Forgetful extends Offering {
        Forgetful() {
            super(new Memory() {
                @Override
                public Outcome start(Verification verification) throws InterruptedException {
                    Outcome outcome = super.start(verification);
                    starts.merge(verification.id(), 1, Integer::sum);
                    return outcome;
                }

                @Override
                public boolean check(Verification verification, String code) {
                    return starts.getOrDefault(verification.id(), 0) == 1 && super.check(verification, code);
                }
            });
        }
    }

    static final class Hopeful extends Offering {
        Hopeful() {
            super(new Memory());
        }

        @Override
        protected Optional<VerificationService> serviceOfSilence() {
            return Optional.of(new Memory() {
                @Override
                public boolean check(Verification verification, String code) {
                    return true;
                }
            });
        }

        @Override
        protected Optional<VerificationService> serviceOfNowhere() {
            return serviceOfSilence();
        }
    }

    static final class Talking extends Offering {
        Talking() {
            super(new Memory() {
                @Override
                public boolean check(Verification verification, String code) {
                    System.getLogger("talking").log(System.Logger.Level.TRACE, "is it {0}?", code);
                    return super.check(verification, code);
                }
            });
        }
    }

    static final class Splitting extends Offering {
        Splitting() {
            super(new Memory() {
                @Override
                public Outcome start(Verification verification) throws InterruptedException {
                    super.start(verification);
                    reached.addAll(List.of(verification.recipient().split(",", -1)));
                    return Outcome.accepted();
                }
            });
        }
    }
}
