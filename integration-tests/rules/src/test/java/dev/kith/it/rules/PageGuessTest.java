package dev.kith.it.rules;

import static dev.kith.api.ProblemCode.CODE_ATTEMPTS;
import static dev.kith.api.ProblemCode.CODE_INVALID;
import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.refusal;
import static dev.kith.it.rules.Fixture.self;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.EmailLinks.Link;
import dev.kith.api.EmailLinks.Looked;
import dev.kith.api.Outcome;
import dev.kith.api.Verification;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The page behind the link of a mail and the calls count guesses apart; and what becomes of a code that was redeemed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageGuessTest {
    private static final String ADDRESS = "a@x.ch";

    private Fixture fixture;

    @BeforeAll
    void start() {
        fixture = new Fixture();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void guesses_on_the_page_leave_the_code_to_calls() {
        Link link = pending();
        wrong(60, number -> fixture.links.redeem(other(link, number)));

        assertThat(refusal(fixture.links.redeem(link))).isEqualTo(CODE_ATTEMPTS);
        assertThat(refusal(fixture.verifyEmail(self(link.userId()), link.userId(), "WRONG1")))
                .isEqualTo(CODE_INVALID);
        done(fixture.verifyEmail(self(link.userId()), link.userId(), link.code()));
        assertThat(Objects.requireNonNull(fixture.get(link.userId()).email()).verified())
                .isTrue();
    }

    @Test
    void guesses_of_calls_leave_the_code_to_the_page() {
        Link link = pending();
        wrong(5, number -> fixture.verifyEmail(self(link.userId()), link.userId(), "WRONG" + number));

        assertThat(refusal(fixture.verifyEmail(self(link.userId()), link.userId(), link.code())))
                .isEqualTo(CODE_ATTEMPTS);
        assertThat(done(fixture.links.redeem(link))).isEqualTo(ADDRESS);
    }

    @Test
    void a_new_code_has_guesses_of_its_own() {
        Link old = pending();
        wrong(60, number -> fixture.links.redeem(other(old, number)));
        done(fixture.setEmail(ADMIN, old.userId(), "b@x.ch", new Verification.SendCode(null)));
        String code = Objects.requireNonNull(
                done(fixture.setEmail(ADMIN, old.userId(), ADDRESS, new Verification.ReturnCode()))
                        .emailCode());

        assertThat(done(fixture.links.redeem(new Link(old.userId(), code, "")))).isEqualTo(ADDRESS);
    }

    /** Somebody who may still try a few codes in calls must not find out on the page which one is right. */
    @Test
    void a_page_whose_guesses_are_used_up_tells_right_from_wrong_only_as_often_as_it_may_be_looked_at() {
        Link link = pending();
        wrong(50, number -> fixture.links.redeem(other(link, number)));
        for (int look = 0; look < 20; look++) {
            assertThat(refusal(fixture.links.redeem(link))).isEqualTo(CODE_ATTEMPTS);
        }

        assertThat(refusal(fixture.links.redeem(link))).isEqualTo(CODE_INVALID);
        assertThat(refusal(fixture.links.look(link))).isEqualTo(CODE_INVALID);
    }

    @Test
    void a_redeemed_code_is_known_for_a_day() {
        Link link = redeemed(pending());
        fixture.clock.forward(Duration.ofHours(24).minusSeconds(1));
        assertVerified(link);

        fixture.clock.forward(Duration.ofSeconds(1));

        assertForgotten(link);
    }

    @Test
    void a_code_that_a_call_has_redeemed_is_known_to_the_page_too() {
        Link link = pending();
        done(fixture.verifyEmail(self(link.userId()), link.userId(), link.code()));

        assertVerified(link);
        assertThat(refusal(fixture.links.redeem(new Link(link.userId(), link.code(), Fixture.AWAY))))
                .isEqualTo(CODE_INVALID);
    }

    @Test
    void a_redeemed_code_is_forgotten_where_a_new_one_is_issued_or_the_address_changes() {
        Link reissued = redeemed(pending());
        done(fixture.setEmail(self(reissued.userId()), reissued.userId(), "b@x.ch", null));
        assertForgotten(reissued);

        Link replaced = redeemed(pending());
        done(fixture.setEmail(ADMIN, replaced.userId(), "c@x.ch", new Verification.Verified(true)));
        assertForgotten(replaced);
        done(fixture.setEmail(ADMIN, replaced.userId(), ADDRESS, new Verification.Verified(true)));
        assertForgotten(replaced);
    }

    @Test
    void what_else_changes_lets_a_redeemed_code_be() {
        Link link = redeemed(pending());
        done(fixture.patchData(ADMIN, link.userId(), "{\"name\":\"Mini\"}"));
        done(fixture.setPhone(ADMIN, link.userId(), "+41791234567", null));
        done(fixture.setEmail(ADMIN, link.userId(), ADDRESS, null));

        assertVerified(link);
    }

    @Test
    void wrong_codes_against_a_redeemed_one_are_counted_and_right_ones_are_not() {
        Link link = redeemed(pending());
        for (int again = 0; again < 60; again++) {
            assertVerified(link);
        }
        wrong(25, number -> fixture.links.redeem(other(link, number)));
        wrong(24, number -> fixture.links.look(other(link, number)));
        assertVerified(link);

        wrong(1, number -> fixture.links.look(other(link, number)));

        assertForgotten(link);
    }

    private Link pending() {
        String id = fixture.user("{}");
        String code = Objects.requireNonNull(done(fixture.setEmail(ADMIN, id, ADDRESS, new Verification.ReturnCode()))
                .emailCode());
        return new Link(id, code, "");
    }

    private Link redeemed(Link link) {
        assertThat(done(fixture.links.redeem(link))).isEqualTo(ADDRESS);
        return link;
    }

    private static Link other(Link link, int number) {
        return new Link(link.userId(), "WRONG" + number, "");
    }

    private static void wrong(int times, Function<Integer, Outcome<?>> guess) {
        IntStream.range(0, times)
                .<Supplier<Outcome<?>>>mapToObj(number -> () -> guess.apply(number))
                .forEach(one -> assertThat(refusal(one.get())).isEqualTo(CODE_INVALID));
    }

    private void assertVerified(Link link) {
        String version = fixture.get(link.userId()).version();
        assertThat(done(fixture.links.redeem(link))).isEqualTo(ADDRESS);
        assertThat(done(fixture.links.open(link))).isEqualTo(new Looked(ADDRESS, true));
        assertThat(fixture.get(link.userId()).version()).isEqualTo(version);
    }

    private void assertForgotten(Link link) {
        assertThat(refusal(fixture.links.redeem(link))).isEqualTo(CODE_INVALID);
        assertThat(refusal(fixture.links.open(link))).isEqualTo(CODE_INVALID);
    }
}
