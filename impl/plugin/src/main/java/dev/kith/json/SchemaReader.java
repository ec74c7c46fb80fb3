package dev.kith.json;

import dev.kith.api.Json;
import dev.kith.core.Documents.RefusalReason;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.json.SchemaDialect.Holding;
import dev.kith.json.SchemaVetter.Vetted;
import dev.kith.json.document.JsonPointer;
import dev.kith.json.text.GuardedPattern;
import dev.kith.json.text.Unfit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds a graph from a schema document and refuses what cannot be used. Expects a document that matches its meta-schema
 * and is within the limits of {@link SchemaVetter}.
 */
final class SchemaReader {
    /** The maximum number of instructions of all regular expressions of one schema. */
    static final int MOST_INSTRUCTIONS = 200_000;

    private final SchemaDialect dialect;
    private final MetaSchemas metaSchemas;
    private final SchemaReferences references;
    private final Map<String, GuardedPattern> patterns = new HashMap<>();
    private final List<Subschema> places = new ArrayList<>();
    private int instructions;

    private SchemaReader(SchemaDialect dialect, MetaSchemas metaSchemas) {
        this.dialect = dialect;
        this.metaSchemas = metaSchemas;
        this.references = new SchemaReferences(dialect);
    }

    static Vetted read(Json document, SchemaDialect dialect, MetaSchemas metaSchemas) throws SchemaRefused {
        SchemaReader reader = new SchemaReader(dialect, metaSchemas);
        Subschema root = reader.document(document);
        reader.references.resolve();
        new RecursionCheck().check(reader.places);
        PermissionMarker.mark(reader.places);
        return new Vetted(root, dialect, reader.references.metaSchemas(), reader.places.size());
    }

    /** The references that lead out of a document. */
    static List<SchemaReferences.OutwardReference> missing(
            Json document, SchemaDialect dialect, MetaSchemas metaSchemas) throws SchemaRefused {
        SchemaReader reader = new SchemaReader(dialect, metaSchemas);
        reader.document(document);
        return reader.references.missing();
    }

    /** Reads all schemas, those below unknown keywords only if a reference leads there. */
    private Subschema document(Json document) throws SchemaRefused {
        Subschema root = place(document, "", "", null);
        List<SchemaReferences.UnreadPlace> unread = references.unread();
        while (!unread.isEmpty()) {
            for (SchemaReferences.UnreadPlace place : unread) {
                if (!references.isRead(place.pointer())) {
                    read(place);
                }
            }
            unread = references.unread();
        }
        return root;
    }

    private void read(SchemaReferences.UnreadPlace unread) throws SchemaRefused {
        metaSchemas.check(unread.source(), unread.pointer(), dialect);
        List<Subschema> referenced = unread.holder().referenced;
        String key = JsonPointer.child(unread.holder().key, SchemaNode.REFERENCED);
        referenced.add(
                place(unread.source(), unread.pointer(), JsonPointer.child(key, referenced.size()), unread.scope()));
    }

    private Subschema place(Json source, String pointer, String key, SchemaReferences.@Nullable Scope outer)
            throws SchemaRefused {
        if (!(source instanceof Json.Obj) && !(source instanceof Json.Bool)) {
            throw SchemaRefusals.at(RefusalReason.META_SCHEMA, pointer, "a schema must be an object or a boolean");
        }
        PermissionGrant grant = source instanceof Json.Obj object ? PermissionGrant.of(object, pointer) : null;
        Subschema subschema = new Subschema(pointer, key, source, grant);
        places.add(subschema);
        SchemaReferences.Scope scope = references.enter(subschema, outer);
        if (source instanceof Json.Obj object) {
            for (Map.Entry<String, Json> keyword : object.members().entrySet()) {
                read(subschema, keyword.getKey(), keyword.getValue(), scope);
            }
        }
        return subschema;
    }

    private void read(Subschema subschema, String keyword, Json value, SchemaReferences.Scope scope)
            throws SchemaRefused {
        Holding holding = dialect.positions().get(keyword);
        String pointer = JsonPointer.child(subschema.pointer, keyword);
        if (keyword.equals("pattern") && value instanceof Json.Text text) {
            subschema.patterns.put(text.value(), pattern(text.value(), pointer));
        } else if (holding == Holding.NAMED && value instanceof Json.Obj schemas) {
            subschema.named.put(keyword, named(subschema, keyword, schemas, scope));
        } else if (holding != null && holding != Holding.NAMED) {
            subschema.listed.put(keyword, listed(subschema, keyword, value, scope));
        }
    }

    private List<Subschema> listed(Subschema holder, String keyword, Json value, SchemaReferences.Scope scope)
            throws SchemaRefused {
        String pointer = JsonPointer.child(holder.pointer, keyword);
        String key = JsonPointer.child(holder.key, keyword);
        if (!(value instanceof Json.Arr schemas)) {
            return List.of(place(value, pointer, key, scope));
        }
        List<Subschema> list = new ArrayList<>();
        for (int i = 0; i < schemas.items().size(); i++) {
            list.add(place(schemas.items().get(i), JsonPointer.child(pointer, i), JsonPointer.child(key, i), scope));
        }
        return list;
    }

    /** The members of {@code dependencies} that are lists contain names, not schemas. */
    private Map<String, Subschema> named(
            Subschema holder, String keyword, Json.Obj schemas, SchemaReferences.Scope scope) throws SchemaRefused {
        String key = JsonPointer.child(holder.key, keyword);
        Map<String, Subschema> byName = new LinkedHashMap<>();
        int number = 0;
        for (Map.Entry<String, Json> schema : schemas.members().entrySet()) {
            String pointer = JsonPointer.child(JsonPointer.child(holder.pointer, keyword), schema.getKey());
            if (keyword.equals("patternProperties")) {
                holder.patterns.put(schema.getKey(), pattern(schema.getKey(), pointer));
            }
            if (!(schema.getValue() instanceof Json.Arr)) {
                byName.put(schema.getKey(), place(schema.getValue(), pointer, JsonPointer.child(key, number), scope));
            }
            number++;
        }
        return byName;
    }

    private GuardedPattern pattern(String text, String pointer) throws SchemaRefused {
        GuardedPattern known = patterns.get(text);
        return known == null ? compile(text, pointer) : known;
    }

    private GuardedPattern compile(String text, String pointer) throws SchemaRefused {
        try {
            GuardedPattern compiled = GuardedPattern.compile(text);
            instructions += compiled.instructions();
            if (instructions > MOST_INSTRUCTIONS) {
                throw SchemaRefusals.at(
                        RefusalReason.PATTERN, pointer, "the regular expressions of the schema are too large in total");
            }
            patterns.put(text, compiled);
            return compiled;
        } catch (Unfit e) {
            throw SchemaRefusals.at(RefusalReason.PATTERN, pointer, e.reason());
        }
    }
}
