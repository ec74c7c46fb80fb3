package dev.kith.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Has the classes of this project anew, and the monitoring of some host. */
final class HostClasses extends URLClassLoader {
    private static final Path EARLIER = Path.of("target", "opentelemetry-1.29.0");
    private static final String OPEN_TELEMETRY = "opentelemetry-";

    private final List<String> missing;

    private HostClasses(Stream<Path> entries, List<String> missing) {
        super(entries.map(HostClasses::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        this.missing = missing;
    }

    /** A host that lacks the packages with these beginnings. */
    static HostClasses without(String... missing) {
        return new HostClasses(classPath(), List.of(missing));
    }

    /** A host with version 1.29 of OpenTelemetry. */
    static HostClasses withEarlierOpenTelemetry() {
        try (Stream<Path> jars = Files.list(EARLIER)) {
            Stream<Path> others =
                    classPath().filter(entry -> !entry.getFileName().toString().startsWith(OPEN_TELEMETRY));
            return new HostClasses(Stream.concat(jars, others), List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .map(Path::of);
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (missing.stream().anyMatch(name::startsWith)) {
            throw new ClassNotFoundException(name);
        }
        return super.findClass(name);
    }

    /** What a method without parameters of a class of this project answers there. */
    Object answer(Class<?> type, String method) throws ReflectiveOperationException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(this);
        try {
            return loadClass(type.getName()).getMethod(method).invoke(null);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
