package dev.kith.it.rules;

import static dev.kith.api.ProblemCode.CODE_EXPIRED;
import static dev.kith.api.ProblemCode.CODE_INVALID;
import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.refusal;
import static dev.kith.it.rules.Fixture.self;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.CreateUser;
import dev.kith.api.Preconditions;
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
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The previous verified address is told that it was replaced, and can have that undone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoticeTest {
    private static final Verification VERIFIED = new Verification.Verified(true);
    private static final Verification RETURN = new Verification.ReturnCode();
    private static final Verification SEND = new Verification.SendCode(null);
    private final Fixture fixture = new Fixture();

    @BeforeEach
    void forget() {
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
        OutboxMessage sent = fixture.messages().get(0);

        done(fixture.restoration.restore(token));

        assertThat(fixture.outbox.current(sent)).isFalse();
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
    void where_users_alone_can_undo_a_change_of_an_administrator_has_no_link() {
        CoreSettings settings = Fixture.announcing(new CoreSettings.Announcements(
                Set.of(ContactChannel.EMAIL), CoreSettings.UndoPolicy.SELF, Duration.ofDays(7), false));
        try (Fixture other = new Fixture(settings, Engine.H2_MEMORY.freshDatabase())) {
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
    void where_nobody_can_undo_anything_older_links_are_void_too() {
        Database database = Engine.H2_MEMORY.freshDatabase();
        CoreSettings never = Fixture.announcing(new CoreSettings.Announcements(
                Set.of(ContactChannel.EMAIL), CoreSettings.UndoPolicy.NEVER, Duration.ofDays(7), false));
        try (Fixture before = new Fixture(Fixture.RULES, database);
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
        for (int i = 0; i < token.indexOf('.') - 1; i += 7) {
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
