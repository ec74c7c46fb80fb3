package dev.kith.delivery.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files with texts and layouts, by their names: {@code messages.properties}, {@code messages_de.properties},
 * {@code messages_de_AT.properties}, and likewise {@code mail.html} and the other layouts.
 */
final class TextFiles {
    private static final Pattern NAME = Pattern.compile(
            "(?<name>[a-z]+)(?:_(?<language>[a-z]{2,8}(?:_(?:[A-Z]{2}|[0-9]{3}))?))?\\.(?<kind>[a-z]+)");
    private static final List<String> KNOWN = List.of(
            "messages.properties", "mail.html", "mail.txt", "button.html", "button.txt", "code.html", "code.txt");
    private static final int MOST_BYTES = 1_000_000;
    private static final List<String> LANGUAGES = List.of("de", "es", "fr", "it", "nl", "pl", "pt_BR");
    private static final List<String> SHIPPED = Stream.concat(
                    KNOWN.stream(), LANGUAGES.stream().map(language -> "messages_" + language + ".properties"))
            .toList();

    private final Map<String, String> contents;

    private TextFiles(Map<String, String> contents) {
        this.contents = Map.copyOf(contents);
    }

    static TextFiles none() {
        return new TextFiles(Map.of());
    }

    /** The files in the jar. English is in the file without a language. */
    static TextFiles shipped() {
        Map<String, String> contents = new TreeMap<>();
        SHIPPED.forEach(name -> contents.put(name, resource(name)));
        return new TextFiles(contents);
    }

    private static String resource(String name) {
        try (InputStream in = TextFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing from the jar");
            }
            return decoded(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a folder. Hidden files and subfolders are ignored.
     *
     * @throws IllegalArgumentException with a message that says what is wrong
     */
    static TextFiles in(Path folder) {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : visible(folder)) {
            String name = file.getFileName().toString();
            if (!isKnown(name)) {
                throw new IllegalArgumentException(
                        name + " is not a known file; the known files are " + String.join(", ", KNOWN)
                                + ", each also with a language (messages_de.properties) or with a language and a country"
                                + " (messages_de_AT.properties)");
            }
            contents.put(name, content(file, name));
        }
        return new TextFiles(contents);
    }

    private static boolean isKnown(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() && KNOWN.contains(matcher.group("name") + "." + matcher.group("kind"));
    }

    private static List<Path> visible(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> !Files.isDirectory(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("the folder cannot be read (" + e + ")", e);
        }
    }

    private static String content(Path file, String name) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IllegalArgumentException(name + " is longer than " + MOST_BYTES + " bytes");
            }
            return decoded(Files.readAllBytes(file));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(name + " is not in UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(name + " cannot be read (" + e + ")", e);
        }
    }

    /** Decodes a file with the line ends of any editor, and without the byte order mark that some editors write. */
    private static String decoded(byte[] bytes) throws CharacterCodingException {
        String text =
                UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().replace("\r\n", "\n");
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The languages, with or without a country, that there are files for: {@code de}, {@code de_AT}. */
    Set<String> languages() {
        Set<String> languages = new TreeSet<>();
        for (String name : contents.keySet()) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches() && matcher.group("language") != null) {
                languages.add(matcher.group("language"));
            }
        }
        return languages;
    }

    /**
     * Finds a file.
     *
     * @param name {@code messages.properties}
     * @param language {@code de_AT}, {@code de} or an empty text
     */
    Optional<TextFile> find(String name, String language) {
        int dot = name.indexOf('.');
        String whole = language.isEmpty() ? name : name.substring(0, dot) + "_" + language + name.substring(dot);
        return Optional.ofNullable(contents.get(whole)).map(content -> new TextFile(whole, content));
    }

    /** A file with its name. */
    record TextFile(String name, String content) {}
}
