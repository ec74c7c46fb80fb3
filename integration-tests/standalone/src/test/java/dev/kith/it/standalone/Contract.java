package dev.kith.it.standalone;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the documents of the wire contract define: sections, the steps of some of them, rulings, defects, anchors. */
final class Contract {
    private static final Pattern SECTION = Pattern.compile("(?m)^#{2,3} (S?\\d+(?:\\.\\d+)?)\\.? .*$");
    private static final Pattern RULING = Pattern.compile("(?m)^### (R\\d+)\\. .*\n(.*)$");
    private static final Pattern DEFECT = Pattern.compile("(?m)^\\| <a id=\"d\\d+\"></a>(D\\d+) \\|");
    private static final Pattern STEP = Pattern.compile("(?m)^\\| (\\d+) \\|");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.*)$");
    private static final Pattern STATUS =
            Pattern.compile("\\*\\*Status: (built|built in part|planned)(\\.\\*\\*|\\*\\*).*");

    private final Map<String, Integer> defined = new HashMap<>();
    private final Map<String, Set<String>> steps = new HashMap<>();
    private final Map<String, Set<String>> anchors = new HashMap<>();
    private final Map<String, String> status = new TreeMap<>();

    /**
     * Reads the documents.
     *
     * @param documents file to text
     */
    Contract(Map<String, String> documents) {
        documents.forEach(this::read);
    }

    private void read(String file, String text) {
        Set<String> known = new HashSet<>(groups(ANCHOR, text));
        groups(HEADING, text).forEach(heading -> known.add(slug(heading)));
        anchors.put(file, known);
        groups(DEFECT, text).forEach(this::define);
        RULING.matcher(text).results().forEach(ruling -> {
            define(ruling.group(1));
            status.put(ruling.group(1), ruling.group(2));
        });
        List<MatchResult> sections = SECTION.matcher(text).results().toList();
        for (MatchResult section : sections) {
            define(section.group(1));
            Matcher next = Pattern.compile("(?m)^## ").matcher(text);
            int end = next.find(section.end()) ? next.start() : text.length();
            steps.put(section.group(1), Set.copyOf(groups(STEP, text.substring(section.end(), end))));
        }
    }

    private void define(String name) {
        defined.merge(name, 1, Integer::sum);
    }

    private static List<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** The anchor that GitHub gives a heading. */
    private static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .strip()
                .replace(' ', '-');
    }

    /** Whether a section, a ruling or a defect of this name is defined. */
    boolean defines(String name) {
        return defined.containsKey(name);
    }

    boolean hasStep(String section, String step) {
        return steps.getOrDefault(section, Set.of()).contains(step);
    }

    boolean isDocument(String file) {
        return anchors.containsKey(file);
    }

    boolean hasAnchor(String file, String anchor) {
        return anchors.getOrDefault(file, Set.of()).contains(anchor);
    }

    /** Everything that is defined more than once. */
    Collection<String> ambiguous() {
        return defined.keySet().stream()
                .filter(name -> defined.getOrDefault(name, 0) > 1)
                .toList();
    }

    Set<String> rulings() {
        return status.keySet();
    }

    /** Rulings that do not say in their first line whether they are built. */
    List<String> withoutStatus() {
        return status.entrySet().stream()
                .filter(ruling -> !STATUS.matcher(ruling.getValue()).matches())
                .map(Map.Entry::getKey)
                .toList();
    }
}
