package dev.kith.core;

import static dev.kith.api.ProblemCode.PERMISSION_DENIED;
import static dev.kith.api.ProblemCode.SCHEMA_INACTIVE;
import static dev.kith.api.ProblemCode.SCHEMA_INVALID;
import static dev.kith.api.ProblemCode.SCHEMA_NOT_FOUND;

import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.Problem;
import dev.kith.api.Problem.Violation;
import dev.kith.api.UserView;
import dev.kith.core.Documents.DataSchema;
import dev.kith.core.Documents.Role;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.core.UserStore.Found;
import dev.kith.core.UserStore.SchemaHead;
import dev.kith.spi.UserSchemaProvider;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Data and its schema: which revision holds, whether data fits it, and who may write or read what (contract, section 10,
 * ruling R5).
 */
final class DataRules {
    private final UserSchemaProvider schemas;
    private final Documents documents;

    DataRules(UserSchemaProvider schemas, Documents documents) {
        this.schemas = schemas;
        this.documents = documents;
    }

    /**
     * New data of a user.
     *
     * @param schemaId the schema, {@code null} for the present one
     * @param data the data, {@code null} for the present data
     * @param role who writes
     * @param merelySelf whether the caller is the user and nothing more
     */
    record Write(@Nullable String schemaId, Json.@Nullable Obj data, Role role, boolean merelySelf) {}

    /** The user with its data written, and moved to the newest revision of its schema. */
    Outcome<User> write(Found found, Write write) {
        User user = found.user();
        String schemaId = write.schemaId() == null ? user.schemaId() : write.schemaId();
        boolean sameSchema = schemaId.equals(user.schemaId());
        if (!sameSchema && write.merelySelf()) {
            return Outcome.refused(PERMISSION_DENIED);
        }
        Json.Obj data = write.data() == null ? user.data() : write.data();
        return head(found, schemaId).then(head -> judge(user, schemaId, head, data, write));
    }

    private Outcome<User> judge(User user, String schemaId, SchemaHead head, Json.Obj data, Write write) {
        boolean sameSchema = schemaId.equals(user.schemaId());
        boolean sameData = sameSchema && data.equals(user.data());
        if (!head.active()) {
            return sameData ? Outcome.done(user) : Outcome.refused(SCHEMA_INACTIVE);
        }
        if (sameData && head.revision() == user.revision()) {
            return Outcome.done(user);
        }
        Json.Obj before = sameSchema ? user.data() : Json.Obj.EMPTY;
        return schema(schemaId, head.revision())
                .then(schema -> fits(schema, data, sameData ? data : before, write.role()))
                .then(fits -> Outcome.done(user.withData(schemaId, head.revision(), data)));
    }

    /** The data of a new user, and the revision that it fits. */
    Outcome<UserSchema> create(String schemaId, Json.Obj data, Role role) {
        Optional<UserSchema> newest = schemas.newest(schemaId);
        if (newest.isEmpty()) {
            return Outcome.refused(SCHEMA_NOT_FOUND);
        }
        if (!newest.get().active()) {
            return Outcome.refused(SCHEMA_INACTIVE);
        }
        return compile(newest.get())
                .then(schema -> fits(schema, data, Json.Obj.EMPTY, role))
                .then(fits -> Outcome.done(newest.get()));
    }

    /**
     * What a reader may see of a user's data: what both the revision that the data follows and the newest one let it read,
     * so that a permission taken away holds at once. Where no schema is left to ask, nothing.
     */
    Json.Obj visible(Found found, Role role) {
        User user = found.user();
        Json.Obj kept = visible(user.schemaId(), user.revision(), user.data(), role);
        if (found.head() != null && found.head().revision() == user.revision()) {
            return kept;
        }
        Optional<UserSchema> newest = schemas.newest(user.schemaId());
        return newest.isEmpty() || newest.get().revision() == user.revision()
                ? kept
                : visible(user.schemaId(), newest.get().revision(), kept, role);
    }

    private Json.Obj visible(String schemaId, int revision, Json.Obj data, Role role) {
        return schema(schemaId, revision).then(schema -> Outcome.done(schema.visible(data, role)))
                        instanceof Outcome.Done<Json.Obj> done
                ? done.value()
                : Json.Obj.EMPTY;
    }

    /** A user as its reader may see it; the schema's type is empty where the provider knows it no more. */
    UserView view(Found found, Role role) {
        User user = found.user();
        String type = schemas.revision(user.schemaId(), user.revision())
                .map(UserSchema::type)
                .orElse("");
        return new UserView(
                UserWriter.details(user),
                UserWriter.version(user),
                new UserView.Schema(user.schemaId(), type, user.revision()),
                visible(found, role),
                view(user.email()),
                view(user.phone()),
                state(user));
    }

    private static UserView.@Nullable ContactView view(@Nullable Contact contact) {
        return contact == null ? null : new UserView.ContactView(contact.value(), contact.verified());
    }

    private static UserView.State state(User user) {
        if (user.locked()) {
            return UserView.State.LOCKED;
        }
        return user.active() ? UserView.State.ACTIVE : UserView.State.INACTIVE;
    }

    private Outcome<SchemaHead> head(Found found, String schemaId) {
        if (found.head() != null && schemaId.equals(found.user().schemaId())) {
            return found.head().revision() == 0 ? Outcome.refused(SCHEMA_NOT_FOUND) : Outcome.done(found.head());
        }
        return schemas.newest(schemaId)
                .map(newest -> Outcome.done(new SchemaHead(newest.revision(), newest.active())))
                .orElseGet(() -> Outcome.refused(SCHEMA_NOT_FOUND));
    }

    private Outcome<DataSchema> schema(String schemaId, int revision) {
        Optional<DataSchema> compiled = documents.compiled(schemaId, revision);
        if (compiled.isPresent()) {
            return Outcome.done(compiled.get());
        }
        return schemas.revision(schemaId, revision)
                .map(this::compile)
                .orElseGet(() -> Outcome.refused(SCHEMA_NOT_FOUND));
    }

    private Outcome<DataSchema> compile(UserSchema schema) {
        try {
            return Outcome.done(documents.compile(schema));
        } catch (SchemaRefused e) {
            return Outcome.refused(SCHEMA_INVALID);
        }
    }

    private static Outcome<Boolean> fits(DataSchema schema, Json.Obj data, Json.Obj before, Role role) {
        List<Violation> violations = new ArrayList<>(schema.denials(before, data, role));
        violations.addAll(schema.faults(data, role));
        return violations.isEmpty() ? Outcome.done(true) : Outcome.refused(Problem.data(violations));
    }
}
