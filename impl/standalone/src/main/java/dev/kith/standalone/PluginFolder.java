package dev.kith.standalone;

import dev.kith.KithStartException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The jars of the plugin folder. */
final class PluginFolder implements AutoCloseable {
    private final List<Path> jars;
    private final URLClassLoader loader;
    private final ClassLoader before;

    private PluginFolder(List<Path> jars) {
        this.jars = jars;
        this.before = Thread.currentThread().getContextClassLoader();
        this.loader = new URLClassLoader(
                "kith-plugins", jars.stream().map(PluginFolder::url).toArray(URL[]::new), before);
        Thread.currentThread().setContextClassLoader(loader);
    }

    /** Lets the calling thread, and those that it starts, load the classes of the jars. */
    static PluginFolder load(Path folder) {
        if (!Files.isDirectory(folder)) {
            return new PluginFolder(List.of());
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new PluginFolder(
                    files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw new KithStartException("The folder " + folder + " (kith.plugins) cannot be read: " + e + ".", e);
        }
    }

    List<String> names() {
        return jars.stream().map(jar -> jar.getFileName().toString()).toList();
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("every path has a URL", e);
        }
    }

    @Override
    public void close() throws IOException {
        Thread.currentThread().setContextClassLoader(before);
        loader.close();
    }
}
