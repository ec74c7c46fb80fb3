package dev.kith.json;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.core.Documents.RefusalReason;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.json.SchemaReferences.OutwardReference;
import dev.kith.json.document.SizeLimits;
import dev.kith.json.document.SizeLimits.Exceeded;
import java.util.List;
import java.util.Set;

/** Checks whether documents are acceptable as schemas, and builds a graph from those that are. Thread-safe. */
final class SchemaVetter {
    /** The maximum number of characters of a schema as text. */
    static final int MOST_CHARACTERS = 256 * 1024;
    /** The maximum number of values and members in a schema. */
    static final int MOST_NODES = 20_000;

    private final MetaSchemas metaSchemas = new MetaSchemas();

    /** Reads a text and vets the document. */
    Vetted vet(String text) throws SchemaRefused {
        if (text.length() > MOST_CHARACTERS) {
            throw tooLong();
        }
        try {
            return vet(JsonText.read(text));
        } catch (JsonText.Unreadable e) {
            throw new SchemaRefused(RefusalReason.META_SCHEMA, "The schema is not valid JSON: " + e.getMessage() + ".");
        }
    }

    private static SchemaRefused tooLong() {
        return new SchemaRefused(RefusalReason.SIZE, "The schema is longer than " + MOST_CHARACTERS + " characters.");
    }

    /** Vets a document. */
    Vetted vet(Json document) throws SchemaRefused {
        return read(document, SchemaReader::read);
    }

    /** The references that lead out of a document, which is vetted but for them. */
    List<OutwardReference> missing(Json document) throws SchemaRefused {
        return read(document, SchemaReader::missing);
    }

    /** What is made of a document. */
    private interface SchemaReading<T> {
        T of(Json document, SchemaDialect dialect, MetaSchemas metaSchemas) throws SchemaRefused;
    }

    /** A stack overflow is a refusal like any other. */
    private <T> T read(Json document, SchemaReading<T> reading) throws SchemaRefused {
        try {
            SizeLimits.check(document, MOST_NODES, MOST_CHARACTERS);
            SchemaDialect dialect = draft(document);
            metaSchemas.check(document, "", dialect);
            return reading.of(document, dialect, metaSchemas);
        } catch (Exceeded e) {
            throw SchemaRefusals.at(RefusalReason.SIZE, e.pointer(), "the schema " + e.what());
        } catch (StackOverflowError e) {
            throw new SchemaRefused(RefusalReason.SIZE, "The schema is too deeply nested.");
        }
    }

    /** The version of a document that has been vetted, but for its references. */
    static SchemaDialect dialect(Json document) {
        return document instanceof Json.Obj object && object.get("$schema") instanceof Json.Text version
                ? SchemaDialect.named(version.value()).orElse(SchemaDialect.DRAFT2020)
                : SchemaDialect.DRAFT2020;
    }

    /** A boolean is a schema as well, in all versions but the oldest; it is read as the newest. */
    private static SchemaDialect draft(Json document) throws SchemaRefused {
        if (document instanceof Json.Bool) {
            return SchemaDialect.DRAFT2020;
        }
        if (!(document instanceof Json.Obj object)) {
            throw SchemaRefusals.at(RefusalReason.META_SCHEMA, "", "a schema must be an object");
        }
        Json version = object.get("$schema");
        if (version == null) {
            return SchemaDialect.DRAFT2020;
        }
        if (version instanceof Json.Text text) {
            return SchemaDialect.named(text.value())
                    .orElseThrow(() -> SchemaRefusals.at(
                            RefusalReason.VERSION,
                            "/$schema",
                            "the version must be " + SchemaDialect.ZITADEL
                                    + " or one of the drafts 4, 6, 7, 2019-09 and 2020-12"));
        }
        throw SchemaRefusals.at(RefusalReason.VERSION, "/$schema", "the version must be a string");
    }

    /**
     * A document that is acceptable as a schema.
     *
     * @param root the root of its graph
     * @param dialect the version of JSON Schema that it uses
     * @param metaSchemas the meta-schemas that it refers to
     * @param size the number of schemas in the document
     */
    record Vetted(Subschema root, SchemaDialect dialect, Set<String> metaSchemas, int size) {}
}
