package dev.kith.json;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.json.SizeLimits.Exceeded;
import java.util.Set;

/** Says which documents can serve as schemas, and makes a graph of those. Safe for several threads. */
final class SchemaVetter {
    /** How many characters a schema may have as text. */
    static final int MOST_CHARACTERS = 256 * 1024;
    /** How many values and members a schema may consist of. */
    static final int MOST_NODES = 20_000;

    private final MetaSchemas metaSchemas = new MetaSchemas();

    /** Reads a text and vets what it holds. */
    Vetted vet(String text) throws SchemaRefused {
        if (text.length() > MOST_CHARACTERS) {
            throw tooLong();
        }
        try {
            return vet(JsonText.read(text));
        } catch (JsonText.Unreadable e) {
            throw new SchemaRefused("The schema is no JSON document: " + e.getMessage() + ".");
        }
    }

    private static SchemaRefused tooLong() {
        return new SchemaRefused("The schema is longer than " + MOST_CHARACTERS + " characters.");
    }

    /** Vets a document. A stack that is too small for it is a refusal like all others. */
    Vetted vet(Json document) throws SchemaRefused {
        try {
            SizeLimits.check(document, MOST_NODES, MOST_CHARACTERS);
            SchemaDialect dialect = draft(document);
            metaSchemas.check(document, dialect);
            return SchemaReader.read(document, dialect);
        } catch (Exceeded e) {
            throw SchemaRefusals.at(e.pointer(), "the schema " + e.what());
        } catch (StackOverflowError e) {
            throw new SchemaRefused("The schema is too deeply nested.");
        }
    }

    /** A truth value is a schema as well, in all versions but the oldest; it follows the newest. */
    private static SchemaDialect draft(Json document) throws SchemaRefused {
        if (document instanceof Json.Bool) {
            return SchemaDialect.DRAFT2020;
        }
        if (!(document instanceof Json.Obj object)) {
            throw SchemaRefusals.at("", "a schema must be an object");
        }
        Json version = object.get("$schema");
        if (version == null) {
            return SchemaDialect.DRAFT2020;
        }
        if (version instanceof Json.Text text) {
            return SchemaDialect.named(text.value())
                    .orElseThrow(() -> SchemaRefusals.at(
                            "/$schema",
                            "the version must be " + SchemaDialect.ZITADEL
                                    + " or one of the drafts 4, 6, 7, 2019-09 and 2020-12"));
        }
        throw SchemaRefusals.at("/$schema", "the version must be a text");
    }

    /**
     * A document that may serve as a schema.
     *
     * @param root the root of its graph
     * @param dialect the version that it follows
     * @param metaSchemas the meta-schemas that it refers to
     * @param size how many schemas the document consists of
     */
    record Vetted(Subschema root, SchemaDialect dialect, Set<String> metaSchemas, int size) {}
}
