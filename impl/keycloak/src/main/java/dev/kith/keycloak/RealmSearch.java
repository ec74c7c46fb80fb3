package dev.kith.keycloak;

import dev.kith.api.Caller;
import dev.kith.api.Outcome;
import dev.kith.api.search.SearchUsers;
import dev.kith.api.search.UserPage;
import dev.kith.api.search.UserSearch;

/**
 * The search, limited to the realm's users. What belongs to a user is deleted together with it; one of whom that has failed is left
 * out of the page, as no call shows it, but it is counted.
 */
record RealmSearch(UserSearch search, RealmPeople people) implements UserSearch {
    @Override
    public Outcome<UserPage> search(Caller caller, SearchUsers command) {
        return search.search(caller, command)
                .then(page -> Outcome.done(new UserPage(
                        page.limit(),
                        page.total(),
                        page.timestamp(),
                        page.users().stream()
                                .filter(user -> people.include(user.details().id()))
                                .toList())));
    }
}
