package dev.kith.core;

import static dev.kith.core.FieldRules.fault;
import static dev.kith.core.FieldRules.first;
import static dev.kith.core.FieldRules.instance;
import static dev.kith.core.FieldRules.judge;
import static dev.kith.core.FieldRules.length;
import static dev.kith.core.FieldRules.within;

import dev.kith.api.FieldFault;
import dev.kith.api.Problem;
import dev.kith.api.schemas.TextFilterMethod;
import dev.kith.api.search.SearchUsers;
import dev.kith.api.search.SearchUsers.UserColumn;
import dev.kith.api.search.UserFilter;
import dev.kith.api.search.UserFilter.SearchedState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The declared rules of the members of a search for users (contract, section S5); the first that is broken is reported. */
final class UserFieldRules {
    private static final int MOST_TEXT = 200;
    private static final int MOST_NUMBER = 20;
    private static final String FILTERS = "filters";
    private static final String QUERIES = "queries";
    private static final String QUERY = "query";
    private static final String ANY = "orFilter";
    private static final String ALL = "andFilter";
    private static final String NONE = "notFilter";
    private static final String USERNAME = "usernameFilter";

    private UserFieldRules() {}

    static Optional<Problem> of(SearchUsers command) {
        return judge(
                command.column() == UserColumn.UNRECOGNIZED ? fault("sortingColumn", new FieldFault.Defined()) : null,
                filters(FILTERS, command.filters()),
                instance(command.preconditions()));
    }

    private static @Nullable FieldFault filters(String list, List<UserFilter> filters) {
        for (int i = 0; i < filters.size(); i++) {
            FieldFault fault = within(item(list, i), filter(filters.get(i)));
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static String item(String list, int index) {
        return list + "[" + index + "]";
    }

    private static @Nullable FieldFault filter(UserFilter filter) {
        if (filter instanceof UserFilter.AnyOf any) {
            return within(ANY, filters(QUERIES, any.queries()));
        }
        if (filter instanceof UserFilter.AllOf all) {
            return within(ALL, filters(QUERIES, all.queries()));
        }
        if (filter instanceof UserFilter.NoneOf none) {
            return within(NONE, negated(none.query()));
        }
        return comparison(filter);
    }

    private static @Nullable FieldFault negated(@Nullable UserFilter filter) {
        return filter == null ? fault(QUERY, new FieldFault.Required()) : within(QUERY, filter(filter));
    }

    private static @Nullable FieldFault comparison(UserFilter filter) {
        if (filter instanceof UserFilter.ByUserId byId) {
            return within("userIdFilter", text("id", byId.id(), MOST_TEXT, byId.method()));
        }
        if (filter instanceof UserFilter.ByOrganizationId byId) {
            return within("organizationIdFilter", text("id", byId.id(), MOST_TEXT, byId.method()));
        }
        if (filter instanceof UserFilter.ByUsername byName) {
            return within(USERNAME, text("username", byName.username(), MOST_TEXT, byName.method()));
        }
        if (filter instanceof UserFilter.ByEmail byEmail) {
            return within("emailFilter", text("address", byEmail.address(), MOST_TEXT, byEmail.method()));
        }
        if (filter instanceof UserFilter.ByPhone byPhone) {
            return within("phoneFilter", text("number", byPhone.number(), MOST_NUMBER, byPhone.method()));
        }
        if (filter instanceof UserFilter.ByState byState) {
            return byState.state() == SearchedState.UNRECOGNIZED
                    ? within("stateFilter", fault("state", new FieldFault.Defined()))
                    : null;
        }
        if (filter instanceof UserFilter.BySchemaId byId) {
            return within("schemaIdFilter", length("id", byId.id(), MOST_TEXT));
        }
        if (filter instanceof UserFilter.BySchemaType byType) {
            return within("schemaTypeFilter", text("type", byType.type(), MOST_TEXT, byType.method()));
        }
        return fault("filter", new FieldFault.Required());
    }

    private static @Nullable FieldFault text(String member, String text, int most, TextFilterMethod method) {
        return first(
                length(member, text, most),
                method == TextFilterMethod.UNRECOGNIZED ? fault("method", new FieldFault.Defined()) : null);
    }

    /** The place of the first filter that is not offered, as a JSON Pointer into the list of filters (contract, ruling R40). */
    static Optional<String> notOffered(List<UserFilter> filters) {
        for (int i = 0; i < filters.size(); i++) {
            String place = "/" + i;
            Optional<String> found = notOffered(filters.get(i)).map(inner -> place + inner);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> notOffered(UserFilter filter) {
        if (filter instanceof UserFilter.AnyOf any) {
            return notOffered(any.queries()).map(inner -> "/" + ANY + "/" + QUERIES + inner);
        }
        if (filter instanceof UserFilter.AllOf all) {
            return notOffered(all.queries()).map(inner -> "/" + ALL + "/" + QUERIES + inner);
        }
        if (filter instanceof UserFilter.NoneOf none && none.query() != null) {
            return notOffered(none.query()).map(inner -> "/" + NONE + "/" + QUERY + inner);
        }
        return filter instanceof UserFilter.ByUsername ? Optional.of("/" + USERNAME) : Optional.empty();
    }
}
