package dev.kith.core;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.PatchUser.Change.JsonPatch.Op;
import dev.kith.api.PatchUser.Change.JsonPatch.Step;
import dev.kith.core.DataRules.Write;
import dev.kith.core.Documents.Role;
import dev.kith.core.UserStore.Found;
import dev.kith.core.UserStore.SchemaHead;
import dev.kith.json.SchemaDocuments;
import dev.kith.spi.UserSchemaProvider;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Users whose data is patched by callers who do not see all of it; apostrophes stand for quotation marks. */
final class HiddenData {
    static final String H = "'urn:zitadel:schema:permission':{'owner':'rw'}";
    static final String W = "'urn:zitadel:schema:permission':{'owner':'rw','self':'w'}";
    static final String R = "'urn:zitadel:schema:permission':{'owner':'rw','self':'r'}";

    private final String[] revisions;
    private final boolean active;
    private final DataRules rules;
    private final UserDocument document;

    private HiddenData(boolean active, String... revisions) {
        this.revisions = revisions;
        this.active = active;
        SchemaDocuments documents = new SchemaDocuments();
        this.rules = new DataRules(new Texts(), documents);
        this.document = new UserDocument(documents, rules);
    }

    /** A schema with its revisions; users follow the first. */
    static HiddenData following(String... revisions) {
        return new HiddenData(true, revisions);
    }

    HiddenData inactive() {
        return new HiddenData(false, revisions);
    }

    /** Each text is a schema, its id and its only revision; the id {@code s} has the revisions given here. */
    private final class Texts implements UserSchemaProvider {
        @Override
        public String name() {
            return "texts";
        }

        @Override
        public Optional<UserSchema> newest(String schemaId) {
            return revision(schemaId, schemaId.equals("s") ? revisions.length : 1);
        }

        @Override
        public Optional<UserSchema> revision(String schemaId, int revision) {
            if (schemaId.equals("lost")) {
                return Optional.empty();
            }
            String text = schemaId.equals("s") ? revisions[revision - 1] : schemaId;
            return Optional.of(new UserSchema(schemaId, "type", revision, active, quoted(text)));
        }
    }

    Outcome<User> patch(String stored, String change) {
        return patch(user("s", stored), change(change), Role.SELF);
    }

    /** As {@link UserPatcher} does it. */
    Outcome<User> patch(User user, Change change, Role role) {
        Found found = new Found(user, new SchemaHead(user.schemaId().equals("s") ? revisions.length : 1, active));
        return document.asked(found, change, role, false)
                .then(wish -> rules.write(
                        found,
                        new Write(wish.members().schemaId(), wish.members().data(), wish.removed(), role, false)));
    }

    Json.Obj seen(User user) {
        SchemaHead head = new SchemaHead(user.schemaId().equals("s") ? revisions.length : 1, active);
        return rules.reading(new Found(user, head), Role.SELF).visible(user.data());
    }

    static User user(String schemaId, String data) {
        return new User(
                "u",
                "o",
                schemaId,
                1,
                UserData.of(object(data)),
                true,
                false,
                Instant.EPOCH,
                Instant.EPOCH,
                1,
                null,
                null);
    }

    /** {@code data {...}}, {@code merge {...}} (for the data), or operations with pointers into the data. */
    static Change change(String text) {
        if (text.startsWith("data ")) {
            return new Change.Members(null, object(text.substring(5)), null);
        }
        if (text.startsWith("merge ")) {
            return new Change.MergePatch(Json.Obj.EMPTY.with("data", json(text.substring(6))));
        }
        return new Change.JsonPatch(
                List.of(text.split(";")).stream().map(HiddenData::step).toList());
    }

    private static Step step(String text) {
        String[] parts = (text + "  ").split(" ", 3);
        String last = parts[2].strip();
        Op op = Op.valueOf(parts[0].toUpperCase(Locale.ROOT));
        boolean reads = op == Op.COPY || op == Op.MOVE;
        @Nullable Json value = reads || last.isEmpty() ? null : json(last);
        return new Step(op, "/data" + (reads ? last : parts[1]), reads ? "/data" + parts[1] : null, value);
    }

    static Json.Obj object(String text) {
        return (Json.Obj) json(text);
    }

    static Json json(String text) {
        try {
            return JsonText.read(quoted(text));
        } catch (JsonText.Unreadable e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }
}
