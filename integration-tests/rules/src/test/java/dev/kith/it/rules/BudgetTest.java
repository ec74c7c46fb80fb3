package dev.kith.it.rules;

import static dev.kith.api.ProblemCode.CODE_RATE;
import static dev.kith.it.rules.World.ADMIN;
import static dev.kith.it.rules.World.done;
import static dev.kith.it.rules.World.problem;
import static dev.kith.it.rules.World.refusal;
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
    private World world;

    @BeforeEach
    void start() {
        world = new World(World.rules(CoreSettings.Codes.DEFAULTS), Engine.H2_MEMORY.freshDatabase());
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void two_codes_of_a_user_and_channel_are_sent_30_seconds_apart() {
        String id = world.user("{}");
        done(world.setEmail(ADMIN, id, "a@x.ch", null));
        world.clock.forward(Duration.ofSeconds(10));
        assertThat(problem(world.setEmail(ADMIN, id, "b@x.ch", null)).retryAfter())
                .isEqualTo(Duration.ofSeconds(20));
        assertThat(email(id)).isEqualTo("a@x.ch");
        done(world.setPhone(ADMIN, id, "+41791234567", null));
        world.clock.forward(Duration.ofSeconds(20));
        done(world.setEmail(ADMIN, id, "b@x.ch", null));
    }

    @Test
    void a_user_gets_ten_codes_an_hour_whatever_the_call_and_the_address() {
        String id = world.user("{}");
        for (int i = 0; i < 10; i++) {
            String address = "a" + i + "@x.ch";
            done(
                    i % 2 == 0
                            ? world.setEmail(ADMIN, id, address, null)
                            : world.patch(
                                    ADMIN,
                                    id,
                                    new Change.Members(
                                            null, null, new SetContact(new SetContact.Email(address, null), null))));
            world.clock.forward(Duration.ofSeconds(31));
        }
        assertThat(refusal(world.setEmail(ADMIN, id, "last@x.ch", null))).isEqualTo(CODE_RATE);
        assertThat(refusal(world.accounts.resendContactEmailCode(ADMIN, new ResendCode(Preconditions.NONE, id, null))))
                .isEqualTo(CODE_RATE);
        assertThat(email(id)).isEqualTo("a9@x.ch");
        world.clock.forward(Duration.ofHours(1));
        done(world.setEmail(ADMIN, id, "last@x.ch", null));
    }

    @Test
    void a_recipient_gets_ten_codes_an_hour_whoever_the_user_and_however_it_is_spelled() {
        String[] spellings = {"mini@gmail.com", "Mini@Gmail.com", "m.i.n.i@googlemail.com", "mini+tag@gmail.com"};
        for (int i = 0; i < 10; i++) {
            done(world.setEmail(ADMIN, world.user("{}"), spellings[i % spellings.length], null));
        }
        String last = world.user("{}");
        world.clock.forward(Duration.ofMinutes(20));
        assertThat(problem(world.setEmail(ADMIN, last, "minI@gmail.com", null)).retryAfter())
                .isEqualTo(Duration.ofMinutes(40));
        assertThat(world.get(last).email()).isNull();
        done(world.setEmail(ADMIN, last, "other@gmail.com", null));
        world.clock.forward(Duration.ofMinutes(41));
        done(world.setEmail(ADMIN, last, "mini@gmail.com", null));
    }

    @Test
    void codes_that_are_given_back_and_vouching_are_not_budgeted() {
        String id = world.user("{}");
        for (int i = 0; i < 12; i++) {
            done(world.setEmail(ADMIN, id, "r" + i + "@x.ch", new Verification.ReturnCode()));
            done(world.setEmail(ADMIN, id, "v" + i + "@x.ch", new Verification.Verified(true)));
        }
        done(world.setEmail(ADMIN, id, "s@x.ch", null));
    }

    @Test
    void one_refused_recipient_leaves_the_other_s_budget_and_everything_else_alone() {
        String crowded = "+41791111111";
        for (int i = 0; i < 10; i++) {
            done(world.setPhone(ADMIN, world.user("{}"), crowded, null));
        }
        String id = world.user("{}");
        SetContact both = new SetContact(new SetContact.Email("a@x.ch", null), new SetContact.Phone(crowded, null));
        for (int i = 0; i < 11; i++) {
            assertThat(refusal(
                            world.patch(ADMIN, id, new Change.Members(null, World.object("{\"name\":\"x\"}"), both))))
                    .isEqualTo(CODE_RATE);
        }
        assertThat(world.get(id).data()).isEqualTo(World.object("{}"));
        assertThat(world.messages()).noneMatch(message -> message.userId().equals(id));
        done(world.setEmail(ADMIN, id, "a@x.ch", null));
    }

    /** A second node is the same as a restart: nothing of a budget is kept in memory. */
    @Test
    void a_budget_holds_on_every_node_and_when_keys_are_replaced() {
        Database database = Engine.H2_MEMORY.freshDatabase();
        CoreSettings settings = World.rules(CoreSettings.Codes.DEFAULTS);
        try (World one = new World(settings, database);
                World other = new World(
                        settings, database, new Key("newer", "n".repeat(32).getBytes(UTF_8)))) {
            for (int i = 0; i < 10; i++) {
                World node = i % 2 == 0 ? one : other;
                done(node.setEmail(ADMIN, node.user("{}"), "mini@x.ch", null));
            }
            assertThat(refusal(one.setEmail(ADMIN, one.user("{}"), "Mini+1@x.ch", null)))
                    .isEqualTo(CODE_RATE);
            assertThat(refusal(other.setEmail(ADMIN, other.user("{}"), "mini+2@x.ch", null)))
                    .isEqualTo(CODE_RATE);
        }
    }

    private String email(String id) {
        UserView.Contact email = world.get(id).email();
        return Objects.requireNonNull(email).value();
    }
}
