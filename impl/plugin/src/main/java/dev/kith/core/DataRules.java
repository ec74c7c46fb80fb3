package dev.kith.core;

import static dev.kith.api.ProblemCode.PERMISSION_DENIED;
import static dev.kith.api.ProblemCode.SCHEMA_INACTIVE;
import static dev.kith.api.ProblemCode.SCHEMA_INVALID;
import static dev.kith.api.ProblemCode.SCHEMA_NOT_FOUND;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Problem;
import dev.kith.api.UserView;
import dev.kith.core.Documents.DataAccess;
import dev.kith.core.Documents.DataSchema;
import dev.kith.core.Documents.Occasion;
import dev.kith.core.Documents.Role;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.core.Documents.Verdict;
import dev.kith.core.Documents.Wish;
import dev.kith.core.UserStore.Found;
import dev.kith.core.UserStore.SchemaHead;
import dev.kith.spi.UserSchemaProvider;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Data and its schema: which revision holds, whether data fits it, and who may write or read what (contract, section 10,
 * rulings R5 and R63).
 */
final class DataRules {
    /** Takes the place of a schema that is lost: it lets nobody read anything. */
    private static final UserSchema NOTHING = new UserSchema("", "", 0, true, "{\"urn:zitadel:schema:permission\":{}}");

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
     * @param data what the caller is to see of the data, {@code null} for what it sees now
     * @param removed the places that the caller may not read and wants to be empty
     * @param role who writes
     * @param merelySelf whether the caller is the user and nothing more
     */
    record Write(
            @Nullable String schemaId,
            Json.@Nullable Obj data,
            Set<List<String>> removed,
            Role role,
            boolean merelySelf) {}

    /** The user with its data written, and moved to the newest revision of its schema. */
    Outcome<User> write(Found found, Write write) {
        User user = found.user();
        String schemaId = write.schemaId() == null ? user.schemaId() : write.schemaId();
        boolean sameSchema = schemaId.equals(user.schemaId());
        if (!sameSchema && write.merelySelf()) {
            return Outcome.refused(PERMISSION_DENIED);
        }
        return head(found, schemaId).then(head -> {
            boolean settled = sameSchema && (!head.active() || head.revision() == user.revision());
            return settled && write.data() == null
                    ? Outcome.done(user)
                    : schema(schemaId, head.revision()).then(schema -> {
                        List<DataSchema> present = sameSchema ? List.of(followed(user)) : present(found);
                        return judge(user, schemaId, head, schema.access(write.role(), present), write);
                    });
        });
    }

    /** Whether anything is asked for depends on what the caller sees, and not on what is stored. */
    private static Outcome<User> judge(User user, String schemaId, SchemaHead head, DataAccess access, Write write) {
        boolean sameSchema = schemaId.equals(user.schemaId());
        Json.Obj seen = access.visible(user.data());
        Json.Obj data = write.data() == null ? seen : write.data();
        boolean sameData = sameSchema && data.equals(seen) && write.removed().isEmpty();
        if (sameData && (!head.active() || head.revision() == user.revision())) {
            return Outcome.done(user);
        }
        if (!head.active()) {
            return Outcome.refused(SCHEMA_INACTIVE);
        }
        Occasion occasion = sameSchema ? Occasion.CHANGED : Occasion.MOVED;
        return stored(access.judge(user.data(), new Wish(seen, data, write.removed(), occasion)))
                .then(stored -> Outcome.done(written(user, user.withData(schemaId, head.revision(), stored))));
    }

    private static User written(User before, User after) {
        return after.equals(before) ? before.touched() : after;
    }

    private static Outcome<Json.Obj> stored(Verdict verdict) {
        return verdict.violations().isEmpty()
                ? Outcome.done(verdict.data())
                : Outcome.refused(Problem.data(verdict.violations()));
    }

    /** The data of a new user, and the revision that it fits. */
    Outcome<UserSchema> create(String schemaId, Json.Obj data, Role role) {
        Wish wish = new Wish(Json.Obj.EMPTY, data, Set.of(), Occasion.CREATED);
        return newest(schemaId)
                .then(newest -> stored(newest.judge().access(role, List.of()).judge(Json.Obj.EMPTY, wish))
                        .then(fits -> Outcome.done(newest.schema())));
    }

    /**
     * The newest revision of an active schema.
     *
     * @param schema the revision
     * @param judge the same, ready to judge data
     */
    record NewestRevision(UserSchema schema, DataSchema judge) {}

    /** What data that is written has to fit. */
    Outcome<NewestRevision> newest(String schemaId) {
        Optional<UserSchema> newest = schemas.newest(schemaId);
        if (newest.isEmpty()) {
            return Outcome.refused(SCHEMA_NOT_FOUND);
        }
        if (!newest.get().active()) {
            return Outcome.refused(SCHEMA_INACTIVE);
        }
        return compile(newest.get()).then(judge -> Outcome.done(new NewestRevision(newest.get(), judge)));
    }

    /**
     * What a reader may do with a user's data: what both the revision that the data follows and the newest one let it read,
     * so that a permission taken away holds at once. Where no schema is left to ask, nothing.
     */
    DataAccess reading(Found found, Role role) {
        List<DataSchema> present = present(found);
        return present.get(0).access(role, present.subList(1, present.size()));
    }

    /** What both the present schema and the newest revision of another one let a reader read, if there is the other one. */
    DataAccess reading(Found found, Role role, String schemaId) {
        Outcome<DataAccess> both = head(found, schemaId)
                .then(head -> schema(schemaId, head.revision()))
                .then(target -> Outcome.done(target.access(role, present(found))));
        return both instanceof Outcome.Done<DataAccess> done ? done.value() : reading(found, role);
    }

    private List<DataSchema> present(Found found) {
        User user = found.user();
        List<DataSchema> present = new ArrayList<>();
        present.add(followed(user));
        int newest = found.head() == null
                ? schemas.newest(user.schemaId()).map(UserSchema::revision).orElse(0)
                : found.head().revision();
        if (newest != 0 && newest != user.revision()) {
            present.add(readable(user.schemaId(), newest));
        }
        return present;
    }

    private DataSchema followed(User user) {
        return readable(user.schemaId(), user.revision());
    }

    private DataSchema readable(String schemaId, int revision) {
        Outcome<DataSchema> known = schema(schemaId, revision);
        return known instanceof Outcome.Done<DataSchema> done ? done.value() : nothing();
    }

    private DataSchema nothing() {
        try {
            return documents.compile(NOTHING);
        } catch (SchemaRefused e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A user as its reader may see it; the schema's type is empty where the provider knows it no more.
     *
     * @param pending whether the reader may see pending addresses and numbers
     */
    UserView view(Found found, Role role, boolean pending) {
        return view(
                found, role, pending, type(found.user().schemaId(), found.user().revision()));
    }

    /** The type of a revision of a schema; empty where the provider knows it no more. */
    String type(String schemaId, int revision) {
        return schemas.revision(schemaId, revision).map(UserSchema::type).orElse("");
    }

    /** A user whose schema has this type. */
    UserView view(Found found, Role role, boolean pending, String type) {
        User user = found.user();
        return new UserView(
                UserWriter.details(user),
                UserWriter.version(user),
                new UserView.Schema(user.schemaId(), type, user.revision()),
                reading(found, role).visible(user.data()),
                view(user.email(), pending),
                view(user.phone(), pending),
                state(user));
    }

    private static UserView.@Nullable ContactView view(@Nullable Contact contact, boolean pending) {
        return contact == null
                ? null
                : new UserView.ContactView(contact.value(), contact.verified(), pending ? contact.pending() : null);
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
            return Outcome.done(documents.compile(whole(schema)));
        } catch (SchemaRefused | JsonText.Unreadable e) {
            return Outcome.refused(SCHEMA_INVALID);
        }
    }

    /** The schema with the documents beside it to which it refers. */
    private UserSchema whole(UserSchema schema) throws SchemaRefused, JsonText.Unreadable {
        Map<String, String> texts = schemas.documentsBeside(schema);
        if (texts.isEmpty()) {
            return schema;
        }
        String name = schema.id() + ".json";
        Map<String, Json> beside = new HashMap<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            beside.put(text.getKey(), JsonText.read(text.getValue()));
        }
        Json document = JsonText.read(schema.document());
        beside.put(name, document);
        String bundle = JsonText.write(documents.bundle(name, document, () -> beside));
        return new UserSchema(schema.id(), schema.type(), schema.revision(), schema.active(), bundle);
    }
}
