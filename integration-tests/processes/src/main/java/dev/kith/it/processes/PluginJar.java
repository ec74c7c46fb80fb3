package dev.kith.it.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A plugin as a third party builds it: one class, compiled against the runner's own jars and named in a service file. */
public final class PluginJar {

    private PluginJar() {}

    /**
     * Puts a jar into the plugin folder of a runner that starts in this folder.
     *
     * @param folder the runner's folder
     * @param name the jar's name
     * @param point the extension point
     * @param type the name of the class
     * @param source its source
     */
    public static void install(Path folder, String name, Class<?> point, String type, String source) {
        try {
            Path classes = Files.createDirectories(folder.resolve("classes-" + name));
            compile(classes, type, source);
            Path services = Files.createDirectories(classes.resolve("META-INF/services"));
            Files.writeString(services.resolve(point.getName()), type + "\n");
            pack(
                    classes,
                    Files.createDirectories(folder.resolve("kith-plugins")).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(Path classes, String type, String source) {
        JavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("string:///" + type.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        DiagnosticCollector<JavaFileObject> faults = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                "--release",
                "17");
        if (!ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, faults, options, null, List.of(file))
                .call()) {
            throw new IllegalStateException("the plugin does not compile: " + faults.getDiagnostics());
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }
}
