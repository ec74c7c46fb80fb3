package dev.kith.it.rules;

import static dev.kith.api.ProblemCode.CODE_ATTEMPTS;
import static dev.kith.api.ProblemCode.CODE_EXPIRED;
import static dev.kith.api.ProblemCode.CODE_INVALID;
import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.refusal;
import static dev.kith.it.rules.Fixture.self;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Verification;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Wrong codes are counted in the table, so that only a new code resets the count. */
class GuessTest {
    private final Database database = Engine.H2_MEMORY.freshDatabase();

    @Test
    void neither_another_node_nor_another_time_gives_a_guess_back() {
        try (Fixture one = new Fixture(Fixture.RULES, database);
                Fixture two = new Fixture(Fixture.RULES, database)) {
            String id = one.user("{}");
            String code = Objects.requireNonNull(done(one.setEmail(ADMIN, id, "a@x.ch", new Verification.ReturnCode()))
                    .emailCode());
            assertThat(refusal(one.verifyEmail(self(id), id, "WRONG1"))).isEqualTo(CODE_INVALID);
            assertThat(refusal(two.verifyEmail(self(id), id, "WRONG2"))).isEqualTo(CODE_INVALID);
            one.clock.forward(Duration.ofMinutes(59));
            assertThat(refusal(one.verifyEmail(self(id), id, "WRONG3"))).isEqualTo(CODE_INVALID);
            one.clock.forward(Duration.ofDays(-30));
            assertThat(refusal(one.verifyEmail(self(id), id, "WRONG4"))).isEqualTo(CODE_INVALID);
            assertThat(refusal(two.verifyEmail(self(id), id, "WRONG5"))).isEqualTo(CODE_INVALID);

            assertThat(refusal(one.verifyEmail(self(id), id, code))).isEqualTo(CODE_ATTEMPTS);
            assertThat(refusal(two.verifyEmail(self(id), id, code))).isEqualTo(CODE_ATTEMPTS);
            one.clock.forward(Duration.ofDays(60));
            assertThat(refusal(one.verifyEmail(self(id), id, code))).isEqualTo(CODE_EXPIRED);
            assertThat(refusal(two.verifyEmail(self(id), id, code))).isEqualTo(CODE_ATTEMPTS);
        }
    }
}
