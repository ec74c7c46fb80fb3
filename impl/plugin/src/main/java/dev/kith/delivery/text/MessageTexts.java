package dev.kith.delivery.text;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What messages say in each language, from files of the operator and from ours.
 *
 * <p>A person gets the language that it reads where there is anything in it, else that of the installation. Each text is
 * taken from the first of these that has it:
 *
 * <ol>
 *   <li>the operator's file for language and country,
 *   <li>the operator's file for the language,
 *   <li>the operator's file without language, if this is the language of the installation,
 *   <li>ours for language and country, then ours for the language,
 *   <li>the same four for the language of the installation,
 *   <li>English.
 * </ol>
 *
 * Layouts have no language of their own; of them the operator's for language and country, for the language, without
 * language, and then ours are taken. Safe for several threads.
 */
public final class MessageTexts {
    private static final System.Logger LOG = System.getLogger(MessageTexts.class.getName());
    private static final String WORDS = "messages.properties";

    private final TextFiles own;
    private final TextFiles shipped = TextFiles.shipped();
    private final String standard;
    private final Map<String, LocalizedTexts> wordings = new HashMap<>();

    private MessageTexts(TextFiles own, Locale standard) {
        this.own = own;
        this.standard = name(standard);
        Set<String> languages = new TreeSet<>(own.languages());
        languages.addAll(shipped.languages());
        languages.add(Locale.ENGLISH.getLanguage());
        languages.add(this.standard);
        languages.forEach(language -> wordings.put(language, wording(language)));
    }

    /**
     * Ours, in English where a person reads none of their languages.
     *
     * @return the texts
     */
    public static MessageTexts shipped() {
        return new MessageTexts(TextFiles.none(), Locale.ENGLISH);
    }

    /**
     * The operator's, with ours behind them.
     *
     * @param folder the operator's files, {@code null} for none
     * @param language the language of the installation
     * @return the texts
     * @throws IllegalArgumentException when something is wrong with a file, or there are no texts in the language; the
     *     message says what and where
     */
    public static MessageTexts of(@Nullable Path folder, Locale language) {
        MessageTexts texts = new MessageTexts(folder == null ? TextFiles.none() : TextFiles.in(folder), language);
        if (texts.words(texts.ofLanguage(texts.standard)).isEmpty()) {
            throw new IllegalArgumentException("there are no texts in the language " + texts.standard
                    + ": they would be in messages_" + texts.standard + ".properties, or in messages.properties");
        }
        return texts;
    }

    /** What to write to who reads a language; a tag that is none is no language. */
    LocalizedTexts of(@Nullable String tag) {
        Locale locale = tag == null ? Locale.ROOT : Locale.forLanguageTag(tag);
        return Stream.of(name(locale), locale.getLanguage(), standard)
                .map(wordings::get)
                .filter(localized -> localized != null)
                .findFirst()
                .orElseThrow();
    }

    private static String name(Locale locale) {
        return locale.getCountry().isEmpty() ? locale.getLanguage() : locale.getLanguage() + "_" + locale.getCountry();
    }

    private LocalizedTexts wording(String language) {
        Map<String, TextTemplate> words = words(ofLanguage(language));
        Set<String> missing = new TreeSet<>(TextCatalog.keys());
        missing.removeAll(words.keySet());
        if (!missing.isEmpty() && !words.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "texts={0} missing={1}: there is no {0} for these texts; they are taken from another language",
                    language,
                    missing);
        }
        List<Optional<TextFiles.TextFile>> behind = new ArrayList<>(ofLanguage(standard));
        behind.add(shipped.find(WORDS, ""));
        words(behind).forEach(words::putIfAbsent);
        return new LocalizedTexts(
                language.replace('_', '-'),
                words,
                MailLayout.read("txt", name -> layout(name, language)),
                MailLayout.read("html", name -> layout(name, language)));
    }

    /** The files that are in a language, the first to be asked first. */
    private List<Optional<TextFiles.TextFile>> ofLanguage(String language) {
        String alone = alone(language);
        boolean isStandard = alone.equals(alone(standard));
        boolean isEnglish = alone.equals(Locale.ENGLISH.getLanguage());
        return List.of(
                own.find(WORDS, language),
                own.find(WORDS, alone),
                isStandard ? own.find(WORDS, "") : Optional.empty(),
                shipped.find(WORDS, language),
                shipped.find(WORDS, isEnglish ? "" : alone));
    }

    private static String alone(String language) {
        return language.split("_", 2)[0];
    }

    /** The texts of files, each from the first that has it. */
    private Map<String, TextTemplate> words(List<Optional<TextFiles.TextFile>> files) {
        Map<String, TextTemplate> words = new HashMap<>();
        for (Optional<TextFiles.TextFile> file : files) {
            file.ifPresent(
                    found -> TextCatalog.read(found.name(), found.content()).forEach(words::putIfAbsent));
        }
        return words;
    }

    private String layout(String name, String language) {
        return Stream.of(language, alone(language), "")
                .map(suffix -> own.find(name, suffix))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> shipped.find(name, ""))
                .orElseThrow()
                .content();
    }
}
