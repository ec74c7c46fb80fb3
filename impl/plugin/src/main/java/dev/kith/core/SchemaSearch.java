package dev.kith.core;

import static dev.kith.api.ProblemCode.SCHEMAS_UNLISTED;

import dev.kith.api.Outcome;
import dev.kith.api.Problem;
import dev.kith.api.schemas.SchemaFilter;
import dev.kith.api.schemas.SearchUserSchemas;
import dev.kith.api.schemas.SearchUserSchemas.Column;
import dev.kith.api.schemas.TextFilterMethod;
import dev.kith.core.SchemaStore.Narrowing;
import dev.kith.core.SchemaStore.StoredSchema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The search for schemas (contract, sections S10 and S11). An instance has few schemas, and they are small without their
 * documents: so they are filtered and sorted here, by code points and alike on every database, and the documents are read for the
 * page alone.
 */
final class SchemaSearch {
    /** How many documents are read at a time: all of a page of the usual length, and never much more than a page may have. */
    private static final int DOCUMENTS_AT_A_TIME = 200;

    private final SchemaStore store;
    private final SearchLimits limits;

    SchemaSearch(SchemaStore store, int mostOffset) {
        this.store = store;
        this.limits = new SearchLimits(mostOffset);
    }

    /**
     * What a search has found.
     *
     * @param limit the limit that was applied
     * @param total the number of all results
     * @param column what the results are sorted by
     * @param page the results of the page
     */
    record SchemaHits(int limit, long total, Column column, List<StoredSchema> page) {}

    /** The limits of a search: length and place of the page, then number, nesting and content of the filters. */
    Optional<Problem> excess(SearchUserSchemas command) {
        return limits.excess(command.offset(), command.limit(), command.filters(), SchemaSearch::parts);
    }

    private static Optional<List<SchemaFilter>> parts(SchemaFilter filter) {
        if (filter instanceof SchemaFilter.Or or) {
            return Optional.of(or.queries());
        }
        if (filter instanceof SchemaFilter.And and) {
            return Optional.of(and.queries());
        }
        return filter instanceof SchemaFilter.Not not
                ? Optional.ofNullable(not.filter()).map(List::of)
                : Optional.empty();
    }

    Outcome<SchemaHits> find(SearchUserSchemas command) {
        Optional<List<SchemaEntry>> listed = store.list(narrowing(command.filters()));
        if (listed.isEmpty()) {
            return Outcome.refused(SCHEMAS_UNLISTED);
        }
        Column column = command.column() == Column.UNSPECIFIED ? Column.CREATION_DATE : command.column();
        int limit = SearchLimits.applied(command.limit());
        List<SchemaEntry> all = listed.get().stream()
                .filter(entry -> command.filters().stream().allMatch(filter -> applies(filter, entry)))
                .sorted(order(column, command.descending()))
                .toList();
        List<SchemaEntry> asked =
                all.stream().skip(command.offset()).limit(limit).toList();
        List<StoredSchema> page = new ArrayList<>();
        boolean full = fill(page, asked);
        return Outcome.done(new SchemaHits(full ? page.size() : limit, all.size(), column, page));
    }

    /** Adds what fits; returns whether something did not. */
    private boolean fill(List<StoredSchema> page, List<SchemaEntry> asked) {
        long bytes = 0;
        for (int from = 0; from < asked.size(); from += DOCUMENTS_AT_A_TIME) {
            int to = Math.min(asked.size(), from + DOCUMENTS_AT_A_TIME);
            for (StoredSchema schema : store.withDocuments(asked.subList(from, to))) {
                bytes += schema.document().getBytes(StandardCharsets.UTF_8).length;
                if (bytes > SearchLimits.MOST_BYTES && !page.isEmpty()) {
                    return true;
                }
                page.add(schema);
            }
        }
        return false;
    }

    private static Narrowing narrowing(List<SchemaFilter> filters) {
        String id = null;
        String type = null;
        for (SchemaFilter filter : filters) {
            if (filter instanceof SchemaFilter.ById byId && byId.method() == TextFilterMethod.EQUALS) {
                id = byId.id();
            }
            if (filter instanceof SchemaFilter.ByType byType
                    && (byType.method() == TextFilterMethod.EQUALS
                            || byType.method() == TextFilterMethod.EQUALS_IGNORE_CASE)) {
                type = CaseFolding.of(byType.type());
            }
        }
        return new Narrowing(id, type);
    }

    private static boolean applies(SchemaFilter filter, SchemaEntry entry) {
        if (filter instanceof SchemaFilter.Or or) {
            return or.queries().stream().anyMatch(part -> applies(part, entry));
        }
        if (filter instanceof SchemaFilter.And and) {
            return and.queries().stream().allMatch(part -> applies(part, entry));
        }
        if (filter instanceof SchemaFilter.Not not) {
            return not.filter() != null && !applies(not.filter(), entry);
        }
        if (filter instanceof SchemaFilter.ById byId) {
            return TextComparison.applies(byId.method(), entry.id(), byId.id());
        }
        if (filter instanceof SchemaFilter.ByType byType) {
            return TextComparison.applies(byType.method(), entry.type(), byType.type());
        }
        return filter instanceof SchemaFilter.ByState byState && byState.state() == entry.state();
    }

    /** By the column, then by id, both in the same direction; what has no value comes last in both. */
    private static Comparator<SchemaEntry> order(Column column, boolean descending) {
        Comparator<SchemaEntry> byId =
                directed(Comparator.comparing(SchemaEntry::id, CodePointOrder.ASCENDING), descending);
        return switch (column) {
            case TYPE ->
                directed(Comparator.comparing(SchemaEntry::type, CodePointOrder.ASCENDING), descending)
                        .thenComparing(byId);
            case STATE ->
                directed(Comparator.comparing(SchemaEntry::state), descending).thenComparing(byId);
            case REVISION ->
                directed(Comparator.comparingInt(SchemaEntry::revision), descending)
                        .thenComparing(byId);
            case CHANGE_DATE -> timed(SchemaEntry::changed, descending).thenComparing(byId);
            default -> timed(SchemaEntry::created, descending).thenComparing(byId);
        };
    }

    private static <T> Comparator<T> directed(Comparator<T> ascending, boolean descending) {
        return descending ? ascending.reversed() : ascending;
    }

    private static Comparator<SchemaEntry> timed(Function<SchemaEntry, @Nullable Instant> time, boolean descending) {
        return (one, other) -> {
            Instant first = time.apply(one);
            Instant second = time.apply(other);
            if (first == null || second == null) {
                return Boolean.compare(first == null, second == null);
            }
            return descending ? second.compareTo(first) : first.compareTo(second);
        };
    }
}
