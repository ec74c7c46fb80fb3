package dev.kith.core;

import static dev.kith.api.ProblemCode.FEATURE_OFF;
import static dev.kith.api.ProblemCode.FILTER_NOT_OFFERED;
import static dev.kith.api.ProblemCode.SEARCH_TIME;
import static dev.kith.core.CommandChecks.first;

import dev.kith.api.Caller;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Problem;
import dev.kith.api.Problem.Violation;
import dev.kith.api.UserView;
import dev.kith.api.search.SearchUsers;
import dev.kith.api.search.UserFilter;
import dev.kith.api.search.UserPage;
import dev.kith.api.search.UserSearch;
import dev.kith.core.UserListing.ListedId;
import dev.kith.core.UserListing.ListedUser;
import dev.kith.core.UserListing.TookTooLong;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The search for users (contract, sections S10 and S12): the checks, who may be seen, the page, the count. */
final class DefaultUserSearch implements UserSearch {
    private final CoreSettings settings;
    private final SearchLimits limits;
    private final AccessControl access;
    private final SearchScope scope;
    private final DataRules data;
    private final PhoneNumbers phones;
    private final UserStore store;
    private final Environment environment;

    DefaultUserSearch(
            CoreSettings settings,
            AccessControl access,
            DataRules data,
            PhoneNumbers phones,
            UserStore store,
            Environment environment) {
        this.settings = settings;
        this.limits = new SearchLimits(settings.schemas().mostOffset());
        this.access = access;
        this.scope = new SearchScope(access);
        this.data = data;
        this.phones = phones;
        this.store = store;
        this.environment = environment;
    }

    @Override
    public Outcome<UserPage> search(Caller caller, SearchUsers command) {
        return first(
                        () -> UserFieldRules.of(command),
                        this::feature,
                        () -> limits.excess(
                                command.offset(), command.limit(), command.filters(), DefaultUserSearch::parts),
                        () -> UserFieldRules.notOffered(command.filters()).map(DefaultUserSearch::notOffered))
                .map(Outcome::<UserPage>refused)
                .orElseGet(() -> found(caller, command));
    }

    private Optional<Problem> feature() {
        return settings.enabled() ? Optional.empty() : Optional.of(Problem.of(FEATURE_OFF));
    }

    private static Optional<List<UserFilter>> parts(UserFilter filter) {
        if (filter instanceof UserFilter.AnyOf any) {
            return Optional.of(any.queries());
        }
        if (filter instanceof UserFilter.AllOf all) {
            return Optional.of(all.queries());
        }
        return filter instanceof UserFilter.NoneOf none
                ? Optional.ofNullable(none.query()).map(List::of)
                : Optional.empty();
    }

    private static Problem notOffered(String place) {
        Violation violation = new Violation(place, "NOT_OFFERED", "Users have no user name here.");
        return new Problem(FILTER_NOT_OFFERED, null, List.of(violation), null, null);
    }

    private Outcome<UserPage> found(Caller caller, SearchUsers command) {
        try {
            return RetryingTransaction.until(
                    environment.random(),
                    again -> store.search(settings.schemas().searchTime(), listing -> page(caller, command, listing)));
        } catch (TookTooLong tooLong) {
            return Outcome.refused(SEARCH_TIME);
        }
    }

    private Outcome<UserPage> page(Caller caller, SearchUsers command, UserListing listing) {
        SchemaTypes types = new SchemaTypes(data, listing);
        return scope.of(caller, command.filters(), listing)
                .then(seen -> new FilterConditions(phones, types)
                        .of(command.filters())
                        .then(filters -> types.order(command.column(), command.descending())
                                .then(order -> Outcome.done(page(
                                        caller,
                                        command,
                                        listing,
                                        new UserCondition.Every(List.of(seen, filters)),
                                        order,
                                        types)))));
    }

    private UserPage page(
            Caller caller,
            SearchUsers command,
            UserListing listing,
            UserCondition condition,
            UserListing.UserOrder order,
            SchemaTypes types) {
        int limit = SearchLimits.applied(command.limit());
        List<ListedId> ids = listing.page(condition, order, command.offset(), limit);
        boolean last = ids.size() < limit && (command.offset() == 0 || !ids.isEmpty());
        long total = last ? command.offset() + ids.size() : listing.count(condition);
        List<UserView> users = new ArrayList<>();
        boolean full = fill(users, ids, listing, caller, types);
        return new UserPage(
                full ? users.size() : limit,
                total,
                environment.clock().instant().truncatedTo(ChronoUnit.MICROS),
                users);
    }

    /** Adds the users whose data fits; returns whether some did not. No more is read at a time than a page may have. */
    private boolean fill(
            List<UserView> users, List<ListedId> ids, UserListing listing, Caller caller, SchemaTypes types) {
        long bytes = 0;
        for (int from = 0; from < ids.size(); ) {
            int to = end(ids, from);
            List<String> chunk =
                    ids.subList(from, to).stream().map(ListedId::id).toList();
            for (ListedUser listed : listing.users(chunk)) {
                UserView view = data.view(
                        listed.found(),
                        AccessControl.role(caller, listed.found().user()),
                        access.seesPending(caller, listed.found().user()),
                        types.of(listed));
                bytes += JsonText.write(view.data()).getBytes(StandardCharsets.UTF_8).length;
                if (bytes > SearchLimits.MOST_BYTES && !users.isEmpty()) {
                    return true;
                }
                users.add(view);
            }
            from = to;
        }
        return false;
    }

    private static int end(List<ListedId> ids, int from) {
        long size = 0;
        int to = from;
        while (to < ids.size() && (to == from || size + ids.get(to).size() <= SearchLimits.MOST_BYTES)) {
            size += ids.get(to).size();
            to++;
        }
        return to;
    }
}
