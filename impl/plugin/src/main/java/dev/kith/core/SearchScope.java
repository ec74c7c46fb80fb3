package dev.kith.core;

import static dev.kith.api.ProblemCode.SEARCH_SCOPE;

import dev.kith.api.Caller;
import dev.kith.api.Outcome;
import dev.kith.api.schemas.TextFilterMethod;
import dev.kith.api.search.UserFilter;
import dev.kith.core.UserCondition.Compares;
import dev.kith.core.UserCondition.InOrganizations;
import dev.kith.core.UserCondition.TextField;
import dev.kith.spi.AccessPolicy.Permission;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whom a caller may find: those that it may read, and itself (contract, ruling R39). */
final class SearchScope {
    private static final int MOST_ORGANIZATIONS = 1_000;
    private static final Set<Permission> READ = Set.of(Permission.USER_READ);

    private final AccessControl access;

    SearchScope(AccessControl access) {
        this.access = access;
    }

    /**
     * Whom a caller may find.
     *
     * @param filters the filters; the organizations that all results must have need not be more than those that they name
     */
    Outcome<UserCondition> of(Caller caller, List<UserFilter> filters, UserListing listing) {
        if (access.permits(caller, READ, null)) {
            return Outcome.done(UserCondition.EVERYBODY);
        }
        UserCondition self = new Compares(TextField.ID, TextFilterMethod.EQUALS, caller.subject());
        if (!access.mayAnywhere(caller, READ)) {
            return Outcome.done(self);
        }
        return organizations(caller, filters, listing)
                .then(ids -> Outcome.done(
                        ids.isEmpty() ? self : new UserCondition.Any(List.of(new InOrganizations(ids), self))));
    }

    private Outcome<Set<String>> organizations(Caller caller, List<UserFilter> filters, UserListing listing) {
        Set<String> named = named(filters).collect(Collectors.toSet());
        Optional<Set<String>> known = access.organizations(caller, Permission.USER_READ);
        Set<String> candidates = new HashSet<>(known.orElse(named));
        if (known.isPresent() && !named.isEmpty()) {
            candidates.retainAll(named);
        }
        if (known.isEmpty() && named.isEmpty()) {
            candidates.addAll(listing.organizations(MOST_ORGANIZATIONS + 1));
        }
        if (candidates.size() > MOST_ORGANIZATIONS) {
            return Outcome.refused(SEARCH_SCOPE);
        }
        if (known.isEmpty()) {
            candidates.removeIf(organization -> !access.permits(caller, READ, organization));
        }
        return Outcome.done(candidates);
    }

    /** The organizations of which all results have to be. */
    private static Stream<String> named(List<UserFilter> filters) {
        return filters.stream().flatMap(filter -> {
            if (filter instanceof UserFilter.AllOf all) {
                return named(all.queries());
            }
            return filter instanceof UserFilter.ByOrganizationId byId && byId.method() == TextFilterMethod.EQUALS
                    ? Stream.of(byId.id())
                    : Stream.empty();
        });
    }
}
