package dev.kith.it.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An application that is a program of its own, made by a framework.
 *
 * @param server its process
 * @param origin where it answers
 */
record Program(ServerProcess server, URI origin) implements RunningHost {
    static final String ALONE = "an application is a process of its own";

    static final String BUILT = "a program has the classes that it was built with";
    static final String NO_WEB_XML = "a program has no web.xml";

    /** The one application that such a program is. */
    static War only(Map<String, War> applications) {
        if (applications.size() != 1) {
            throw new NotDeployed(ALONE);
        }
        War war = applications.values().iterator().next();
        if (!war.webXml().isEmpty()) {
            throw new NotDeployed(NO_WEB_XML);
        }
        return war;
    }

    /** The same, of a program that takes nothing in. */
    static War onlyAsBuilt(Map<String, War> applications) {
        War war = only(applications);
        if (!classes(war).isEmpty()) {
            throw new NotDeployed(BUILT);
        }
        return war;
    }

    /** The application's own classes and what lies beside them, by their names on a class path. */
    private static Map<String, byte[]> classes(War war) {
        Map<String, byte[]> classes = new TreeMap<>();
        war.files().forEach((path, content) -> {
            if (path.startsWith(War.CLASSES)) {
                classes.put(path.substring(War.CLASSES.length()), content);
            }
        });
        return classes;
    }

    /** A jar of the application's own classes, in which CDI looks at all of them. */
    static void writeClasses(War war, Path file) {
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(file))) {
            Map<String, byte[]> content = classes(war);
            if (!content.isEmpty()) {
                content.put(
                        "META-INF/beans.xml",
                        "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\" bean-discovery-mode=\"all\"/>"
                                .getBytes(UTF_8));
            }
            for (Map.Entry<String, byte[]> each : content.entrySet()) {
                jar.putNextEntry(new ZipEntry(each.getKey()));
                jar.write(each.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The application's settings as arguments of Java. */
    static List<String> settings(War war, URI origin) {
        return war.settings().entrySet().stream()
                .map(setting ->
                        "-D" + setting.getKey() + "=" + setting.getValue().replace("{origin}", origin.toString()))
                .toList();
    }

    /** A file of the application in a place of its own. */
    static void write(War war, String name, Path file) {
        byte[] content = war.files().get(name);
        if (content == null) {
            throw new IllegalArgumentException("the application has no " + name);
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ProcessHandle process() {
        return server.handle();
    }

    @Override
    public void deploy(String context, War war) {
        throw new NotDeployed(ALONE);
    }

    @Override
    public void undeploy(String context) {
        throw new NotDeployed(ALONE);
    }

    @Override
    public void close() {
        server.close();
    }
}
