package dev.kith.it.rules;

import static dev.kith.api.ProblemCode.CODE_ATTEMPTS;
import static dev.kith.api.ProblemCode.CODE_EMPTY;
import static dev.kith.api.ProblemCode.CODE_EXPIRED;
import static dev.kith.api.ProblemCode.CODE_INVALID;
import static dev.kith.api.ProblemCode.TEMPLATE_REFUSED;
import static dev.kith.api.ProblemCode.USER_NOT_FOUND;
import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.refusal;
import static dev.kith.it.rules.Fixture.self;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Caller;
import dev.kith.api.EmailLinks.Link;
import dev.kith.api.Preconditions;
import dev.kith.api.Receipt;
import dev.kith.api.ResendCode;
import dev.kith.api.UserRef;
import dev.kith.api.UserView;
import dev.kith.api.Verification;
import dev.kith.core.OutboxMessage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContactTest {
    private static final Verification VERIFIED = new Verification.Verified(true);
    private static final Verification RETURN = new Verification.ReturnCode();
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
    void a_code_that_is_given_back_verifies_once() {
        String id = fixture.user("{}");
        String code = emailCode(done(fixture.setEmail(ADMIN, id, "a@x.ch", RETURN)));
        assertThat(email(id)).isEqualTo(new UserView.ContactView("a@x.ch", false));
        Receipt verified = done(fixture.verifyEmail(self(id), id, code));
        assertThat(email(id)).isEqualTo(new UserView.ContactView("a@x.ch", true));
        Receipt again = done(fixture.verifyEmail(self(id), id, code));
        assertThat(again.details().changed()).isEqualTo(verified.details().changed());
        assertThat(again.version()).isEqualTo(verified.version());
    }

    @Test
    void the_same_address_again_changes_nothing_and_issues_nothing() {
        String id = fixture.user("{}");
        Receipt first = done(fixture.setEmail(ADMIN, id, "a@x.ch", RETURN));
        for (Verification verification : new Verification[] {null, RETURN, new Verification.SendCode(null)}) {
            Receipt again = done(fixture.setEmail(ADMIN, id, "a@x.ch", verification));
            assertThat(again.emailCode()).isNull();
            assertThat(again.version()).isEqualTo(first.version());
        }
        done(fixture.verifyEmail(ADMIN, id, emailCode(first)));
    }

    @Test
    void the_same_address_vouched_for_is_verified_and_its_code_void() {
        String id = fixture.user("{}");
        String code = emailCode(done(fixture.setEmail(ADMIN, id, "a@x.ch", RETURN)));
        Receipt vouched = done(fixture.setEmail(ADMIN, id, "a@x.ch", VERIFIED));
        assertThat(email(id)).isEqualTo(new UserView.ContactView("a@x.ch", true));
        assertThat(done(fixture.verifyEmail(ADMIN, id, code)).version()).isEqualTo(vouched.version());
        assertThat(done(fixture.setEmail(ADMIN, id, "a@x.ch", VERIFIED)).version())
                .isEqualTo(vouched.version());
    }

    @Test
    void a_code_counts_for_one_user_one_channel_and_one_issue() {
        String one = fixture.user("{}");
        String other = fixture.user("{}");
        String first = emailCode(done(fixture.setEmail(ADMIN, one, "a@x.ch", RETURN)));
        done(fixture.setEmail(ADMIN, other, "a@x.ch", RETURN));
        done(fixture.setPhone(ADMIN, one, "+41791234567", RETURN));
        assertThat(refusal(fixture.verifyEmail(ADMIN, other, first))).isEqualTo(CODE_INVALID);
        assertThat(refusal(fixture.verifyPhone(ADMIN, one, first))).isEqualTo(CODE_INVALID);
        String second = emailCode(
                done(fixture.accounts.resendContactEmailCode(ADMIN, new ResendCode(Preconditions.NONE, one, RETURN))));
        assertThat(refusal(fixture.verifyEmail(ADMIN, one, first))).isEqualTo(CODE_INVALID);
        done(fixture.verifyEmail(ADMIN, one, second));
    }

    @Test
    void an_old_code_is_void_after_a_change_there_and_back_even_if_it_is_drawn_again() {
        String id = fixture.user("{}");
        String code = emailCode(done(fixture.setEmail(ADMIN, id, "a@x.ch", RETURN)));
        done(fixture.setEmail(ADMIN, id, "b@x.ch", RETURN));
        done(fixture.setEmail(ADMIN, id, "a@x.ch", RETURN));
        assertThat(refusal(fixture.verifyEmail(ADMIN, id, code))).isEqualTo(CODE_INVALID);
    }

    @Test
    void a_phone_change_leaves_the_email_code_alone_and_the_other_way_round() {
        String id = fixture.user("{}");
        String email = emailCode(done(fixture.setEmail(ADMIN, id, "a@x.ch", RETURN)));
        String phone = phoneCode(done(fixture.setPhone(ADMIN, id, "079 123 45 67", RETURN)));
        done(fixture.verifyEmail(ADMIN, id, email));
        done(fixture.verifyPhone(ADMIN, id, phone));
        assertThat(fixture.get(id).phone()).isEqualTo(new UserView.ContactView("+41791234567", true));
    }

    @Test
    void a_code_is_valid_for_an_hour() {
        String id = fixture.user("{}");
        String code = emailCode(done(fixture.setEmail(ADMIN, id, "a@x.ch", RETURN)));
        fixture.clock.forward(Duration.ofHours(1).plusMillis(1));
        assertThat(refusal(fixture.verifyEmail(ADMIN, id, code))).isEqualTo(CODE_EXPIRED);
        assertThat(email(id).verified()).isFalse();
    }

    @Test
    void after_five_wrong_codes_the_right_one_is_void_until_a_new_one_is_issued() {
        String id = fixture.user("{}");
        Receipt issued = done(fixture.setEmail(ADMIN, id, "a@x.ch", RETURN));
        for (int i = 0; i < 5; i++) {
            assertThat(refusal(fixture.verifyEmail(ADMIN, id, "WRONG" + i))).isEqualTo(CODE_INVALID);
        }
        assertThat(refusal(fixture.verifyEmail(ADMIN, id, emailCode(issued)))).isEqualTo(CODE_ATTEMPTS);
        assertThat(fixture.get(id).version()).isEqualTo(issued.version());
        String fresh = emailCode(
                done(fixture.accounts.resendContactEmailCode(ADMIN, new ResendCode(Preconditions.NONE, id, RETURN))));
        done(fixture.verifyEmail(ADMIN, id, fresh));
    }

    @Test
    void nothing_pending_is_no_error_for_a_verified_address_only() {
        String without = fixture.user("{}");
        assertThat(refusal(fixture.verifyEmail(ADMIN, without, "ABCDEF"))).isEqualTo(CODE_EMPTY);
        assertThat(refusal(fixture.accounts.resendContactEmailCode(
                        ADMIN, new ResendCode(Preconditions.NONE, without, null))))
                .isEqualTo(CODE_EMPTY);
        String verified = fixture.userWithVerifiedEmail("a@x.ch");
        done(fixture.verifyEmail(ADMIN, verified, "ABCDEF"));
    }

    @Test
    void the_user_changes_a_verified_address_only_by_redeeming_the_code_for_the_new_one() {
        String id = fixture.userWithVerifiedEmail("old@x.ch");
        fixture.codes.next("NEWONE");
        done(fixture.setEmail(self(id), id, "new@x.ch", null));
        assertThat(email(id)).isEqualTo(new UserView.ContactView("old@x.ch", true, "new@x.ch"));
        OutboxMessage message = messageFor("new@x.ch");
        assertThat(fixture.protector.open(message).code()).isEqualTo("NEWONE");
        done(fixture.verifyEmail(self(id), id, "NEWONE"));
        assertThat(email(id)).isEqualTo(new UserView.ContactView("new@x.ch", true));
    }

    @Test
    void the_pending_address_again_is_no_change_and_the_present_one_drops_it() {
        String id = fixture.userWithVerifiedEmail("old@x.ch");
        fixture.codes.next("NEWONE");
        Receipt pending = done(fixture.setEmail(self(id), id, "new@x.ch", null));
        assertThat(done(fixture.setEmail(self(id), id, "new@x.ch", null)).version())
                .isEqualTo(pending.version());
        Receipt dropped = done(fixture.setEmail(self(id), id, "old@x.ch", null));
        assertThat(dropped.version()).isNotEqualTo(pending.version());
        assertThat(done(fixture.verifyEmail(self(id), id, "NEWONE")).version()).isEqualTo(dropped.version());
        assertThat(email(id)).isEqualTo(new UserView.ContactView("old@x.ch", true));
    }

    @Test
    void the_user_and_who_may_write_it_see_what_is_pending_and_readers_do_not() {
        String id = fixture.userWithVerifiedEmail("old@x.ch");
        done(fixture.setPhone(ADMIN, id, "+41791234567", VERIFIED));
        done(fixture.setEmail(self(id), id, "new@x.ch", null));
        done(fixture.setPhone(self(id), id, "+41446681800", null));
        for (Caller caller : List.of(self(id), ADMIN, Fixture.HOME_OWNER)) {
            UserView seen = done(fixture.accounts.get(caller, new UserRef(Preconditions.NONE, id)));
            assertThat(seen.email()).isEqualTo(new UserView.ContactView("old@x.ch", true, "new@x.ch"));
            assertThat(seen.phone()).isEqualTo(new UserView.ContactView("+41791234567", true, "+41446681800"));
        }
        UserView read = done(fixture.accounts.get(Fixture.VIEWER, new UserRef(Preconditions.NONE, id)));
        assertThat(read.email()).isEqualTo(new UserView.ContactView("old@x.ch", true));
        assertThat(read.phone()).isEqualTo(new UserView.ContactView("+41791234567", true));
    }

    @Test
    void the_code_of_a_contact_that_replaces_none_makes_nothing_pending() {
        String id = fixture.user("{}");
        done(fixture.setEmail(ADMIN, id, "a@x.ch", RETURN));
        assertThat(email(id)).isEqualTo(new UserView.ContactView("a@x.ch", false));
    }

    @Test
    void another_pending_address_takes_the_place_of_the_first_and_its_code_never_verifies_the_second() {
        String id = fixture.userWithVerifiedEmail("old@x.ch");
        fixture.codes.next("MINE11");
        done(fixture.setEmail(self(id), id, "mine@x.ch", null));
        fixture.codes.next("VICTIM");
        done(fixture.setEmail(self(id), id, "victim@x.ch", null));
        assertThat(refusal(fixture.verifyEmail(self(id), id, "MINE11"))).isEqualTo(CODE_INVALID);
        assertThat(email(id)).isEqualTo(new UserView.ContactView("old@x.ch", true, "victim@x.ch"));
    }

    @Test
    void resending_serves_the_pending_address() {
        String id = fixture.userWithVerifiedEmail("old@x.ch");
        done(fixture.setEmail(self(id), id, "pending@x.ch", null));
        messageFor("pending@x.ch");
        fixture.codes.next("SECOND");
        done(fixture.accounts.resendContactEmailCode(self(id), new ResendCode(Preconditions.NONE, id, null)));
        assertThat(fixture.protector.open(messageFor("pending@x.ch")).code()).isEqualTo("SECOND");
        done(fixture.verifyEmail(self(id), id, "SECOND"));
        assertThat(email(id)).isEqualTo(new UserView.ContactView("pending@x.ch", true));
    }

    @Test
    void an_administrator_changes_at_once_and_drops_what_is_pending() {
        String id = fixture.userWithVerifiedEmail("old@x.ch");
        fixture.codes.next("NEWONE");
        done(fixture.setEmail(self(id), id, "new@x.ch", null));
        done(fixture.setEmail(ADMIN, id, "admin@x.ch", VERIFIED));
        done(fixture.verifyEmail(self(id), id, "NEWONE"));
        assertThat(email(id)).isEqualTo(new UserView.ContactView("admin@x.ch", true));
    }

    @Test
    void an_unverified_address_changes_at_once_also_for_the_user_itself() {
        String id = fixture.user("{}");
        done(fixture.setEmail(self(id), id, "a@x.ch", null));
        done(fixture.setEmail(self(id), id, "b@x.ch", null));
        assertThat(email(id)).isEqualTo(new UserView.ContactView("b@x.ch", false));
    }

    @Test
    void a_patch_document_changes_a_contact_without_a_word_about_its_verification() {
        String id = fixture.userWithVerifiedEmail("old@x.ch");
        done(fixture.mergePatch(ADMIN, id, "{\"contact\":{\"email\":{\"address\":\"new@x.ch\"}}}"));
        assertThat(email(id)).isEqualTo(new UserView.ContactView("new@x.ch", false));
    }

    @Test
    void a_patch_document_that_leaves_contacts_alone_leaves_what_is_pending_alone() {
        String id = fixture.userWithVerifiedEmail("old@x.ch");
        fixture.codes.next("NEWONE");
        done(fixture.setEmail(self(id), id, "new@x.ch", null));
        done(fixture.mergePatch(ADMIN, id, "{\"data\":{\"name\":\"Mini\"}}"));
        done(fixture.verifyEmail(self(id), id, "NEWONE"));
        assertThat(email(id)).isEqualTo(new UserView.ContactView("new@x.ch", true));
    }

    @Test
    void a_deleted_user_comes_back_fresh() {
        String id = fixture.userWithVerifiedEmail("old@x.ch");
        done(fixture.setEmail(ADMIN, id, "gone@x.ch", null));
        String version = fixture.get(id).version();
        done(fixture.accounts.delete(ADMIN, new UserRef(Preconditions.NONE, id)));
        assertThat(fixture.messages()).noneMatch(message -> message.recipient().equals("gone@x.ch"));
        assertThat(refusal(fixture.verifyEmail(ADMIN, id, "ABCDEF"))).isEqualTo(USER_NOT_FOUND);
        fixture.clock.forward(Duration.ofSeconds(1));
        done(fixture.accounts.create(
                ADMIN,
                new dev.kith.api.CreateUser(
                        Preconditions.inOrganization(Fixture.HOME),
                        new dev.kith.api.CreateUser.NewUser(Fixture.SCHEMA, null, null, id))));
        assertThat(fixture.get(id).email()).isNull();
        assertThat(fixture.get(id).version()).isNotEqualTo(version);
        done(fixture.setEmail(ADMIN, id, "gone@x.ch", RETURN));
    }

    @Test
    void the_default_link_comes_from_configuration_and_is_percent_encoded() {
        String id = fixture.user("{\"name\":\"Mini\"}");
        fixture.codes.next("A&B#C%");
        done(fixture.setEmail(ADMIN, id, "link@x.ch", null));
        assertThat(fixture.protector.open(messageFor("link@x.ch")).link())
                .isEqualTo("https://id.example/ui/login/mail/verification?userID=" + id
                        + "&code=A%26B%23C%25&orgID=home&authRequestID=");
    }

    @Test
    void the_user_itself_may_name_our_own_origin_only() {
        String id = fixture.user("{}");
        assertThat(refusal(
                        fixture.setEmail(self(id), id, "a@x.ch", new Verification.SendCode("https://evil.example/"))))
                .isEqualTo(TEMPLATE_REFUSED);
        done(fixture.setEmail(self(id), id, "a@x.ch", new Verification.SendCode("https://id.example/own?c={{.Code}}")));
        done(fixture.setEmail(ADMIN, id, "b@x.ch", new Verification.SendCode("https://elsewhere.example/")));
    }

    @Test
    void a_template_whose_link_could_become_too_long_is_refused() {
        String id = fixture.user("{}");
        Verification tooLong = new Verification.SendCode("https://x.ch/" + "{{.Code}}".repeat(9));
        assertThat(refusal(fixture.setEmail(ADMIN, id, "a@x.ch", tooLong))).isEqualTo(TEMPLATE_REFUSED);
        assertThat(refusal(fixture.accounts.create(
                        ADMIN,
                        new dev.kith.api.CreateUser(
                                Preconditions.inOrganization(Fixture.HOME),
                                new dev.kith.api.CreateUser.NewUser(
                                        Fixture.SCHEMA,
                                        null,
                                        new dev.kith.api.SetContact(
                                                new dev.kith.api.SetContact.Email("a@x.ch", tooLong), null),
                                        null)))))
                .isEqualTo(TEMPLATE_REFUSED);
    }

    @Test
    void a_link_is_looked_at_without_being_redeemed() {
        String id = fixture.user("{}");
        String code = emailCode(done(fixture.setEmail(ADMIN, id, "a@x.ch", RETURN)));
        String version = fixture.get(id).version();
        Link link = new Link(id, code, Fixture.HOME);
        assertThat(List.of(done(fixture.links.look(link)), done(fixture.links.look(link))))
                .containsOnly("a@x.ch");
        assertThat(fixture.get(id).version()).isEqualTo(version);
        assertThat(done(fixture.links.redeem(link))).isEqualTo("a@x.ch");
        assertThat(email(id).verified()).isTrue();
    }

    @Test
    void looking_at_links_is_no_way_to_guess() {
        String id = fixture.user("{}");
        String code = emailCode(done(fixture.setEmail(ADMIN, id, "a@x.ch", RETURN)));
        for (int i = 0; i < 20; i++) {
            assertThat(refusal(fixture.links.look(new Link(id, "WRONG" + i, ""))))
                    .isEqualTo(CODE_INVALID);
        }
        assertThat(refusal(fixture.links.look(new Link(id, code, "")))).isEqualTo(CODE_INVALID);
        assertThat(done(fixture.links.redeem(new Link(id, code, "")))).isEqualTo("a@x.ch");
    }

    @Test
    void who_does_not_hold_the_code_of_a_link_hears_the_same_whatever_the_user_is_like() {
        String pending = fixture.user("{}");
        String code = emailCode(done(fixture.setEmail(ADMIN, pending, "a@x.ch", RETURN)));
        String verified = fixture.userWithVerifiedEmail("v@x.ch");
        for (Link link : List.of(
                new Link(pending, "WRONG1", ""),
                new Link(pending, code, Fixture.AWAY),
                new Link(verified, "WRONG1", ""),
                new Link("nobody", "WRONG1", ""))) {
            assertThat(refusal(fixture.links.look(link))).isEqualTo(CODE_INVALID);
            assertThat(refusal(fixture.links.redeem(link))).isEqualTo(CODE_INVALID);
        }
        for (int i = 0; i < 49; i++) {
            assertThat(refusal(fixture.links.redeem(new Link(pending, "WRONG2", ""))))
                    .isEqualTo(CODE_INVALID);
        }
        assertThat(refusal(fixture.links.redeem(new Link(pending, code, "")))).isEqualTo(CODE_ATTEMPTS);
    }

    private OutboxMessage messageFor(String recipient) {
        List<OutboxMessage> messages = fixture.messages().stream()
                .filter(message -> message.recipient().equals(recipient))
                .toList();
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    private UserView.ContactView email(String id) {
        return Objects.requireNonNull(fixture.get(id).email());
    }

    private static String emailCode(Receipt receipt) {
        return Objects.requireNonNull(receipt.emailCode());
    }

    private static String phoneCode(Receipt receipt) {
        return Objects.requireNonNull(receipt.phoneCode());
    }
}
