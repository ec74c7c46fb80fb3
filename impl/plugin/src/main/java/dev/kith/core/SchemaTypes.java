package dev.kith.core;

import static dev.kith.api.ProblemCode.SEARCH_SCOPE;

import dev.kith.api.Outcome;
import dev.kith.api.schemas.TextFilterMethod;
import dev.kith.api.search.SearchUsers.UserColumn;
import dev.kith.core.UserCondition.Compares;
import dev.kith.core.UserCondition.SchemaRevision;
import dev.kith.core.UserCondition.TextField;
import dev.kith.core.UserListing.ListedUser;
import dev.kith.core.UserListing.UserOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The types of schemas in one search: the storage compares and sorts by them where it has them; those of a provider of the host
 * are asked for, once each (contract, section S12).
 */
final class SchemaTypes {
    private static final int MOST_REVISIONS = 1_000;

    private final DataRules data;
    private final UserListing listing;
    private final Map<SchemaRevision, String> known = new HashMap<>();
    private @Nullable List<SchemaRevision> inUse;

    SchemaTypes(DataRules data, UserListing listing) {
        this.data = data;
        this.listing = listing;
    }

    /** The type of a user's schema; empty where nobody knows it any more. */
    String of(ListedUser listed) {
        String type = listed.schemaType();
        User user = listed.found().user();
        return type != null ? type : of(new SchemaRevision(user.schemaId(), user.revision()));
    }

    private String of(SchemaRevision revision) {
        return known.computeIfAbsent(revision, missing -> data.type(missing.schemaId(), missing.revision()));
    }

    /** Users whose schema has such a type. */
    Outcome<UserCondition> matching(TextFilterMethod method, String text) {
        return listing.knowsTypes()
                ? Outcome.done(new Compares(TextField.SCHEMA_TYPE, method, text))
                : inUse().then(revisions -> Outcome.done(new UserCondition.Follows(revisions.stream()
                        .filter(revision ->
                                !of(revision).isEmpty() && TextComparison.applies(method, of(revision), text))
                        .collect(Collectors.toSet()))));
    }

    /** An order by a column; a type that nobody knows is no value. */
    Outcome<UserOrder> order(UserColumn asked, boolean descending) {
        UserColumn column = asked == UserColumn.UNSPECIFIED ? UserColumn.CREATION_DATE : asked;
        if (column != UserColumn.SCHEMA_TYPE || listing.knowsTypes()) {
            return Outcome.done(new UserOrder(column, descending, Map.of()));
        }
        return inUse().then(revisions -> Outcome.done(new UserOrder(column, descending, ranks(revisions))));
    }

    private Map<SchemaRevision, Integer> ranks(List<SchemaRevision> revisions) {
        TreeSet<String> types = new TreeSet<>(CodePointOrder.ASCENDING);
        revisions.stream().map(this::of).filter(type -> !type.isEmpty()).forEach(types::add);
        List<String> ordered = List.copyOf(types);
        Map<String, Integer> places = new HashMap<>();
        for (int place = 0; place < ordered.size(); place++) {
            places.put(ordered.get(place), place);
        }
        return revisions.stream()
                .filter(revision -> places.containsKey(of(revision)))
                .collect(Collectors.toMap(revision -> revision, revision -> places.get(of(revision))));
    }

    private Outcome<List<SchemaRevision>> inUse() {
        List<SchemaRevision> revisions = inUse == null ? listing.revisions(MOST_REVISIONS + 1) : inUse;
        inUse = revisions;
        return revisions.size() > MOST_REVISIONS ? Outcome.refused(SEARCH_SCOPE) : Outcome.done(revisions);
    }
}
