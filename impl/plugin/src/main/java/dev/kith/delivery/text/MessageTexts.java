package dev.kith.delivery.text;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The texts of messages and of the pages behind their links in each language, from the files of the operator and from those in the jar.
 *
 * <p>A person gets a language that they read if there are any texts in it, otherwise that of the installation. Each text is
 * taken from the first of these that has it:
 *
 * <ol>
 *   <li>the operator's file for language and country,
 *   <li>the operator's file for the language,
 *   <li>the operator's file without a language, if this is the language of the installation,
 *   <li>the file in the jar for language and country, then the one for the language,
 *   <li>the same four for the language of the installation,
 *   <li>English.
 * </ol>
 *
 * Layouts are not bound to a language: the operator's layout for language and country is taken first, then the one for the
 * language, then the one without a language, then the one in the jar. Safe for several threads.
 */
public final class MessageTexts {
    private static final System.Logger LOG = System.getLogger(MessageTexts.class.getName());
    private static final String TEXTS = "messages.properties";

    private final TextFiles own;
    private final TextFiles shipped = TextFiles.shipped();
    private final String standard;
    private final Map<String, LocalizedTexts> byLanguage = new TreeMap<>();

    private MessageTexts(TextFiles own, Locale standard) {
        this.own = own;
        this.standard = name(standard);
        Set<String> languages = new TreeSet<>(own.languages());
        languages.addAll(shipped.languages());
        languages.add(Locale.ENGLISH.getLanguage());
        languages.add(this.standard);
        languages.forEach(language -> byLanguage.put(language, localized(language)));
    }

    /**
     * Returns the texts in the jar, in English for people who read none of their languages.
     *
     * @return the texts
     */
    public static MessageTexts shipped() {
        return new MessageTexts(TextFiles.none(), Locale.ENGLISH);
    }

    /**
     * Returns the texts of the operator, completed by those in the jar.
     *
     * @param folder the operator's files, {@code null} for none
     * @param language the language of the installation
     * @return the texts
     * @throws IllegalArgumentException if something is wrong with a file, or there are no texts in the language; the message
     *     says what and where
     */
    public static MessageTexts of(@Nullable Path folder, Locale language) {
        MessageTexts texts = new MessageTexts(folder == null ? TextFiles.none() : TextFiles.in(folder), language);
        if (texts.texts(texts.ofLanguage(texts.standard)).isEmpty()) {
            throw new IllegalArgumentException("there are no texts in the language " + texts.standard
                    + ": they belong in messages_" + texts.standard + ".properties or in messages.properties");
        }
        return texts;
    }

    /** The texts for a person who reads a language; an invalid tag counts as no language. */
    LocalizedTexts of(@Nullable String tag) {
        return tag == null ? standard() : find(tag).orElseGet(this::standard);
    }

    private LocalizedTexts standard() {
        return Objects.requireNonNull(byLanguage.get(standard));
    }

    /** Texts for another country are better than those in another language. */
    private Optional<LocalizedTexts> find(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        String language = locale.getLanguage();
        Stream<String> elsewhere =
                byLanguage.keySet().stream().filter(name -> !language.isEmpty() && name.startsWith(language + "_"));
        return Stream.concat(Stream.of(name(locale), language), elsewhere)
                .map(byLanguage::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /**
     * Returns what the pages behind links say.
     *
     * @param tags the language tags (BCP 47) that the reader wants, the dearest first; what is no tag counts as none
     * @return the texts in the first of these languages that there is, otherwise in that of the installation
     */
    public PageWords pages(List<String> tags) {
        return tags.stream()
                .map(this::find)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(this::standard)
                .pages();
    }

    private static String name(Locale locale) {
        return locale.getCountry().isEmpty() ? locale.getLanguage() : locale.getLanguage() + "_" + locale.getCountry();
    }

    private LocalizedTexts localized(String language) {
        Map<String, TextTemplate> texts = texts(ofLanguage(language));
        Set<String> missing = new TreeSet<>(TextCatalog.keys());
        missing.removeAll(texts.keySet());
        if (!missing.isEmpty() && !texts.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "texts={0} missing={1}: these texts do not exist in {0} and are taken from another language",
                    language,
                    missing);
        }
        List<Optional<TextFiles.TextFile>> fallbacks = new ArrayList<>(ofLanguage(standard));
        fallbacks.add(shipped.find(TEXTS, ""));
        texts(fallbacks).forEach(texts::putIfAbsent);
        return new LocalizedTexts(
                language.replace('_', '-'),
                texts,
                MailLayout.read("txt", name -> layout(name, language)),
                MailLayout.read("html", name -> layout(name, language)));
    }

    /** The files with texts in a language, in the order in which they are searched. */
    private List<Optional<TextFiles.TextFile>> ofLanguage(String language) {
        String alone = alone(language);
        boolean isStandard = alone.equals(alone(standard));
        boolean isEnglish = alone.equals(Locale.ENGLISH.getLanguage());
        return List.of(
                own.find(TEXTS, language),
                own.find(TEXTS, alone),
                isStandard ? own.find(TEXTS, "") : Optional.empty(),
                shipped.find(TEXTS, language),
                shipped.find(TEXTS, isEnglish ? "" : alone));
    }

    private static String alone(String language) {
        return language.split("_", 2)[0];
    }

    /** The texts of files, each from the first that has it. */
    private Map<String, TextTemplate> texts(List<Optional<TextFiles.TextFile>> files) {
        Map<String, TextTemplate> texts = new HashMap<>();
        for (Optional<TextFiles.TextFile> file : files) {
            file.ifPresent(
                    found -> TextCatalog.read(found.name(), found.content()).forEach(texts::putIfAbsent));
        }
        return texts;
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
