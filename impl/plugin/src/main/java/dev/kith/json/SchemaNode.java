package dev.kith.json;

import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SimpleType;
import dev.kith.api.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schema, or the value of one of its keywords, as the library sees it: without identifiers, remarks and unknown keywords,
 * and with every reference resolved. The library takes every object that it sees for a schema, so values that are data
 * ({@code const}, {@code enum}) are not shown to it.
 */
final class SchemaNode implements ValueNode {
    /**
     * Stands next to {@code patternProperties}. An evaluator cannot both fail and say which names it has looked at, but
     * its siblings need to know; so one says the names and the other one judges.
     */
    static final String JUDGED_PATTERNS = "patternProperties:judged";

    private static final Set<String> DATA = Set.of("const", "enum");

    private final String key;
    private final SimpleType type;
    private final Json json;
    private final @Nullable Place owner;
    private final Map<String, JsonNode> members = new LinkedHashMap<>();
    private final List<JsonNode> items = new ArrayList<>();

    private SchemaNode(String key, SimpleType type, Json json, @Nullable Place owner) {
        this.key = key;
        this.type = type;
        this.json = json;
        this.owner = owner;
    }

    static SchemaNode root(Place place, Draft draft) {
        return schema(place, null, draft);
    }

    private static SchemaNode schema(Place place, @Nullable Place owner, Draft draft) {
        SchemaNode node = new SchemaNode(place.key, DataNode.typeOf(place.source), place.source, owner);
        if (place.source instanceof Json.Obj object) {
            object.members().forEach((keyword, value) -> {
                SchemaNode child = keyword(place, keyword, value, draft);
                if (child != null) {
                    node.members.put(keyword, child);
                }
                if (keyword.equals("patternProperties")) {
                    node.members.put(
                            JUDGED_PATTERNS, value(Pointer.child(place.key, JUDGED_PATTERNS), value, place, true));
                }
            });
        }
        return node;
    }

    private static @Nullable SchemaNode keyword(Place place, String keyword, Json value, Draft draft) {
        String key = Pointer.child(place.key, keyword);
        Place target = place.targets.get(keyword);
        String metaSchema = target == null ? place.metaSchemas.get(keyword) : "#" + target.key;
        if (metaSchema != null) {
            return new SchemaNode(key, SimpleType.STRING, new Json.Text(metaSchema), place);
        }
        if (place.listed.containsKey(keyword)) {
            Place one = place.one(keyword);
            return one == null ? list(place, keyword, key, draft) : schema(one, place, draft);
        }
        if (place.named.containsKey(keyword)) {
            return named(place, keyword, (Json.Obj) value, key, draft);
        }
        return draft.asserts(keyword) ? value(key, value, place, DATA.contains(keyword)) : null;
    }

    private static SchemaNode list(Place place, String keyword, String key, Draft draft) {
        SchemaNode node = new SchemaNode(key, SimpleType.ARRAY, Json.Null.NULL, place);
        place.list(keyword).forEach(item -> node.items.add(schema(item, null, draft)));
        return node;
    }

    private static SchemaNode named(Place place, String keyword, Json.Obj source, String key, Draft draft) {
        SchemaNode node = new SchemaNode(key, SimpleType.OBJECT, Json.Null.NULL, place);
        source.members().forEach((name, value) -> {
            Place held = place.named(keyword).get(name);
            node.members.put(
                    name,
                    held == null
                            ? value(Pointer.child(key, node.members.size()), value, null, false)
                            : schema(held, null, draft));
        });
        return node;
    }

    private static SchemaNode value(String key, Json value, @Nullable Place owner, boolean hidden) {
        SchemaNode node = new SchemaNode(key, hidden ? SimpleType.NULL : DataNode.typeOf(value), value, owner);
        if (!hidden && value instanceof Json.Arr array) {
            array.items()
                    .forEach(item -> node.items.add(value(Pointer.child(key, node.items.size()), item, null, false)));
        } else if (!hidden && value instanceof Json.Obj object) {
            object.members()
                    .forEach((name, member) -> node.members.put(
                            name, value(Pointer.child(key, node.members.size()), member, null, false)));
        }
        return node;
    }

    /** The schema whose keyword this is the value of, {@code null} for everything deeper. */
    @Nullable
    Place owner() {
        return owner;
    }

    @Override
    public Json json() {
        return json;
    }

    @Override
    public String getJsonPointer() {
        return key;
    }

    @Override
    public SimpleType getNodeType() {
        return type;
    }

    @Override
    public List<JsonNode> asArray() {
        return items;
    }

    @Override
    public Map<String, JsonNode> asObject() {
        return members;
    }
}
