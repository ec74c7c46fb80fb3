package dev.kith.json.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/** An immutable set of code points, as ranges in order that neither overlap nor touch. */
final class CodePoints {
    static final CodePoints NONE = new CodePoints(List.of());
    static final CodePoints ALL = of(0, Character.MAX_CODE_POINT);

    private final List<Range> ranges;

    private CodePoints(List<Range> ranges) {
        this.ranges = ranges;
    }

    static CodePoints of(int single) {
        return of(single, single);
    }

    static CodePoints of(int first, int last) {
        return new CodePoints(List.of(new Range(first, last)));
    }

    /** The code points that a predicate holds for. */
    static CodePoints where(IntPredicate predicate) {
        List<Range> found = new ArrayList<>();
        int first = -1;
        for (int point = 0; point <= Character.MAX_CODE_POINT + 1; point++) {
            boolean holds = point <= Character.MAX_CODE_POINT && predicate.test(point);
            if (holds && first < 0) {
                first = point;
            } else if (!holds && first >= 0) {
                found.add(new Range(first, point - 1));
                first = -1;
            }
        }
        return new CodePoints(List.copyOf(found));
    }

    static CodePoints union(List<CodePoints> sets) {
        List<Range> sorted = sets.stream()
                .flatMap(set -> set.ranges.stream())
                .sorted(Comparator.comparingInt(Range::first))
                .toList();
        List<Range> merged = new ArrayList<>();
        for (Range range : sorted) {
            int end = merged.size() - 1;
            if (end >= 0 && range.first() <= merged.get(end).last() + 1) {
                Range before = merged.get(end);
                merged.set(end, new Range(before.first(), Math.max(before.last(), range.last())));
            } else {
                merged.add(range);
            }
        }
        return new CodePoints(List.copyOf(merged));
    }

    CodePoints inverted() {
        List<Range> gaps = new ArrayList<>();
        int next = 0;
        for (Range range : ranges) {
            if (range.first() > next) {
                gaps.add(new Range(next, range.first() - 1));
            }
            next = range.last() + 1;
        }
        if (next <= Character.MAX_CODE_POINT) {
            gaps.add(new Range(next, Character.MAX_CODE_POINT));
        }
        return new CodePoints(List.copyOf(gaps));
    }

    CodePoints and(CodePoints other) {
        return union(List.of(inverted(), other.inverted())).inverted();
    }

    CodePoints without(CodePoints other) {
        return and(other.inverted());
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    int count() {
        return ranges.stream()
                .mapToInt(range -> range.last() - range.first() + 1)
                .sum();
    }

    /** The set, or its complement, as a character class in the syntax of the engine. */
    String written(boolean inverted) {
        if (isEmpty()) {
            return inverted ? ALL.written(false) : ALL.written(true);
        }
        StringBuilder written = new StringBuilder(inverted ? "[^" : "[");
        for (Range range : ranges) {
            write(range.first(), written);
            if (range.last() > range.first()) {
                written.append('-');
                write(range.last(), written);
            }
        }
        return written.append(']').toString();
    }

    /** One code point in the syntax of the engine. */
    static String written(int point) {
        StringBuilder written = new StringBuilder();
        write(point, written);
        return written.toString();
    }

    private static void write(int point, StringBuilder written) {
        if (Character.isLetterOrDigit(point)) {
            written.appendCodePoint(point);
        } else {
            written.append("\\x{").append(Integer.toHexString(point)).append('}');
        }
    }

    /**
     * Neighbors.
     *
     * @param first the first of them
     * @param last the last of them
     */
    private record Range(int first, int last) {}
}
