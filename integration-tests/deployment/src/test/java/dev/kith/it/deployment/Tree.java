package dev.kith.it.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A document in YAML or JSON, or a part of it.
 *
 * @param value maps, lists, texts, numbers, truth values
 */
record Tree(Object value) {

    static List<Tree> all(Path file) {
        try {
            Load load = new Load(LoadSettings.builder().build());
            return StreamSupport.stream(
                            load.loadAllFromString(Files.readString(file)).spliterator(), false)
                    .map(Tree::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    static Tree one(Path file) {
        return all(file).get(0);
    }

    /** The part at the end of a path of names; a list is its first item. */
    Tree at(String... path) {
        Object found = value;
        for (String name : path) {
            @Nullable
            Object next = found instanceof Map<?, ?> map
                    ? map.get(name)
                    : found instanceof List<?> list && list.get(0) instanceof Map<?, ?> first ? first.get(name) : null;
            if (next == null) {
                throw new AssertionError("there is no " + String.join("/", path) + " in " + value);
            }
            found = next;
        }
        return new Tree(found);
    }

    String text(String... path) {
        return at(path).value.toString();
    }

    List<Tree> items(String... path) {
        return ((List<?>) at(path).value)
                .stream().map(item -> new Tree(Objects.requireNonNull(item))).toList();
    }

    List<String> texts(String... path) {
        return items(path).stream().map(item -> item.value.toString()).toList();
    }

    Map<String, String> map(String... path) {
        Map<String, String> texts = new LinkedHashMap<>();
        ((Map<?, ?>) at(path).value).forEach((key, item) -> texts.put(String.valueOf(key), String.valueOf(item)));
        return texts;
    }
}
