package dev.kith.delivery.text;

import java.util.Map;

/**
 * What the pages behind links say in one language.
 *
 * @param language the language tag
 * @param words each text by its key: the page, a dot and the place on the page ({@code Ask.Title})
 */
public record PageWords(String language, Map<String, String> words) {
    /** Copies the texts. */
    public PageWords {
        words = Map.copyOf(words);
    }
}
