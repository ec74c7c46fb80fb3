package dev.kith.delivery.text;

import java.util.Map;

/**
 * The texts of messages in one language.
 *
 * @param language the language tag
 * @param texts every text, by key
 * @param plain the layout of a mail as plain text
 * @param html the layout of a mail as HTML
 */
record LocalizedTexts(String language, Map<String, TextTemplate> texts, MailLayout plain, MailLayout html) {
    LocalizedTexts {
        texts = Map.copyOf(texts);
    }

    String text(String key, Map<String, String> values) {
        TextTemplate text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("unknown text " + key);
        }
        return text.text(values);
    }
}
