package dev.kith.transport.grpc;

import dev.kith.api.Operation;
import dev.kith.api.schemas.UserSchemaService;
import dev.kith.transport.RequestAdmission;
import dev.kith.transport.grpc.wire.schema.CreateUserSchemaRequest;
import dev.kith.transport.grpc.wire.schema.DeactivateUserSchemaRequest;
import dev.kith.transport.grpc.wire.schema.DeleteUserSchemaRequest;
import dev.kith.transport.grpc.wire.schema.GetUserSchemaRequest;
import dev.kith.transport.grpc.wire.schema.PatchUserSchemaRequest;
import dev.kith.transport.grpc.wire.schema.ReactivateUserSchemaRequest;
import dev.kith.transport.grpc.wire.schema.SearchUserSchemasRequest;

/** The methods of {@code zitadel.resources.userschema.v3alpha.ZITADELUserSchemas}. */
final class SchemaMethods extends ServiceMethods {
    static final String SERVICE = "zitadel.resources.userschema.v3alpha.ZITADELUserSchemas";

    SchemaMethods(UserSchemaService schemas, RequestAdmission admission) {
        super(SERVICE, admission);
        addReads(schemas);
        addWrites(schemas);
        addStates(schemas);
    }

    private void addReads(UserSchemaService schemas) {
        add(
                "SearchUserSchemas",
                Operation.SEARCH_USER_SCHEMAS,
                SearchUserSchemasRequest.parser(),
                (grpcRequests, request) -> {
                    var command = SchemaRequests.search(grpcRequests, request);
                    return new Prepared<>(
                            command.preconditions(), caller -> schemas.search(caller, command), SchemaResponses::found);
                });
        add("GetUserSchema", Operation.GET_USER_SCHEMA, GetUserSchemaRequest.parser(), (grpcRequests, request) -> {
            var command = SchemaRequests.get(grpcRequests, request);
            return new Prepared<>(
                    command.preconditions(), caller -> schemas.get(caller, command), SchemaResponses::got);
        });
    }

    private void addWrites(UserSchemaService schemas) {
        add(
                "CreateUserSchema",
                Operation.CREATE_USER_SCHEMA,
                CreateUserSchemaRequest.parser(),
                (grpcRequests, request) -> {
                    var command = SchemaRequests.create(grpcRequests, request);
                    return new Prepared<>(
                            command.preconditions(),
                            caller -> schemas.create(caller, command),
                            SchemaResponses::created);
                });
        add(
                "PatchUserSchema",
                Operation.PATCH_USER_SCHEMA,
                PatchUserSchemaRequest.parser(),
                (grpcRequests, request) -> {
                    var command = SchemaRequests.patch(grpcRequests, request);
                    return new Prepared<>(
                            command.preconditions(),
                            caller -> schemas.patch(caller, command),
                            SchemaResponses::patched);
                });
    }

    private void addStates(UserSchemaService schemas) {
        add(
                "DeactivateUserSchema",
                Operation.DEACTIVATE_USER_SCHEMA,
                DeactivateUserSchemaRequest.parser(),
                (grpcRequests, request) -> {
                    var command = SchemaRequests.deactivate(grpcRequests, request);
                    return new Prepared<>(
                            command.preconditions(),
                            caller -> schemas.deactivate(caller, command),
                            SchemaResponses::deactivated);
                });
        add(
                "ReactivateUserSchema",
                Operation.REACTIVATE_USER_SCHEMA,
                ReactivateUserSchemaRequest.parser(),
                (grpcRequests, request) -> {
                    var command = SchemaRequests.reactivate(grpcRequests, request);
                    return new Prepared<>(
                            command.preconditions(),
                            caller -> schemas.reactivate(caller, command),
                            SchemaResponses::reactivated);
                });
        add(
                "DeleteUserSchema",
                Operation.DELETE_USER_SCHEMA,
                DeleteUserSchemaRequest.parser(),
                (grpcRequests, request) -> {
                    var command = SchemaRequests.delete(grpcRequests, request);
                    return new Prepared<>(
                            command.preconditions(),
                            caller -> schemas.delete(caller, command),
                            SchemaResponses::deleted);
                });
    }
}
