package dev.kith.delivery.text;

import java.util.HashMap;
import java.util.Map;

/**
 * The texts of messages in one language.
 *
 * @param language the language tag
 * @param texts every text, by key
 * @param plain the layout of a mail as plain text
 * @param html the layout of a mail as HTML
 * @param pages what pages say
 */
record LocalizedTexts(
        String language, Map<String, TextTemplate> texts, MailLayout plain, MailLayout html, PageWords pages) {
    LocalizedTexts {
        texts = Map.copyOf(texts);
    }

    /** The texts of messages, and among them those of pages. */
    LocalizedTexts(String language, Map<String, TextTemplate> texts, MailLayout plain, MailLayout html) {
        this(language, texts, plain, html, pages(language, texts));
    }

    String text(String key, Map<String, String> values) {
        TextTemplate text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("unknown text " + key);
        }
        return text.text(values);
    }

    private static PageWords pages(String language, Map<String, TextTemplate> texts) {
        Map<String, String> words = new HashMap<>();
        texts.forEach((key, text) -> {
            if (key.startsWith(TextCatalog.PAGE)) {
                words.put(key.substring(TextCatalog.PAGE.length()), text.text(Map.of()));
            }
        });
        return new PageWords(language, words);
    }
}
