package dev.kith.delivery.text;

import java.util.Map;

/**
 * What messages say in one language.
 *
 * @param language the language tag
 * @param words every text
 * @param plain the form of a mail as plain text
 * @param html the form of a mail as HTML
 */
record LocalizedTexts(String language, Map<String, TextTemplate> words, MailLayout plain, MailLayout html) {
    LocalizedTexts {
        words = Map.copyOf(words);
    }

    String say(String key, Map<String, String> values) {
        TextTemplate text = words.get(key);
        if (text == null) {
            throw new IllegalArgumentException("there is no text " + key);
        }
        return text.text(values);
    }
}
