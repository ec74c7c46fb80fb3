package dev.kith.transport.grpc;

import com.google.protobuf.MessageLite;
import dev.kith.api.schemas.SchemaDetails;
import dev.kith.api.schemas.SchemaImpact;
import dev.kith.api.schemas.SchemaReceipt;
import dev.kith.api.schemas.SchemaState;
import dev.kith.api.schemas.SearchUserSchemas;
import dev.kith.api.schemas.UserSchemaPage;
import dev.kith.api.schemas.UserSchemaView;
import dev.kith.transport.CallOptionsHeaders;
import dev.kith.transport.IfMatch;
import dev.kith.transport.grpc.wire.Details;
import dev.kith.transport.grpc.wire.Owner;
import dev.kith.transport.grpc.wire.OwnerType;
import dev.kith.transport.grpc.wire.schema.AuthenticatorType;
import dev.kith.transport.grpc.wire.schema.CreateUserSchemaResponse;
import dev.kith.transport.grpc.wire.schema.DeactivateUserSchemaResponse;
import dev.kith.transport.grpc.wire.schema.DeleteUserSchemaResponse;
import dev.kith.transport.grpc.wire.schema.FieldName;
import dev.kith.transport.grpc.wire.schema.GetUserSchema;
import dev.kith.transport.grpc.wire.schema.GetUserSchemaResponse;
import dev.kith.transport.grpc.wire.schema.PatchUserSchemaResponse;
import dev.kith.transport.grpc.wire.schema.ReactivateUserSchemaResponse;
import dev.kith.transport.grpc.wire.schema.Sample;
import dev.kith.transport.grpc.wire.schema.SearchUserSchemasResponse;
import dev.kith.transport.grpc.wire.schema.State;
import dev.kith.transport.grpc.wire.schema.UserSchema;
import dev.kith.transport.grpc.wire.schema.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Maps the results of calls about schemas to response messages. */
final class SchemaResponses {
    private SchemaResponses() {}

    static GrpcReply created(SchemaReceipt receipt) {
        var message = CreateUserSchemaResponse.newBuilder();
        ifGiven(receipt.details(), details -> message.setDetails(details(details)));
        ifGiven(receipt.impact(), impact -> message.setKithImpact(impact(impact)));
        return success(message.build(), receipt);
    }

    static GrpcReply patched(SchemaReceipt receipt) {
        var message = PatchUserSchemaResponse.newBuilder();
        ifGiven(receipt.details(), details -> message.setDetails(details(details)));
        ifGiven(receipt.impact(), impact -> message.setKithImpact(impact(impact)));
        return success(message.build(), receipt);
    }

    static GrpcReply deactivated(SchemaReceipt receipt) {
        var message = DeactivateUserSchemaResponse.newBuilder();
        ifGiven(receipt.details(), details -> message.setDetails(details(details)));
        return success(message.build(), receipt);
    }

    static GrpcReply reactivated(SchemaReceipt receipt) {
        var message = ReactivateUserSchemaResponse.newBuilder();
        ifGiven(receipt.details(), details -> message.setDetails(details(details)));
        return success(message.build(), receipt);
    }

    static GrpcReply deleted(SchemaReceipt receipt) {
        var message = DeleteUserSchemaResponse.newBuilder();
        ifGiven(receipt.details(), details -> message.setDetails(details(details)));
        return success(message.build(), receipt);
    }

    static GrpcReply got(UserSchemaView schema) throws GrpcFailure {
        UserSchema config =
                config(schema).setSchema(StructMapper.write(schema.document())).build();
        return new GrpcReply.Success(
                GetUserSchemaResponse.newBuilder()
                        .setUserSchema(schema(schema, config))
                        .build(),
                Optional.of(IfMatch.entityTag(schema.version())));
    }

    /** A document with a number that is no exact double is left out, so that it does not spoil the page. */
    static GrpcReply found(UserSchemaPage page) {
        List<String> leftOut = new ArrayList<>();
        var message = SearchUserSchemasResponse.newBuilder()
                .setDetails(GrpcResponses.listDetails(page.limit(), page.total(), page.timestamp()))
                .setSortingColumn(column(page.column()));
        for (UserSchemaView schema : page.schemas()) {
            UserSchema.Builder config = config(schema);
            try {
                config.setSchema(StructMapper.write(schema.document()));
            } catch (GrpcFailure noExactDouble) {
                leftOut.add(schema.details().id());
            }
            message.addResult(schema(schema, config.build()));
        }
        return new GrpcReply.Success(message.build(), Optional.empty(), Map.of(), StatusTrailers.leftOut(leftOut));
    }

    private static GetUserSchema schema(UserSchemaView schema, UserSchema config) {
        return GetUserSchema.newBuilder()
                .setDetails(details(schema.details()))
                .setConfig(config)
                .setState(schema.state() == SchemaState.ACTIVE ? State.STATE_ACTIVE : State.STATE_INACTIVE)
                .setRevision(schema.revision())
                .build();
    }

    private static UserSchema.Builder config(UserSchemaView schema) {
        UserSchema.Builder config = UserSchema.newBuilder().setType(schema.type());
        schema.authenticators().forEach(type -> config.addPossibleAuthenticators(authenticator(type)));
        return config;
    }

    private static FieldName column(SearchUserSchemas.Column column) {
        return switch (column) {
            case UNSPECIFIED -> FieldName.FIELD_NAME_UNSPECIFIED;
            case TYPE -> FieldName.FIELD_NAME_TYPE;
            case STATE -> FieldName.FIELD_NAME_STATE;
            case REVISION -> FieldName.FIELD_NAME_REVISION;
            case CHANGE_DATE -> FieldName.FIELD_NAME_CHANGE_DATE;
            case CREATION_DATE -> FieldName.FIELD_NAME_CREATION_DATE;
            case UNRECOGNIZED -> FieldName.UNRECOGNIZED;
        };
    }

    private static AuthenticatorType authenticator(dev.kith.api.schemas.AuthenticatorType type) {
        return switch (type) {
            case UNSPECIFIED -> AuthenticatorType.AUTHENTICATOR_TYPE_UNSPECIFIED;
            case USERNAME -> AuthenticatorType.AUTHENTICATOR_TYPE_USERNAME;
            case PASSWORD -> AuthenticatorType.AUTHENTICATOR_TYPE_PASSWORD;
            case WEBAUTHN -> AuthenticatorType.AUTHENTICATOR_TYPE_WEBAUTHN;
            case TOTP -> AuthenticatorType.AUTHENTICATOR_TYPE_TOTP;
            case OTP_EMAIL -> AuthenticatorType.AUTHENTICATOR_TYPE_OTP_EMAIL;
            case OTP_SMS -> AuthenticatorType.AUTHENTICATOR_TYPE_OTP_SMS;
            case AUTHENTICATION_KEY -> AuthenticatorType.AUTHENTICATOR_TYPE_AUTHENTICATION_KEY;
            case IDENTITY_PROVIDER -> AuthenticatorType.AUTHENTICATOR_TYPE_IDENTITY_PROVIDER;
            case UNRECOGNIZED -> AuthenticatorType.UNRECOGNIZED;
        };
    }

    private static dev.kith.transport.grpc.wire.schema.SchemaImpact impact(SchemaImpact impact) {
        var message = dev.kith.transport.grpc.wire.schema.SchemaImpact.newBuilder()
                .setRevision(impact.revision())
                .setUsers(impact.users())
                .setChecked(impact.checked())
                .setFailing(impact.failing())
                .setComplete(impact.complete());
        for (SchemaImpact.Sample sample : impact.samples()) {
            Sample.Builder one = Sample.newBuilder().setUserId(sample.userId());
            sample.places()
                    .forEach(place -> one.addViolations(
                            Violation.newBuilder().setField(place.field()).setReason(place.reason())));
            message.addSamples(one);
        }
        return message.build();
    }

    private static Details details(SchemaDetails details) {
        Details.Builder message = Details.newBuilder()
                .setId(details.id())
                .setOwner(Owner.newBuilder()
                        .setType(OwnerType.OWNER_TYPE_INSTANCE)
                        .setId(details.instance()));
        ifGiven(details.created(), created -> message.setCreated(GrpcResponses.timestamp(created)));
        ifGiven(details.changed(), changed -> message.setChanged(GrpcResponses.timestamp(changed)));
        return message.build();
    }

    private static <T> void ifGiven(@Nullable T value, Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }

    /** An answer that says nothing of a dry run was none. */
    private static GrpcReply success(MessageLite message, SchemaReceipt receipt) {
        return new GrpcReply.Success(
                message,
                Optional.ofNullable(receipt.version()).map(IfMatch::entityTag),
                receipt.impact() == null ? Map.of() : CallOptionsHeaders.dryRun(),
                Map.of());
    }
}
