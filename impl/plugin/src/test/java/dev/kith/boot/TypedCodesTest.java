package dev.kith.boot;

import static dev.kith.api.ProblemCode.CODE_ATTEMPTS;
import static dev.kith.api.ProblemCode.CODE_INVALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.Kith;
import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.CreateUser.NewUser;
import dev.kith.api.EmailLinks.Link;
import dev.kith.api.EmailLinks.Looked;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.ProblemCode;
import dev.kith.api.Receipt;
import dev.kith.api.SetContact;
import dev.kith.api.SetContactEmail;
import dev.kith.api.SetContactPhone;
import dev.kith.api.Verification;
import dev.kith.api.VerifyContact;
import dev.kith.spi.CodeGenerator;
import dev.kith.spi.Notifier;
import dev.kith.spi.VerificationService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes as people type them, in calls and in links, and what a generator says about their spellings. */
class TypedCodesTest {
    private static final Caller ADMINISTRATOR = Caller.of("admin", Set.of("IAM_OWNER"));
    private static final String ADDRESS = "dora@example.com";
    private static final String PHONE = "+41791234567";
    private static final int MOST = 5;

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    @ParameterizedTest
    @ValueSource(strings = {" %s ", "%s\n", "\t%s", "\u00A0%s\u200B", "%s\uFEFF"})
    void white_space_around_a_code_does_not_count(String pattern) {
        try (Kith kith = kith(new SettledCodes("ab12CD"))) {
            String typed = String.format(pattern, "ab12CD");
            assertThat(verifiedByEveryone(kith, typed)).isTrue();
        }
    }

    @Test
    void the_codes_of_the_default_may_be_typed_in_lower_case_and_in_groups() {
        try (Kith kith = new DefaultKithBuilder().dataSource(database()).start()) {
            for (UnaryOperator<String> spelling : List.<UnaryOperator<String>>of(
                    code -> code.toLowerCase(Locale.ROOT),
                    code -> code.substring(0, 3) + " " + code.substring(3),
                    code -> code.substring(0, 3) + "\u2013" + code.substring(3) + "\r\n")) {
                String id = user(kith);
                Receipt receipt = issued(kith, id);
                String code = Objects.requireNonNull(receipt.emailCode());
                assertThat(code).matches("[A-HJKMNP-Z2-9]{6}");

                assertThat(kith.emailLinks().open(new Link(id, spelling.apply(code), "")))
                        .isEqualTo(Outcome.done(new Looked(ADDRESS, false)));
                assertThat(verifyEmail(kith, id, spelling.apply(code))).isInstanceOf(Outcome.Done.class);
                assertThat(kith.emailLinks().open(new Link(id, spelling.apply(code), "")))
                        .isEqualTo(Outcome.done(new Looked(ADDRESS, true)));
                assertThat(verifyPhone(kith, id, spelling.apply(Objects.requireNonNull(receipt.phoneCode()))))
                        .isInstanceOf(Outcome.Done.class);
            }
        }
    }

    @Test
    void a_generator_that_says_nothing_about_spellings_distinguishes_case() {
        try (Kith kith = kith(new SettledCodes("ab-12-CD"))) {
            String id = user(kith);
            issued(kith, id);

            assertThat(refusal(verifyEmail(kith, id, "AB12CD"))).isEqualTo(CODE_INVALID);
            assertThat(refusal(verifyEmail(kith, id, "ab_12_CD"))).isEqualTo(CODE_INVALID);
            assertThat(verifyEmail(kith, id, "ab 12 CD")).isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void a_generator_decides_what_counts() {
        try (Kith kith = kith(new OwnForm("a-b", UnaryOperator.identity()))) {
            String id = user(kith);
            issued(kith, id);

            assertThat(refusal(verifyEmail(kith, id, "ab"))).isEqualTo(CODE_INVALID);
            assertThat(refusal(verifyEmail(kith, id, " a-b"))).isEqualTo(CODE_INVALID);
            assertThat(verifyEmail(kith, id, "a-b")).isInstanceOf(Outcome.Done.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "-", "\u2014 \u2014", "\u200B\uFEFF", " - - - - - - - - - -"})
    void nothing_but_white_space_and_dashes_is_wrong_and_does_not_count(String typed) {
        try (Kith kith = kith(new SettledCodes("ab12CD"))) {
            String id = user(kith);
            issued(kith, id);
            for (int again = 0; again < 60; again++) {
                assertThat(refusal(verifyEmail(kith, id, typed))).isEqualTo(CODE_INVALID);
                assertThat(refusal(kith.emailLinks().open(new Link(id, typed, ""))))
                        .isEqualTo(CODE_INVALID);
                assertThat(refusal(kith.emailLinks().redeem(new Link(id, typed, ""))))
                        .isEqualTo(CODE_INVALID);
            }

            assertThat(kith.emailLinks().open(new Link(id, "ab12CD", ""))).isInstanceOf(Outcome.Done.class);
            assertThat(verifyEmail(kith, id, "ab12CD")).isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void a_wrong_code_counts_in_every_spelling() {
        try (Kith kith = kith(new SettledCodes("ab12CD"))) {
            String id = user(kith);
            issued(kith, id);
            for (int again = 0; again < MOST; again++) {
                assertThat(refusal(verifyEmail(kith, id, " ab12CE"))).isEqualTo(CODE_INVALID);
            }

            assertThat(refusal(verifyEmail(kith, id, "ab12CD"))).isEqualTo(CODE_ATTEMPTS);
        }
    }

    @Test
    void the_length_that_counts_is_that_of_what_was_typed() {
        try (Kith kith = kith(new SettledCodes("ab12CD"))) {
            String id = user(kith);
            issued(kith, id);

            assertThat(refusal(verifyEmail(kith, id, "ab12CD" + " ".repeat(15))))
                    .isEqualTo(ProblemCode.FIELD_RULE);
            assertThat(refusal(verifyEmail(kith, id, ""))).isEqualTo(ProblemCode.FIELD_RULE);
            assertThat(verifyEmail(kith, id, "ab12CD" + " ".repeat(14))).isInstanceOf(Outcome.Done.class);
        }
    }

    /** A generator whose form is the text itself hashes what versions without forms have hashed. */
    @ParameterizedTest
    @ValueSource(strings = {"ab12CD", "AB-12-CD", "ab 12", "A\u2013B"})
    void what_was_issued_before_there_were_forms_is_redeemed_as_it_was_sent(String code) {
        String id;
        String redeemed;
        try (Kith before = kith(new OwnForm(code, UnaryOperator.identity()))) {
            id = user(before);
            issued(before, id);
            redeemed = user(before);
            issued(before, redeemed);
            assertThat(before.emailLinks().redeem(new Link(redeemed, code, ""))).isEqualTo(Outcome.done(ADDRESS));
        }
        try (Kith after = new DefaultKithBuilder().dataSource(database()).start()) {
            assertThat(refusal(verifyEmail(after, id, code + "X"))).isEqualTo(CODE_INVALID);
            assertThat(after.emailLinks().open(new Link(id, code, "")))
                    .isEqualTo(Outcome.done(new Looked(ADDRESS, false)));
            assertThat(verifyPhone(after, id, code)).isInstanceOf(Outcome.Done.class);
            assertThat(verifyEmail(after, id, code)).isInstanceOf(Outcome.Done.class);
            assertThat(after.emailLinks().open(new Link(redeemed, code, "")))
                    .isEqualTo(Outcome.done(new Looked(ADDRESS, true)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" ab-12\u200B\n", "AB12", "--", " "})
    void a_service_outside_gets_the_text_as_it_was_typed(String typed) {
        OutsideService service = new OutsideService();
        try (Kith kith = new DefaultKithBuilder()
                .dataSource(database())
                .verificationService(service)
                .start()) {
            String id = user(kith);
            assertThat(kith.userAccounts()
                            .setContactPhone(
                                    ADMINISTRATOR,
                                    new SetContactPhone(Preconditions.NONE, id, new SetContact.Phone(PHONE, null))))
                    .isInstanceOf(Outcome.Done.class);

            assertThat(refusal(verifyPhone(kith, id, typed))).isEqualTo(CODE_INVALID);
            assertThat(service.asked).containsExactly(typed);
        }
    }

    @Test
    void a_code_that_has_no_form_is_not_issued() {
        try (Kith kith = kith(new SettledCodes("--"))) {
            String id = user(kith);

            assertThatThrownBy(() -> issued(kith, id))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("settled")
                    .hasMessageNotContaining("--");
        }
    }

    /** In a call and on the page, each for a user of its own. */
    private static boolean verifiedByEveryone(Kith kith, String typed) {
        String called = user(kith);
        issued(kith, called);
        String opened = user(kith);
        issued(kith, opened);
        return verifyEmail(kith, called, typed) instanceof Outcome.Done
                && verifyPhone(kith, called, typed) instanceof Outcome.Done
                && kith.emailLinks().open(new Link(opened, typed, "")) instanceof Outcome.Done
                && kith.emailLinks().redeem(new Link(opened, typed, "")) instanceof Outcome.Done;
    }

    private Kith kith(CodeGenerator codes) {
        return new DefaultKithBuilder()
                .dataSource(database())
                .codeGenerator(codes)
                .start();
    }

    private JdbcDataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(url);
        return database;
    }

    private static String user(Kith kith) {
        kith.userSchemas().register("person", "person", json("{}"));
        String id = UUID.randomUUID().toString();
        assertThat(kith.userAccounts()
                        .create(
                                ADMINISTRATOR,
                                new CreateUser(
                                        Preconditions.inOrganization("default"),
                                        new NewUser("person", Json.Obj.EMPTY, null, id))))
                .isInstanceOf(Outcome.Done.class);
        return id;
    }

    private static Json json(String text) {
        try {
            return JsonText.read(text);
        } catch (JsonText.Unreadable e) {
            throw new AssertionError(e);
        }
    }

    /** With a code for the address and one for the number, both given back. */
    private static Receipt issued(Kith kith, String id) {
        Verification back = new Verification.ReturnCode();
        Outcome<Receipt> phone = kith.userAccounts()
                .setContactPhone(
                        ADMINISTRATOR, new SetContactPhone(Preconditions.NONE, id, new SetContact.Phone(PHONE, back)));
        Outcome<Receipt> email = kith.userAccounts()
                .setContactEmail(
                        ADMINISTRATOR,
                        new SetContactEmail(Preconditions.NONE, id, new SetContact.Email(ADDRESS, back)));
        assertThat(phone).isInstanceOf(Outcome.Done.class);
        Receipt one = ((Outcome.Done<Receipt>) phone).value();
        Receipt other = ((Outcome.Done<Receipt>) email).value();
        return new Receipt(other.details(), other.version(), other.emailCode(), one.phoneCode());
    }

    private static Outcome<Receipt> verifyEmail(Kith kith, String id, String typed) {
        return kith.userAccounts()
                .verifyContactEmail(Caller.of(id, Set.of()), new VerifyContact(Preconditions.NONE, id, typed));
    }

    private static Outcome<Receipt> verifyPhone(Kith kith, String id, String typed) {
        return kith.userAccounts()
                .verifyContactPhone(Caller.of(id, Set.of()), new VerifyContact(Preconditions.NONE, id, typed));
    }

    private static ProblemCode refusal(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).problem().code();
    }

    /** Covers phones, and takes no code. */
    private static final class OutsideService implements VerificationService {
        private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

        @Override
        public String name() {
            return "outside";
        }

        @Override
        public boolean covers(Notifier.Channel channel) {
            return channel == Notifier.Channel.SMS;
        }

        @Override
        public Notifier.Outcome start(VerificationService.Verification verification) {
            return Notifier.Outcome.accepted();
        }

        @Override
        public boolean check(VerificationService.Verification verification, String code) {
            asked.add(code);
            return false;
        }
    }

    /** Always the same code, and nothing about its spellings: a generator as they were before there were forms. */
    private record SettledCodes(String code) implements CodeGenerator {
        @Override
        public String name() {
            return "settled";
        }

        @Override
        public String generate(Purpose purpose) {
            return code;
        }
    }

    /** Always the same code, with a form of its own. */
    private record OwnForm(String code, UnaryOperator<String> form) implements CodeGenerator {
        @Override
        public String name() {
            return "own-form";
        }

        @Override
        public String generate(Purpose purpose) {
            return code;
        }

        @Override
        public String canonical(String text) {
            return form.apply(text);
        }
    }
}
