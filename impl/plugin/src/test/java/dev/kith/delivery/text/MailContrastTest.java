package dev.kith.delivery.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The colours of a mail by themselves, in light and in dark (WCAG 2.2, success criterion 1.4.3). */
class MailContrastTest {
    private static final double LEAST = 4.5;
    private static final Pattern DARK = Pattern.compile("\\.(\\w+) \\{ ([a-z-]+): (#[0-9a-f]{6}) !important");

    @ParameterizedTest
    @CsvSource({"https://id.example.com/, false", "'', false", "https://id.example.com/, true", "'', true"})
    void every_text_stands_out_from_its_ground(String link, boolean dark) {
        Map<String, String> pieces = new HashMap<>();
        for (String piece : List.of(
                "Title", "PreHeader", "Greeting", "Text", "ButtonText", "Account", "Footer", "Language", "Code")) {
            pieces.put(piece, piece);
        }
        pieces.put("Link", link);
        Document mail = Jsoup.parse(MessageTexts.shipped().of("en").html().html(pieces));

        List<Element> texts = mail.body().getAllElements().stream()
                .filter(element -> !element.ownText().replace("\u00a0", "").isBlank())
                .filter(element -> !element.attr("style").contains("display: none"))
                .toList();

        assertThat(texts)
                .hasSizeGreaterThan(5)
                .allSatisfy(text -> assertThat(contrast(
                                colour(text, "color", mail, dark), colour(text, "background-color", mail, dark)))
                        .as(text.ownText())
                        .isGreaterThanOrEqualTo(LEAST));
    }

    /** That of the element, else of the nearest one around it. */
    private static String colour(Element element, String property, Document mail, boolean dark) {
        for (Element around = element; around != null; around = around.parent()) {
            String inDark = dark ? inDark(mail, around, property) : "";
            Matcher own = Pattern.compile("(?:^|; ?)" + property + ": (#[0-9a-fA-F]{6})")
                    .matcher(around.attr("style"));
            if (!inDark.isEmpty()) {
                return inDark;
            }
            if (own.find()) {
                return own.group(1);
            }
        }
        throw new AssertionError("no " + property + " for " + element);
    }

    private static String inDark(Document mail, Element element, String property) {
        String style = mail.select("style").get(0).data();
        Matcher rule = DARK.matcher(style.substring(style.indexOf("(prefers-color-scheme: dark)")));
        while (rule.find()) {
            if (element.hasClass(rule.group(1)) && rule.group(2).equals(property)) {
                return rule.group(3);
            }
        }
        return "";
    }

    private static double contrast(String one, String other) {
        double brighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (brighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * linear(colour, 1) + 0.7152 * linear(colour, 3) + 0.0722 * linear(colour, 5);
    }

    private static double linear(String colour, int begin) {
        double part = Integer.parseInt(colour.substring(begin, begin + 2), 16) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
