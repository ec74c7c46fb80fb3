package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.Kith;
import dev.kith.KithBuilder;
import dev.kith.MovableClock;
import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.CreateUser.NewUser;
import dev.kith.api.EmailLinks.Link;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.Receipt;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.Verification;
import dev.kith.api.VerifyContact;
import dev.kith.spi.Notifier.Notification;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes that share a database while their keys are introduced and replaced, one node after the other. */
class KeysTest {
    private static final Caller ADMINISTRATOR = Caller.of("admin", Set.of("IAM_OWNER"));
    private static final String NONE = "";
    private static final String K1 = key("k1", 1);
    private static final String K2 = key("k2", 2);

    private final JdbcDataSource database = new JdbcDataSource();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T03:00:00Z"));

    @BeforeEach
    void open() {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    private static String key(String id, int fill) {
        byte[] secret = new byte[32];
        secret[0] = (byte) fill;
        return id + ":" + Base64.getEncoder().encodeToString(secret);
    }

    /** The columns: keys of the first node, keys of the second one, whether each opens what the other has made. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "never", emptyValue = "", textBlock = """
            ''       | K1       | false | true
            K1       | ''       | false | false
            K1       | K1,K2    | false | true
            K1,K2    | K1       | true  | false
            K1,K2    | K2       | true  | true
            K2,K1    | K1       | true  | true
            """)
    void nodes_with_different_keys_lose_no_message_and_take_no_code_for_wrong(
            String first, String second, boolean firstOpens, boolean secondOpens) throws Exception {
        Received one = new Received();
        Received two = new Received();
        try (Kith a = node(first, one, true);
                Kith b = node(second, two, true)) {
            a.userSchemas().register("person", "person", JsonText.read("true"));
            assertJudged(a, a, true);
            assertJudged(b, b, true);
            assertJudged(b, a, firstOpens);
            assertJudged(a, b, secondOpens);
        }
        assertDelivered(first, second, secondOpens);
        assertDelivered(second, first, firstOpens);
    }

    /** Codes that one node has made are right on another one, or that one says that it cannot tell. */
    private void assertJudged(Kith maker, Kith judge, boolean opens) throws Exception {
        String id = "u-" + UUID.randomUUID();
        create(maker, id);
        String code = Objects.requireNonNull(
                done(setEmail(maker, id, new Verification.ReturnCode())).emailCode());
        if (!opens) {
            for (int tries = 0; tries < 60; tries++) {
                assertThat(problem(verify(judge, id, code)).code()).isEqualTo(ProblemCode.KEY_MISSING);
                assertThat(problem(verify(judge, id, code)).retryAfter()).isPositive();
                assertThat(problem(judge.emailLinks().look(new Link(id, "WRONG1", "")))
                                .code())
                        .isEqualTo(ProblemCode.KEY_MISSING);
                assertThat(problem(judge.emailLinks().redeem(new Link(id, code, "")))
                                .code())
                        .isEqualTo(ProblemCode.KEY_MISSING);
            }
            assertThat(row("select proof_guesses + proof_page_guesses + proof_looks from kith_contact where user_id = '"
                            + id + "'"))
                    .isEqualTo("0");
            done(maker.emailLinks().look(new Link(id, code, "")));
            done(verify(maker, id, code));
            assertThat(problem(judge.emailLinks().redeem(new Link(id, code, "")))
                            .code())
                    .isEqualTo(ProblemCode.KEY_MISSING);
        } else {
            done(verify(judge, id, code));
        }
    }

    /**
     * What one node has stored, another one delivers, or leaves to others without a trace. A node that starts now finds a key
     * that was generated before.
     */
    private void assertDelivered(String maker, String carrier, boolean opens) throws Exception {
        String foreign = "u-" + UUID.randomUUID();
        try (Kith kith = node(maker, new Received(), false)) {
            create(kith, foreign);
            done(setEmail(kith, foreign, null));
        }
        Received received = new Received();
        String own = "u-" + UUID.randomUUID();
        try (Kith kith = node(carrier, received, true)) {
            if (opens || maker.isEmpty()) {
                assertThat(received.next().userId()).isEqualTo(foreign);
                return;
            }
            create(kith, own);
            done(setEmail(kith, own, null));
            assertThat(received.next().userId()).isEqualTo(own);
        }
        assertThat(row("select status || attempts || coalesce(lease_owner, '') from kith_message where user_id = '"
                        + foreign + "'"))
                .isEqualTo("WAITING0");
        Received later = new Received();
        try (Kith kith = node(maker, later, true)) {
            Notification message = later.next();
            assertThat(message.userId()).isEqualTo(foreign);
            assertThat(message.attempt()).isEqualTo(1);
            done(verify(kith, foreign, message.code()));
        }
    }

    @Test
    void from_the_first_start_with_keys_the_generated_one_makes_nothing_new_and_opens_for_8_days() throws Exception {
        String before;
        try (Kith a = node(NONE, new Received(), false, "kith.code.lifetime", "P30D")) {
            a.userSchemas().register("person", "person", JsonText.read("true"));
            before = code(a, "u1");
            code(a, "u2");
        }
        try (Kith b = node(K1, new Received(), false, "kith.code.lifetime", "P30D")) {
            done(verify(b, "u1", before));
            code(b, "u3");
            assertThat(row("select proof_key from kith_contact where user_id = 'u3'"))
                    .isEqualTo("k1");
            clock.forward(Duration.ofDays(8));
            assertThat(problem(verify(b, "u2", "WRONG1")).code()).isEqualTo(ProblemCode.KEY_MISSING);
            assertThat(keyIds()).containsExactlyInAnyOrder("generated", "lasting");
        }
        clock.forward(Duration.ofSeconds(1));
        try (Kith b = node(K1, new Received(), false)) {
            assertThat(keyIds()).containsExactly("lasting");
            assertThat(problem(verify(b, "u2", "WRONG1")).code()).isEqualTo(ProblemCode.KEY_MISSING);
        }
    }

    @Test
    void later_starts_with_keys_do_not_put_off_the_end() throws Exception {
        node(NONE, new Received(), false).close();
        node(K1, new Received(), false).close();
        clock.forward(Duration.ofDays(5));
        node(K1, new Received(), false).close();
        clock.forward(Duration.ofDays(3).plusSeconds(1));
        node(K1, new Received(), false).close();

        assertThat(keyIds()).containsExactly("lasting");
    }

    @Test
    void a_running_node_erases_the_generated_key_with_what_else_has_served_its_time() throws Exception {
        node(NONE, new Received(), false).close();
        Received received = new Received();
        try (Kith kith = node(K1, received, true)) {
            kith.userSchemas().register("person", "person", JsonText.read("true"));
            clock.forward(Duration.ofDays(8).plusSeconds(1));
            while (keyIds().contains("generated")) {
                create(kith, "u-" + UUID.randomUUID());
            }
        }
        assertThat(keyIds()).containsExactly("lasting");
    }

    @Test
    void a_start_without_keys_after_one_with_keys_makes_another_key_and_does_not_use_the_old_one() throws Exception {
        String old;
        try (Kith kith = node(NONE, new Received(), false)) {
            kith.userSchemas().register("person", "person", JsonText.read("true"));
            old = code(kith, "u1");
        }
        node(K1, new Received(), false).close();

        try (Kith kith = node(NONE, new Received(), false);
                Kith same = node(NONE, new Received(), false)) {
            String made = code(kith, "u2");
            assertThat(row("select proof_key from kith_contact where user_id = 'u2'"))
                    .startsWith("generated-");
            done(verify(same, "u2", made));
            done(verify(same, "u1", old));
        }
        assertThat(keyIds()).hasSize(3);
    }

    private Kith node(String keys, Received received, boolean delivers, String... settings) {
        KithBuilder builder = Kith.builder()
                .dataSource(database)
                .clock(clock)
                .deliver(delivers)
                .notifier(received)
                .setting("kith.code.pause", "PT0S")
                .setting("kith.delivery.poll", "PT0.02S");
        for (int i = 0; i < settings.length; i += 2) {
            builder.setting(settings[i], settings[i + 1]);
        }
        if (!keys.isEmpty()) {
            builder.setting("kith.keys", keys.replace("K1", K1).replace("K2", K2));
        }
        return builder.start();
    }

    private static void create(Kith kith, String id) {
        done(kith.userAccounts()
                .create(
                        ADMINISTRATOR,
                        new CreateUser(
                                Preconditions.inOrganization("default"), new NewUser("person", null, null, id))));
    }

    private static String code(Kith kith, String id) {
        create(kith, id);
        return Objects.requireNonNull(
                done(setEmail(kith, id, new Verification.ReturnCode())).emailCode());
    }

    private static Outcome<Receipt> setEmail(Kith kith, String id, @Nullable Verification verification) {
        return kith.userAccounts()
                .setContactEmail(
                        ADMINISTRATOR,
                        new SetContactEmail(
                                Preconditions.NONE, id, new SetContact.Email(id + "@example.com", verification)));
    }

    private static Outcome<Receipt> verify(Kith kith, String id, String code) {
        return kith.userAccounts().verifyContactEmail(ADMINISTRATOR, new VerifyContact(Preconditions.NONE, id, code));
    }

    private List<String> keyIds() throws Exception {
        return rows("select id from kith_key");
    }

    private String row(String sql) throws Exception {
        List<String> rows = rows(sql);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private List<String> rows(String sql) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    private static <T> T done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).value();
    }

    private static Problem problem(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).problem();
    }
}
