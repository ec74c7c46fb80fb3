package dev.kith.json;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Problem.Violation;
import dev.kith.core.Documents.DataAccess;
import dev.kith.core.Documents.DataSchema;
import dev.kith.core.Documents.Occasion;
import dev.kith.core.Documents.Role;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.core.Documents.Wish;
import dev.kith.spi.UserSchemaProvider.UserSchema;
import java.util.List;
import java.util.Set;

/** Documents and schemas from texts, with apostrophes in the place of quotation marks. */
final class Given {
    /** Shared, since it reads the meta-schemas at first use; the text of a schema serves as its id. */
    private static final SchemaDocuments DOCUMENTS = new SchemaDocuments();

    private Given() {}

    static SchemaDocuments documents() {
        return DOCUMENTS;
    }

    static Json json(String text) {
        try {
            return JsonText.read(text.replace('\'', '"'));
        } catch (JsonText.Unreadable e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static Json.Obj object(String text) {
        return (Json.Obj) json(text);
    }

    static DataSchema schema(String text) {
        try {
            return DOCUMENTS.compile(revision(text, 1, text));
        } catch (SchemaRefused e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** A schema that has one property, {@code v}. */
    static DataSchema schemaOfV(String draft, String subschema) {
        return schema("{'$schema':'" + draft + "','properties':{'v':" + subschema + "}}");
    }

    static UserSchema revision(String id, int revision, String text) {
        return new UserSchema(id, "type", revision, true, text.replace('\'', '"'));
    }

    /** Field and reason of each violation. */
    static List<String> told(List<Violation> violations) {
        return violations.stream()
                .map(violation -> violation.field() + " " + violation.reason())
                .toList();
    }

    /** What a role sees of data. */
    static Json.Obj visible(DataSchema schema, Json.Obj data, Role role) {
        return schema.access(role, List.of()).visible(data);
    }

    /** What is wrong with data that a role wants to see in the place of what it sees of the stored data. */
    static List<Violation> violations(DataSchema schema, Json.Obj stored, Json.Obj wanted, Role role) {
        DataAccess access = schema.access(role, List.of());
        Wish wish = new Wish(access.visible(stored), wanted, Set.of(), Occasion.CHANGED);
        return access.judge(stored, wish).violations();
    }

    /** What of that is a matter of permission. */
    static List<Violation> denials(DataSchema schema, Json.Obj stored, Json.Obj wanted, Role role) {
        return violations(schema, stored, wanted, role).stream()
                .filter(violation -> violation.reason().equals("PERMISSION"))
                .toList();
    }
}
