package dev.kith.boot.providers;

import static java.util.stream.Collectors.joining;

import dev.kith.KithStartException;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what is wrong with a provider that cannot be loaded or called: which class, in which jar, and what helps. */
final class BrokenProvider {
    private static final String SERVICES = "META-INF/services/";

    /** The first version of the class file format, less one. */
    private static final int BEFORE_JAVA_1 = 44;

    private static final int MOST_CAUSES = 20;

    private BrokenProvider() {}

    /** A line of a service file. */
    private record Named(String type, String jar) {}

    /** A class that was built for another Java. */
    private record Newer(String type, int java, String jar) {}

    /** Why a service could not be loaded. */
    static KithStartException of(ExtensionPoint<?> point, ClassLoader loader, Error error) {
        Optional<Named> named = culprit(point, loader, error);
        Optional<Newer> newer = newer(error, List.of(loader));
        Optional<String> missing = missing(error);
        String start = "A " + point.words() + " cannot be loaded: ";
        if (newer.isPresent()) {
            int here = Runtime.version().feature();
            return new KithStartException(
                    start
                            + named.filter(one -> !one.type().equals(newer.get().type()))
                                    .map(one -> one.type() + " in " + one.jar() + " needs ")
                                    .orElse("")
                            + sentence(newer.get()) + ". Run Kith with Java "
                            + newer.get().java() + " or newer, or take a jar that was built for Java " + here
                            + " or older.",
                    error);
        }
        if (named.isPresent()
                && missing.isPresent()
                && !missing.get().equals(named.get().type())) {
            return new KithStartException(
                    start + named.get().type() + " in " + named.get().jar() + " needs the class " + missing.get()
                            + ", which is in no jar here. Put the jar that has it beside "
                            + named.get().jar() + ", or remove that one.",
                    error);
        }
        return new KithStartException(
                start + told(error, List.of(loader)) + ". Repair or remove "
                        + named.map(Named::jar).orElse("the jar") + ", whose " + SERVICES
                        + point.type().getName() + " names it.",
                error);
    }

    private static String sentence(Newer newer) {
        return newer.type() + " in " + newer.jar() + " was built for Java " + newer.java() + ", but this is Java "
                + Runtime.version().feature();
    }

    /** What an exception says, in words where Java has none for people. */
    static String told(Throwable error, List<ClassLoader> loaders) {
        return newer(error, loaders)
                .map(BrokenProvider::sentence)
                .or(() -> missing(error).map(type -> "the class " + type + " is missing"))
                .orElseGet(() -> plain(error));
    }

    private static String plain(Throwable error) {
        Throwable cause = error.getCause();
        String own = error.getMessage() == null ? error.getClass().getName() : error.getMessage();
        return cause == null || own.contains(cause.getClass().getName()) ? own : own + " (" + plain(cause) + ")";
    }

    private static Stream<Throwable> causes(Throwable error) {
        return Stream.iterate(error, Objects::nonNull, Throwable::getCause).limit(MOST_CAUSES);
    }

    private static Optional<String> missing(Throwable error) {
        return causes(error)
                .filter(each -> each instanceof NoClassDefFoundError || each instanceof ClassNotFoundException)
                .flatMap(each -> Stream.ofNullable(each.getMessage()))
                .filter(text -> !text.isEmpty() && text.indexOf(' ') < 0)
                .map(text -> text.replace('/', '.'))
                .findFirst();
    }

    /** The message begins with the name of the class, and the class file says for which Java it was built. */
    private static Optional<Newer> newer(Throwable error, List<ClassLoader> loaders) {
        return causes(error)
                .filter(UnsupportedClassVersionError.class::isInstance)
                .flatMap(each -> Stream.ofNullable(each.getMessage()))
                .map(text -> text.split(" ", 2)[0])
                .flatMap(path -> loaders.stream().flatMap(loader -> newer(path, loader).stream()))
                .findFirst();
    }

    private static Optional<Newer> newer(String path, ClassLoader loader) {
        String file = path + ".class";
        URL url = loader.getResource(file);
        if (url == null) {
            return Optional.empty();
        }
        try (DataInputStream bytes = new DataInputStream(url.openStream())) {
            bytes.readInt();
            bytes.readUnsignedShort();
            int java = bytes.readUnsignedShort() - BEFORE_JAVA_1;
            return java > Runtime.version().feature()
                    ? Optional.of(new Newer(path.replace('/', '.'), java, jar(url, file)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The line that names the class which the error is about: it says its name, or else the class does not load. */
    private static Optional<Named> culprit(ExtensionPoint<?> point, ClassLoader loader, Error error) {
        List<Named> lines = lines(point, loader);
        String said = causes(error)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .collect(joining(" "));
        return lines.stream()
                .filter(line -> List.of(said.replace('/', '.').split("[^\\p{javaJavaIdentifierPart}.]+"))
                        .contains(line.type()))
                .findFirst()
                .or(() -> lines.stream()
                        .filter(line -> !loads(line.type(), loader))
                        .findFirst());
    }

    private static boolean loads(String type, ClassLoader loader) {
        try {
            Class.forName(type, false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static List<Named> lines(ExtensionPoint<?> point, ClassLoader loader) {
        String file = SERVICES + point.type().getName();
        List<Named> lines = new ArrayList<>();
        try {
            for (URL url : Collections.list(loader.getResources(file))) {
                types(url).forEach(type -> lines.add(new Named(type, jar(url, file))));
            }
        } catch (IOException e) {
            return lines; // what cannot be read is not named
        }
        return lines;
    }

    private static List<String> types(URL url) throws IOException {
        try (BufferedReader text =
                new BufferedReader(new InputStreamReader(url.openStream(), StandardCharsets.UTF_8))) {
            return text.lines()
                    .map(line -> line.split("#", 2)[0].strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    /** Where the jar or folder is that has a file. */
    private static String jar(URL url, String file) {
        String text = url.toString();
        String place = text.endsWith(file) ? text.substring(0, text.length() - file.length()) : text;
        place = place.startsWith("jar:") ? place.substring("jar:".length()) : place;
        return place.endsWith("!/") ? place.substring(0, place.length() - 2) : place;
    }
}
