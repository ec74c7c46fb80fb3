package dev.kith.it.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.it.engines.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * An application: nothing but the files in it. Every change returns a new one.
 *
 * @param files content by path
 * @param settings what {@code META-INF/kith.properties} says
 * @param webXml elements of {@code web.xml}; without any, there is no such file
 * @param database a database that the server has to have a data source for, before the application comes
 */
record War(
        Map<String, byte[]> files,
        Map<String, String> settings,
        String webXml,
        @Nullable Database database) {
    /** Where classes are that are not in a jar. */
    static final String CLASSES = "WEB-INF/classes/";

    War {
        files = Map.copyOf(files);
        settings = Map.copyOf(settings);
    }

    /** The drop-in jar and nothing else. */
    static War bare() {
        return new War(Map.of(), Map.of(), "", null).library(Parameters.DROPIN);
    }

    /** One page and no Kith. */
    static War page() {
        return new War(Map.of(), Map.of(), "", null).file("index.html", "<title>A page</title>");
    }

    /** With another jar in {@code WEB-INF/lib}. */
    War library(Path jar) {
        return file("WEB-INF/lib/" + jar.getFileName(), content(jar));
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    War file(String path, String text) {
        return file(path, text.getBytes(UTF_8));
    }

    /** With compiled classes of this module in {@code WEB-INF/classes}. */
    War classes(Class<?>... classes) {
        War more = this;
        for (Class<?> each : classes) {
            for (Path file : files(each)) {
                more = more.file(CLASSES + folder(each) + file.getFileName(), content(file));
            }
        }
        return more;
    }

    /** With compiled classes that are beans of CDI. */
    War beans(Class<?>... classes) {
        return classes(classes)
                .file(
                        "WEB-INF/beans.xml",
                        "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\""
                                + " bean-discovery-mode=\"annotated\"></beans>");
    }

    /** The file of a class and those of the classes in it. */
    private static List<Path> files(Class<?> type) {
        String name = type.getSimpleName();
        try (Stream<Path> beside =
                Files.list(Parameters.FOLDER.resolve("target/test-classes").resolve(folder(type)))) {
            return beside.filter(file -> file.getFileName().toString().matches(name + "(\\$.*)?\\.class"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String folder(Class<?> type) {
        return type.getPackageName().replace('.', '/') + "/";
    }

    private War file(String path, byte[] content) {
        Map<String, byte[]> more = new LinkedHashMap<>(files);
        more.put(path, content);
        return new War(more, settings, webXml, database);
    }

    War setting(String key, String value) {
        return settings(Map.of(key, value));
    }

    War settings(Map<String, String> values) {
        Map<String, String> more = new TreeMap<>(settings);
        more.putAll(values);
        return new War(files, more, webXml, database);
    }

    /** With a data source of the server, under a name that Kith is told. */
    War onServersDataSource(Database wanted) {
        return new War(files, settings, webXml, wanted).setting("kith.datasource", "jdbc/" + wanted.name());
    }

    /** With further elements in {@code web.xml}. */
    War webXml(String elements) {
        return new War(files, settings, webXml + elements, database);
    }

    /**
     * Writes the application to a file.
     *
     * @param file the file
     * @param origin where the server is: takes the place of {@code {origin}} in settings
     */
    Path write(Path file, URI origin) {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> each : whole(origin).entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
                zip.closeEntry();
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, byte[]> whole(URI origin) {
        Map<String, byte[]> all = new TreeMap<>(files);
        if (!settings.isEmpty()) {
            StringBuilder text = new StringBuilder();
            settings.forEach((key, value) -> text.append(key)
                    .append('=')
                    .append(value.replace("{origin}", origin.toString()).replace("\\", "\\\\"))
                    .append('\n'));
            all.put(CLASSES + "META-INF/kith.properties", text.toString().getBytes(UTF_8));
        }
        if (!webXml.isEmpty()) {
            String document =
                    "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">" + webXml + "</web-app>";
            all.put("WEB-INF/web.xml", document.getBytes(UTF_8));
        }
        return all;
    }
}
