package dev.kith.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The words of messages. English stands in {@code messages.properties}; another language is one more file beside it,
 * {@code messages_de.properties}, with as many of the keys as are translated.
 */
final class Texts {
    private final Map<String, String> words;

    private Texts(Map<String, String> words) {
        this.words = Map.copyOf(words);
    }

    static Texts english() {
        return in(Locale.ROOT);
    }

    /** Each word in the most particular file that has it: language and country, language, English. */
    static Texts in(Locale locale) {
        Map<String, String> words = new HashMap<>(file(""));
        if (!locale.getLanguage().isEmpty()) {
            words.putAll(file("_" + locale.getLanguage()));
            if (!locale.getCountry().isEmpty()) {
                words.putAll(file("_" + locale.getLanguage() + "_" + locale.getCountry()));
            }
        }
        return new Texts(words);
    }

    String get(String key) {
        String word = words.get(key);
        if (word == null) {
            throw new IllegalArgumentException("messages.properties has no text " + key);
        }
        return word;
    }

    /** A resource beside this class as text, the line ends of every checkout made one. */
    static String resource(String name) {
        try (InputStream in = Texts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing in the jar");
            }
            return new String(in.readAllBytes(), UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> file(String suffix) {
        Map<String, String> words = new HashMap<>();
        try (InputStream in = Texts.class.getResourceAsStream("messages" + suffix + ".properties")) {
            if (in != null) {
                Properties properties = new Properties();
                properties.load(new InputStreamReader(in, UTF_8));
                properties.stringPropertyNames().forEach(key -> words.put(key, properties.getProperty(key)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }
}
