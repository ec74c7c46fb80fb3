package dev.kith.delivery.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kith.delivery.Logged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextsTest {
    private static final Map<String, String> VALUES = Map.of(
            "Code", "AB12CD",
            "UserID", "u1",
            "OrgID", "o1",
            "DisplayName", "Mini",
            "LastEmail", "mini@example.com",
            "LastPhone", "+41446681800",
            "Replacement", "n***",
            "Link", "https://id.example.com/");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "fr", "it", "nl", "pl", "pt-BR"})
    void each_of_our_languages_says_everything(String language) {
        Map<String, TextTemplate> english = shipped("");
        String name = language.replace('-', '_');
        Map<String, TextTemplate> texts = language.equals("en") ? english : shipped(name);

        assertThat(texts.keySet()).containsExactlyInAnyOrderElementsOf(TextCatalog.keys());
        assertThat(MessageTexts.shipped().of(language).language()).isEqualTo(language);
        texts.forEach((key, text) -> {
            String said = text.text(VALUES);
            assertThat(placeholders(text)).as(key).isEqualTo(placeholders(Objects.requireNonNull(english.get(key))));
            assertThat(said).as(key).doesNotContain("{", "}", "  ", "TODO").isEqualTo(said.strip());
            if (!language.equals("en") && said.length() > 30) {
                assertThat(said)
                        .as(key)
                        .isNotEqualTo(Objects.requireNonNull(english.get(key)).text(VALUES));
            }
        });
    }

    private static Map<String, TextTemplate> shipped(String language) {
        return TextCatalog.read(
                language,
                TextFiles.shipped()
                        .find("messages.properties", language)
                        .orElseThrow()
                        .content());
    }

    private static Set<String> placeholders(TextTemplate text) {
        Set<String> names = new TreeSet<>();
        text.text(name -> {
            names.add(name);
            return "";
        });
        return names;
    }

    @ParameterizedTest
    @CsvSource({"pt, pt-BR", "pt-PT, pt-BR", "pt-BR, pt-BR", "fr-CA, fr", "de-AT, de", "sv, en", "und, en", "'', en"})
    void texts_for_another_country_are_better_than_another_language(String tag, String language) {
        assertThat(MessageTexts.shipped().of(tag).language()).isEqualTo(language);
    }

    @Test
    void the_pages_behind_links_speak_the_first_language_that_there_is() {
        write("messages_sv.properties", "Page.Ask.Title=Bekräfta");
        MessageTexts texts = MessageTexts.of(folder, Locale.GERMAN);

        assertThat(texts.pages(List.of("tlh", "sv-SE", "fr")).words())
                .containsEntry("Ask.Title", "Bekräfta")
                .containsEntry("Verified.Title", "E-Mail-Adresse bestätigt");
        assertThat(texts.pages(List.of("tlh", "fr")).language()).isEqualTo("fr");
        assertThat(texts.pages(List.of()).language()).isEqualTo("de");
    }

    @Test
    void the_most_particular_file_wins_and_ours_stand_behind_the_operators() {
        write("messages_de_AT.properties", "VerifyEmail.Title=1");
        write("messages_de.properties", "VerifyEmail.Title=2\nVerifyEmail.Subject=2");
        write("messages.properties", "VerifyEmail.Title=3\nVerifyEmail.Subject=3\nVerifyEmail.PreHeader=3");

        MessageTexts texts = MessageTexts.of(folder, Locale.ENGLISH);

        assertThat(title(texts, "de-AT")).isEqualTo("1");
        assertThat(say(texts, "de-AT", "VerifyEmail.Subject")).isEqualTo("2");
        assertThat(say(texts, "de-AT", "VerifyEmail.PreHeader"))
                .as("ours in the same language comes before the operator's in another")
                .isEqualTo("E-Mail-Adresse bestätigen");
        assertThat(title(texts, "de-CH")).isEqualTo("2");
        assertThat(title(texts, "en-GB")).isEqualTo("3");
        assertThat(say(texts, "en-GB", "VerifyEmail.ButtonText")).isEqualTo("Verify email");
    }

    @ParameterizedTest
    @CsvSource({"sv", "sv-FI", "x-none", "tlh"})
    void who_reads_a_language_without_texts_gets_that_of_the_installation(String tag) {
        assertThat(MessageTexts.of(null, Locale.GERMAN).of(tag).language()).isEqualTo("de");
        assertThat(MessageTexts.of(null, Locale.ENGLISH).of(tag).language()).isEqualTo("en");
    }

    @Test
    void who_tells_no_language_gets_that_of_the_installation() {
        assertThat(title(MessageTexts.of(null, new Locale("de", "AT")), null)).isEqualTo("E-Mail-Adresse bestätigen");
        assertThat(MessageTexts.of(null, new Locale("de", "AT")).of(null).language())
                .isEqualTo("de-AT");
    }

    @Test
    void the_file_without_language_is_in_the_language_of_the_installation() {
        write("messages.properties", "VerifyEmail.Title=Verifica");

        MessageTexts texts = MessageTexts.of(folder, Locale.ITALIAN);

        assertThat(title(texts, "it")).isEqualTo("Verifica");
        assertThat(title(texts, "it-CH")).isEqualTo("Verifica");
        assertThat(title(texts, "sv")).isEqualTo("Verifica");
        assertThat(title(texts, "en")).isEqualTo("Verify email");
        assertThat(title(texts, "de")).isEqualTo("E-Mail-Adresse bestätigen");
        assertThat(say(texts, "it", "VerifyEmail.Subject"))
                .as("what it lacks")
                .isEqualTo("Confermi il suo indirizzo e-mail");
    }

    @Test
    void what_a_language_lacks_comes_from_that_of_the_installation() throws Exception {
        write("messages_sv.properties", "VerifyEmail.Title=Bekräfta");

        List<String> lines = Logged.by(MessageTexts.class, () -> {
            MessageTexts texts = MessageTexts.of(folder, Locale.GERMAN);
            assertThat(title(texts, "sv")).isEqualTo("Bekräfta");
            assertThat(say(texts, "sv", "VerifyEmail.Subject")).isEqualTo("E-Mail-Adresse bestätigen");
            assertThat(texts.of("sv").language()).isEqualTo("sv");
        });

        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("WARNING texts=sv missing=")
                .contains("VerifyPhone.Text");
    }

    @Test
    void a_layout_is_taken_for_the_language_else_without_language_else_ours() {
        write("mail.txt", "all {{.Text}} {{.Action}}");
        write("mail_de.txt", "deutsch {{.Text}} {{.Action}}");

        MessageTexts texts = MessageTexts.of(folder, Locale.ENGLISH);

        assertThat(plain(texts, "en")).startsWith("all");
        assertThat(plain(texts, "de-AT")).startsWith("deutsch");
        assertThat(plain(MessageTexts.shipped(), "en")).startsWith("greeting");
    }

    @Test
    void files_of_every_editor_are_read() {
        write("messages.properties", "\uFEFFVerifyEmail.Title=Zoë\r\nVerifyEmail.Subject=S\\u00fc\r\n");

        MessageTexts texts = MessageTexts.of(folder, Locale.ENGLISH);

        assertThat(title(texts, null)).isEqualTo("Zoë");
        assertThat(say(texts, null, "VerifyEmail.Subject")).isEqualTo("Sü");
    }

    @Test
    void hidden_files_and_folders_are_left_alone() throws IOException {
        Files.createDirectory(folder.resolve("old"));
        write(".messages.properties.swp", "x");

        assertThat(title(MessageTexts.of(folder, Locale.ENGLISH), null)).isEqualTo("Verify email");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mesages.properties",
                "messages-de.properties",
                "messages_DE.properties",
                "messages_de_at.properties",
                "mail.htm",
                "README.md",
                "mail.html~"
            })
    void a_file_of_another_name_is_refused(String name) {
        write(name, "");

        refused(name + " is not a known file; the known files are messages.properties, ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VerifyEmail.Tittle=x|messages_de.properties: there is no text VerifyEmail.Tittle; the texts are EmailChanged.",
                "VerifyEmail.Title=|messages_de.properties: the text VerifyEmail.Title is empty",
                "VerifyEmail.Title={{.Name}}|the text VerifyEmail.Title: there is no value Name here; the values are [Code, ",
                "VerifyPhone.Text={{.LastEmail}} {{.Code}}|the text VerifyPhone.Text: there is no value LastEmail here",
                "EmailChanged.Text={{.Code}}|the text EmailChanged.Text: there is no value Code here",
                "Footer={{.DisplayName}}|the text Footer: there is no value DisplayName here",
                "VerifyEmail.Title={{printf \"%99999999d\" 1}}|a placeholder is written {{.Name}} and nothing else",
                "VerifyEmail.Title={{.}}|a placeholder is written {{.Name}} and nothing else",
                "VerifyEmail.Title={{{{.Code}}}}|a placeholder is written {{.Name}} and nothing else",
                "VerifyPhone.Text=Code|the text VerifyPhone.Text must contain {{.Code}}",
                "VerifyEmail.TextWithoutLink=Code|the text VerifyEmail.TextWithoutLink must contain {{.Code}}",
                "PhoneChanged.Text=Changed|the text PhoneChanged.Text must contain {{.Link}}",
                "VerifyEmail.Title=\\u12|messages_de.properties is not a valid properties file"
            })
    void words_that_cannot_be_used_are_refused(String line, String sentence) {
        write("messages_de.properties", line);

        refused(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mail.html|<p>{{.Text}}</p>|mail.html must contain {{.Action}}",
                "mail.txt|hello|mail.txt must contain {{.Action}}, {{.Text}}",
                "button.html|<b>{{.ButtonText}}</b>|button.html must contain {{.Link}}",
                "button.txt|{{.Action}} {{.Link}}|button.txt: there is no value Action here",
                "mail.html|{{.Text}}{{.Action}}{{.DisplayName}}|mail.html: there is no value DisplayName here",
                "button.html|<a href={{.Link}}>x</a>|button.html: a placeholder is in a tag outside of quotes",
                "button.html|<a {{.Link}}>x</a>|a placeholder is in a tag outside of quotes",
                "button.html|<script>var x = '{{.Link}}'</script>|a placeholder is in a script",
                "mail.html|<style>a { color: {{.Text}} }</style>{{.Text}}{{.Action}}|a placeholder is in a style",
                "button.html|<a onclick=\"go('{{.Link}}')\">x</a>|is in the attribute onclick",
                "button.html|<a style='{{.Link}}'>x</a>|is in the attribute style"
            })
    void a_layout_that_cannot_be_used_is_refused(String name, String content, String sentence) {
        write(name, content);

        refused(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=\"{{.Link}}\">x</a>",
                "<a class=x href='{{.Link}}' title = \"a>b\">{{.ButtonText}}</a>",
                "<!--[if mso]><v:roundrect href=\"{{.Link}}\"><![endif]-->",
                "<style>a { color: red }</style><a href='{{.Link}}'>1 < 2</a>"
            })
    void places_in_text_and_in_quoted_attributes_are_fine(String content) {
        write("button.html", content);

        assertThat(MessageTexts.of(folder, Locale.ENGLISH).of(null).html().html(pieces()))
                .contains("https://id.example.com/");
    }

    @Test
    void a_file_in_another_encoding_is_refused() throws IOException {
        Files.write(folder.resolve("messages_de.properties"), "VerifyEmail.Title=Bestätigen".getBytes(ISO_8859_1));

        refused("messages_de.properties is not in UTF-8");
    }

    @Test
    void a_file_that_is_too_long_is_refused() {
        write("mail.txt", "x".repeat(1_000_001));

        refused("mail.txt is longer than 1000000 bytes");
    }

    @Test
    void a_language_of_the_installation_without_texts_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageTexts.of(null, Locale.KOREAN))
                .withMessageContaining("there are no texts in the language ko")
                .withMessageContaining("messages_ko.properties");
    }

    private void refused(String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageTexts.of(folder, Locale.ENGLISH))
                .withMessageContaining(sentence);
    }

    private void write(String name, String content) {
        try {
            Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String title(MessageTexts texts, @Nullable String tag) {
        return say(texts, tag, "VerifyEmail.Title");
    }

    private static String say(MessageTexts texts, @Nullable String tag, String key) {
        return texts.of(tag).text(key, VALUES);
    }

    private static String plain(MessageTexts texts, String tag) {
        return texts.of(tag).plain().text(pieces());
    }

    private static Map<String, String> pieces() {
        return Map.of(
                "Language", "en",
                "Title", "title",
                "PreHeader", "preheader",
                "Greeting", "greeting",
                "Text", "text",
                "ButtonText", "button",
                "Link", "https://id.example.com/",
                "Code", "AB12CD",
                "Account", "account",
                "Footer", "footer");
    }
}
