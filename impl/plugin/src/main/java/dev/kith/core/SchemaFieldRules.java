package dev.kith.core;

import static dev.kith.core.FieldRules.fault;
import static dev.kith.core.FieldRules.first;
import static dev.kith.core.FieldRules.instance;
import static dev.kith.core.FieldRules.judge;
import static dev.kith.core.FieldRules.length;
import static dev.kith.core.FieldRules.within;

import dev.kith.api.FieldFault;
import dev.kith.api.FieldFault.FieldRule;
import dev.kith.api.JsonText;
import dev.kith.api.Problem;
import dev.kith.api.schemas.AuthenticatorType;
import dev.kith.api.schemas.CreateUserSchema;
import dev.kith.api.schemas.PatchUserSchema;
import dev.kith.api.schemas.SchemaFilter;
import dev.kith.api.schemas.SchemaRef;
import dev.kith.api.schemas.SchemaState;
import dev.kith.api.schemas.SearchUserSchemas;
import dev.kith.api.schemas.TextFilterMethod;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The declared rules of the members of the messages about schemas (contract, section S5). The first rule that is broken is
 * reported; within a message, plain members come first, then choices, then members whose presence is known.
 */
final class SchemaFieldRules {
    private static final int MOST_ID = 200;
    private static final int MOST_TYPE = 200;
    private static final String AUTHENTICATORS = "possibleAuthenticators";
    private static final String SCHEMA = "userSchema";

    private SchemaFieldRules() {}

    static Optional<Problem> of(SchemaRef command) {
        return judge(length("id", command.id(), MOST_ID), instance(command.preconditions()));
    }

    static Optional<Problem> of(CreateUserSchema command) {
        CreateUserSchema.NewSchema schema = command.schema();
        return judge(
                schema == null ? fault(SCHEMA, new FieldFault.Required()) : within(SCHEMA, newSchema(schema)),
                instance(command.preconditions()));
    }

    private static @Nullable FieldFault newSchema(CreateUserSchema.NewSchema schema) {
        return first(
                type(schema.type()),
                authenticators(schema.authenticators()),
                schema.document() == null ? fault("dataType", new FieldFault.Required()) : null);
    }

    static Optional<Problem> of(PatchUserSchema command) {
        PatchUserSchema.SchemaChange change = command.change();
        return judge(
                length("id", command.id(), MOST_ID),
                within(
                        SCHEMA,
                        first(
                                authenticators(change.authenticators()),
                                change.type() == null ? null : type(change.type()))),
                instance(command.preconditions()));
    }

    static Optional<Problem> of(SearchUserSchemas command) {
        return judge(
                filters("filters", command.filters()),
                instance(command.preconditions()),
                command.column() == SearchUserSchemas.Column.UNRECOGNIZED
                        ? fault("sortingColumn", new FieldFault.Defined())
                        : null);
    }

    private static @Nullable FieldFault filters(String list, List<SchemaFilter> filters) {
        for (int i = 0; i < filters.size(); i++) {
            FieldFault fault = within(list + "[" + i + "]", filter(filters.get(i)));
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static @Nullable FieldFault filter(SchemaFilter filter) {
        if (filter instanceof SchemaFilter.Or or) {
            return within("orFilter", filters("queries", or.queries()));
        }
        if (filter instanceof SchemaFilter.And and) {
            return within("andFilter", filters("queries", and.queries()));
        }
        if (filter instanceof SchemaFilter.Not not) {
            return within("notFilter", negated(not));
        }
        if (filter instanceof SchemaFilter.ById byId) {
            return within("idFilter", first(length("id", byId.id(), MOST_ID), method(byId.method())));
        }
        if (filter instanceof SchemaFilter.ByType byType) {
            return within("typeFilter", first(mostType(byType.type()), method(byType.method())));
        }
        if (filter instanceof SchemaFilter.ByState byState) {
            return byState.state() == SchemaState.UNRECOGNIZED
                    ? within("stateFilter", fault("state", new FieldFault.Defined()))
                    : null;
        }
        return fault("filter", new FieldFault.Required());
    }

    private static @Nullable FieldFault negated(SchemaFilter.Not not) {
        SchemaFilter filter = not.filter();
        return filter == null ? fault("filter", new FieldFault.Required()) : within("filter", filter(filter));
    }

    private static @Nullable FieldFault method(TextFilterMethod method) {
        return method == TextFilterMethod.UNRECOGNIZED ? fault("method", new FieldFault.Defined()) : null;
    }

    private static @Nullable FieldFault mostType(String type) {
        return type.codePointCount(0, type.length()) <= MOST_TYPE
                ? null
                : fault("type", new FieldFault.MostLength(MOST_TYPE));
    }

    private static @Nullable FieldFault type(String type) {
        FieldFault length = length("type", type, MOST_TYPE);
        return length != null || isPlain(type) ? length : fault("type", new FieldFault.NoControlCharacters());
    }

    /** Whether a type can be kept and shown as it is. */
    static boolean isPlain(String type) {
        return type.chars().noneMatch(Character::isISOControl) && !JsonText.hasLoneSurrogate(type);
    }

    private static @Nullable FieldFault authenticators(List<AuthenticatorType> authenticators) {
        Set<AuthenticatorType> before = EnumSet.noneOf(AuthenticatorType.class);
        for (int i = 0; i < authenticators.size(); i++) {
            FieldRule broken = broken(authenticators.get(i), before);
            if (broken != null) {
                return fault(AUTHENTICATORS + "[" + i + "]", broken);
            }
            before.add(authenticators.get(i));
        }
        return null;
    }

    private static @Nullable FieldRule broken(AuthenticatorType authenticator, Set<AuthenticatorType> before) {
        if (before.contains(authenticator)) {
            return new FieldFault.Unique();
        }
        return switch (authenticator) {
            case UNSPECIFIED -> new FieldFault.Specified();
            case UNRECOGNIZED -> new FieldFault.Defined();
            default -> null;
        };
    }
}
