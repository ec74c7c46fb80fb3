package dev.kith.transport;

import java.util.List;
import java.util.Map;

/** What the pages behind links say, in each language that there is. Safe for several threads. */
public interface PageTexts {
    /**
     * The texts for a reader.
     *
     * @param languages the language tags (BCP 47) that the reader wants, the dearest first; what is no tag counts as none
     * @return the texts in the first of these languages that there is, otherwise in that of the installation
     */
    PageText in(List<String> languages);

    /**
     * All texts in one language.
     *
     * @param language the language tag
     * @param texts each text by its key: the page, a dot and the place on the page ({@code Ask.Title})
     */
    record PageText(String language, Map<String, String> texts) {}
}
