package dev.kith.transport.grpc;

import dev.kith.api.Json;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.schemas.AuthenticatorType;
import dev.kith.api.schemas.PatchUserSchema.SchemaChange;
import dev.kith.api.schemas.SchemaFilter;
import dev.kith.api.schemas.SchemaRef;
import dev.kith.api.schemas.SchemaState;
import dev.kith.api.schemas.SearchUserSchemas;
import dev.kith.api.schemas.TextFilterMethod;
import dev.kith.transport.grpc.wire.SearchQuery;
import dev.kith.transport.grpc.wire.schema.CreateUserSchemaRequest;
import dev.kith.transport.grpc.wire.schema.DeactivateUserSchemaRequest;
import dev.kith.transport.grpc.wire.schema.DeleteUserSchemaRequest;
import dev.kith.transport.grpc.wire.schema.GetUserSchemaRequest;
import dev.kith.transport.grpc.wire.schema.PatchUserSchema;
import dev.kith.transport.grpc.wire.schema.PatchUserSchemaRequest;
import dev.kith.transport.grpc.wire.schema.ReactivateUserSchemaRequest;
import dev.kith.transport.grpc.wire.schema.SearchFilter;
import dev.kith.transport.grpc.wire.schema.SearchUserSchemasRequest;
import dev.kith.transport.grpc.wire.schema.UserSchema;
import java.util.List;

/** Maps request messages about schemas to commands; the core checks the field rules. */
final class SchemaRequests {
    private SchemaRequests() {}

    static SchemaRef get(GrpcRequests requests, GetUserSchemaRequest request) {
        return new SchemaRef(requests.preconditions(Selector.NOT_GIVEN), requests.id(request.getId()));
    }

    static SchemaRef deactivate(GrpcRequests requests, DeactivateUserSchemaRequest request) {
        return new SchemaRef(
                requests.preconditions(GrpcRequests.selector(request.hasInstance(), request.getInstance())),
                requests.id(request.getId()));
    }

    static SchemaRef reactivate(GrpcRequests requests, ReactivateUserSchemaRequest request) {
        return new SchemaRef(
                requests.preconditions(GrpcRequests.selector(request.hasInstance(), request.getInstance())),
                requests.id(request.getId()));
    }

    static SchemaRef delete(GrpcRequests requests, DeleteUserSchemaRequest request) {
        return new SchemaRef(
                requests.preconditions(GrpcRequests.selector(request.hasInstance(), request.getInstance())),
                requests.id(request.getId()));
    }

    static dev.kith.api.schemas.CreateUserSchema create(GrpcRequests requests, CreateUserSchemaRequest request)
            throws GrpcFailure {
        return new dev.kith.api.schemas.CreateUserSchema(
                requests.preconditions(GrpcRequests.selector(request.hasInstance(), request.getInstance())),
                request.hasUserSchema() ? newSchema(request.getUserSchema()) : null);
    }

    private static dev.kith.api.schemas.CreateUserSchema.NewSchema newSchema(UserSchema schema) throws GrpcFailure {
        Json.Obj document = schema.hasSchema() ? StructMapper.read(schema.getSchema()) : null;
        return new dev.kith.api.schemas.CreateUserSchema.NewSchema(
                schema.getType(), document, authenticators(schema.getPossibleAuthenticatorsList()));
    }

    static dev.kith.api.schemas.PatchUserSchema patch(GrpcRequests requests, PatchUserSchemaRequest request)
            throws GrpcFailure {
        return new dev.kith.api.schemas.PatchUserSchema(
                requests.preconditions(GrpcRequests.selector(request.hasInstance(), request.getInstance())),
                requests.id(request.getId()),
                request.hasUserSchema() ? change(request.getUserSchema()) : SchemaChange.NOTHING);
    }

    private static SchemaChange change(PatchUserSchema schema) throws GrpcFailure {
        return new SchemaChange(
                schema.hasType() ? schema.getType() : null,
                schema.hasSchema() ? StructMapper.read(schema.getSchema()) : null,
                authenticators(schema.getPossibleAuthenticatorsList()));
    }

    private static List<AuthenticatorType> authenticators(
            List<dev.kith.transport.grpc.wire.schema.AuthenticatorType> given) {
        return given.stream()
                .map(type -> AuthenticatorType.valueOf(plainName(type, "AUTHENTICATOR_TYPE_")))
                .toList();
    }

    /** A number that is not defined is {@code UNRECOGNIZED} on both sides. */
    static String plainName(Enum<?> constant, String prefix) {
        String name = constant.name();
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    static SearchUserSchemas search(GrpcRequests requests, SearchUserSchemasRequest request) {
        SearchQuery query = request.getQuery();
        return new SearchUserSchemas(
                requests.preconditions(GrpcRequests.selector(request.hasInstance(), request.getInstance())),
                offset(query),
                Integer.toUnsignedLong(query.getLimit()),
                query.getDesc(),
                SearchUserSchemas.Column.valueOf(plainName(request.getSortingColumn(), "FIELD_NAME_")),
                filters(request.getFiltersList()));
    }

    /** What is too large for a Java number is the largest one. */
    static long offset(SearchQuery query) {
        return query.getOffset() < 0 ? Long.MAX_VALUE : query.getOffset();
    }

    private static List<SchemaFilter> filters(List<SearchFilter> filters) {
        return filters.stream().map(SchemaRequests::filter).toList();
    }

    private static SchemaFilter filter(SearchFilter filter) {
        return switch (filter.getFilterCase()) {
            case OR_FILTER -> new SchemaFilter.Or(filters(filter.getOrFilter().getQueriesList()));
            case AND_FILTER ->
                new SchemaFilter.And(filters(filter.getAndFilter().getQueriesList()));
            case NOT_FILTER ->
                new SchemaFilter.Not(
                        filter.getNotFilter().hasFilter()
                                ? filter(filter.getNotFilter().getFilter())
                                : null);
            case TYPE_FILTER ->
                new SchemaFilter.ByType(
                        filter.getTypeFilter().getType(),
                        method(filter.getTypeFilter().getMethod()));
            case STATE_FILTER ->
                new SchemaFilter.ByState(
                        SchemaState.valueOf(plainName(filter.getStateFilter().getState(), "STATE_")));
            case ID_FILTER ->
                new SchemaFilter.ById(
                        filter.getIdFilter().getId(),
                        method(filter.getIdFilter().getMethod()));
            case FILTER_NOT_SET -> new SchemaFilter.Nothing();
        };
    }

    static TextFilterMethod method(dev.kith.transport.grpc.wire.TextFilterMethod method) {
        return TextFilterMethod.valueOf(plainName(method, "TEXT_FILTER_METHOD_"));
    }
}
