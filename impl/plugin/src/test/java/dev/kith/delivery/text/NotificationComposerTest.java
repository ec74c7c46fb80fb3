package dev.kith.delivery.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.ContactChannel;
import dev.kith.core.MessagePayload;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.core.OutboxMessage.Sealed;
import dev.kith.spi.Notifier;
import dev.kith.spi.Notifier.Notification;
import java.time.Instant;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationComposerTest {
    private static final String LINK =
            "https://id.example.com/kith/ui/login/mail/verification?userID=u1&code=AB12CD&orgID=o1&authRequestID=";
    private static final String SENTENCE =
            "A new email has been added. Please use the button below to verify your email."
                    + " (Code AB12CD) If you didn't add a new email, please ignore this email.";

    private static final String UNDO = "https://id.example.com/kith/ui/login/mail/undo?token=abc.k1";
    private static final String ACCOUNT =
            "This email address was added to the account u1. If that is not your account, do not verify the address.";

    private final NotificationComposer composer = new NotificationComposer(MessageTexts.shipped());

    @Test
    void a_mail_has_the_words_of_the_contract() {
        Notification mail = mail("AB12CD", LINK, "Mini Mouse");
        Document html = Jsoup.parse(html(mail));

        assertThat(mail.channel()).isEqualTo(Notifier.Channel.EMAIL);
        assertThat(mail.type().wireName()).isEqualTo("VerifyEmail");
        assertThat(mail.subject()).isEqualTo("Verify email");
        assertThat(mail.text())
                .isEqualTo("Hello Mini Mouse,\n\n" + SENTENCE + "\n\nVerify email:\n" + LINK + "\n\nAB12CD\n\n"
                        + ACCOUNT + "\n");
        assertThat(html.title()).isEqualTo("Verify email");
        assertThat(html.select("h1").text()).isEqualTo("Verify email");
        assertThat(html.body().child(0).text()).as("pre-header").isEqualTo("Verify email");
        assertThat(html.select("p").eachText()).contains("Hello Mini Mouse,", SENTENCE);
        assertThat(html.select("a").text()).isEqualTo("Verify email");
        assertThat(html.select("a").attr("href")).isEqualTo(LINK);
        assertThat(html.select("html").attr("lang")).isEqualTo("en");
    }

    @Test
    void a_mail_has_the_default_colours() {
        assertThat(html(mail("AB12CD", LINK, null)))
                .contains("background-color: #fafafa")
                .contains("background-color: #5282C1")
                .contains("color: #22292f");
    }

    @Test
    void a_mail_loads_nothing_and_runs_nothing() {
        Document html = Jsoup.parse(html(mail("AB12CD", LINK, "Mini")));

        assertThat(html.select("script, link, img, iframe, form, object, [src], [onclick]"))
                .isEmpty();
        assertThat(html.html()).doesNotContain("@import").doesNotContain("url(");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\r\n", "\u200B\u2060\uFEFF", "\u00A0\u2003"})
    void without_a_name_the_greeting_is_plain(String name) {
        Notification mail = mail("AB12CD", LINK, name);

        assertThat(mail.text()).startsWith("Hello,\n\n");
        assertThat(Jsoup.parse(html(mail)).select("p").eachText()).contains("Hello,");
    }

    @Test
    void no_name_at_all_is_greeted_plainly_too() {
        assertThat(mail("AB12CD", LINK, null).text()).startsWith("Hello,\n\n");
    }

    @Test
    void without_a_link_the_mail_carries_the_code_and_no_button() {
        Notification mail = mail("AB12CD", null, "Mini");
        Document html = Jsoup.parse(html(mail));

        assertThat(mail.link()).isNull();
        assertThat(mail.text())
                .isEqualTo(
                        "Hello Mini,\n\nA new email has been added. Please use the following code to verify your email."
                                + " (Code AB12CD) If you didn't add a new email, please ignore this email.\n\n"
                                + "AB12CD\n\n" + ACCOUNT + "\n");
        assertThat(html.select("a, .button")).isEmpty();
        assertThat(html.select("p").eachText()).contains("AB12CD");
    }

    @Test
    void a_text_message_has_the_words_of_the_contract() {
        Notification message = composer.write(
                message(ContactChannel.PHONE, "+41446681800"), new MessagePayload("AB12CD", null, "Mini Mouse"), 3);

        assertThat(message.channel()).isEqualTo(Notifier.Channel.SMS);
        assertThat(message.type().wireName()).isEqualTo("VerifyPhone");
        assertThat(message.subject()).isEmpty();
        assertThat(message.html()).isNull();
        assertThat(message.attempt()).isEqualTo(3);
        assertThat(message.text())
                .isEqualTo("A new phone number has been added. Please use the following code to verify it AB12CD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x>",
                "<b><a href=evil>",
                "\"><script>alert(1)",
                "' onmouseover='x",
                "${7*7}",
                "<#assign x=1>",
                "{{.Code}}",
                "{{",
                "&lt;b&gt;",
                "Mini & Co"
            })
    void a_name_stays_text_in_both_parts(String name) {
        Notification mail = mail("AB12CD", LINK, name);
        Document html = Jsoup.parse(html(mail));

        assertThat(mail.text().lines().findFirst()).contains("Hello " + name + ",");
        assertThat(mail.subject()).isEqualTo("Verify email");
        assertThat(html.select("p").eachText()).first().isEqualTo("Hello " + name + ",");
        assertThat(html.select("img, script, [onmouseover]")).isEmpty();
        assertThat(html.select("a").eachAttr("href")).containsExactly(LINK);
        assertThat(mail.text()).contains("(Code AB12CD)");
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Mini\\r\\nBcc x|Mini Bcc x",
                "a\\u202Eb\\u202Cc|abc",
                "a\\u200B\\u200D\\u2060b|ab",
                "a\\u2066b\\u2069|ab",
                "a\\u0000\\u0007b|a b",
                "a\\u2028b\\u2029c|a b c",
                "\\uD83D\\uDE00 Zo\\u00EB|\\uD83D\\uDE00 Zo\\u00EB",
                "\\uD83D|"
            },
            delimiter = '|')
    void characters_that_nobody_sees_are_taken_out_of_a_name(String given, @Nullable String inert) {
        assertThat(PersonName.inert(unescaped(given)).orElse(null)).isEqualTo(inert == null ? null : unescaped(inert));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Win at https://evil.example/",
                "www.evil.example",
                "WWW.evil.example now",
                "Win at evil.example/now",
                "evil.example",
                "me@evil.example",
                "win:evil.example.",
                "\u0435vil\u3002example",
                "evil.e",
                "J.R.R. evil",
                "evil/win",
                "me@evil",
                "evil: win",
                "evil\uFF0Eexample",
                "evil\uFF61example",
                "evil\uFE52example",
                "evil\u2024example",
                "evil\uA4F8example",
                "evil\uFF0Fwin",
                "evil\u2044win",
                "evil\u2215win",
                "me\uFF20evil",
                "me\uFE6Bevil",
                "evil\uFF1Awin",
                "evil\uFE55win",
                "evil\uA789win",
                "evil\u2236win",
                "evil.\u200Bexample",
                "evil\u200D.example",
                "evil.\u034Fexample",
                "evi\u0301.\u0301example",
                "evil \uD83D\uDC49 \u0939\u093F\u0928\u094D\u0926\u0940.\u092D\u093E\u0930\u0924",
                "evil \u0E44\u0E17\u0E22.\u0E04\u0E2D\u0E21",
                "evil \u4E2D\u6587.\u7F51\u5740",
                "evil \u05E9\u05DC.\u05E7\u05D5\u05DD",
                "evil 4.example",
                "evil \uD835\uDC1E.\uD835\uDC1E"
            })
    void a_name_that_mail_programs_would_turn_into_a_link_is_none(String name) {
        assertThat(mail("AB12CD", LINK, name).text()).startsWith("Hello,\n\n").doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"J. R. R. Tolkien", "Dr. Mini", "Mini M.", "Mini ... Kith", "3.14", "Nr.5", "M.", "No.\uFF15"})
    void a_name_with_dots_that_make_no_link_stays(String name) {
        assertThat(PersonName.inert(name)).contains(name);
    }

    @Test
    void a_name_is_cut_at_forty_characters() {
        assertThat(PersonName.inert("\uD83D\uDE00".repeat(40))).contains("\uD83D\uDE00".repeat(40));
        assertThat(PersonName.inert("\uD83D\uDE00".repeat(41))).contains("\uD83D\uDE00".repeat(40));
        assertThat(PersonName.inert("x".repeat(39) + " y")).contains("x".repeat(39));
    }

    @Test
    void a_name_is_cut_before_a_character_that_would_be_torn_apart() {
        assertThat(PersonName.inert("x".repeat(39) + "e\u0301\u0302z")).contains("x".repeat(39));
        assertThat(PersonName.inert("x".repeat(38) + "e\u0301z")).contains("x".repeat(38) + "e\u0301");
        assertThat(PersonName.inert("e" + "\u0301".repeat(60))).isEmpty();
    }

    @Test
    void a_notice_has_no_name_that_could_become_a_link_either() {
        Notification notice = composer.write(
                new OutboxMessage(
                        "m1",
                        "u1",
                        "o1",
                        ContactChannel.EMAIL,
                        MessageKind.NOTICE,
                        "mini@example.com",
                        new Sealed("k", ""),
                        Instant.EPOCH,
                        null),
                new MessagePayload("", UNDO, "Win at evil.example/now", "en", "n***@e***.example", null),
                1);

        assertThat(notice.text()).startsWith("Hello,\n\n").doesNotContain("evil");
        assertThat(html(notice)).doesNotContain("evil");
    }

    /** Ids can be chosen, and are as good a text as a name. */
    @ParameterizedTest
    @CsvSource({
        "u1, u1",
        "4ad2b8f0-9a4b-4f2c-8d6e-0f1a2b3c4d5e, 4ad2b8f0-9a4b-4f2c-8d6e-0f1a2b3c4d5e",
        "mini@example.com, mi***",
        "win at evil.example/now, wi***",
        "/, ***",
        "0123456789012345678901234567890123456789x, 0123456789012345678901234567890123456789***"
    })
    void an_id_that_could_become_a_link_is_not_shown_in_full(String id, String shown) {
        assertThat(PersonName.inertId(id)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A&B#C%41", "<b>x</b>", "\"'", "a\r\nb", "{{.Link}}", "\u202Ecode"})
    void a_code_of_any_kind_stays_text_in_both_parts(String code) {
        Notification withLink = mail(code, LINK, "Mini");
        Notification withoutLink = mail(code, null, "Mini");

        assertThat(withLink.text()).contains("(Code " + code + ")");
        for (Notification mail : List.of(withLink, withoutLink)) {
            Document html = Jsoup.parse(html(mail));
            assertThat(html.select("b, script")).isEmpty();
            assertThat(html.select("p").eachText().toString()).contains("(Code " + code.replace("\r\n", " ") + ")");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "javascript://verify/%0aalert(1)",
                "VBScript://verify/",
                "data:text/html,x",
                "file://verify/",
                "//evil.example",
                "nothing",
                "http://[",
                "ftp://x"
            })
    void a_link_that_leads_to_no_page_and_no_application_is_not_written(String link) {
        assertThatThrownBy(() -> mail("AB12CD", link, "Mini")).isInstanceOf(RuntimeException.class);
    }

    @Test
    void a_link_to_an_application_is_a_line_of_the_text_and_the_button_of_the_html() {
        String link = "myapp://verify?user=u1&code=AB12CD&org=o1";

        Notification mail = mail("AB12CD", link, "Mini");

        Document html = Jsoup.parse(html(mail));
        assertThat(mail.link()).hasToString(link);
        assertThat(mail.text().lines()).contains(link);
        assertThat(html.select("a")).singleElement().satisfies(button -> {
            assertThat(button.attr("href")).isEqualTo(link);
            assertThat(button.text()).isEqualTo("Verify email");
        });
        assertThat(html.select("p").eachText()).contains(link);
        assertThat(mail.text()).contains("(Code AB12CD)");
    }

    @Test
    void a_link_stays_one_attribute_whatever_it_holds() {
        String link = "https://id.example.com/?a='%22&b=%3Cx%3E&amp;c";

        assertThat(Jsoup.parse(html(mail("AB12CD", link, "Mini"))).select("a").attr("href"))
                .isEqualTo(link);
    }

    @Test
    void a_mail_names_the_account_that_the_address_was_added_to() {
        Notification mail = mail("AB12CD", LINK, "Mini");

        assertThat(mail.text()).contains(ACCOUNT);
        assertThat(Jsoup.parse(html(mail)).select("p").eachText()).contains(ACCOUNT);
    }

    @Test
    void a_notice_tells_the_previous_address_what_took_its_place_and_how_to_undo_it() {
        Notification notice = notice(ContactChannel.EMAIL, "mini@example.com", UNDO, "n***@e***.org", null);
        Document html = Jsoup.parse(html(notice));

        assertThat(notice.type().wireName()).isEqualTo("EmailChanged");
        assertThat(notice.recipient()).isEqualTo("mini@example.com");
        assertThat(notice.subject()).isEqualTo("Your email address was changed");
        assertThat(notice.code()).isEmpty();
        assertThat(notice.link()).hasToString(UNDO);
        assertThat(notice.text())
                .contains("from this address to n***@e***.org.")
                .contains("within 7 days")
                .contains("Undo the change:\n" + UNDO)
                .contains("the account u1");
        assertThat(html.select("a").text()).isEqualTo("Undo the change");
        assertThat(html.select("a").attr("href")).isEqualTo(UNDO);
    }

    @Test
    void a_notice_without_a_link_says_whom_to_ask_and_has_neither_button_nor_code() {
        Notification notice = notice(ContactChannel.EMAIL, "mini@example.com", null, "n***@e***.org", null);
        Document html = Jsoup.parse(html(notice));

        assertThat(notice.text())
                .contains("please tell your administrator")
                .doesNotContain("Undo")
                .doesNotContain("7 days");
        assertThat(html.select("a, .button")).isEmpty();
        assertThat(html.select("p").eachText()).allMatch(text -> !text.equals("n***@e***.org"));
    }

    @Test
    void a_notice_about_a_contact_that_was_removed_names_nothing_that_took_its_place() {
        assertThat(notice(ContactChannel.EMAIL, "mini@example.com", UNDO, null, null)
                        .text())
                .contains(
                        "This email address was removed from your account.", "use the link below within 7 days", UNDO);
        assertThat(notice(ContactChannel.EMAIL, "mini@example.com", null, null, null)
                        .text())
                .contains("This email address was removed from your account.", "please tell your administrator");
        assertThat(notice(ContactChannel.PHONE, "+41446681800", UNDO, null, null)
                        .text())
                .isEqualTo("This phone number was removed from your account. If you did not make this change,"
                        + " undo it within 7 days: " + UNDO);
        assertThat(notice(ContactChannel.PHONE, "+41446681800", null, null, null)
                        .text())
                .isEqualTo("This phone number was removed from your account. If you did not make this change,"
                        + " please tell your administrator.");
    }

    @Test
    void a_notice_to_a_phone_is_one_text_with_the_link_in_it() {
        Notification notice = notice(ContactChannel.PHONE, "+41446681800", UNDO, "***99", null);

        assertThat(notice.type().wireName()).isEqualTo("PhoneChanged");
        assertThat(notice.html()).isNull();
        assertThat(notice.text())
                .isEqualTo(
                        "The phone number of your account was changed to ***99. If you did not make this change, undo it"
                                + " within 7 days: " + UNDO);
        assertThat(notice(ContactChannel.PHONE, "+41446681800", null, "***99", null)
                        .text())
                .endsWith("please tell your administrator.");
    }

    @Test
    void who_reads_german_is_written_to_in_german() {
        Notification verify = composer.write(
                message(ContactChannel.EMAIL, "mini@example.com"),
                new MessagePayload("AB12CD", LINK, "Zoë", "de-CH", null, null),
                1);
        Notification notice = notice(ContactChannel.PHONE, "+41446681800", null, "***99", "de");

        assertThat(verify.subject()).isEqualTo("E-Mail-Adresse bestätigen");
        assertThat(verify.text())
                .startsWith("Guten Tag Zoë,\n\ndiese E-Mail-Adresse")
                .contains("(Code AB12CD)");
        assertThat(Jsoup.parse(html(verify)).select("html").attr("lang")).isEqualTo("de");
        assertThat(notice.text()).startsWith("Die Telefonnummer Ihres Kontos wurde auf ***99 geändert.");
    }

    private Notification notice(
            ContactChannel channel,
            String recipient,
            @Nullable String link,
            @Nullable String replacement,
            @Nullable String language) {
        OutboxMessage message = new OutboxMessage(
                "1",
                "u1",
                "o1",
                channel,
                MessageKind.NOTICE,
                recipient,
                new Sealed("k1", ""),
                Instant.parse("2026-11-22T03:00:00Z"),
                null);
        return composer.write(message, new MessagePayload("", link, "Mini", language, replacement, null), 1);
    }

    private Notification mail(String code, @Nullable String link, @Nullable String name) {
        return composer.write(
                message(ContactChannel.EMAIL, "mini@example.com"), new MessagePayload(code, link, name), 1);
    }

    private static String html(Notification mail) {
        assertThat(mail.html()).isNotNull();
        return String.valueOf(mail.html());
    }

    private static OutboxMessage message(ContactChannel channel, String recipient) {
        return new OutboxMessage(
                "1",
                "u1",
                "o1",
                channel,
                MessageKind.SEND_CODE,
                recipient,
                new Sealed("k1", ""),
                Instant.parse("2026-11-22T03:00:00Z"),
                null);
    }

    /** Test names show the escapes; the values are the characters. */
    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("\\u", i)) {
                out.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
                i += 5;
            } else if (text.startsWith("\\r\\n", i)) {
                out.append("\r\n");
                i += 3;
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }
}
