package dev.kith.it.conformance;

import dev.kith.api.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A file of cases.
 *
 * @param entries its cases, not yet understood
 */
record CaseFile(List<Entry> entries) {
    private static final int FORMAT = 1;

    /**
     * A case, read only as far as its name. The rest is read when it runs, so that a case that is not understood fails alone.
     *
     * @param id its id
     * @param title its title
     * @param protocols the protocols that it applies to
     * @param json the whole case
     */
    record Entry(String id, String title, List<String> protocols, Json json) {
        Case read() {
            return Case.read(json);
        }
    }

    /** The cases of several files. */
    static CaseFile read(List<Path> files) {
        List<Entry> all =
                files.stream().flatMap(file -> read(file).entries().stream()).toList();
        requireDifferentIds(all);
        return new CaseFile(all);
    }

    static CaseFile read(Path file) {
        try {
            return read(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CaseFile read(String text) {
        Members members = Members.of("file", JsonReading.read(text));
        if (members.integer("format") != FORMAT) {
            throw new NotUnderstood("the file is not of format " + FORMAT);
        }
        members.optionalText("suite");
        members.optional("behaviours");
        int count = members.integer("count");
        List<Entry> entries =
                members.list("cases").stream().map(CaseFile::entry).toList();
        members.nothingElse();
        if (entries.size() != count) {
            throw new NotUnderstood("the file says " + count + " cases and has " + entries.size());
        }
        requireDifferentIds(entries);
        return new CaseFile(entries);
    }

    private static Entry entry(Json json) {
        Members members = Members.of("case", json);
        return new Entry(
                members.text("id"),
                members.text("title"),
                members.list("protocols").stream()
                        .map(protocol -> Members.text("case.protocols", protocol))
                        .toList(),
                json);
    }

    private static void requireDifferentIds(List<Entry> entries) {
        Set<String> ids = new HashSet<>();
        for (Entry entry : entries) {
            if (!ids.add(entry.id())) {
                throw new NotUnderstood("two cases have the id " + entry.id());
            }
        }
    }
}
