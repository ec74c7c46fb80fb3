package dev.kith.core;

import static dev.kith.api.ProblemCode.FILTER_COUNT;
import static dev.kith.api.ProblemCode.FILTER_EMPTY;
import static dev.kith.api.ProblemCode.FILTER_NESTING;
import static dev.kith.api.ProblemCode.LIMIT_EXCEEDED;
import static dev.kith.api.ProblemCode.OFFSET_EXCEEDED;

import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The limits that all searches have (contract, rulings R37 and R38).
 *
 * @param mostOffset how far from the first result a page may begin
 */
record SearchLimits(int mostOffset) {
    /** How many bytes the documents or the data of a page may have; one is given in any case. */
    static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final int USUAL_LIMIT = 100;
    private static final int MOST_LIMIT = 1_000;
    private static final int MOST_FILTERS = 100;
    private static final int MOST_NESTING = 20;

    /** The limit that is applied where this one is given. */
    static int applied(long limit) {
        return limit == 0 ? USUAL_LIMIT : (int) limit;
    }

    /**
     * Length and place of the page, then number, nesting and content of the filters.
     *
     * @param parts gives the filters inside of one that combines others; empty for one that does not
     */
    <F> Optional<Problem> excess(long offset, long limit, List<F> filters, Function<F, Optional<List<F>>> parts) {
        if (limit > MOST_LIMIT) {
            return Optional.of(Problem.of(LIMIT_EXCEEDED));
        }
        if (offset > mostOffset) {
            return Optional.of(Problem.of(OFFSET_EXCEEDED));
        }
        FilterCensus<F> census = new FilterCensus<>(parts);
        filters.forEach(filter -> census.count(filter, 0));
        return census.problem().map(Problem::of);
    }

    /** Counts filters, those inside of others included, and measures how deep they are nested. */
    private static final class FilterCensus<F> {
        private final Function<F, Optional<List<F>>> parts;
        private int filters;
        private int deepest;
        private boolean empty;

        FilterCensus(Function<F, Optional<List<F>>> parts) {
            this.parts = parts;
        }

        void count(F filter, int level) {
            filters++;
            deepest = Math.max(deepest, level);
            parts.apply(filter).ifPresent(inner -> {
                empty |= inner.isEmpty();
                inner.forEach(part -> count(part, level + 1));
            });
        }

        Optional<ProblemCode> problem() {
            if (filters > MOST_FILTERS) {
                return Optional.of(FILTER_COUNT);
            }
            if (deepest > MOST_NESTING) {
                return Optional.of(FILTER_NESTING);
            }
            return empty ? Optional.of(FILTER_EMPTY) : Optional.empty();
        }
    }
}
