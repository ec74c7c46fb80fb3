package dev.kith.standalone;

import dev.kith.boot.providers.ExtensionPoint;
import dev.kith.spi.Notifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What a file in the folder of plugins has for Kith.
 *
 * @param file the file
 * @param kind what it is
 * @param misnamed the name of a service file that names no extension point, empty for none
 */
record JarContents(Path file, JarKind kind, String misnamed) {
    private static final String SERVICES = "META-INF/services/";
    private static final String PACKAGE = Notifier.class.getPackageName();

    /** Class files write names with slashes. */
    private static final String MENTION = PACKAGE.replace('.', '/') + "/";

    /** What a file is. */
    enum JarKind {
        /** It names providers. */
        PLUGIN,
        /** It has classes that mention extension points, and names no provider. */
        UNNAMED,
        /** It has nothing to do with Kith. */
        LIBRARY,
        /** It cannot be read. */
        NO_JAR
    }

    static JarContents of(Path file) {
        try (ZipFile jar = new ZipFile(file.toFile())) {
            List<String> services = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(SERVICES))
                    .map(name -> name.substring(SERVICES.length()))
                    .toList();
            String misnamed = services.stream()
                    .filter(name -> name.startsWith("dev.kith.") && !ExtensionPoint.isType(name))
                    .findFirst()
                    .orElse("");
            return new JarContents(file, kind(jar, services), misnamed);
        } catch (IOException | IllegalArgumentException e) {
            return new JarContents(file, JarKind.NO_JAR, "");
        }
    }

    private static JarKind kind(ZipFile jar, List<String> services) throws IOException {
        if (services.stream().anyMatch(ExtensionPoint::isType)) {
            return JarKind.PLUGIN;
        }
        return mentionsExtensionPoints(jar) ? JarKind.UNNAMED : JarKind.LIBRARY;
    }

    /** Reads the names in class files, until one is found. */
    private static boolean mentionsExtensionPoints(ZipFile jar) throws IOException {
        List<? extends ZipEntry> classes =
                jar.stream().filter(entry -> entry.getName().endsWith(".class")).toList();
        for (ZipEntry entry : classes) {
            try (InputStream bytes = jar.getInputStream(entry)) {
                if (new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1).contains(MENTION)) {
                    return true;
                }
            }
        }
        return false;
    }

    String name() {
        return file.getFileName().toString();
    }
}
