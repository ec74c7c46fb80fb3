package dev.kith.jpa;

import dev.kith.api.JsonText;

/** Texts that every database can hold. */
final class StorableText {
    private StorableText() {}

    /**
     * PostgreSQL cannot store U+0000, and a lone surrogate has no UTF-8 form. Nothing is stored under such a name, so
     * there is no need to query the database for it, which would be an error.
     */
    static boolean text(String text) {
        return text.indexOf('\0') < 0 && !JsonText.hasLoneSurrogate(text);
    }

    /** A name of 1 to 200 characters, as ids and types are. */
    static boolean name(String text) {
        return !text.isEmpty() && text.codePointCount(0, text.length()) <= 200 && text(text);
    }
}
