package dev.kith.core;

import dev.kith.api.Outcome;
import dev.kith.api.schemas.TextFilterMethod;
import dev.kith.api.search.UserFilter;
import dev.kith.core.UserCondition.Compares;
import dev.kith.core.UserCondition.TextField;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What filters for users mean (contract, section S12). */
final class FilterConditions {
    private final PhoneNumbers phones;
    private final SchemaTypes types;

    FilterConditions(PhoneNumbers phones, SchemaTypes types) {
        this.phones = phones;
        this.types = types;
    }

    /** All filters apply. */
    Outcome<UserCondition> of(List<UserFilter> filters) {
        return combined(filters, UserCondition.Every::new);
    }

    private Outcome<UserCondition> combined(
            List<UserFilter> filters, Function<List<UserCondition>, UserCondition> combination) {
        List<UserCondition> parts = new ArrayList<>();
        for (UserFilter filter : filters) {
            Outcome<UserCondition> part = of(filter);
            if (!(part instanceof Outcome.Done<UserCondition> done)) {
                return part;
            }
            parts.add(done.value());
        }
        return Outcome.done(combination.apply(parts));
    }

    private Outcome<UserCondition> of(UserFilter filter) {
        if (filter instanceof UserFilter.AnyOf any) {
            return combined(any.queries(), UserCondition.Any::new);
        }
        if (filter instanceof UserFilter.AllOf all) {
            return combined(all.queries(), UserCondition.Every::new);
        }
        if (filter instanceof UserFilter.NoneOf none && none.query() != null) {
            return of(none.query()).then(part -> Outcome.done(new UserCondition.Except(part)));
        }
        return filter instanceof UserFilter.BySchemaType byType
                ? types.matching(byType.method(), byType.type())
                : Outcome.done(comparison(filter));
    }

    private UserCondition comparison(UserFilter filter) {
        if (filter instanceof UserFilter.ByUserId byId) {
            return new Compares(TextField.ID, byId.method(), byId.id());
        }
        if (filter instanceof UserFilter.ByOrganizationId byId) {
            return new Compares(TextField.ORGANIZATION, byId.method(), byId.id());
        }
        if (filter instanceof UserFilter.ByEmail byEmail) {
            return new Compares(TextField.EMAIL, byEmail.method(), byEmail.address());
        }
        if (filter instanceof UserFilter.ByPhone byPhone) {
            return new Compares(TextField.PHONE, byPhone.method(), number(byPhone));
        }
        if (filter instanceof UserFilter.BySchemaId byId) {
            return new Compares(TextField.SCHEMA_ID, TextFilterMethod.EQUALS, byId.id());
        }
        if (filter instanceof UserFilter.ByState byState) {
            return new UserCondition.InState(byState.state());
        }
        throw new IllegalArgumentException("a filter that the checks refuse");
    }

    /** A number that is to be equal may have any form; a part of a number stays as it is. */
    private String number(UserFilter.ByPhone filter) {
        return switch (filter.method()) {
            case EQUALS, EQUALS_IGNORE_CASE -> phones.normalize(filter.number()).orElse(filter.number());
            default -> filter.number();
        };
    }
}
