package dev.kith.architecture;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The types of a package, without looking at anything that they refer to. */
public final class TopLevelTypes {
    private TopLevelTypes() {}

    /**
     * The types that lie beside one, in the same folder of classes or the same jar.
     *
     * @param one a type
     * @return all types of its package that lie in no other, by name
     */
    public static List<Class<?>> beside(Class<?> one) {
        try {
            URI place = one.getProtectionDomain().getCodeSource().getLocation().toURI();
            if (Files.isDirectory(Path.of(place))) {
                return in(Path.of(place), one);
            }
            try (FileSystem jar = FileSystems.newFileSystem(Path.of(place))) {
                return in(jar.getPath("/"), one);
            }
        } catch (IOException | URISyntaxException | ClassNotFoundException e) {
            throw new IllegalStateException("the classes beside " + one.getName() + " cannot be read", e);
        }
    }

    private static List<Class<?>> in(Path root, Class<?> one) throws IOException, ClassNotFoundException {
        Path folder = root.resolve(one.getPackageName().replace('.', '/'));
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(".class") && !file.contains("$") && !file.contains("-"))
                    .map(file -> file.substring(0, file.length() - ".class".length()))
                    .sorted()
                    .toList();
        }
        List<Class<?>> types = new ArrayList<>();
        for (String name : names) {
            types.add(Class.forName(one.getPackageName() + "." + name, false, one.getClassLoader()));
        }
        return types;
    }
}
