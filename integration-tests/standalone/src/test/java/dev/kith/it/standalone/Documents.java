package dev.kith.it.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The documents of the project. */
final class Documents {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    /** Folders in which nothing is written by us. */
    private static final Set<String> MADE = Set.of(".git", "target", "node_modules");

    private static final Pattern HEADING = Pattern.compile("(#{1,6}) (.+)");

    private Documents() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A document, by its path from the root of the project. */
    static String text(String path) {
        return read(ROOT.resolve(path));
    }

    /** All documents of the project. */
    static List<Path> all() {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return MADE.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.getFileName().toString().endsWith(".md")) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream().sorted().toList();
    }

    /** A section with its heading, of whichever level, up to the next heading of the same or a higher level. */
    static String section(String path, String heading) {
        StringBuilder section = new StringBuilder();
        int level = 0;
        boolean code = false;
        for (String line : text(path).lines().toList()) {
            code ^= isFence(line);
            int found = code ? 0 : level(line);
            if (level > 0 && found > 0 && found <= level) {
                break;
            }
            if (level == 0 && found > 0 && line.substring(found + 1).equals(heading)) {
                level = found;
            }
            if (level > 0) {
                section.append(line).append('\n');
            }
        }
        if (level == 0) {
            throw new IllegalStateException(path + " has no section \"" + heading + "\"");
        }
        return section.toString();
    }

    /** The texts of all headings. */
    static List<String> headings(String text) {
        return text(text, false)
                .lines()
                .filter(line -> level(line) > 0)
                .map(line -> line.substring(level(line) + 1))
                .toList();
    }

    /** What is prose: neither in blocks of code nor in code within a line. */
    static String prose(String text) {
        return text(text, false).replaceAll("`[^`\n]*`", "");
    }

    private static String text(String text, boolean wanted) {
        StringBuilder lines = new StringBuilder();
        boolean code = false;
        for (String line : text.lines().toList()) {
            boolean fence = isFence(line);
            if (!fence && code == wanted) {
                lines.append(line).append('\n');
            }
            code ^= fence;
        }
        return lines.toString();
    }

    private static boolean isFence(String line) {
        return line.strip().startsWith("```");
    }

    private static int level(String line) {
        return HEADING.matcher(line).matches() ? line.indexOf(' ') : 0;
    }

    /** The blocks of a language in a text, indented or not, without their indentation. */
    static List<String> blocks(String language, String text) {
        return Pattern.compile("^( *)```" + language + "\n(.*?)\n\\1```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(2).replaceAll("(?m)^" + found.group(1), ""))
                .toList();
    }
}
