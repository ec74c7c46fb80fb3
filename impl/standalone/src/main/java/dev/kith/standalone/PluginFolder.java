package dev.kith.standalone;

import dev.kith.KithStartException;
import dev.kith.boot.providers.ExtensionPoint;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The jars of the plugin folder. */
final class PluginFolder implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PluginFolder.class.getName());

    private final List<JarContents> jars;
    private final URLClassLoader loader;
    private final ClassLoader before;

    private PluginFolder(List<JarContents> jars) {
        this.jars = jars;
        this.before = Thread.currentThread().getContextClassLoader();
        this.loader = new URLClassLoader(
                "kith-plugins", jars.stream().map(jar -> url(jar.file())).toArray(URL[]::new), before);
        Thread.currentThread().setContextClassLoader(loader);
    }

    /** Lets the calling thread, and those that it starts, load the classes of the jars. */
    static PluginFolder load(Path folder) {
        if (!Files.isDirectory(folder)) {
            return new PluginFolder(List.of());
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<JarContents> jars = files.filter(
                            file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .map(JarContents::of)
                    .toList();
            warn(jars);
            return new PluginFolder(jars.stream()
                    .filter(jar -> jar.kind() != JarContents.JarKind.NO_JAR)
                    .toList());
        } catch (IOException e) {
            throw new KithStartException("The folder " + folder + " (kith.plugins) cannot be read: " + e + ".", e);
        }
    }

    /** A jar that brings nothing is a library if another one can need it. */
    private static void warn(List<JarContents> jars) {
        boolean plugins = jars.stream().anyMatch(jar -> jar.kind() == JarContents.JarKind.PLUGIN);
        for (JarContents jar : jars) {
            if (jar.kind() == JarContents.JarKind.NO_JAR) {
                LOG.log(
                        Level.WARNING,
                        "plugin={0} outcome=no-jar: the file cannot be read as a jar and is left out; copy it again, or remove"
                                + " it",
                        jar.name());
            } else if (!jar.misnamed().isEmpty()) {
                LOG.log(
                        Level.WARNING,
                        "plugin={0} outcome=misnamed: its file META-INF/services/{1} is not called like an extension point, so"
                                + " it has no effect; there are {2}",
                        jar.name(),
                        jar.misnamed(),
                        ExtensionPoint.typeNames());
            } else if (jar.kind() == JarContents.JarKind.UNNAMED) {
                LOG.log(
                        Level.WARNING,
                        "plugin={0} outcome=no-provider: it has classes for Kith, but no file"
                                + " META-INF/services/dev.kith.spi.<extension point> that names one, so it has no effect",
                        jar.name());
            } else if (jar.kind() == JarContents.JarKind.LIBRARY && !plugins) {
                LOG.log(
                        Level.WARNING,
                        "plugin={0} outcome=no-plugin: it has nothing for Kith, and no other jar of the folder has that could"
                                + " need it",
                        jar.name());
            }
        }
    }

    /** What there is, for people. */
    List<String> words() {
        return jars.stream()
                .map(jar -> jar.kind() == JarContents.JarKind.PLUGIN ? jar.name() : jar.name() + " (no provider)")
                .toList();
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
