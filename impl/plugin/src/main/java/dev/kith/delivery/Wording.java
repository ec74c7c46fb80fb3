package dev.kith.delivery;

import java.util.Map;

/**
 * What messages say in one language.
 *
 * @param language the language tag
 * @param words every text
 * @param plain the form of a mail as plain text
 * @param html the form of a mail as HTML
 */
record Wording(String language, Map<String, Template> words, Layout plain, Layout html) {
    Wording {
        words = Map.copyOf(words);
    }

    String say(String key, Map<String, String> values) {
        Template text = words.get(key);
        if (text == null) {
            throw new IllegalArgumentException("there is no text " + key);
        }
        return text.text(values);
    }
}
