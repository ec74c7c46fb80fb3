package dev.kith.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes a jar as a stranger would: compiled from source against the SPI, with files in {@code META-INF}. */
public final class ProviderJar {
    private final Path folder;
    private final List<JavaFileObject> sources = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Path classes;

    private ProviderJar(Path folder) {
        this.folder = folder;
        this.classes = folder.resolve("classes");
    }

    public static ProviderJar in(Path folder) {
        return new ProviderJar(folder);
    }

    public ProviderJar type(String name, String source) {
        sources.add(
                new SimpleJavaFileObject(
                        URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                });
        return this;
    }

    public ProviderJar services(Class<?> point, String... types) {
        return file("META-INF/services/" + point.getName(), String.join("\n", types));
    }

    public ProviderJar file(String name, String text) {
        try {
            Path file = classes.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a class that was compiled one of a newer Java: the format is the same but for the version. */
    public ProviderJar builtFor(int java, String type) {
        return after(() -> {
            Path file = file(type);
            byte[] bytes = Files.readAllBytes(file);
            bytes[7] = (byte) (44 + java);
            Files.write(file, bytes);
        });
    }

    /** Leaves out a class that others were compiled against. */
    public ProviderJar without(String type) {
        return after(() -> Files.delete(file(type)));
    }

    private Path file(String type) {
        return classes.resolve(type.replace('.', '/') + ".class");
    }

    private ProviderJar after(Step step) {
        steps.add(step);
        return this;
    }

    /** What happens between compiling and packing. */
    private interface Step {
        void run() throws IOException;
    }

    /** A loader for the jars alone, with this test's own loader above it. */
    public static URLClassLoader loader(Path... jars) {
        return new URLClassLoader(
                Arrays.stream(jars).map(ProviderJar::url).toArray(URL[]::new), ProviderJar.class.getClassLoader());
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path build(String name) {
        try {
            Files.createDirectories(classes);
            compile();
            for (Step step : steps) {
                step.run();
            }
            return pack(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile() throws IOException {
        if (sources.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> faults = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                "--release",
                "17");
        if (!compiler.getTask(null, null, faults, options, null, sources).call()) {
            throw new IllegalStateException("provider does not compile: " + faults.getDiagnostics());
        }
    }

    private Path pack(Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    /** A notifier of that name; what else it has is up to the caller. */
    public static String notifier(String type, String name, String carries, String rest) {
        int dot = type.lastIndexOf('.');
        return """
                package %s;
                import dev.kith.spi.Notifier;
                public class %s implements Notifier %s
                    public String name() { return %s; }
                    public boolean carries(Channel channel) { return %s; }
                    public Outcome deliver(Notification notification) { return Outcome.accepted(); }
                }
                """.formatted(type.substring(0, dot), type.substring(dot + 1), rest, name, carries);
    }
}
