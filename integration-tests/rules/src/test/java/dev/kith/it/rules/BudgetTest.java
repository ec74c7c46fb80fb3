package dev.kith.it.rules;

import static dev.kith.api.ProblemCode.CODE_RATE;
import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.problem;
import static dev.kith.it.rules.Fixture.refusal;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.PatchUser.Change;
import dev.kith.api.Preconditions;
import dev.kith.api.ResendCode;
import dev.kith.api.SetContact;
import dev.kith.api.UserView;
import dev.kith.api.Verification;
import dev.kith.core.CoreSettings;
import dev.kith.core.SecretKeys.Key;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private Fixture fixture;

    @BeforeEach
    void start() {
        fixture = new Fixture(Fixture.rules(CoreSettings.Codes.DEFAULTS), Engine.H2_MEMORY.freshDatabase());
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void two_codes_of_a_user_and_channel_are_sent_30_seconds_apart() {
        String id = fixture.user("{}");
        done(fixture.setEmail(ADMIN, id, "a@x.ch", null));
        fixture.clock.forward(Duration.ofSeconds(10));
        assertThat(problem(fixture.setEmail(ADMIN, id, "b@x.ch", null)).retryAfter())
                .isEqualTo(Duration.ofSeconds(20));
        assertThat(email(id)).isEqualTo("a@x.ch");
        done(fixture.setPhone(ADMIN, id, "+41791234567", null));
        fixture.clock.forward(Duration.ofSeconds(20));
        done(fixture.setEmail(ADMIN, id, "b@x.ch", null));
    }

    @Test
    void a_user_gets_ten_codes_an_hour_whatever_the_call_and_the_address() {
        String id = fixture.user("{}");
        for (int i = 0; i < 10; i++) {
            String address = "a" + i + "@x.ch";
            done(
                    i % 2 == 0
                            ? fixture.setEmail(ADMIN, id, address, null)
                            : fixture.patch(
                                    ADMIN,
                                    id,
                                    new Change.Members(
                                            null, null, new SetContact(new SetContact.Email(address, null), null))));
            fixture.clock.forward(Duration.ofSeconds(31));
        }
        assertThat(refusal(fixture.setEmail(ADMIN, id, "last@x.ch", null))).isEqualTo(CODE_RATE);
        assertThat(refusal(
                        fixture.accounts.resendContactEmailCode(ADMIN, new ResendCode(Preconditions.NONE, id, null))))
                .isEqualTo(CODE_RATE);
        assertThat(email(id)).isEqualTo("a9@x.ch");
        fixture.clock.forward(Duration.ofHours(1));
        done(fixture.setEmail(ADMIN, id, "last@x.ch", null));
    }

    @Test
    void a_recipient_gets_ten_codes_an_hour_whoever_the_user_and_however_it_is_spelled() {
        String[] spellings = {"mini@gmail.com", "Mini@Gmail.com", "m.i.n.i@googlemail.com", "mini+tag@gmail.com"};
        for (int i = 0; i < 10; i++) {
            done(fixture.setEmail(ADMIN, fixture.user("{}"), spellings[i % spellings.length], null));
        }
        String last = fixture.user("{}");
        fixture.clock.forward(Duration.ofMinutes(20));
        assertThat(problem(fixture.setEmail(ADMIN, last, "minI@gmail.com", null))
                        .retryAfter())
                .isEqualTo(Duration.ofMinutes(40));
        assertThat(fixture.get(last).email()).isNull();
        done(fixture.setEmail(ADMIN, last, "other@gmail.com", null));
        fixture.clock.forward(Duration.ofMinutes(41));
        done(fixture.setEmail(ADMIN, last, "mini@gmail.com", null));
    }

    @Test
    void the_ascii_form_of_a_domain_is_one_recipient_in_every_case() {
        String[] spellings = {"mini@xn--bcher-kva.example", "mini@XN--BCHER-KVA.example", "Mini@Xn--Bcher-Kva.Example"};
        for (int i = 0; i < 10; i++) {
            done(fixture.setEmail(ADMIN, fixture.user("{}"), spellings[i % spellings.length], null));
        }

        assertThat(refusal(fixture.setEmail(ADMIN, fixture.user("{}"), "mini@xN--bcher-kva.example", null)))
                .isEqualTo(CODE_RATE);
        done(fixture.setEmail(ADMIN, fixture.user("{}"), "mini@bcher-kva.example", null));
    }

    @Test
    void codes_that_are_given_back_and_vouching_are_not_budgeted() {
        String id = fixture.user("{}");
        for (int i = 0; i < 12; i++) {
            done(fixture.setEmail(ADMIN, id, "r" + i + "@x.ch", new Verification.ReturnCode()));
            done(fixture.setEmail(ADMIN, id, "v" + i + "@x.ch", new Verification.Verified(true)));
        }
        done(fixture.setEmail(ADMIN, id, "s@x.ch", null));
    }

    @Test
    void one_refused_recipient_leaves_the_other_s_budget_and_everything_else_alone() {
        String crowded = "+41791111111";
        for (int i = 0; i < 10; i++) {
            done(fixture.setPhone(ADMIN, fixture.user("{}"), crowded, null));
        }
        String id = fixture.user("{}");
        SetContact both = new SetContact(new SetContact.Email("a@x.ch", null), new SetContact.Phone(crowded, null));
        for (int i = 0; i < 11; i++) {
            assertThat(refusal(fixture.patch(
                            ADMIN, id, new Change.Members(null, Fixture.object("{\"name\":\"x\"}"), both))))
                    .isEqualTo(CODE_RATE);
        }
        assertThat(fixture.get(id).data()).isEqualTo(Fixture.object("{}"));
        assertThat(fixture.messages()).noneMatch(message -> message.userId().equals(id));
        done(fixture.setEmail(ADMIN, id, "a@x.ch", null));
    }

    /** A second node is the same as a restart: nothing of a budget is kept in memory. */
    @Test
    void a_budget_holds_on_every_node_and_when_keys_are_replaced() {
        Database database = Engine.H2_MEMORY.freshDatabase();
        CoreSettings settings = Fixture.rules(CoreSettings.Codes.DEFAULTS);
        try (Fixture one = new Fixture(settings, database);
                Fixture other = new Fixture(
                        settings, database, new Key("newer", "n".repeat(32).getBytes(UTF_8)))) {
            for (int i = 0; i < 10; i++) {
                Fixture node = i % 2 == 0 ? one : other;
                done(node.setEmail(ADMIN, node.user("{}"), "mini@x.ch", null));
            }
            assertThat(refusal(one.setEmail(ADMIN, one.user("{}"), "Mini+1@x.ch", null)))
                    .isEqualTo(CODE_RATE);
            assertThat(refusal(other.setEmail(ADMIN, other.user("{}"), "mini+2@x.ch", null)))
                    .isEqualTo(CODE_RATE);
        }
    }

    private String email(String id) {
        UserView.ContactView email = fixture.get(id).email();
        return Objects.requireNonNull(email).value();
    }
}
