package dev.kith.it.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds citations of the wire contract in a file and looks each of them up.
 *
 * <p>A citation is a section of the contract, with steps or without, or a ruling. In the contract's own documents every
 * section is one of the contract; elsewhere the word contract has to stand before it. Sections of an RFC are another matter.
 */
final class ContractCitations {
    private static final String AND = "(?:,\\s+(?:and\\s+)?|\\s+and\\s+|\\s+or\\s+|\\s+to\\s+)";
    private static final String NUMBER = "S?\\d+(?:\\.\\d+)*";

    private static final Pattern SECTION = Pattern.compile("\\b[Ss]ections?\\s+(?<sections>" + listOf(NUMBER)
            + ")(?:,?\\s+steps?\\s+(?<steps>" + listOf("\\d+") + "))?");
    private static final Pattern RULING =
            Pattern.compile("\\b[Rr]ulings?\\s+(?:(?<rulings>" + listOf("R\\d+") + ")\\b|(?<malformed>[Rr]?\\d+))");
    private static final Pattern BARE_RULING = Pattern.compile("\\bR\\d{1,2}\\b");
    private static final Pattern BARE_DEFECT = Pattern.compile("\\bD\\d{1,2}\\b");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]*)#([^)\\s]+)\\)");
    private static final Pattern REMARK = Pattern.compile("\"(ruling|defect)\"\\s*:\\s*\"([^\"]*)\"");

    private static final Pattern RFC_BEFORE = Pattern.compile("\\bRFC\\s+\\d+,?\\s+$");
    private static final Pattern RFC_AFTER = Pattern.compile("^\\s+of\\s+RFC\\s+\\d+");
    private static final Pattern CONTRACT_BEFORE = Pattern.compile("\\b[Cc]ontract,?\\s+$");
    private static final Pattern CONTRACT_AFTER = Pattern.compile("^\\s+of\\s+the\\s+(?:wire\\s+)?contract\\b");
    private static final Pattern NAME = Pattern.compile(NUMBER + "|R\\d+");
    private static final Pattern RANGE = Pattern.compile("(R|S|)(\\d+)\\s+to\\s+\\1(\\d+)");

    private final Contract contract;
    private final String file;
    private final Prose prose;
    private final List<String> faults = new ArrayList<>();
    private int found;

    private ContractCitations(Contract contract, String file, String content) {
        this.contract = contract;
        this.file = file;
        this.prose = Prose.of(file, content);
    }

    /**
     * What a file cites.
     *
     * @param found how many citations there are
     * @param faults those that lead nowhere or cannot be read, with file and line
     */
    record Report(int found, List<String> faults) {}

    /**
     * Looks up the citations of a source or a document.
     *
     * @param contract the contract
     * @param file the file's path in the repository, with slashes
     * @param content the file's text
     * @return what was found
     */
    static Report of(Contract contract, String file, String content) {
        ContractCitations citations = new ContractCitations(contract, file, content);
        citations.sections();
        citations.rulings();
        citations.defects();
        citations.links();
        return new Report(citations.found, List.copyOf(citations.faults));
    }

    /** Looks up what conformance cases say about the ruling or the defect that they are about; a defect may be a ruling's. */
    static Report ofCases(Contract contract, String file, String content) {
        List<String> faults = new ArrayList<>();
        List<MatchResult> remarks = REMARK.matcher(content).results().toList();
        for (MatchResult remark : remarks) {
            boolean form = remark.group(2).matches(remark.group(1).equals("ruling") ? "R\\d+" : "[DR]\\d+");
            if (!form || !contract.defines(remark.group(2))) {
                long line = 1 + content.substring(0, remark.start()).lines().count();
                faults.add(file + ":" + line + ": no " + remark.group(1) + " " + remark.group(2));
            }
        }
        return new Report(remarks.size(), faults);
    }

    private static String listOf(String item) {
        return item + "(?:" + AND + item + ")*";
    }

    private boolean isSource() {
        return !file.endsWith(".md");
    }

    private boolean isOwnDocument() {
        return contract.isDocument(file);
    }

    private void sections() {
        Matcher section = SECTION.matcher(prose.text());
        while (section.find()) {
            String before = prose.text().substring(Math.max(0, section.start() - 40), section.start());
            String after = prose.text()
                    .substring(
                            section.end(),
                            Math.min(section.end() + 40, prose.text().length()));
            boolean foreign = RFC_BEFORE.matcher(before).find()
                    || RFC_AFTER.matcher(after).find();
            boolean ours = CONTRACT_BEFORE.matcher(before).find()
                    || CONTRACT_AFTER.matcher(after).find();
            if (!foreign && (ours || isOwnDocument())) {
                section(section);
            } else if (!foreign && isSource()) {
                fault(section.start(), "\"" + oneLine(section.group()) + "\" names neither the contract nor an RFC");
            }
        }
    }

    private void section(Matcher section) {
        List<String> names = names(section.group("sections"));
        names.forEach(name -> lookUp(section.start(), "section", name));
        if (section.group("steps") != null) {
            found++;
            names(section.group("steps")).stream()
                    .filter(step -> names.size() != 1 || !contract.hasStep(names.get(0), step))
                    .forEach(step -> fault(section.start(), "no step " + step + " in section " + names));
        }
    }

    private void rulings() {
        BitSet cited = new BitSet();
        Matcher ruling = RULING.matcher(prose.text());
        while (ruling.find()) {
            cited.set(ruling.start(), ruling.end());
            if (ruling.group("malformed") == null) {
                names(ruling.group("rulings")).forEach(name -> lookUp(ruling.start(), "ruling", name));
            } else {
                fault(ruling.start(), "\"" + oneLine(ruling.group()) + "\" is not of the form \"ruling R13\"");
            }
        }
        Matcher bare = BARE_RULING.matcher(prose.text());
        while (bare.find()) {
            if (!cited.get(bare.start()) && isSource()) {
                fault(bare.start(), "\"" + bare.group() + "\" is not of the form \"ruling R13\"");
            } else if (!cited.get(bare.start()) && file.startsWith("docs/internals/")) {
                lookUp(bare.start(), "ruling", bare.group());
            }
        }
    }

    private void defects() {
        Matcher bare = BARE_DEFECT.matcher(prose.text());
        while (isOwnDocument() && bare.find()) {
            lookUp(bare.start(), "defect", bare.group());
        }
    }

    private void links() {
        Matcher link = LINK.matcher(prose.text());
        while (!isSource() && link.find()) {
            String target = link.group(1).isEmpty() ? file : resolved(link.group(1));
            if (contract.isDocument(target)) {
                found++;
                if (!contract.hasAnchor(target, link.group(2))) {
                    fault(link.start(), "no anchor " + link.group(2) + " in " + target);
                }
            }
        }
    }

    private String resolved(String relative) {
        return Path.of("/" + file)
                .resolveSibling(relative)
                .normalize()
                .toString()
                .substring(1);
    }

    /** The names of a list; a range is all that lies between. */
    private static List<String> names(String list) {
        Matcher range = RANGE.matcher(list);
        if (range.matches()) {
            return IntStream.rangeClosed(Integer.parseInt(range.group(2)), Integer.parseInt(range.group(3)))
                    .mapToObj(number -> range.group(1) + number)
                    .toList();
        }
        return NAME.matcher(list).results().map(MatchResult::group).toList();
    }

    private void lookUp(int at, String kind, String name) {
        found++;
        if (!contract.defines(name)) {
            fault(at, "no " + kind + " " + name + " in the contract");
        }
    }

    private void fault(int at, String what) {
        faults.add(file + ":" + prose.line(at) + ": " + what);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
