package dev.kith.it.rules;

import static dev.kith.api.ProblemCode.CODE_EXPIRED;
import static dev.kith.api.ProblemCode.CODE_INVALID;
import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.refusal;
import static dev.kith.it.rules.Fixture.self;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.CreateUser;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.ResendCode;
import dev.kith.api.UserRef;
import dev.kith.api.UserView;
import dev.kith.api.Verification;
import dev.kith.core.ContactChannel;
import dev.kith.core.CoreSettings;
import dev.kith.core.MessagePayload;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The previous verified address is told that it was replaced, and can have that undone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoticeTest {
    private static final Verification VERIFIED = new Verification.Verified(true);
    private static final Verification RETURN = new Verification.ReturnCode();
    private static final Verification SEND = new Verification.SendCode(null);
    private final Fixture fixture = new Fixture(Fixture.UNDOABLE, Engine.H2_MEMORY.freshDatabase());

    /** Nothing of an earlier test waits, and no budget is spent. */
    @BeforeEach
    void forget() {
        fixture.clock.forward(Duration.ofHours(3));
        fixture.messages();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void a_replaced_verified_address_is_told_without_the_new_one_in_full() {
        String id = fixture.userWithVerifiedEmail("old@home.example");
        done(fixture.setEmail(ADMIN, id, "newcomer@elsewhere.example", SEND));

        OutboxMessage notice = notice(id);

        MessagePayload payload = fixture.protector.open(notice);
        assertThat(notice.recipient()).isEqualTo("old@home.example");
        assertThat(notice.expires())
                .isBetween(
                        notice.created().plus(Duration.ofDays(7)),
                        notice.created().plus(Duration.ofDays(7)).plusMillis(1));
        assertThat(payload.replacement()).isEqualTo("n***@e***.example");
        assertThat(payload.code()).isEmpty();
        assertThat(payload.link()).startsWith("https://id.example/ui/login/mail/undo?token=");
        assertThat(payload.link()).doesNotContain("elsewhere");
    }

    @Test
    void a_replaced_verified_number_is_told() {
        String id = fixture.user("{}");
        done(fixture.setPhone(ADMIN, id, "+41446681800", VERIFIED));
        done(fixture.setPhone(ADMIN, id, "+41446681801", VERIFIED));

        OutboxMessage notice = notice(id);

        assertThat(notice.channel()).isEqualTo(ContactChannel.PHONE);
        assertThat(notice.recipient()).isEqualTo("+41446681800");
        assertThat(fixture.protector.open(notice).replacement()).isEqualTo("***01");
    }

    @Test
    void a_user_who_sets_another_address_is_told_when_the_code_is_redeemed_and_not_before() {
        String id = fixture.userWithVerifiedEmail("old@home.example");
        fixture.codes.next("SESAME");
        done(fixture.setEmail(self(id), id, "new@home.example", SEND));
        assertThat(notices(id)).isEmpty();

        done(fixture.verifyEmail(self(id), id, "SESAME"));

        assertThat(notice(id).recipient()).isEqualTo("old@home.example");
    }

    @Test
    void nobody_is_told_of_an_address_that_was_not_verified_or_did_not_change() {
        String id = fixture.user("{}");
        done(fixture.setEmail(ADMIN, id, "a@home.example", RETURN));
        done(fixture.setEmail(ADMIN, id, "b@home.example", VERIFIED));
        done(fixture.setEmail(ADMIN, id, "b@home.example", VERIFIED));
        done(fixture.setEmail(self(id), id, "c@home.example", SEND));
        done(fixture.setEmail(self(id), id, "b@home.example", SEND));

        assertThat(notices(id)).isEmpty();
    }

    @Test
    void nobody_is_told_where_the_operator_says_so() {
        CoreSettings quiet = Fixture.announcing(new CoreSettings.Announcements(
                Set.of(ContactChannel.PHONE), CoreSettings.UndoPolicy.ALWAYS, Duration.ofDays(7), false));
        try (Fixture other = new Fixture(quiet, Engine.H2_MEMORY.freshDatabase())) {
            String id = other.userWithVerifiedEmail("old@home.example");
            done(other.setEmail(ADMIN, id, "new@home.example", VERIFIED));
            assertThat(other.messages()).isEmpty();
        }
    }

    @Test
    void the_link_restores_the_address_and_voids_the_pending_code() {
        String id = fixture.userWithVerifiedEmail("old@home.example");
        String stolen = Objects.requireNonNull(
                done(fixture.setEmail(ADMIN, id, "thief@home.example", RETURN)).emailCode());
        String token = token(notice(id));

        assertThat(done(fixture.restoration.look(token))).isEqualTo("old@home.example");
        assertThat(email(id)).isEqualTo(new UserView.ContactView("thief@home.example", false));
        assertThat(done(fixture.restoration.restore(token))).isEqualTo("old@home.example");

        assertThat(email(id)).isEqualTo(new UserView.ContactView("old@home.example", true));
        done(fixture.verifyEmail(ADMIN, id, stolen));
        assertThat(email(id)).isEqualTo(new UserView.ContactView("old@home.example", true));
    }

    @Test
    void a_code_that_is_pending_for_a_thief_is_dead_after_the_undoing() {
        String id = fixture.userWithVerifiedEmail("old@home.example");
        done(fixture.setEmail(ADMIN, id, "first@home.example", VERIFIED));
        String token = token(notice(id));
        fixture.codes.next("THIEFS");
        done(fixture.setEmail(self(id), id, "second@home.example", SEND));

        done(fixture.restoration.restore(token));

        assertThat(fixture.messages()).extracting(OutboxMessage::recipient).doesNotContain("second@home.example");
        done(fixture.verifyEmail(self(id), id, "THIEFS"));
        assertThat(email(id)).isEqualTo(new UserView.ContactView("old@home.example", true));
    }

    @Test
    void a_link_works_once() {
        String id = fixture.userWithVerifiedEmail("old@home.example");
        done(fixture.setEmail(ADMIN, id, "new@home.example", VERIFIED));
        String token = token(notice(id));
        done(fixture.restoration.restore(token));
        done(fixture.setEmail(ADMIN, id, "new@home.example", VERIFIED));

        assertThat(refusal(fixture.restoration.look(token))).isEqualTo(CODE_INVALID);
        assertThat(refusal(fixture.restoration.restore(token))).isEqualTo(CODE_INVALID);
        assertThat(email(id)).isEqualTo(new UserView.ContactView("new@home.example", true));
    }

    @Test
    void a_link_works_for_seven_days() {
        String id = fixture.userWithVerifiedEmail("old@home.example");
        done(fixture.setEmail(ADMIN, id, "new@home.example", VERIFIED));
        String token = token(notice(id));

        fixture.clock.forward(Duration.ofDays(7).minusMinutes(1));
        done(fixture.restoration.look(token));
        fixture.clock.forward(Duration.ofMinutes(2));

        assertThat(refusal(fixture.restoration.look(token))).isEqualTo(CODE_EXPIRED);
        assertThat(refusal(fixture.restoration.restore(token))).isEqualTo(CODE_EXPIRED);
    }

    /** Somebody who took over an account and has moved on to another address has a link as well. */
    @Test
    void undoing_a_change_voids_the_links_of_all_later_ones() {
        String id = fixture.userWithVerifiedEmail("owner@home.example");
        done(fixture.setEmail(ADMIN, id, "thief@home.example", VERIFIED));
        String owners = token(notice(id));
        fixture.clock.forward(Duration.ofHours(1));
        done(fixture.setEmail(ADMIN, id, "thief2@home.example", VERIFIED));
        String thiefs = token(notice(id));
        fixture.clock.forward(Duration.ofHours(1));

        done(fixture.restoration.restore(owners));

        assertThat(refusal(fixture.restoration.restore(thiefs))).isEqualTo(CODE_INVALID);
        assertThat(email(id)).isEqualTo(new UserView.ContactView("owner@home.example", true));
    }

    @Test
    void a_later_link_does_not_take_the_earlier_one_away() {
        String id = fixture.userWithVerifiedEmail("owner@home.example");
        done(fixture.setEmail(ADMIN, id, "thief@home.example", VERIFIED));
        String owners = token(notice(id));
        fixture.clock.forward(Duration.ofHours(1));
        done(fixture.setEmail(ADMIN, id, "thief2@home.example", VERIFIED));
        done(fixture.restoration.restore(token(notice(id))));

        done(fixture.restoration.restore(owners));

        assertThat(email(id)).isEqualTo(new UserView.ContactView("owner@home.example", true));
    }

    @Test
    void a_change_that_is_made_after_an_undoing_can_be_undone_again() {
        String id = fixture.userWithVerifiedEmail("owner@home.example");
        done(fixture.setEmail(ADMIN, id, "thief@home.example", VERIFIED));
        done(fixture.restoration.restore(token(notice(id))));
        fixture.messages();
        fixture.clock.forward(Duration.ofHours(1));
        done(fixture.setEmail(ADMIN, id, "thief@home.example", VERIFIED));

        done(fixture.restoration.restore(token(notice(id))));

        assertThat(email(id)).isEqualTo(new UserView.ContactView("owner@home.example", true));
    }

    @Test
    void the_address_that_loses_by_an_undoing_is_told_without_a_link() {
        String id = fixture.userWithVerifiedEmail("owner@home.example");
        done(fixture.setEmail(ADMIN, id, "other@home.example", VERIFIED));
        done(fixture.restoration.restore(token(notice(id))));

        OutboxMessage notice = notice(id);

        assertThat(notice.recipient()).isEqualTo("other@home.example");
        assertThat(fixture.protector.open(notice).link()).isNull();
    }

    @Test
    void a_link_is_of_no_use_while_an_administrator_has_locked_or_deactivated_the_user() {
        String id = fixture.userWithVerifiedEmail("old@home.example");
        done(fixture.setEmail(ADMIN, id, "new@home.example", VERIFIED));
        String token = token(notice(id));
        UserRef user = new UserRef(Preconditions.NONE, id);
        done(fixture.accounts.lock(ADMIN, user));
        assertThat(refusal(fixture.restoration.restore(token))).isEqualTo(CODE_INVALID);
        done(fixture.accounts.unlock(ADMIN, user));
        done(fixture.accounts.deactivate(ADMIN, user));
        assertThat(refusal(fixture.restoration.look(token))).isEqualTo(CODE_INVALID);
        done(fixture.accounts.activate(ADMIN, user));

        done(fixture.restoration.restore(token));
    }

    @Test
    void a_change_of_an_administrator_has_no_link_unless_the_operator_says_so() {
        try (Fixture other = new Fixture()) {
            String id = other.userWithVerifiedEmail("old@home.example");
            other.codes.next("SESAME");
            done(other.setEmail(self(id), id, "own@home.example", SEND));
            other.messages();
            done(other.verifyEmail(self(id), id, "SESAME"));
            assertThat(other.protector.open(other.messages().get(0)).link()).isNotNull();

            done(other.setEmail(ADMIN, id, "admins@home.example", VERIFIED));
            assertThat(other.protector.open(other.messages().get(0)).link()).isNull();
        }
    }

    @Test
    void an_address_that_an_administrator_has_proposed_is_a_change_of_the_administrator() {
        CoreSettings settings = new CoreSettings(
                "default",
                Set.of(),
                true,
                Fixture.RULES.publicUrl(),
                Set.of(),
                Fixture.NO_BUDGET,
                CoreSettings.ContactChangePolicy.AFTER_VERIFICATION,
                CoreSettings.ContactChangePolicy.AFTER_VERIFICATION,
                CoreSettings.Announcements.DEFAULTS,
                CoreSettings.ChosenIds.ALL,
                CoreSettings.SchemaLimits.DEFAULTS,
                CoreSettings.IDEMPOTENCY_KEYS);
        try (Fixture other = new Fixture(settings, Engine.H2_MEMORY.freshDatabase())) {
            String id = other.userWithVerifiedEmail("old@home.example");
            done(other.setEmail(ADMIN, id, "admins@home.example", SEND));
            other.codes.next("SESAME");
            done(other.accounts.resendContactEmailCode(self(id), new ResendCode(Preconditions.NONE, id, null)));
            other.messages();
            done(other.verifyEmail(self(id), id, "SESAME"));

            assertThat(other.protector.open(other.messages().get(0)).link()).isNull();
        }
    }

    /** Whoever reads the database has the generated key, and can seal what links have once carried. */
    @Test
    void a_document_that_is_sealed_with_the_key_undoes_nothing() throws Exception {
        String id = fixture.userWithVerifiedEmail("old@home.example");
        done(fixture.setEmail(ADMIN, id, "new@home.example", VERIFIED));
        UserView user = fixture.get(id);
        long created = ChronoUnit.MICROS.between(Instant.EPOCH, user.details().created());
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, fixture.clock.instant());
        String document = "{\"id\":\"1\",\"user\":\"" + id + "\",\"created\":" + created
                + ",\"channel\":\"EMAIL\",\"value\":\"attacker@evil.example\",\"made\":" + now + "}";

        String forged = sealed(document, "undo default") + "." + Fixture.KEY.id();

        assertThat(refusal(fixture.restoration.look(forged))).isEqualTo(CODE_INVALID);
        assertThat(refusal(fixture.restoration.restore(forged))).isEqualTo(CODE_INVALID);
        assertThat(email(id)).isEqualTo(new UserView.ContactView("new@home.example", true));
    }

    private static String sealed(String text, String purpose) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Fixture.KEY.secret(), "HmacSHA256"));
        byte[] key = mac.doFinal("kith payload seal".getBytes(UTF_8));
        byte[] nonce = new byte[12];
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(purpose.getBytes(UTF_8));
        byte[] sealed = cipher.doFinal(text.getBytes(UTF_8));
        byte[] both = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, both, nonce.length, sealed.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }

    @Test
    void a_link_is_a_random_token_of_which_the_database_has_the_hash_alone() throws Exception {
        Database database = Engine.H2_MEMORY.freshDatabase();
        try (Fixture other = new Fixture(Fixture.UNDOABLE, database)) {
            String id = other.userWithVerifiedEmail("old@home.example");
            done(other.setEmail(ADMIN, id, "new@home.example", VERIFIED));
            String link = Objects.requireNonNull(
                    other.protector.open(other.messages().get(0)).link());
            String token = link.substring(link.indexOf('=') + 1);

            assertThat(Base64.getUrlDecoder().decode(token)).hasSize(32);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select * from kith_undo")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("token_hash"))
                        .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    assertThat(String.valueOf(rows.getString(column))).doesNotContain(token, "old@home.example");
                }
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @Test
    void a_link_without_its_row_undoes_nothing() throws Exception {
        Database database = Engine.H2_MEMORY.freshDatabase();
        try (Fixture other = new Fixture(Fixture.UNDOABLE, database)) {
            String id = other.userWithVerifiedEmail("old@home.example");
            done(other.setEmail(ADMIN, id, "new@home.example", VERIFIED));
            String link = Objects.requireNonNull(
                    other.protector.open(other.messages().get(0)).link());
            String token = link.substring(link.indexOf('=') + 1);
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("delete from kith_undo");
            }

            assertThat(refusal(other.restoration.restore(token))).isEqualTo(CODE_INVALID);
            assertThat(Objects.requireNonNull(other.get(id).email()).value()).isEqualTo("new@home.example");
        }
    }

    @Test
    void a_deleted_user_leaves_no_row_of_a_link() throws Exception {
        Database database = Engine.H2_MEMORY.freshDatabase();
        try (Fixture other = new Fixture(Fixture.UNDOABLE, database)) {
            String id = other.userWithVerifiedEmail("old@home.example");
            done(other.setEmail(ADMIN, id, "new@home.example", VERIFIED));
            done(other.accounts.delete(ADMIN, new UserRef(Preconditions.NONE, id)));
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select id from kith_undo")) {
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "H2_FILE", mode = EnumSource.Mode.EXCLUDE)
    void of_several_who_use_a_link_at_once_one_undoes_the_change(Engine engine) throws Exception {
        try (Fixture other = new Fixture(Fixture.UNDOABLE, engine.freshDatabase())) {
            String id = other.userWithVerifiedEmail("old@home.example");
            done(other.setEmail(ADMIN, id, "new@home.example", VERIFIED));
            String link = Objects.requireNonNull(
                    other.protector.open(other.messages().get(0)).link());
            String token = link.substring(link.indexOf('=') + 1);
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                Callable<Outcome<String>> restore = () -> other.restoration.restore(token);
                List<Outcome<String>> outcomes = new ArrayList<>();
                for (Future<Outcome<String>> one : threads.invokeAll(List.of(restore, restore, restore, restore))) {
                    outcomes.add(one.get());
                }

                assertThat(outcomes).containsOnlyOnce(Outcome.done("old@home.example"));
                assertThat(outcomes)
                        .filteredOn(Outcome.Refused.class::isInstance)
                        .hasSize(3);
                assertThat(other.messages())
                        .extracting(OutboxMessage::recipient)
                        .containsExactly("new@home.example");
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Test
    void where_nobody_can_undo_anything_older_links_are_void_too() {
        Database database = Engine.H2_MEMORY.freshDatabase();
        CoreSettings never = Fixture.announcing(new CoreSettings.Announcements(
                Set.of(ContactChannel.EMAIL), CoreSettings.UndoPolicy.NEVER, Duration.ofDays(7), false));
        try (Fixture before = new Fixture(Fixture.UNDOABLE, database);
                Fixture after = new Fixture(never, database)) {
            String id = before.userWithVerifiedEmail("old@home.example");
            done(before.setEmail(ADMIN, id, "new@home.example", VERIFIED));
            String link = Objects.requireNonNull(
                    before.protector.open(before.messages().get(0)).link());

            assertThat(refusal(after.restoration.restore(link.substring(link.indexOf('=') + 1))))
                    .isEqualTo(CODE_INVALID);
        }
    }

    @Test
    void a_link_is_of_no_use_for_a_later_user_of_the_same_id() {
        String id = fixture.userWithVerifiedEmail("old@home.example");
        done(fixture.setEmail(ADMIN, id, "new@home.example", VERIFIED));
        String token = token(notice(id));
        done(fixture.accounts.delete(ADMIN, new UserRef(Preconditions.NONE, id)));
        assertThat(refusal(fixture.restoration.restore(token))).isEqualTo(CODE_INVALID);
        fixture.clock.forward(Duration.ofMinutes(1));
        done(fixture.accounts.create(
                ADMIN,
                new CreateUser(
                        Preconditions.inOrganization(Fixture.HOME),
                        new CreateUser.NewUser(Fixture.SCHEMA, Fixture.object("{}"), null, id))));

        assertThat(refusal(fixture.restoration.restore(token))).isEqualTo(CODE_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "k",
                "AAAA.k",
                "not base64!.k",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.k",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "\u0000AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "\uD83DAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "x.unknown"
            })
    void what_was_not_made_here_is_refused(String token) {
        assertThat(refusal(fixture.restoration.restore(token))).isEqualTo(CODE_INVALID);
    }

    @Test
    void a_link_with_one_character_changed_is_refused() {
        String id = fixture.userWithVerifiedEmail("old@home.example");
        done(fixture.setEmail(ADMIN, id, "new@home.example", VERIFIED));
        String token = token(notice(id));
        for (int i = 0; i < token.length(); i += 6) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(refusal(fixture.restoration.restore(changed))).isEqualTo(CODE_INVALID);
        }
        done(fixture.restoration.restore(token));
    }

    @Test
    void a_notice_is_kept_for_sealed_eyes_and_greets_in_the_language_of_the_user() {
        String id = fixture.user("{\"name\":\"Mini\",\"preferredLanguage\":\"de-CH\"}");
        done(fixture.setEmail(ADMIN, id, "old@home.example", VERIFIED));
        done(fixture.setEmail(ADMIN, id, "new@home.example", VERIFIED));

        OutboxMessage notice = notice(id);

        assertThat(notice.payload().text()).doesNotContain("Mini").doesNotContain("undo");
        assertThat(fixture.protector.open(notice).displayName()).isEqualTo("Mini");
        assertThat(fixture.protector.open(notice).language()).isEqualTo("de-CH");
    }

    private UserView.ContactView email(String id) {
        return Objects.requireNonNull(fixture.get(id).email());
    }

    private OutboxMessage notice(String userId) {
        List<OutboxMessage> notices = notices(userId);
        assertThat(notices).hasSize(1);
        return notices.get(0);
    }

    private List<OutboxMessage> notices(String userId) {
        return fixture.messages().stream()
                .filter(message ->
                        message.kind() == MessageKind.NOTICE && message.userId().equals(userId))
                .toList();
    }

    private String token(OutboxMessage notice) {
        String link = Objects.requireNonNull(fixture.protector.open(notice).link());
        return link.substring(link.indexOf('=') + 1);
    }
}
