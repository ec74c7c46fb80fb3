package dev.kith.json;

import dev.kith.api.Json;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.json.Draft.Holding;
import dev.kith.json.GuardedPattern.Unfit;
import dev.kith.json.Vetting.Vetted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a graph of a schema document and refuses what cannot be used. Expects a document that fits its meta-schema and the
 * limits of {@link Vetting}.
 */
final class SchemaReader {
    /** How many instructions the regular expressions of one schema may have together. */
    static final int MOST_INSTRUCTIONS = 200_000;

    private final Draft draft;
    private final References references;
    private final Map<String, GuardedPattern> patterns = new HashMap<>();
    private final List<Place> places = new ArrayList<>();
    private int instructions;

    private SchemaReader(Draft draft) {
        this.draft = draft;
        this.references = new References(draft);
    }

    static Vetted read(Json document, Draft draft) throws SchemaRefused {
        SchemaReader reader = new SchemaReader(draft);
        Place root = reader.place(document, "", "", null);
        reader.references.resolve();
        new Circles().check(reader.places);
        Guards.mark(reader.places);
        return new Vetted(root, draft, reader.references.metaSchemas(), reader.places.size());
    }

    private Place place(Json source, String pointer, String key, References.@Nullable Scope outer)
            throws SchemaRefused {
        if (!(source instanceof Json.Obj) && !(source instanceof Json.Bool)) {
            throw Refusal.at(pointer, "here a schema must stand: an object or a truth value");
        }
        Grant grant = source instanceof Json.Obj object ? Grant.of(object, pointer) : null;
        Place place = new Place(pointer, key, source, grant);
        places.add(place);
        References.Scope scope = references.enter(place, outer);
        if (source instanceof Json.Obj object) {
            for (Map.Entry<String, Json> keyword : object.members().entrySet()) {
                read(place, keyword.getKey(), keyword.getValue(), scope);
            }
        }
        return place;
    }

    private void read(Place place, String keyword, Json value, References.Scope scope) throws SchemaRefused {
        Holding holding = draft.positions().get(keyword);
        String pointer = Pointer.child(place.pointer, keyword);
        if (keyword.equals("pattern") && value instanceof Json.Text text) {
            place.patterns.put(text.value(), pattern(text.value(), pointer));
        } else if (holding == Holding.NAMED && value instanceof Json.Obj schemas) {
            place.named.put(keyword, named(place, keyword, schemas, scope));
        } else if (holding != null && holding != Holding.NAMED) {
            place.listed.put(keyword, listed(place, keyword, value, scope));
        }
    }

    private List<Place> listed(Place holder, String keyword, Json value, References.Scope scope) throws SchemaRefused {
        String pointer = Pointer.child(holder.pointer, keyword);
        String key = Pointer.child(holder.key, keyword);
        if (!(value instanceof Json.Arr schemas)) {
            return List.of(place(value, pointer, key, scope));
        }
        List<Place> list = new ArrayList<>();
        for (int i = 0; i < schemas.items().size(); i++) {
            list.add(place(schemas.items().get(i), Pointer.child(pointer, i), Pointer.child(key, i), scope));
        }
        return list;
    }

    /** The members of {@code dependencies} that are lists hold names, not schemas. */
    private Map<String, Place> named(Place holder, String keyword, Json.Obj schemas, References.Scope scope)
            throws SchemaRefused {
        String key = Pointer.child(holder.key, keyword);
        Map<String, Place> byName = new LinkedHashMap<>();
        int number = 0;
        for (Map.Entry<String, Json> schema : schemas.members().entrySet()) {
            String pointer = Pointer.child(Pointer.child(holder.pointer, keyword), schema.getKey());
            if (keyword.equals("patternProperties")) {
                holder.patterns.put(schema.getKey(), pattern(schema.getKey(), pointer));
            }
            if (!(schema.getValue() instanceof Json.Arr)) {
                byName.put(schema.getKey(), place(schema.getValue(), pointer, Pointer.child(key, number), scope));
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
                throw Refusal.at(pointer, "the regular expressions of the schema are too large together");
            }
            patterns.put(text, compiled);
            return compiled;
        } catch (Unfit e) {
            throw Refusal.at(pointer, e.reason());
        }
    }
}
