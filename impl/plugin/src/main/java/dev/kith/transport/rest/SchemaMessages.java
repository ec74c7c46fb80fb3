package dev.kith.transport.rest;

import dev.kith.api.Json;
import dev.kith.api.Preconditions;
import dev.kith.api.schemas.AuthenticatorType;
import dev.kith.api.schemas.CreateUserSchema;
import dev.kith.api.schemas.PatchUserSchema;
import dev.kith.api.schemas.SchemaFilter;
import dev.kith.api.schemas.SchemaState;
import dev.kith.api.schemas.SearchUserSchemas;
import dev.kith.api.schemas.SearchUserSchemas.Column;
import dev.kith.api.schemas.TextFilterMethod;
import dev.kith.transport.rest.JsonMessage.EnumForm;
import dev.kith.transport.rest.Query.SearchPage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the request messages about schemas from their JSON form and, for searches, from the query. */
final class SchemaMessages {
    private static final EnumForm<AuthenticatorType> AUTHENTICATOR =
            new EnumForm<>("AUTHENTICATOR_TYPE_", AuthenticatorType.values());
    static final EnumForm<TextFilterMethod> METHOD = new EnumForm<>("TEXT_FILTER_METHOD_", TextFilterMethod.values());
    private static final EnumForm<SchemaState> STATE = new EnumForm<>("STATE_", SchemaState.values());
    private static final EnumForm<Column> COLUMN = new EnumForm<>("FIELD_NAME_", Column.values());

    private static final String OR = "orFilter";
    private static final String AND = "andFilter";
    private static final String NOT = "notFilter";
    private static final String TYPE = "typeFilter";
    private static final String STATE_FILTER = "stateFilter";
    private static final String ID = "idFilter";

    private SchemaMessages() {}

    static CreateUserSchema.NewSchema newSchema(Json body) throws MalformedRequest {
        JsonMessage schema = JsonMessage.of("UserSchema", body);
        return new CreateUserSchema.NewSchema(
                schema.text("type"),
                schema.struct("schema"),
                schema.constants("possibleAuthenticators", AUTHENTICATOR));
    }

    static PatchUserSchema.SchemaChange change(Json body) throws MalformedRequest {
        JsonMessage schema = JsonMessage.of("PatchUserSchema", body);
        return new PatchUserSchema.SchemaChange(
                schema.optionalText("type"),
                schema.struct("schema"),
                schema.constants("possibleAuthenticators", AUTHENTICATOR));
    }

    static SearchPage<Column> page(Query query) throws MalformedRequest {
        return query.page(COLUMN);
    }

    static SearchUserSchemas search(Preconditions expected, SearchPage<Column> page, Json body)
            throws MalformedRequest {
        return new SearchUserSchemas(
                expected, page.offset(), page.limit(), page.descending(), page.column(), filters(body));
    }

    /** The filters of a search, whose body they are. */
    private static List<SchemaFilter> filters(Json body) throws MalformedRequest {
        return filters(JsonMessage.filters(body));
    }

    private static List<SchemaFilter> filters(List<Json> items) throws MalformedRequest {
        List<SchemaFilter> filters = new ArrayList<>();
        for (Json item : items) {
            filters.add(filter(JsonMessage.of("SearchFilter", item)));
        }
        return filters;
    }

    private static SchemaFilter filter(JsonMessage filter) throws MalformedRequest {
        String given = filter.oneOf(OR, AND, NOT, TYPE, STATE_FILTER, ID);
        JsonMessage inner = given == null ? null : filter.message(given, given);
        if (given == null || inner == null) {
            return new SchemaFilter.Nothing();
        }
        return switch (given) {
            case OR -> new SchemaFilter.Or(filters(inner.list("queries")));
            case AND -> new SchemaFilter.And(filters(inner.list("queries")));
            case NOT -> new SchemaFilter.Not(negated(inner.message("filter", "SearchFilter")));
            case TYPE -> new SchemaFilter.ByType(inner.text("type"), inner.constant("method", METHOD));
            case STATE_FILTER -> new SchemaFilter.ByState(inner.constant("state", STATE));
            default -> new SchemaFilter.ById(inner.text("id"), inner.constant("method", METHOD));
        };
    }

    private static @Nullable SchemaFilter negated(@Nullable JsonMessage filter) throws MalformedRequest {
        return filter == null ? null : filter(filter);
    }
}
