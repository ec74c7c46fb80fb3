package dev.kith.defaults.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kith.defaults.Notifications;
import dev.kith.defaults.ScriptedSmtpServer;
import dev.kith.defaults.mail.MailServer.Security;
import dev.kith.spi.Notifier.Outcome;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeUtility;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header {@code From} as a server gets it that knows no SMTPUTF8, byte by byte. */
class SenderTest {
    private static final Pattern FROM = Pattern.compile("(?m)^From: (.*(?:\n[ \t].*)*)$");
    private static final Pattern WORD = Pattern.compile("=\\?UTF-8\\?([BQ])\\?([^? ]+)\\?=");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Käse & Brot <kith@example.com>|Käse & Brot",
                "\"Käse, Brot\" <kith@example.com>|Käse, Brot",
                "株式会社キス <kith@example.com>|株式会社キス",
                "Kith™ <kith@example.com>|Kith™",
                "\"Ünal \\\"Q\\\" Co\" <kith@example.com>|Ünal \"Q\" Co",
                "\"Ünal \\\\\" <kith@example.com>|Ünal \\",
                "קית <kith@example.com>|קית",
                "كيث <kith@example.com>|كيث",
                "Кит и Ко. <kith@example.com>|Кит и Ко.",
                "\"Кит <kit@example.org>\" <kith@example.com>|Кит <kit@example.org>",
                "😀 Kith <kith@example.com>|😀 Kith",
                "kith@example.com (Käse)|Käse",
                "=?UTF-8?Q?K=C3=A4se?= und Brötchen <kith@example.com>|Käse und Brötchen",
                "=?ISO-8859-1?Q?K=E4se?= <kith@example.com>|Käse",
            })
    void a_name_in_any_script_arrives_in_encoded_words(String from, String name) throws Exception {
        String header = header(from);

        assertThat(header).matches("[\\x20-\\x7e\\r\\n\\t]+ <kith@example\\.com>");
        String words = header.substring(0, header.length() - " <kith@example.com>".length());
        assertThat(MimeUtility.decodeText(words.replaceAll("\n[ \t]+", " ").strip()))
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"😀", "株", "é😀", "x😀株", "Ж"})
    void a_long_name_is_cut_between_characters(String part) throws Exception {
        String name = part.repeat(80 / part.length());

        String header = header("\"" + name + "\" <kith@example.com>");

        assertThat(header.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
        StringBuilder decoded = new StringBuilder();
        Matcher word = WORD.matcher(header);
        while (word.find()) {
            decoded.append(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(
                            word.group(1).equals("B")
                                    ? Base64.getDecoder().decode(word.group(2))
                                    : MimeUtility.decodeText(word.group().replace("UTF-8", "ISO-8859-1"))
                                            .getBytes(StandardCharsets.ISO_8859_1))));
        }
        assertThat(decoded).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "=?UTF-8?Q?K=C3=A4se?= <kith@example.com>|=?UTF-8?Q?K=C3=A4se?= <kith@example.com>",
                "=?utf-8?b?S8Okc2U=?= <kith@example.com>|=?utf-8?b?S8Okc2U=?= <kith@example.com>",
                "\"Kith, Inc.\" <kith@example.com>|\"Kith, Inc.\" <kith@example.com>",
                "kith@example.com (Kith)|Kith <kith@example.com>",
                "Kith <kith@example.com>|Kith <kith@example.com>",
                "kith@example.com|kith@example.com",
                "<kith@example.com>|kith@example.com",
            })
    void a_name_in_ascii_stays_as_it_is(String from, String expected) throws Exception {
        assertThat(header(from)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Käse, Brot <kith@example.com>",
                "Käse <kith@exämple.com>",
                "käse@example.com",
                "Käse <a@example.com>, Brot <b@example.com>",
                "Käse",
                "\"Käse <kith@example.com>",
                "\ud83d <kith@example.com>"
            })
    void a_name_does_not_make_an_address_of_what_is_none(String from) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new MailNotifier(Session.getInstance(new Properties()), from, Clock.systemUTC()).close());
    }

    private static String header(String from) throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(Map.of());
                MailNotifier notifier = new MailNotifier(
                        new MailServer("127.0.0.1", server.port(), Security.NONE, null, null, Duration.ofSeconds(20)),
                        from,
                        Clock.systemUTC())) {
            assertThat(notifier.deliver(Notifications.mail("1", "mini@example.com")))
                    .isEqualTo(Outcome.accepted());
            assertThat(server.commands()).contains("MAIL FROM:<kith@example.com>");
            String mail = server.mails().get(0);
            assertThat(mail).matches(Pattern.compile("[\\x00-\\x7f]*", Pattern.DOTALL));
            Matcher header = FROM.matcher(mail);
            assertThat(header.find()).isTrue();
            return header.group(1);
        }
    }
}
